# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The vocabulary every connector speaks: data, errors and the Connector interface.

Plain Python: nothing here knows Odoo, HTTP or a particular marketplace.
Times are aware UTC datetimes, weights carry their unit, quantities are numbers
in the marketplace's own unit.
"""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from . import steps
from .carriers import CarrierProposal, find_carrier
from .text import _lt

if TYPE_CHECKING:
    from .upload import UploadFile

#: The services of a platform that get a lamp each.
APIS = ("products", "writeback", "orders")

ORDER_STATUSES = ("pending", "unshipped", "partial", "shipped", "canceled")
FULFILLED_BY = ("seller", "marketplace")

#: Kilograms in one unit of weight, by the words platforms use for it.
KILOGRAMS = {
    **dict.fromkeys(("kilograms", "kilogram", "kg", "kgs"), 1.0),
    **dict.fromkeys(("grams", "gram", "g"), 0.001),
    **dict.fromkeys(("pounds", "pound", "lb", "lbs"), 0.45359237),
    **dict.fromkeys(("ounces", "ounce", "oz"), 0.028349523125),
}

Record = TypeVar("Record")


# --- What connectors declare ------------------------------------------------


@dataclass(frozen=True)
class Credential:
    """One field an administrator fills in to connect an account."""

    name: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    #: An address that the secrets are sent to.
    host: bool = False
    #: Days after which the platform takes it no more.
    lifetime_days: int | None = None


@dataclass(frozen=True)
class SetupStep:
    """One step of getting the credentials in the platform's own pages.

    ``menu``: the names to click, in order. ``gives``: names of the credentials that
    can be filled in then. ``choices``: (what it is for, value) where one is to be
    picked.
    """

    text: str
    menu: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Limit:
    """A documented allowance: ``rate`` calls per second, ``burst`` calls at once."""

    rate: float
    burst: int


# --- What goes out ----------------------------------------------------------


@dataclass(frozen=True)
class ShipmentLine:
    line_ref: str
    quantity: float


@dataclass(frozen=True)
class Shipment:
    """One parcel of one order, as the marketplace is to be told.

    ``reference`` is the idempotency key: stable over retries, unique per
    shipment, hexadecimal. Connectors shape it to what the platform takes.
    ``carrier_code`` and ``carrier_name`` come from the carrier mapping.
    """

    order_ref: str
    reference: str
    carrier_code: str
    carrier_name: str
    service: str
    tracking_numbers: tuple[str, ...]
    tracking_url: str
    shipped_at: datetime
    lines: tuple[ShipmentLine, ...]
    notify_buyer: bool = True


@dataclass(frozen=True)
class Receipt:
    """The platform took a shipment.

    ``proof``: the answer itself shows the parcel, so no read-back is needed.
    """

    reference: str
    proof: bool = False
    request_id: str = ""


# --- What comes in ----------------------------------------------------------


@dataclass(frozen=True)
class OrderLine:
    ref: str
    sku: str
    title: str
    quantity: float
    quantity_shipped: float = 0


@dataclass(frozen=True)
class Parcel:
    """A package the marketplace shows for an order."""

    reference: str
    carrier: str
    tracking_number: str
    shipped_at: datetime | None
    lines: tuple[ShipmentLine, ...] = ()


@dataclass(frozen=True)
class Order:
    """What the marketplace says was bought. Holds no buyer data, by design.

    ``parcels`` is None where the platform has no packages to show (then only
    the shipped quantities tell), and a possibly empty tuple where it has.
    """

    ref: str
    number: str
    status: str
    purchased_at: datetime | None
    updated_at: datetime | None
    ship_by: datetime | None
    fulfilled_by: str
    lines: tuple[OrderLine, ...]
    parcels: tuple[Parcel, ...] | None = None


@dataclass(frozen=True)
class Item:
    number: str
    sku: str
    title: str
    weight: float | None = None
    weight_unit: str = ""
    image_url: str = ""
    status: str = ""


@dataclass(frozen=True)
class Page(Generic[Record]):
    """One page of records; ``cursor`` is None on the last one.

    ``problems`` has a sentence for each record that could not be read; the
    others of the page are kept.
    """

    records: tuple[Record, ...]
    cursor: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """One HTTP call as it happened, for lamps and attempts.

    ``error`` is the name of the error class or empty. ``request`` and
    ``response`` are redacted and truncated. ``seconds`` is the time from
    sending to the end of the answer.
    """

    api: str
    operation: str
    started_at: datetime
    seconds: float
    error: str = ""
    message: str = ""
    status: int | None = None
    request_id: str = ""
    request: str = ""
    response: str = ""


# --- What goes wrong --------------------------------------------------------


def sentences(*parts: str | None) -> str:
    """Join parts, some of them without a full stop, to readable sentences."""
    kept = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".!?:…。！？" else part + "." for part in kept)


class ConnectorError(Exception):
    """Base of the vocabulary of failures.

    :param message: what happened, in the platform's words where it gave some
    :param code: the platform's own code, or ours in snake_case
    :param hint: what the person looking at it should do, in plain language
    :param status: HTTP status, None when there was no answer
    :param request_id: the platform's id of the call, for its support
    """

    #: Whether the same shipment may succeed later without anybody's doing.
    retryable: ClassVar[bool] = True

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        hint: str = "",
        status: int | None = None,
        request_id: str = "",
    ):
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint
        self.status = status
        self.request_id = request_id


class Throttled(ConnectorError):
    """Too many calls. ``retry_after`` seconds must pass before the next one."""

    def __init__(self, message: str, *, retry_after: float, **kwargs):
        super().__init__(message, **kwargs)
        self.retry_after = retry_after


class Unauthorized(ConnectorError):
    """The account may not: wrong, expired or revoked credentials, missing right."""


class Unreachable(ConnectorError):
    """Nothing was sent: DNS, refused, TLS, connect timeout, forbidden address."""


class Unavailable(ConnectorError):
    """The platform answered that it cannot now (5xx)."""


class OutcomeUnknown(ConnectorError):
    """Sent, but no readable answer: it may or may not have been taken."""


class Rejected(ConnectorError):
    """The platform refuses this data; sending it again would not help."""

    retryable = False


class AlreadyShipped(ConnectorError):
    """The platform says that it has this shipped already."""

    retryable = False


class Unsupported(ConnectorError):
    """The platform cannot do this; the hint says what a person must do."""

    retryable = False


# --- The interface ----------------------------------------------------------


@dataclass
class Deadline:
    """When a run must be over, whatever the network does (``time.monotonic()``)."""

    at: float = math.inf

    def left(self) -> float:
        """Return the seconds until then."""
        return self.at - time.monotonic()


@dataclass
class CallLog:
    """Collects the calls of one connector until somebody takes them."""

    _calls: deque = field(default_factory=deque)

    def append(self, call: Call) -> None:
        self._calls.append(call)

    def take(self) -> list[Call]:
        """Return the calls since the last take. Safe beside appending threads."""
        taken = []
        while self._calls:
            taken.append(self._calls.popleft())
        return taken


class Connector(ABC):
    """Speaks one platform's API for one account.

    Every method raises only :class:`ConnectorError` subclasses.
    """

    platform: ClassVar[str]
    label: ClassVar[str]
    credentials: ClassVar[tuple[Credential, ...]]
    #: What to do, in this order, to get the credentials.
    setup_steps: ClassVar[tuple[SetupStep, ...]] = ()
    #: Names of the credentials that together identify a seller account.
    identity: ClassVar[tuple[str, ...]]
    #: operation -> allowance, as the platform documents it
    limits: ClassVar[Mapping[str, Limit]]
    #: True where the same reference sent again is never a second parcel.
    idempotent: ClassVar[bool] = False
    #: How many tracking numbers of a parcel the platform takes; None: any number.
    tracking_numbers_per_parcel: ClassVar[int | None] = None
    #: (code, label) of the carriers the platform knows; empty where it is free text
    carriers: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: carrier code -> the names that the carrier goes by
    carrier_names: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    #: The code for a carrier the platform does not list; empty where none is needed.
    other_carrier: ClassVar[str] = ""
    #: What a test write-back does; empty where the platform has no test mode.
    test_mode: ClassVar[str] = ""
    #: Where a person can confirm many shipments by uploading a file: that file.
    upload_file: ClassVar[UploadFile | None] = None

    def __init__(self, credentials: Mapping[str, str], limiter=None):
        """:param limiter: a :class:`.limits.Limiter` that others share; else its own"""
        self.calls = CallLog()
        self.deadline = Deadline()

    @abstractmethod
    def close(self) -> None:
        """Close the connections. The connector may be used again."""

    @abstractmethod
    def probe(self, api: str) -> None:
        """Make the cheapest call proving the API answers and this account may use it.

        :param api: one of :data:`APIS`
        """

    @abstractmethod
    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return one page of what the account lists."""

    @abstractmethod
    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return one page of the orders created or changed after ``since``."""

    @abstractmethod
    def order(self, ref: str) -> Order:
        """Return one order with its parcels: the read-back."""

    @abstractmethod
    def confirm(self, shipment: Shipment) -> Receipt:
        """Tell the marketplace that the parcel left: the write-back."""

    def try_writeback(self) -> Receipt:
        """Write a made-up parcel back in the platform's test mode.

        Nothing real is told. Its calls say nothing of the real API's health.

        :raises Unsupported: the platform has no test mode
        """
        raise Unsupported(
            _lt("%(label)s has no mode to try a write-back in.", label=self.label),
            code="test_mode",
            hint=_lt("The first delivery that you validate shows whether it works."),
        )

    @classmethod
    def propose_carrier(cls, name: str, kind: str = "") -> CarrierProposal:
        """Guess what the platform calls a carrier.

        :param name: what the seller calls it, such as "UPS Ground"
        :param kind: the program that ships with it, such as "ups_rest"
        """
        name = " ".join(name.split())
        found = find_carrier(name, cls.carrier_names)
        if found:
            return CarrierProposal(found[0], service=found[1])
        found = find_carrier(kind, cls.carrier_names)
        if found:
            return CarrierProposal(found[0])
        if cls.other_carrier:
            return CarrierProposal(cls.other_carrier, name=name, known=False)
        return CarrierProposal(name, known=not cls.carriers)

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Correct what was told of a parcel; doing it again must change nothing.

        :param told: what the marketplace was told under the same reference
        :raises Unsupported: with what a person must do
        """
        raise Unsupported(
            _lt("%(label)s's API cannot correct a confirmation.", label=self.label),
            code="amend",
        )

    @abstractmethod
    def void(self, shipment: Shipment) -> None:
        """Take a write-back back, or raise Unsupported with what a person must do."""

    @abstractmethod
    def seller_url(self, order_ref: str) -> str:
        """Return the page where a seller confirms this order by hand."""

    @classmethod
    def by_hand(cls, packed: steps.Packed) -> steps.Steps:
        """Return what a person does on that page, for which no account is needed."""
        return steps.usual_steps(packed)

    def upload_url(self) -> str:
        """Return the page where a seller uploads an ``upload_file``, if it has one."""
        return ""
