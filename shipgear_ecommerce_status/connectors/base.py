# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The vocabulary every connector speaks: data, errors and the Connector interface.

Plain Python: nothing here knows Odoo, HTTP or a particular marketplace. The data
(records.py) and the errors (errors.py) are to be imported from here.
"""

from __future__ import annotations

import math
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from . import steps
from .carriers import CarrierProposal, find_carrier
from .errors import (
    OUTAGE,
    PATIENCE,
    AlreadyShipped,
    ConnectorError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
    Unsupported,
    sentences,
)
from .records import (
    FULFILLED_BY,
    KILOGRAMS,
    ORDER_STATUSES,
    Call,
    Credential,
    Item,
    Limit,
    Order,
    OrderLine,
    Page,
    Parcel,
    Receipt,
    SetupStep,
    Shipment,
    ShipmentLine,
)
from .text import _lt

if TYPE_CHECKING:
    from .upload import UploadFile

__all__ = [
    "APIS",
    "AlreadyShipped",
    "Call",
    "CallLog",
    "Connector",
    "ConnectorError",
    "Credential",
    "Deadline",
    "FULFILLED_BY",
    "Item",
    "KILOGRAMS",
    "Limit",
    "ORDER_STATUSES",
    "OUTAGE",
    "Order",
    "OrderLine",
    "OutcomeUnknown",
    "PATIENCE",
    "Page",
    "Parcel",
    "Receipt",
    "Rejected",
    "SetupStep",
    "Shipment",
    "ShipmentLine",
    "Throttled",
    "Unauthorized",
    "Unavailable",
    "Unreachable",
    "Unsupported",
    "sentences",
]

#: The services of a platform that get a lamp each.
APIS = ("products", "writeback", "orders")
#: Keeps a credential, (name, new value), that the platform replaced.
Keep = Callable[[str, str], None]


@dataclass
class Deadline:
    """When a run must be over, whatever the network does (``time.monotonic()``)."""

    at: float = math.inf

    def left(self) -> float:
        """Return the seconds until then."""
        return self.at - time.monotonic()


class CallLog:
    """Collects the calls of one connector until the thread that made them takes them.

    Several threads may call through one connector; each call is part of what its
    own thread does.
    """

    def __init__(self) -> None:
        self._own = threading.local()

    def append(self, call: Call) -> None:
        self._own.__dict__.setdefault("calls", []).append(call)

    def take(self) -> list[Call]:
        """Return this thread's calls since its last take."""
        return self._own.__dict__.pop("calls", [])


def _keep_nothing(name: str, value: str) -> None:
    """Of a connector that nobody gave a place to keep things in."""


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
    #: operation, or what several share -> allowance, as the platform documents it
    limits: ClassVar[Mapping[str, Limit]]
    #: True where the same reference sent again is never a second parcel.
    idempotent: ClassVar[bool] = False
    #: How many tracking numbers of a parcel the platform takes; None: any number.
    tracking_numbers_per_parcel: ClassVar[int | None] = None
    #: What the platform takes of the ship date: "time", "day" or "none".
    ship_date: ClassVar[str] = "time"
    #: Whether the platform asks if the buyer is to be notified.
    asks_to_notify: ClassVar[bool] = False
    #: How many shipments of an account are told at once, allowance or not.
    lanes: ClassVar[int] = 4
    #: Whether a parcel that was told can be corrected, and taken back, by the API.
    amends: ClassVar[bool] = False
    voids: ClassVar[bool] = False
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

    def __init__(
        self, credentials: Mapping[str, str], limiter=None, keep: Keep | None = None
    ):
        """:param limiter: a :class:`.limits.Limiter` that others share; else its own"""
        self.calls = CallLog()
        self.deadline = Deadline()
        self.keep = keep or _keep_nothing

    def identified(self) -> tuple[str, ...]:
        """Return what tells the seller account from others, however it was typed."""
        raise NotImplementedError

    @abstractmethod
    def close(self) -> None:
        """Close the connections. The connector may be used again."""

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        """Return an order's reference as the platform itself writes it.

        Without network: only what people add or leave out, such as the "#" before
        a number.
        """
        return typed.strip()

    @abstractmethod
    def probe(self, api: str) -> str:
        """Make the cheapest call proving the API answers and this account may use it.

        Return a sentence about how it is used with this account, if there is
        anything to choose, else "".

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
        """Return one order with its parcels: the read-back.

        ``ref`` of what it returns is this ``ref``.
        """

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
    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        """Return the page where a seller confirms this order by hand. No network.

        :param order_key: ``key`` of the order; "" while it has not been read
        """

    @classmethod
    def by_hand(cls, packed: steps.Packed) -> steps.Steps:
        """Return what a person does on that page, for which no account is needed."""
        return steps.usual_steps(packed)

    def upload_url(self) -> str:
        """Return the page where a seller uploads an ``upload_file``, if it has one."""
        return ""
