# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading a shipment for BigCommerce, and checking it.

Fields and their limits: Orders V2, orderShipment_Post and orderShipment_Put.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from . import bigcommerce_errors as errors
from .bigcommerce_documents import products
from .limits import to_iso
from .market import Order, Package

_TEXTS = {
    "tracking_number": 50,
    "tracking_link": 500,
    "shipping_provider": 255,
    "tracking_carrier": 255,
    "shipping_method": 255,
    "comments": 65535,
}
_PROVIDERS = frozenset(
    ("auspost", "canadapost", "endicia", "usps", "fedex", "ups", "upsready")
    + ("upsonline", "shipperhq", "royalmail", "")
)
#: What there is for some stores only, and what follows from the request.
_MAY = {*_TEXTS, "order_address_id", "merchant_shipping_cost"}
_TOO_MANY = (
    "The quantity specified is greater than the quantity of the product that is "
    "available to ship."
)


def read_new(
    body: bytes, order: Order, reference: str, now: float
) -> tuple[Package, str]:
    """Return the package that a POST makes, and its tracking link; or raise Refusal."""
    data = _object(body, {*_MAY, "items"})
    for name in ("order_address_id", "items"):
        if name not in data:
            raise errors.required(name)
    texts = _texts(data)
    bought = {str(p["id"]): p for p in products(order, now)}
    lines = _lines(data["items"], bought)
    address_id = data["order_address_id"]
    # Documented as an integer; the vendor's own examples send text.
    if str(address_id) not in {str(p["order_address_id"]) for p in bought.values()}:
        raise errors.invalid("order_address_id")
    for line_id, quantity in lines.items():
        product = bought[line_id]
        left = product["quantity"] - product["quantity_refunded"]
        left -= product["quantity_shipped"]
        if str(product["order_address_id"]) != str(address_id):
            raise errors.invalid("order_product_id", "It goes to another address.")
        if quantity > left:
            details = {"available_quantity": left, "order_product_id": int(line_id)}
            raise errors.invalid("quantity", _TOO_MANY, **details)
    package = Package(
        reference=reference,
        tracking=texts.get("tracking_number", ""),
        # A provider that is left out becomes "custom", and no link is made.
        carrier=_carrier({"shipping_provider": "custom"} | texts),
        service=texts.get("shipping_method", ""),
        shipped_at=to_iso(now),
        lines=tuple(sorted(lines.items())),
        accepted_at=now,
    )
    return package, texts.get("tracking_link", "")


def read_change(
    body: bytes, package: Package, now: float
) -> tuple[Package, str | None]:
    """Return a package as a PUT leaves it, and its tracking link if that changes."""
    texts = _texts(_object(body, _MAY))
    provider, _, tracker = package.carrier.partition("|")
    was = {"shipping_provider": provider, "tracking_carrier": tracker}
    changed = replace(
        package,
        tracking=texts.get("tracking_number", package.tracking),
        carrier=_carrier(was | texts),
        service=texts.get("shipping_method", package.service),
        accepted_at=now,
    )
    return changed, texts.get("tracking_link")


def _object(body: bytes, may: set[str]) -> dict:
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise errors.v2(400, "The request body is not valid JSON.")
    for name in data:
        if name not in may:
            raise errors.read_only(name)
    return data


def _texts(data: dict) -> dict[str, str]:
    texts = {name: data[name] for name in _TEXTS if name in data}
    for name, text in texts.items():
        if not isinstance(text, str) or len(text) > _TEXTS[name]:
            raise errors.invalid(name)
    provider = texts.get("shipping_provider", "")
    if provider not in _PROVIDERS and not provider.startswith("carrier_"):
        raise errors.invalid("shipping_provider")
    return texts


def _carrier(texts: dict[str, str]) -> str:
    return f"{texts['shipping_provider']}|{texts.get('tracking_carrier', '')}"


def _lines(rows: object, bought: dict[str, dict]) -> Counter:
    if not isinstance(rows, list) or not rows:
        raise errors.invalid("items")
    lines: Counter = Counter()
    for row in rows:
        if not isinstance(row, dict):
            raise errors.invalid("items")
        for name in row:
            if name not in ("order_product_id", "quantity"):
                raise errors.read_only(name)
        if str(row.get("order_product_id")) not in bought:
            raise errors.invalid("order_product_id")
        quantity = row.get("quantity")
        if type(quantity) is not int or quantity < 1:
            raise errors.invalid("quantity")
        lines[str(row["order_product_id"])] += quantity
    return lines
