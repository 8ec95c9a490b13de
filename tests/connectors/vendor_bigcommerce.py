# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A BigCommerce account, and what the store answers when all is well.

Shapes by the vendor's specifications Orders V2 and Catalog V3; the values are ours.
"""

from __future__ import annotations

import copy
import json
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jsonschema
from connectors.base import Shipment, ShipmentLine
from mutations import SECRETS

NOBODY = {"first_name": "Nobody", "zip": "00000", "email": "nobody@example.com"}
ORDER = {
    "id": 1234,
    "customer_id": 0,
    "date_created": "Sun, 01 Mar 2026 08:00:00 +0000",
    "date_modified": "Mon, 02 Mar 2026 09:30:15 +0000",
    "date_shipped": "",
    "status_id": 3,
    "status": "Partially Shipped",
    "items_total": 4,
    "items_shipped": 1,
    "is_deleted": False,
    "shipping_address_count": 1,
    "billing_address": NOBODY,
}
PRODUCTS = [
    {
        "id": 65,
        "order_id": 1234,
        "product_id": 77,
        "order_address_id": 51,
        "name": "Teapot, blue",
        "sku": "TEA-1",
        "type": "physical",
        "weight": "1.0000",
        "quantity": 3,
        "quantity_shipped": 1,
        "quantity_refunded": 0,
        "wrapping_message": "",
    },
    {
        "id": 66,
        "order_id": 1234,
        "product_id": 78,
        "order_address_id": 51,
        "name": "Cup",
        "sku": "CUP-1",
        "type": "physical",
        "weight": "0.2000",
        "quantity": 1,
        "quantity_shipped": 0,
        "quantity_refunded": 0,
        "wrapping_message": "",
    },
]
SHIPMENT = {
    "id": 11,
    "order_id": 1234,
    "customer_id": 0,
    "order_address_id": 51,
    "date_created": "Mon, 02 Mar 2026 09:00:00 +0000",
    "tracking_number": "1Z999AA10123456784",
    "shipping_method": "Ground",
    "comments": "",
    "shipping_provider": "ups",
    "tracking_carrier": "",
    "tracking_link": "",
    "billing_address": NOBODY,
    "shipping_address": NOBODY,
    "items": [{"order_product_id": 65, "product_id": 0, "quantity": 1}],
}
CATALOG = {
    "data": [
        {
            "id": 77,
            "name": "Shirt",
            "type": "physical",
            "sku": "",
            "weight": 8,
            "is_visible": True,
            "primary_image": {"url_thumbnail": "https://cdn.example.com/shirt.jpg"},
            "variants": [
                {
                    "id": 421,
                    "product_id": 77,
                    "sku": "SHIRT-RED-S",
                    "weight": None,
                    "image_url": "https://cdn.example.com/red.jpg",
                    "option_values": [
                        {"option_display_name": "Color", "label": "Red"},
                        {"option_display_name": "Size", "label": "S"},
                    ],
                },
                {"id": 422, "product_id": 77, "sku": "", "option_values": []},
            ],
        }
    ],
    "meta": {"pagination": {"total": 1, "count": 1, "total_pages": 1}},
}
GATEWAY_403 = {
    "status": 403,
    "title": "You don't have a required scope to access the endpoint",
    "type": "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes",
    "errors": {},
}
TOO_MANY = [
    {
        "status": 400,
        "message": "The field 'quantity' is invalid.",
        "details": {
            "invalid_reason": "The quantity specified is greater than the quantity of "
            "the product that is available to ship.",
            "available_quantity": 0,
            "order_product_id": 65,
        },
    }
]


NOT_FOUND = [{"status": 404, "message": "The requested resource was not found."}]
SCHEMAS = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "bigcommerce" / "schemas.json").read_text(
        encoding="utf-8"
    )
)


def fits(data: object, name: str) -> bool:
    """Whether data are as the vendor's specifications have them; see schemas.json."""
    schema = {"$ref": f"#/definitions/{name}", "definitions": SCHEMAS["definitions"]}
    jsonschema.validate(data, schema)
    return True


def query(request) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.path).query))


def many(records: list, count: int) -> list:
    """Return so many copies of a record, with ids counted up."""
    return [{**copy.deepcopy(records[0]), "id": 1000 + n} for n in range(count)]


def vendor():
    from vendor_answers import API, Vendor

    # As many as are asked for: another page follows. An order that is incomplete is
    # looked at and left out.
    catalog = CATALOG | {"data": many(CATALOG["data"], 50), "weight_units": "LBS"}
    incomplete = many([ORDER | {"status_id": 0}], 25)
    taken = SHIPMENT | {"items": [{"order_product_id": 66, "quantity": 1}]}
    return Vendor(
        credentials={
            "store_hash": "abc123",
            "access_token": SECRETS[1],
            "endpoint": f"http://{API}",
        },
        token={"access_token": "Atza|access-canary", "expires_in": 3600},
        answers={
            "items": (200, catalog),
            "orders": (200, incomplete),
            "order": [(200, ORDER), (200, PRODUCTS), (200, [SHIPMENT])],
            "confirm": [(200, ORDER), (200, PRODUCTS), (201, taken)],
            "probe products": (200, catalog),
            "probe orders": (200, [ORDER]),
            "probe writeback": (404, TOO_MANY),
        },
        refusal=TOO_MANY,
        shipment=Shipment(
            order_ref="1234",
            reference="00c0ffee",
            carrier_code="ups",
            carrier_name="",
            service="Ground",
            tracking_numbers=("1Z999AA10123456784",),
            tracking_url="",
            shipped_at=datetime(2026, 3, 1, tzinfo=timezone.utc),
            lines=(ShipmentLine("66", 1.0),),
        ),
    )
