# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A Magento account, and what its shop answers when all is well."""

from __future__ import annotations


def vendor():
    from connectors.base import Shipment, ShipmentLine
    from mutations import SECRETS
    from vendor_answers import API, SINCE, Vendor

    return Vendor(
        credentials={
            "shop": f"http://{API}",
            "consumer_key": "consumer-key",
            "consumer_secret": SECRETS[0],
            "access_token": SECRETS[1],
            "access_token_secret": "token-secret",
        },
        token={},
        answers={
            "items": (200, PRODUCTS),
            "orders": (200, ORDERS),
            "order": (200, ORDERS),
            "confirm": (200, CONFIRMED),
            "probe products": (200, PRODUCTS),
            "probe orders": (200, ORDERS),
            "probe writeback": (400, REFUSAL),
        },
        refusal=REFUSAL,
        shipment=Shipment(
            order_ref="000000123",
            reference="00c0ffee",
            carrier_code="ups",
            carrier_name="",
            service="",
            tracking_numbers=("1Z999AA10123456784",),
            tracking_url="",
            shipped_at=SINCE,
            lines=(ShipmentLine("41", 2.0),),
        ),
    )


REFUSAL = {"message": "No such %name, %1", "parameters": {"name": "thing"}}
PRODUCTS = {
    "items": [
        {
            "id": 7,
            "sku": "SKU-7",
            "name": "Lamp",
            "status": 1,
            "weight": 1.5,
            "media_gallery_entries": [
                {"file": "/l/a/lamp.jpg", "types": ["image"], "disabled": False}
            ],
        }
    ],
    "total_count": 20,
}
#: The row of an order that can be read as one of a shipment too: what a connector
#: asks for next is answered alike.
ORDERS = {
    "items": [
        {
            "entity_id": 9,
            "increment_id": "000000123",
            "order_id": 9,
            "state": "processing",
            "created_at": "2026-03-01 10:00:00",
            "updated_at": "2026-03-02 10:00:00",
            "items": [
                {
                    "item_id": 41,
                    "order_item_id": 41,
                    "product_id": 5,
                    "product_type": "simple",
                    "sku": "SKU-1",
                    "name": "Lamp",
                    "is_virtual": 0,
                    "qty_ordered": 3,
                    "qty_shipped": 0,
                    "qty_canceled": 0,
                    "qty_refunded": 0,
                    "qty": 1,
                }
            ],
            "tracks": [
                {
                    "entity_id": 3,
                    "track_number": "1Z999AA10123456793",
                    "title": "United Parcel Service",
                    "carrier_code": "ups",
                }
            ],
            "comments": [{"comment": "Odoo shipment 00c0fff0"}],
        }
    ],
    "total_count": 30,
}


def _confirmed() -> dict:
    """Return the same where the shipment of the account is there already."""
    (order,) = ORDERS["items"]
    (row,) = order["items"]
    (track,) = order["tracks"]
    return {
        "items": [
            order
            | {
                "items": [row | {"qty_shipped": 2, "qty": 2}],
                "tracks": [track | {"track_number": "1Z999AA10123456784"}],
                "comments": [{"comment": "Odoo shipment 00c0ffee"}],
            }
        ],
        "total_count": 1,
    }


CONFIRMED = _confirmed()
