# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce's orders, their products and shipments as the records of ``base``.

Source: Orders V2, order_Resp, orderProducts and orderShipment. What they hold of the
buyer is not looked at. Prices come with tax and without, and discounted_total_inc_tax
of a product is what was paid for it, whatever the kind of the discount.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from ..answers import Answer
from ..base import Order, OrderLine, Parcel, ShipmentLine
from ..foreign_text import NAME, WORD
from ..money import added, at, currency, money_at
from ..text import _lt
from ..values import (
    Malformed,
    a_decimal,
    a_dict,
    a_list,
    a_name,
    a_text,
    an_id,
    of_order,
)
from .reference import BY_QUANTITIES, INCOMPLETE, STATUSES


@dataclass(frozen=True)
class Head:
    """What an order says of itself; what was bought is asked for apart."""

    ref: str
    status_id: int
    created_at: datetime | None
    modified_at: datetime | None
    touched: bool  # something of it was shipped, or its status says so
    archived: bool
    charges: dict = field(default_factory=dict)  # the money, as Order has it

    @property
    def real(self) -> bool:
        """Whether it is an order: one leaves the checkout, and is none yet."""
        return self.status_id != INCOMPLETE


@dataclass(frozen=True)
class Product:
    """An order line, where it goes to, and how much of it is to be shipped.

    ``address_id`` is 0 for what is picked up or downloaded.
    """

    line: OrderLine
    address_id: int
    to_ship: float
    physical: bool


def records(answer: Answer) -> list:
    """Return a list of V2, which answers 204 where there is nothing.

    Nothing else stands for an empty list: a parcel that is overlooked is told twice.
    """
    return [] if answer.status == 204 else a_list(answer.data, "body")


# --- Orders -------------------------------------------------------------------


def parse_head(data: object, asked: str = "") -> Head:
    """:param asked: the order that was asked for, if it was one"""
    data = a_dict(data, "order")
    ref = _id(data.get("id"), "id")
    if asked and ref != asked:
        raise Malformed(
            _lt("%(name)s is %(word)s, which is unknown.", name="id", word=ref)
        )
    return of_order(ref, lambda: _head(ref, data))


def _head(ref: str, data: dict) -> Head:
    status_id = int(_id(data.get("status_id"), "status_id"))
    if status_id not in STATUSES and status_id not in BY_QUANTITIES:
        raise Malformed(
            _lt(
                "%(name)s is %(word)s, which is unknown.",
                name="status_id",
                word=str(status_id),
            )
        )
    shipped = a_decimal(data.get("items_shipped") or 0, "items_shipped")
    says_so = STATUSES.get(status_id) in ("shipped", "partial")
    return Head(
        ref=ref,
        status_id=status_id,
        created_at=a_mail_time(data.get("date_created"), "date_created"),
        modified_at=a_mail_time(data.get("date_modified"), "date_modified"),
        touched=says_so or shipped > 0,
        archived=data.get("is_deleted") is True,
        charges=_charges(data),
    )


def _charges(data: dict) -> dict:
    """Return the money of the order as a whole, in the currency that is paid in."""
    others = ("handling_cost", "wrapping_cost")
    return {
        "currency": currency(at(data, "default_currency_code")),
        "tax_included": True,  # of the two prices of a product that one is read
        "shipping": money_at(data, "shipping_cost_inc_tax"),
        "shipping_tax": money_at(data, "shipping_cost_tax"),
        "other": added(money_at(data, f"{name}_inc_tax") for name in others),
        "other_tax": added(money_at(data, f"{name}_tax") for name in others),
    }


def parse_order(
    head: Head, products: Iterable[Product], parcels: Iterable[Parcel]
) -> Order:
    """Put an order together; what is digital is not to be shipped, and left out."""
    products = list(products)
    return Order(
        ref=head.ref,
        number=head.ref,
        status=status_of(head, products),
        purchased_at=head.created_at,
        updated_at=head.modified_at,
        ship_by=None,
        fulfilled_by="seller",
        lines=tuple(product.line for product in products if product.physical),
        parcels=tuple(parcels),
        **head.charges,
    )


def status_of(head: Head, products: Iterable[Product]) -> str:
    """Return what an order's status is for us."""
    physical = [product for product in products if product.physical]
    status = STATUSES.get(head.status_id) or _by_quantities(physical)
    gone = head.archived and status in ("pending", "unshipped")
    return "canceled" if gone else status


def _by_quantities(products: list[Product]) -> str:
    if not any(product.line.quantity_shipped for product in products):
        return "unshipped"
    whole = all(p.line.quantity_shipped >= p.to_ship for p in products)
    return "shipped" if whole else "partial"


def parse_product(data: dict) -> Product:
    kind = a_name(data.get("type"), "type") or "physical"
    ordered = a_decimal(data.get("quantity"), "quantity")
    refunded = a_decimal(data.get("quantity_refunded") or 0, "quantity_refunded")
    listed = money_at(data, "total_inc_tax")
    paid = money_at(data, "discounted_total_inc_tax")
    line = OrderLine(
        ref=_id(data.get("id"), "id"),
        sku=a_name(data.get("sku"), "sku"),
        title=a_text(data.get("name"), "name"),
        quantity=ordered,
        quantity_shipped=a_decimal(
            data.get("quantity_shipped") or 0, "quantity_shipped"
        ),
        price=money_at(data, "price_inc_tax"),
        discount=None if listed is None or paid is None else listed - paid,
        amount=paid,
        tax=money_at(data, "total_tax"),
    )
    return Product(
        line=line,
        address_id=int(_id(data.get("order_address_id") or 0, "order_address_id")),
        to_ship=max(0.0, ordered - refunded),
        physical=kind == "physical",
    )


# --- Shipments ----------------------------------------------------------------


def parse_parcel(data: dict) -> Parcel:
    provider = a_text(data.get("shipping_provider"), "shipping_provider", WORD)
    tracker = a_text(data.get("tracking_carrier"), "tracking_carrier", WORD)
    return Parcel(
        reference=_id(data.get("id"), "id"),
        carrier=provider or tracker,
        # Typed by whoever likes: an odd one must not hide the order.
        tracking_number=a_text(data.get("tracking_number"), "tracking_number", NAME),
        shipped_at=a_mail_time(data.get("date_created"), "date_created"),
        lines=tuple(
            _contents(a_dict(item, "items[]"))
            for item in a_list(data.get("items"), "items")
        ),
    )


def parcel_in(data: object) -> Parcel | None:
    """Return the shipment that an answer shows, if it does."""
    try:
        return parse_parcel(a_dict(data, "shipment"))
    except Malformed:
        return None


def _contents(data: dict) -> ShipmentLine:
    return ShipmentLine(
        line_ref=_id(data.get("order_product_id"), "order_product_id"),
        quantity=a_decimal(data.get("quantity"), "quantity"),
    )


# --- Values -------------------------------------------------------------------


def _id(value: object, name: str) -> str:
    """Read an id: digits, which go into an address or a request again."""
    text = an_id(value, name)
    if not (text.isascii() and text.isdecimal()):
        problem = _lt("%(name)s is too long or has unusual characters.", name=name)
        raise Malformed(problem)
    return text


def a_mail_time(value: object, name: str) -> datetime | None:
    """Read a time of RFC 2822, in which V2 writes UTC; "" is none."""
    if value is None or value == "":
        return None
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:  # -0000: UTC, by RFC 2822
            moment = moment.replace(tzinfo=timezone.utc)
        moment = moment.astimezone(timezone.utc)
        if moment.year < 1000:
            raise ValueError
        return moment
    except (TypeError, ValueError, IndexError, OverflowError, AttributeError):
        raise Malformed(_lt("%(name)s is not a date and time.", name=name)) from None
