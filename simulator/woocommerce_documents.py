# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders, refunds and products as WooCommerce writes them (REST API v3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timezone

from . import prices
from .core import first, listed
from .market import Item, Order, Seller

#: What of an order is about whoever bought.
BUYER = (
    "billing",
    "shipping",
    "customer_id",
    "customer_ip_address",
    "customer_user_agent",
    "customer_note",
)


def asks_for_buyer(query: Mapping[str, list[str]]) -> bool:
    """Whether an answer holds buyer data that the query could leave out."""
    fields = listed(query, "_fields")
    everything = "meta_data" in fields and not first(query, "include_meta")
    return not fields or everything or any(name in BUYER for name in fields)


def chosen(document: dict, query: Mapping[str, list[str]]) -> dict:
    """Return what _fields and include_meta ask for."""
    fields, meta = listed(query, "_fields"), listed(query, "include_meta")
    if meta and "meta_data" in document:
        rows = [row for row in document["meta_data"] if row["key"] in meta]
        document = document | {"meta_data": rows}
    return {name: v for name, v in document.items() if not fields or name in fields}


def offset_of(seller: Seller) -> float:
    return seller.options.get("utc_offset", 0) * 3600


def order_document(order: Order, seller: Seller, now: float) -> dict:
    """Return an order with all that there is of it."""
    offset, changed = offset_of(seller), order.changed_at(now, 0)
    shipping, total = prices.of_shipping(order), prices.total(order)
    return {
        "id": int(order.key or order.order_id),
        "number": order.order_id,
        "status": woo_status(order, seller, now),
        "currency": order.terms.currency,
        "prices_include_tax": order.terms.tax_included,
        "shipping_total": str(shipping.net),
        "shipping_tax": str(shipping.tax),
        "total": str(total.gross),
        "total_tax": str(total.tax),
        "fee_lines": [],
        "date_created": local_time(order.purchased_at + offset),
        "date_created_gmt": local_time(order.purchased_at),
        "date_modified": local_time(changed + offset),
        "date_modified_gmt": local_time(changed),
        "line_items": [
            {
                "id": int(line.line_id),
                "name": line.title,
                "product_id": product_id(line.number),
                "variation_id": 0,
                "quantity": line.quantity,
                "sku": line.sku,
                "meta_data": [],
                **_amounts(prices.of_line(order, line), line.quantity),
            }
            for line in order.lines
        ],
        "refunds": [
            {"id": number, "reason": "", "total": "-1.00"}
            for number, _row in enumerate(order.details.get("refunds", ()), 1)
        ],
        "meta_data": _meta(order, seller, now),
        "billing": {"first_name": "Nobody", "email": "nobody@shop.example.com"},
        "shipping": {"first_name": "Nobody", "city": "Nowhere"},
        "customer_id": 7,
        "customer_note": "Ring twice.",
    }


def _amounts(charge: prices.Charge, quantity: int) -> dict:
    """Totals are text and without tax; the price of a piece is a number."""
    rate = charge.tax / charge.net if charge.net else charge.tax
    listed_tax = (charge.listed * rate).quantize(prices.CENT)
    return {
        "subtotal": str(charge.listed),
        "subtotal_tax": str(listed_tax),
        "total": str(charge.net),
        "total_tax": str(charge.tax),
        "price": float(charge.net / quantity),
    }


def local_time(timestamp: float) -> str:
    """Return a time without its zone, as in all of WooCommerce's fields."""
    moment = datetime.fromtimestamp(timestamp, timezone.utc)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def product_id(number: str) -> int:
    return int(re.sub(r"\D", "", number) or 0)


def woo_status(order: Order, seller: Seller, now: float) -> str:
    """Return the order's own status. Fulfillments do not change it; nor do tracking
    numbers, unless a person does at the same time."""
    if order.state == "pending":
        return "on-hold"
    if order.state == "canceled":
        return "cancelled"
    if "status" in order.details:
        return order.details["status"]
    if seller.options.get("way") == "fulfillments":
        return "processing"
    by_hand: Counter = Counter()
    for package in order.packages(now).values():
        if package.source in ("person", "setup"):
            by_hand.update(dict(package.lines))
    if not by_hand:
        return "processing"
    whole = all(by_hand[line.line_id] >= line.quantity for line in order.lines)
    return "completed" if whole else "partial-shipped"


def _meta(order: Order, seller: Seller, now: float) -> list[dict]:
    meta = [{"id": 1, "key": "_vat_number", "value": "NOBODY-1"}]
    words = {"partial": "partially_fulfilled", "shipped": "fulfilled"}
    word = words.get(order.status(now))
    if word and seller.options.get("way") == "fulfillments":
        meta.append({"id": 2, "key": "_fulfillment_status", "value": word})
    return meta


def refund_documents(order: Order) -> list[dict]:
    """Return refunds; a refunded piece is a negative one of another line."""
    return [
        {
            "id": number,
            "reason": "",
            "line_items": [
                {
                    "id": 10_000 + number,
                    "quantity": -row["quantity"],
                    "meta_data": [
                        {"key": "_refunded_item_id", "value": row["order_item_id"]}
                    ],
                }
            ],
        }
        for number, row in enumerate(order.details.get("refunds", ()), 1)
    ]


def product_document(item: Item) -> dict:
    return {
        "id": int(item.number),
        "name": item.title,
        "type": "simple",
        "status": "publish",
        "sku": item.sku,
        "virtual": False,
        "weight": f"{item.weight:g}" if item.weight else "",
        "images": [{"id": 1, "src": item.image_url}] if item.image_url else [],
    }
