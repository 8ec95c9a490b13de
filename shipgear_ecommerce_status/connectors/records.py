# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What connectors declare, are given and give back: frozen data.

Times are aware UTC datetimes, weights carry their unit, quantities are numbers
in the marketplace's own unit. Money is exact, in the currency of its order; None is
money that the marketplace did not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Generic, TypeVar

from .money import added

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
    """``part_of``: the line of the same order that this one is a component of, where
    a bundle and its parts are both lines.

    ``amount``: what is paid for the whole quantity, discounts taken off, tax
    included; ``tax``: what of it is tax. ``price``, of one piece, and ``discount``,
    of the line, are as the marketplace states them: ``Order.tax_included`` says
    whether with tax.
    """

    ref: str
    sku: str
    title: str
    quantity: float
    quantity_shipped: float = 0
    part_of: str = ""
    price: Decimal | None = None
    discount: Decimal | None = None
    amount: Decimal | None = None
    tax: Decimal | None = None


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

    ``ref`` is the number that sellers see, ``key`` the platform's own id where that
    is another. ``parcels`` is None where the platform has no packages to show (then
    only the shipped quantities tell), and a possibly empty tuple where it has.

    ``currency``: its ISO 4217 code, "" where no money is told. ``shipping``: what is
    paid for delivery, and ``other`` for the rest, such as gift wrap and fees, less
    what is taken off the order as a whole; both with their tax.
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
    key: str = ""
    currency: str = ""
    tax_included: bool = False
    shipping: Decimal | None = None
    shipping_tax: Decimal | None = None
    other: Decimal | None = None
    other_tax: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        """Return what is paid for all of it, None where a part is not known."""
        goods = [line.amount for line in self.lines if not line.part_of]
        return added([*goods, self.shipping, self.other])


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
