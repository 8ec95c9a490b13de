# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders, their products and shipments, and the catalog, as BigCommerce writes them.

Shapes: Orders V2 (order_Resp, orderProducts, orderShipment) and Catalog V3. Of an
order's ``details``, ``products`` has what differs of each line, and ``status_id`` the
status that somebody set.
"""

from __future__ import annotations

from decimal import Decimal
from email.utils import formatdate
from zlib import crc32

from . import prices
from .market import Item, Line, Order, Package

SHIPPED, PARTIALLY_SHIPPED, AWAITING_FULFILLMENT = 2, 3, 11
#: Our word -> status_id
STATUSES = {
    "pending": 7,
    "unshipped": AWAITING_FULFILLMENT,
    "partial": PARTIALLY_SHIPPED,
    "shipped": SHIPPED,
    "canceled": 5,
}
#: Orders V2, "Get All Order Statuses"
NAMES = {
    0: "Incomplete",
    1: "Pending",
    2: "Shipped",
    3: "Partially Shipped",
    4: "Refunded",
    5: "Cancelled",
    6: "Declined",
    7: "Awaiting Payment",
    8: "Awaiting Pickup",
    9: "Awaiting Shipment",
    10: "Completed",
    11: "Awaiting Fulfillment",
    12: "Manual Verification Required",
    13: "Disputed",
    14: "Partially Refunded",
}
_NOBODY = {
    "first_name": "Nobody",
    "last_name": "Real",
    "company": "",
    "street_1": "1 Nowhere Street",
    "street_2": "",
    "city": "Nowhere",
    "state": "Texas",
    "zip": "00000",
    "country": "United States",
    "country_iso2": "US",
    "phone": "",
    "email": "nobody@marketplace.example.com",
}


def mail_time(timestamp: float) -> str:
    """RFC 2822, in UTC."""
    return formatdate(timestamp).replace("-0000", "+0000")


def status_id(order: Order, until: float) -> int:
    """Return the status that was set, else the one that follows from the shipments."""
    was_set = order.details.get("status_id")
    return STATUSES[order.status(until)] if was_set is None else was_set


def order_document(order: Order, now: float, lag: float) -> dict:
    until = now - lag
    shipped, number = status_id(order, until), order.order_id
    shipping, total = prices.of_shipping(order), prices.total(order)
    return {
        "id": int(number),
        "customer_id": 0,
        "date_created": mail_time(order.purchased_at),
        "date_modified": mail_time(order.changed_at(now, lag)),
        "date_shipped": mail_time(now) if shipped == SHIPPED else "",
        "status_id": shipped,
        "status": NAMES[shipped],
        "custom_status": NAMES[shipped],
        "items_total": sum(line.quantity for line in order.lines),
        "items_shipped": sum(order.shipped(until).values()),
        "order_is_digital": False,
        "default_currency_code": order.terms.currency,
        "is_tax_inclusive_pricing": order.terms.tax_included,
        **_both("shipping_cost", shipping.net, shipping.tax),
        **_both("handling_cost", prices.NOTHING, prices.NOTHING),
        **_both("wrapping_cost", prices.NOTHING, prices.NOTHING),
        "total_ex_tax": _places(total.net),
        "total_inc_tax": _places(total.gross),
        "total_tax": _places(total.tax),
        "is_deleted": bool(order.details.get("is_deleted")),
        "shipping_address_count": len({p["order_address_id"] for p in products(order)}),
        "billing_address": _NOBODY | {"form_fields": []},
        "channel_id": 1,
        "products": _resource(f"/orders/{number}/products"),
        "shipping_addresses": _resource(f"/orders/{number}/shippingaddresses"),
        "coupons": _resource(f"/orders/{number}/coupons"),
    }


def _both(name: str, net: Decimal, tax: Decimal) -> dict:
    """An amount without tax, with it, and the tax."""
    return {
        f"{name}_ex_tax": _places(net),
        f"{name}_inc_tax": _places(net + tax),
        f"{name}_tax": _places(tax),
    }


def _places(amount: Decimal) -> str:
    return f"{amount:.4f}"


def _resource(path: str) -> dict:
    return {"url": f"https://api.bigcommerce.com/stores/x/v2{path}", "resource": path}


def products(order: Order, until: float = 0.0) -> list[dict]:
    shipped = order.shipped(until)
    special = order.details.get("products") or []
    return [
        _product(order, line, shipped[line.line_id])
        | (special[place] if place < len(special) else {})
        for place, line in enumerate(order.lines)
    ]


def _product(order: Order, line: Line, shipped: int) -> dict:
    charge, pieces = prices.of_line(order, line), line.quantity
    # Before the discount, which comes off the whole line.
    tax = charge.listed * charge.tax / charge.net if charge.net else charge.tax
    tax = tax.quantize(prices.CENT)
    return {
        "id": int(line.line_id),
        "order_id": int(order.order_id),
        "product_id": 1,
        "variant_id": 1,
        "order_pickup_method_id": 0,
        "order_address_id": int(order.order_id) % 10**6 + 1,
        "name": line.title,
        "sku": line.sku,
        "type": "physical",
        "weight": "1.0000",
        "quantity": line.quantity,
        "quantity_shipped": shipped,
        "is_refunded": False,
        "quantity_refunded": 0,
        **_both("price", charge.listed / pieces, tax / pieces),
        "total_ex_tax": _places(charge.listed),
        "total_inc_tax": _places(charge.listed + tax),
        "total_tax": _places(charge.tax),
        "discounted_total_inc_tax": _places(charge.gross),
        "wrapping_id": 0,
        "wrapping_message": "",
        "parent_order_product_id": None,
        "is_bundled_product": False,
    }


def shipment_id(package: Package) -> int:
    """Return the number of a shipment; those made by hand have names in the ledger."""
    if package.reference.isdecimal():
        return int(package.reference)
    return 10**6 + crc32(package.reference.encode()) % 10**6


def shipment_document(order: Order, package: Package) -> dict:
    """``carrier`` of a package is "provider|tracker", as the request had them."""
    provider, _, tracker = package.carrier.partition("|")
    addresses = {str(p["id"]): p["order_address_id"] for p in products(order)}
    first, _quantity = package.lines[0]
    return {
        "id": shipment_id(package),
        "order_id": int(order.order_id),
        "customer_id": 0,
        "order_address_id": addresses[first],
        "date_created": mail_time(package.accepted_at),
        "tracking_number": package.tracking,
        "merchant_shipping_cost": "0.0000",
        "shipping_method": package.service or "None",
        "comments": "",
        "shipping_provider": provider,
        "tracking_carrier": tracker,
        "tracking_link": order.details.get(f"link {package.reference}", ""),
        "billing_address": _NOBODY,
        "shipping_address": _NOBODY,
        "items": [
            {"order_product_id": int(line_id), "product_id": 0, "quantity": quantity}
            for line_id, quantity in package.lines
        ],
        "shipping_provider_display_name": provider.upper(),
        "generated_tracking_link": "",
    }


def product_document(item: Item) -> dict:
    number = int(item.number)
    variant = {
        "id": number,
        "product_id": number,
        "sku": item.sku,
        "sku_id": number,
        "weight": None,
        "calculated_weight": item.weight,
        "image_url": "",
        "option_values": [],
    }
    document = {
        "id": number,
        "name": item.title,
        "type": "physical",
        "sku": item.sku,
        "weight": item.weight,
        "is_visible": True,
        "variants": [variant],
    }
    if item.image_url:
        image = {"is_thumbnail": True, "product_id": number}
        image |= {"url_standard": item.image_url, "url_thumbnail": item.image_url}
        document["primary_image"] = image
    return document
