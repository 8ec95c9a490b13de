# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's orders, shipments, products and store views, as it writes them.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9. Of an order's details,
``configurable`` names the SKUs that are a configurable product with a simple one below
it, ``bundles`` the bundles: {"sku", "quantity", "of" (SKUs), "separately"}.
"""

from __future__ import annotations

import posixpath
from datetime import datetime, timezone

from . import prices
from .market import Item, Line, Order, Package, Seller

_STATES = {"unshipped": "processing", "partial": "processing", "shipped": "complete"}
_STATES |= {"pending": "payment_review", "canceled": "canceled"}
#: What is left out where fields are named.
BUYER = ("customer_email", "customer_firstname", "billing_address", "customer_id")


def time_text(timestamp: float) -> str:
    """Return seconds since 1970 as UTC without a zone."""
    return datetime.fromtimestamp(timestamp, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


# --- Orders -------------------------------------------------------------------


def order_document(order: Order, now: float, lag: float) -> dict:
    status = order.status(now - lag)
    state = order.details.get("state") or _STATES[status]
    shipping, total = prices.of_shipping(order), prices.total(order)
    return {
        "entity_id": int(order.key),
        "increment_id": order.order_id,
        "state": state,
        "status": state,
        "store_id": order.details.get("store_id", 1),
        "created_at": time_text(order.purchased_at),
        "updated_at": time_text(order.changed_at(now, lag)),
        "base_grand_total": float(total.gross),
        "grand_total": float(total.gross),
        "order_currency_code": order.terms.currency,
        "shipping_amount": float(shipping.net),
        "shipping_tax_amount": float(shipping.tax),
        "shipping_discount_amount": 0,
        "shipping_discount_tax_compensation_amount": 0,
        "customer_email": "buyer@example.com",
        "customer_firstname": "Buyer",
        "billing_address": {"city": "Somewhere"},
        "items": order_rows(order, now - lag),
    }


def order_rows(order: Order, until: float) -> list[dict]:
    shipped, canceled = order.shipped(until), order.state == "canceled"
    rows = [bundle_row(order, bundle, shipped) for bundle in bundles(order)]
    for line in order.lines:
        bundle = bundle_of(order, line)
        kind = "configurable" if is_configurable(order, line) else "simple"
        parent = int(bundle_id(order, bundle)) if bundle else None
        row = _row(line, kind, parent, shipped[line.line_id], canceled)
        rows.append(row | _amounts(prices.of_line(order, line), line.quantity))
        if kind == "configurable":
            below = _row(line, "simple", int(line.line_id), 0, canceled)
            rows.append(below | {"item_id": int(f"{line.line_id}1")})
    return rows


def _row(line: Line, kind: str, parent, shipped: float, canceled: bool) -> dict:
    row = {
        "item_id": int(line.line_id),
        "product_id": int(line.line_id),
        "product_type": kind,
        "sku": line.sku,
        "name": line.title,
        "is_virtual": 0,
        "qty_ordered": line.quantity,
        "qty_shipped": shipped,
        "qty_canceled": line.quantity if canceled else 0,
        "qty_refunded": 0,
    }
    return row | {"parent_item_id": parent} if parent else row


def _amounts(charge: prices.Charge, quantity: int) -> dict:
    """What a discount takes off the tax is given back, and added again."""
    tax = charge.listed * charge.tax / charge.net if charge.net else charge.tax
    kept = (charge.listed - charge.net) - charge.discount
    return {
        "price": float(charge.listed / quantity),
        "price_incl_tax": float((charge.listed + tax) / quantity),
        "row_total": float(charge.listed),
        "row_total_incl_tax": float(charge.listed + tax),
        "tax_amount": float(charge.tax),
        "discount_amount": float(charge.discount),
        "discount_tax_compensation_amount": float(-kept),
    }


def bundle_row(order: Order, bundle: dict, shipped) -> dict:
    parts = parts_of(order, bundle)
    whole = min(shipped[p.line_id] * bundle["quantity"] / p.quantity for p in parts)
    row_id = int(bundle_id(order, bundle))
    title = f"Bundle {bundle['sku']}"
    line = Line(str(row_id), bundle["sku"], title, "", bundle["quantity"])
    # Each shipment counts a separate bundle once more, whatever is in it.
    counted = len(order.history) if bundle.get("separately") else whole
    return _row(line, "bundle", None, counted, order.state == "canceled")


def is_configurable(order: Order, line: Line) -> bool:
    return line.sku in order.details.get("configurable", ())


def bundles(order: Order) -> list[dict]:
    return order.details.get("bundles", [])


def bundle_of(order: Order, line: Line) -> dict | None:
    return next((b for b in bundles(order) if line.sku in b["of"]), None)


def parts_of(order: Order, bundle: dict) -> list[Line]:
    return [line for line in order.lines if line.sku in bundle["of"]]


def bundle_id(order: Order, bundle: dict) -> str:
    return f"{parts_of(order, bundle)[0].line_id}2"


# --- Shipments ----------------------------------------------------------------


def shipment_id(order: Order, reference: str) -> int:
    """Return the entity id of a shipment; it tells the order too."""
    references = list(dict.fromkeys(package.reference for package in order.history))
    if reference not in references:
        references.append(reference)
    return int(order.key) * 100 + references.index(reference) + 1


def shipment_document(order: Order, package: Package) -> dict:
    entity_id = shipment_id(order, package.reference)
    known = order.details.get("shipments", {}).get(package.reference, {})
    return {
        "entity_id": entity_id,
        "increment_id": f"{entity_id:09}",
        "order_id": int(order.key),
        "store_id": order.details.get("store_id", 1),
        "created_at": time_text(package.accepted_at),
        "customer_id": 1,
        "items": _shipment_rows(order, package),
        "tracks": tracks(order, package),
        "comments": known.get("comments", []),
    }


def tracks(order: Order, package: Package) -> list[dict]:
    known = order.details.get("shipments", {}).get(package.reference)
    if known is not None:
        return known["tracks"]
    if not package.tracking:
        return []
    return [
        track(order, package.reference, 1, package.tracking, package.carrier, "ups")
    ]


def track(order: Order, reference: str, place: int, number, title, code) -> dict:
    entity_id = shipment_id(order, reference)
    return {
        "entity_id": entity_id * 100 + place,
        "order_id": int(order.key),
        "parent_id": entity_id,
        "weight": 0,
        "qty": 0,
        "description": "",
        "track_number": number,
        "title": title,
        "carrier_code": code,
    }


def _shipment_rows(order: Order, package: Package) -> list[dict]:
    """Return the rows of a shipment, and those that Magento adds to them."""
    lines = {line.line_id: line for line in order.lines}
    rows = []
    for line_id, quantity in package.lines:
        rows.append(_shipment_row(lines[line_id].sku, line_id, quantity))
        if is_configurable(order, lines[line_id]):
            rows.append(_shipment_row(lines[line_id].sku, f"{line_id}1", 0))
    named = dict(package.lines)
    for bundle in bundles(order):
        parts = parts_of(order, bundle)
        whole = min(
            named.get(p.line_id, 0) * bundle["quantity"] / p.quantity for p in parts
        )
        counted = 1 if bundle.get("separately") else whole
        if counted:
            row_id = bundle_id(order, bundle)
            rows.append(_shipment_row(bundle["sku"], row_id, counted))
    return rows


def _shipment_row(sku: str, row_id: str, quantity: float) -> dict:
    return {"sku": sku, "order_item_id": int(row_id), "qty": quantity}


# --- Products and store views -------------------------------------------------


def product_document(item: Item, number: int) -> dict:
    file = "/" + posixpath.basename(item.image_url)
    picture = {
        "media_type": "image",
        "label": None,
        "position": 1,
        "disabled": False,
        "types": ["image", "small_image", "thumbnail"],
        "file": file,
    }
    return {
        "id": number,
        "sku": item.sku,
        "name": item.title,
        "status": 1,
        "type_id": "simple",
        "weight": item.weight,
        "media_gallery_entries": [picture] if item.image_url else [],
        "custom_attributes": [{"attribute_code": "tax_class_id", "value": "2"}],
    }


def bundle_product(order: Order, bundle: dict) -> dict:
    separately = "1" if bundle.get("separately") else "0"
    return {
        "id": int(bundle_id(order, bundle)),
        "sku": bundle["sku"],
        "name": bundle["sku"],
        "status": 1,
        "type_id": "bundle",
        "custom_attributes": [
            {"attribute_code": "shipment_type", "value": separately},
        ],
    }


def store_views(seller: Seller, url: str) -> list[dict]:
    """Return the store views: "default", and those of the option ``stores``."""
    codes = {"default": 1} | seller.options.get("stores", {})
    return [
        {
            "id": number,
            "code": code,
            "website_id": 1,
            "locale": "en_US",
            "timezone": "America/Chicago",
            "weight_unit": "kgs",
            "base_url": f"{url}/",
            "base_media_url": f"{url}/media/",
            "secure_base_url": f"{url}/",
            "secure_base_media_url": f"{url}/media/",
        }
        for code, number in codes.items()
    ]
