# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's orders and shipments, and what they say of an order's lines.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9, types
sales-data-order-interface, sales-data-order-item-interface and
sales-data-shipment-interface. Times are UTC without a zone.

An order's rows form families. The row of a configurable product and that of the
simple product below it are one thing with one SKU: the upper one is shipped. A bundle
is shipped as a whole or by its parts, as its product says; here both are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..base import Order, OrderLine, Parcel, ShipmentLine
from ..foreign_text import WORD
from ..money import added, money_at
from ..text import _lt
from ..values import (
    HIGHEST,
    Malformed,
    a_decimal,
    a_dict,
    a_list,
    a_name,
    a_text,
    a_time,
    an_id,
    of_order,
)
from .prices import charges, paid

#: What is read of an order and of a shipment: nothing of the buyer.
ORDER_FIELDS = (
    "entity_id,increment_id,state,created_at,updated_at,"
    "order_currency_code,shipping_amount,shipping_tax_amount,"
    "shipping_discount_amount,shipping_discount_tax_compensation_amount,"
    "items[item_id,parent_item_id,product_id,product_type,sku,name,is_virtual,"
    "qty_ordered,qty_shipped,qty_canceled,qty_refunded,"
    "price,row_total,tax_amount,discount_amount,discount_tax_compensation_amount]"
)
SHIPMENT_FIELDS = (
    "entity_id,order_id,created_at,items[order_item_id,qty],"
    "tracks[entity_id,track_number,title,carrier_code],comments[comment]"
)
BUNDLE = "bundle"
#: How the comment begins that a shipment of ours has; the shop's staff reads it.
MARK = "Odoo shipment "
#: Orders that must not be shipped yet. Magento's other states: new, processing,
#: complete, closed, canceled.
_PENDING = ("pending_payment", "payment_review", "holded")


@dataclass(frozen=True)
class Row:
    """A row of an order; ``parent`` is the row above it, if there is one.

    ``price`` and ``discount`` are without tax, ``amount`` is with it.
    """

    id: str
    parent: str
    kind: str
    product_id: str
    sku: str
    title: str
    ordered: float
    shipped: float
    left: float
    price: Decimal | None = None
    discount: Decimal | None = None
    amount: Decimal | None = None
    tax: Decimal | None = None


@dataclass(frozen=True)
class Track:
    id: str
    number: str
    title: str
    code: str


@dataclass(frozen=True)
class Sent:
    """A shipment as Magento has it; ``rows``: quantity by row of the order;
    ``references``: those of ours that it was made for."""

    id: str
    order_id: str
    created_at: datetime | None
    rows: dict[str, float]
    tracks: tuple[Track, ...]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Sale:
    """An order. ``entity_id`` is what calls want; sellers see ``ref``."""

    entity_id: str
    ref: str
    state: str
    created_at: datetime | None
    updated_at: datetime | None
    rows: tuple[Row, ...]
    charges: dict = field(default_factory=dict)  # the money, as Order has it

    def row(self, row_id: str) -> Row | None:
        return next((row for row in self.lines if row.id == row_id), None)

    def parts(self, bundle: Row) -> list[Row]:
        return [row for row in self.rows if row.parent == bundle.id]

    @property
    def lines(self) -> list[Row]:
        """What can be named as shipped: top rows, and the parts of bundles."""
        bundles = {row.id for row in self.rows if row.kind == BUNDLE}
        return [row for row in self.rows if not row.parent or row.parent in bundles]

    def shipped(self, row: Row) -> float:
        return self.whole(row, {part.id: part.shipped for part in self.rows})

    def left(self, row: Row) -> float:
        return self.whole(row, {part.id: part.left for part in self.rows})

    def whole(self, row: Row, quantities: dict[str, float]) -> float:
        """Return the quantity of a row; of a bundle, by what its parts make up.

        Magento counts the row of a bundle itself in more than one way.
        """
        parts = self.parts(row) if row.kind == BUNDLE else []
        parts = [part for part in parts if part.ordered and row.ordered]
        if not parts:
            return quantities.get(row.id, 0)
        made = (quantities.get(p.id, 0) * row.ordered / p.ordered for p in parts)
        return min(HIGHEST, *made)

    @property
    def status(self) -> str:
        if self.state == "canceled":
            return "canceled"
        if self.state in _PENDING:
            return "pending"
        goods = [row for row in self.lines if row.kind != BUNDLE]
        shipped = any(row.shipped for row in goods)
        if self.state != "closed" and any(row.left for row in goods):
            return "partial" if shipped else "unshipped"
        # An order without goods for the post has nothing left to do either.
        return "canceled" if goods and not shipped else "shipped"


def entity_id(value: object, name: str) -> str:
    """Read Magento's own id of a row: digits, as a number or as text."""
    text = an_id(value, name)
    if not re.fullmatch(r"[0-9]{1,18}", text):
        problem = _lt("%(name)s is too long or has unusual characters.", name=name)
        raise Malformed(problem)
    return text


def parse_sale(data: dict) -> Sale:
    ref = a_name(data.get("increment_id"), "increment_id", required=True)
    return of_order(ref, lambda: _sale(ref, data))


def _sale(ref: str, data: dict) -> Sale:
    rows = a_list(data.get("items"), "items")
    rows = [_row(a_dict(row, "items[]")) for row in rows]
    return Sale(
        entity_id=entity_id(data.get("entity_id"), "entity_id"),
        ref=ref,
        state=a_text(data.get("state"), "state", WORD),
        created_at=a_time(data.get("created_at"), "created_at"),
        updated_at=a_time(data.get("updated_at"), "updated_at"),
        rows=tuple(row for row in rows if row is not None),
        charges=charges(data),
    )


def _row(data: dict) -> Row | None:
    """Read a row of an order; None for what is not sent by post."""
    if data.get("is_virtual") in (1, "1", True):
        return None
    quantity = {
        name: a_decimal(data.get(name) or 0, name)
        for name in ("qty_ordered", "qty_shipped", "qty_canceled", "qty_refunded")
    }
    gone = max(quantity["qty_shipped"], quantity["qty_refunded"])
    tax = money_at(data, "tax_amount")
    parent = data.get("parent_item_id")
    product = data.get("product_id")
    return Row(
        id=entity_id(data.get("item_id"), "item_id"),
        parent=entity_id(parent, "parent_item_id") if parent else "",
        kind=a_text(data.get("product_type"), "product_type", WORD),
        product_id=entity_id(product, "product_id") if product else "",
        sku=a_name(data.get("sku"), "sku"),
        title=a_text(data.get("name"), "name"),
        ordered=quantity["qty_ordered"],
        shipped=quantity["qty_shipped"],
        left=max(0, quantity["qty_ordered"] - gone - quantity["qty_canceled"]),
        price=money_at(data, "price"),
        discount=money_at(data, "discount_amount"),
        amount=paid(data, "row_total", "", tax),
        tax=tax,
    )


def parse_sent(data: dict) -> Sent:
    rows: dict[str, float] = {}
    for row in a_list(data.get("items") or [], "items"):
        row = a_dict(row, "items[]")
        row_id = entity_id(row.get("order_item_id"), "order_item_id")
        rows[row_id] = rows.get(row_id, 0) + a_decimal(row.get("qty") or 0, "qty")
    comments = [
        a_dict(comment, "comments[]").get("comment")
        for comment in a_list(data.get("comments") or [], "comments")
    ]
    return Sent(
        id=entity_id(data.get("entity_id"), "entity_id"),
        order_id=entity_id(data.get("order_id"), "order_id"),
        created_at=a_time(data.get("created_at"), "created_at"),
        rows=rows,
        tracks=tuple(
            _track(a_dict(track, "tracks[]"))
            for track in a_list(data.get("tracks") or [], "tracks")
        ),
        references=tuple(
            text.removeprefix(MARK).strip()
            for text in comments
            if isinstance(text, str) and text.startswith(MARK)
        ),
    )


def _track(data: dict) -> Track:
    return Track(
        id=entity_id(data.get("entity_id"), "entity_id"),
        number=a_name(data.get("track_number"), "track_number"),
        title=a_text(data.get("title"), "title"),
        code=a_text(data.get("carrier_code"), "carrier_code", WORD),
    )


def order_of(sale: Sale, shipments: Iterable[Sent]) -> Order:
    """Return an order with its parcels.

    A shipment of ours without a number is not all that was to be told: some
    releases lose it. Its order is not done, so that the number is sent once more.
    """
    shipments = [sent for sent in shipments if sent.order_id == sale.entity_id]
    status = sale.status
    if any(sent.references and not sent.tracks for sent in shipments):
        status = "partial" if status == "shipped" else status
    return Order(
        ref=sale.ref,
        number=sale.ref,
        status=status,
        purchased_at=sale.created_at,
        updated_at=sale.updated_at,
        ship_by=None,
        fulfilled_by="seller",
        lines=tuple(_line(sale, row) for row in sale.lines),
        parcels=tuple(parcel for sent in shipments for parcel in _parcels(sale, sent)),
        key=sale.entity_id,
        **sale.charges,
    )


def _line(sale: Sale, row: Row) -> OrderLine:
    """A bundle costs what is on its own row, or what its parts do: both would count
    it twice. Parts without a price of their own are not free of charge."""
    parts = sale.parts(row) if row.kind == BUNDLE else []
    whole = sale.row(row.parent) if row.parent else None
    amount, tax = row.amount, row.tax
    if any(part.amount for part in parts):
        amount, tax = added(p.amount for p in parts), added(p.tax for p in parts)
    elif whole and not any(part.amount for part in sale.parts(whole)):
        amount = None
    return OrderLine(
        ref=row.id,
        sku=row.sku,
        title=row.title,
        quantity=row.ordered,
        quantity_shipped=sale.shipped(row),
        part_of=row.parent,
        price=row.price,
        discount=row.discount,
        amount=amount,
        tax=tax,
    )


def _parcels(sale: Sale, sent: Sent) -> list[Parcel]:
    """Return a shipment once for each of its numbers."""
    lines = [ShipmentLine(row.id, sale.whole(row, sent.rows)) for row in sale.lines]
    lines = tuple(line for line in lines if line.quantity)
    return [
        Parcel(sent.id, track.title or track.code, track.number, sent.created_at, lines)
        for track in sent.tracks or (Track("", "", "", ""),)
    ]
