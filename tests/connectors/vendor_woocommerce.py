# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What a WooCommerce shop answers when all is well, in our own words."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta, timezone

from connectors.base import Shipment, ShipmentLine
from connectors.woocommerce.ways import WAYS
from mutations import SECRETS

NUMBER = "745"


def order(number: str = NUMBER, minutes: int = 0) -> dict:
    """Return an order of three cups, as the API gives the fields that are asked for."""
    changed = datetime(2026, 3, 1, 12, tzinfo=timezone.utc) + timedelta(minutes=minutes)
    text = changed.strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "id": int(number),
        "number": number,
        "status": "processing",
        "date_created_gmt": "2026-03-01T10:00:00",
        "date_modified": text,
        "date_modified_gmt": text,
        "line_items": [
            {
                "id": 315,
                "name": "Cup &amp; saucer",
                "product_id": 93,
                "variation_id": 0,
                "quantity": 3,
                "sku": "CUP-1",
                "meta_data": [],
            }
        ],
        "refunds": [],
    }


def product(number: int) -> dict:
    return {
        "id": number,
        "name": f"Cup {number}",
        "type": "simple",
        "status": "publish",
        "sku": f"CUP-{number}",
        "weight": "0.35",
        "images": [{"id": 1, "src": "https://images.example.com/cup.jpg"}],
    }


def fulfillment(key: int = 9, **meta) -> dict:
    meta = {"_items": [{"item_id": 315, "qty": 3}]} | meta
    return {
        "id": key,
        "status": "fulfilled",
        "is_fulfilled": True,
        "date_deleted": None,
        "meta_data": [{"id": 1, "key": k, "value": v} for k, v in meta.items()],
    }


def error(code: str, status: int, message: str = "Sorry.") -> dict:
    return {"code": code, "message": message, "data": {"status": status}}


def vendor():
    """A shop that is known to have Order Fulfillments."""
    from vendor_answers import API, SINCE, Vendor

    url, key = f"http://{API}", SECRETS[0]
    account = hashlib.sha256(f"{url} {key}".encode()).hexdigest()
    WAYS.keep(account, "fulfillments", math.inf)
    unknown = error("woocommerce_rest_shop_order_invalid_id", 400)
    nowhere = error("woocommerce_rest_order_invalid_id", 404)
    products = [product(number) for number in range(1, 101)]
    return Vendor(
        credentials={
            "shop_url": url,
            "consumer_key": key,
            "consumer_secret": SECRETS[1],
        },
        token={"access_token": "not asked for", "expires_in": 3600},
        answers={
            "items": (200, products),
            "orders": (200, [order(str(500 + n), n) for n in range(100)]),
            "order": [(200, order()), (200, [fulfillment()])],
            "confirm": [(200, order()), (200, []), (201, fulfillment())],
            "probe products": (200, products[:1]),
            "probe orders": (200, [order()]),
            "probe writeback": [(400, unknown), (404, nowhere)],
        },
        refusal=error("rest_invalid_param", 400, "Invalid parameter(s): status"),
        shipment=Shipment(
            order_ref=NUMBER,
            reference="00c0ffee",
            carrier_code="ups",
            carrier_name="",
            service="",
            tracking_numbers=("1Z999AA10123456784",),
            tracking_url="",
            shipped_at=SINCE,
            lines=(ShipmentLine("315", 3.0),),
        ),
    )
