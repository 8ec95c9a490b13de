# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading WooCommerce's orders, refunds and products; see :mod:`..values`.

Sources: WooCommerce REST API v3 documentation, "Orders", "Order refunds", "Products",
"Product variations". Times in the fields that end in _gmt are UTC and say no zone.
Totals are without tax, whatever prices_include_tax says, and the tax stands beside.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from ..base import Item, Order, OrderLine
from ..foreign_text import WORD, one_line
from ..money import added, at, currency, divided, money_at, rows_at
from ..values import (
    a_decimal,
    a_dict,
    a_link,
    a_list,
    a_name,
    a_text,
    a_time,
    an_id,
    each,
    of_item,
    of_order,
)

#: What is read of an order: no address, no name, no note.
ORDER_FIELDS = (
    "id,number,status,date_created_gmt,date_modified,date_modified_gmt,"
    "currency,prices_include_tax,shipping_total,shipping_tax,"
    "line_items,fee_lines,refunds"
)
PRODUCT_FIELDS = "id,name,sku,weight,images,status,type"
VARIATION_FIELDS = "id,sku,weight,image,status,attributes"
#: Order meta in which Order Fulfillments say how far an order is.
FULFILLMENT_STATUS = "_fulfillment_status"

#: Statuses of WooCommerce and, last, of Advanced Shipment Tracking. Any other is a step
#: in the seller's own work on a paid order.
STATUSES = {
    "pending": "pending",
    "on-hold": "pending",
    "failed": "pending",
    "checkout-draft": "pending",
    "auto-draft": "pending",
    "processing": "unshipped",
    "completed": "shipped",
    "cancelled": "canceled",
    "refunded": "canceled",
    "trash": "canceled",
    "partial-shipped": "partial",
    "shipped": "shipped",
    "updated-tracking": "shipped",
    "delivered": "shipped",
}
_FULFILLED = {"fulfilled": "shipped", "partially_fulfilled": "partial"}


@dataclass(frozen=True)
class Seen:
    """An order and what is not in :class:`Order`.

    ``id`` is WooCommerce's own, which need not be the number. ``products``: line
    reference -> (product id, variation id or "0"). ``zone``: the shop's.
    """

    id: str
    order: Order
    word: str
    zone: tzinfo
    products: dict[str, tuple[str, str]]
    has_refunds: bool

    @property
    def completed(self) -> bool:
        return self.word == "completed"


def parse_order(data: object) -> Seen:
    data = a_dict(data, "order")
    key = an_id(data.get("id"), "id")
    number = an_id(data.get("number", key), "number")
    return of_order(number, lambda: _seen(key, number, data))


def _seen(key: str, number: str, data: dict) -> Seen:
    word = a_name(data.get("status"), "status", WORD, required=True)
    status = _status(word.removeprefix("wc-"), data)
    rows = [
        a_dict(row, "line_items[]")
        for row in a_list(data.get("line_items"), "line_items")
    ]
    modified = a_time(data.get("date_modified_gmt"), "date_modified_gmt")
    taxed = data.get("prices_include_tax") is True
    fees = rows_at(data, "fee_lines")
    order = Order(
        ref=number,
        key=key,
        number=number,
        status=status,
        purchased_at=a_time(data.get("date_created_gmt"), "date_created_gmt"),
        updated_at=modified,
        ship_by=None,
        fulfilled_by="seller",
        lines=tuple(_line(row, status, taxed) for row in rows),
        currency=currency(at(data, "currency")),
        tax_included=taxed,
        shipping=_with_tax(data, "shipping_total", "shipping_tax"),
        shipping_tax=money_at(data, "shipping_tax"),
        other=added(_with_tax(fee, "total", "total_tax") for fee in fees),
        other_tax=added(money_at(fee, "total_tax") for fee in fees),
    )
    return Seen(
        id=key,
        order=order,
        word=word.removeprefix("wc-"),
        zone=_zone(a_time(data.get("date_modified"), "date_modified"), modified),
        products={
            an_id(row.get("id"), "id"): (
                an_id(row.get("product_id", 0), "product_id"),
                an_id(row.get("variation_id", 0), "variation_id"),
            )
            for row in rows
        },
        has_refunds=bool(data.get("refunds")),
    )


def _status(word: str, data: dict) -> str:
    status = STATUSES.get(word, "unshipped")
    if status == "unshipped":
        for meta in a_list(data.get("meta_data") or [], "meta_data"):
            if isinstance(meta, dict) and meta.get("key") == FULFILLMENT_STATUS:
                status = _FULFILLED.get(str(meta.get("value")), status)
    return status


def _with_tax(row: dict, net: str, tax: str) -> Decimal | None:
    return added((money_at(row, net), money_at(row, tax)))


def _line(row: dict, status: str, taxed: bool) -> OrderLine:
    """``subtotal`` is before discounts, ``total`` after them."""
    quantity = a_decimal(row.get("quantity"), "quantity")
    amount, tax = _with_tax(row, "total", "total_tax"), money_at(row, "total_tax")
    paid = amount if taxed else money_at(row, "total")
    listed = money_at(row, "subtotal")
    if taxed:
        listed = _with_tax(row, "subtotal", "subtotal_tax")
    return OrderLine(
        ref=an_id(row.get("id"), "id"),
        sku=a_name(row.get("sku"), "sku"),
        title=one_line(html.unescape(a_text(row.get("name"), "name"))),
        quantity=quantity,
        quantity_shipped=quantity if status == "shipped" else 0,
        price=divided(listed, quantity),
        discount=None if listed is None or paid is None else listed - paid,
        amount=amount,
        tax=tax,
    )


def _zone(local: datetime | None, utc: datetime | None) -> tzinfo:
    """Return the shop's zone, by one moment in it and in UTC."""
    offset = local - utc if local and utc else timedelta()
    minutes = round(offset.total_seconds() / 60)
    return timezone(timedelta(minutes=minutes if abs(minutes) < 24 * 60 else 0))


def parse_refunds(data: object) -> dict[str, float]:
    """Return how many pieces of which order line were refunded."""
    refunded: dict[str, float] = {}
    for refund in a_list(data, "refunds"):
        for row in a_list(
            a_dict(refund, "refund").get("line_items") or [], "line_items"
        ):
            row = a_dict(row, "line_items[]")
            quantity = row.get("quantity")
            pieces = -quantity if isinstance(quantity, int) else 0
            for meta in a_list(row.get("meta_data") or [], "meta_data"):
                if isinstance(meta, dict) and meta.get("key") == "_refunded_item_id":
                    ref = an_id(meta.get("value"), "_refunded_item_id")
                    refunded[ref] = refunded.get(ref, 0) + max(pieces, 0)
    return refunded


# --- Products -----------------------------------------------------------------


@dataclass(frozen=True)
class Products:
    """One page: what can be sold, and (id, name) of those sold in variations only."""

    items: tuple[Item, ...]
    problems: tuple[str, ...]
    variable: tuple[tuple[str, str], ...]
    ids: tuple[int, ...]


def parse_products(data: object, unit: str) -> Products:
    variable: list[tuple[str, str]] = []

    def read(row: dict) -> Item | None:
        name = one_line(html.unescape(a_text(row.get("name"), "name")))
        if row.get("type") == "variable":
            variable.append((an_id(row.get("id"), "id"), one_line(name, WORD)))
            return None
        image = next(iter(a_list(row.get("images") or [], "images")), None)
        return _item(row, name, image, unit)

    items, problems = each(data, "products", read)
    ids = [row.get("id") for row in data if isinstance(row, dict)]  # type: ignore[union-attr]
    return Products(
        items=tuple(filter(None, items)),
        problems=problems,
        variable=tuple(variable),
        ids=tuple(i for i in ids if isinstance(i, int) and 0 < i < 10**15),
    )


def parse_variations(data: object, name: str, unit: str):
    """Return the variations of a product, and a sentence for each unreadable one."""

    def read(row: dict) -> Item:
        options = [
            a_text(a_dict(each, "attributes[]").get("option"), "option")
            for each in a_list(row.get("attributes") or [], "attributes")
        ]
        title = " - ".join(filter(None, (name, ", ".join(filter(None, options)))))
        return _item(row, one_line(html.unescape(title)), row.get("image"), unit)

    return each(data, "variations", read)


def _item(row: dict, title: str, image: object, unit: str) -> Item:
    sku = a_name(row.get("sku"), "sku")
    key = an_id(row.get("id"), "id")

    def read() -> Item:
        weight = a_decimal(row.get("weight") or 0, "weight")
        return Item(
            number=key,
            sku=sku,
            title=title,
            weight=weight if weight and unit else None,
            weight_unit=unit if weight else "",
            image_url=a_link(image.get("src")) if isinstance(image, dict) else "",
            status=a_text(row.get("status"), "status", WORD),
        )

    return of_item(sku or key, read)
