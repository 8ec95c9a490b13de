# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One account per platform, and what its marketplace answers when all is well."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import vendor_bigcommerce
import vendor_ebay
import vendor_magento
import vendor_shopify
import vendor_walmart
import vendor_woocommerce
from connectors.base import Shipment, ShipmentLine
from mutations import SECRETS

FIXTURES = Path(__file__).parents[1] / "fixtures"
SINCE = datetime(2026, 3, 1, tzinfo=timezone.utc)
#: Hosts that no test ever resolves.
API, TOKEN = "api.marketplace.test", "token.marketplace.test"


@dataclass(frozen=True)
class Vendor:
    """``answers``: operation of the connector -> (status, JSON) that it understands,
    or a list of those where it makes several calls."""

    credentials: dict[str, str]
    token: object
    answers: dict[str, tuple[int, object] | list[tuple[int, object]]]
    refusal: object
    shipment: Shipment


def _amazon(name):
    text = (FIXTURES / "amazon" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def _amazon_vendor() -> Vendor:
    order, items = _amazon("order"), _amazon("items")
    orders = {"orders": [order], "pagination": {"nextToken": "next-page"}}
    refusal = {"errors": [{"code": "InvalidInput", "message": "No", "details": "so"}]}
    return Vendor(
        credentials={
            "seller_id": "A2SELLER",
            "marketplace_id": "ATVPDKIKX0DER",
            "client_id": "amzn1.application-oa2-client.1",
            "client_secret": SECRETS[0],
            "refresh_token": SECRETS[1],
            "endpoint": f"http://{API}",
            "token_endpoint": f"http://{TOKEN}/auth/o2/token",
        },
        token={"access_token": "Atza|access-canary", "expires_in": 3600},
        answers={
            "items": (200, items),
            "orders": (200, orders),
            "order": (200, {"order": order}),
            "confirm": (204, None),
            "probe products": (200, items),
            "probe orders": (404, refusal),
            "probe writeback": (400, refusal),
        },
        refusal=refusal,
        shipment=Shipment(
            order_ref="123-4567890-1234567",
            reference="00c0ffee",
            carrier_code="UPS",
            carrier_name="",
            service="",
            tracking_numbers=("1Z999AA10123456784",),
            tracking_url="",
            shipped_at=SINCE,
            lines=(ShipmentLine("10000000000001", 2.0),),
        ),
    )


VENDORS = {
    "amazon": _amazon_vendor(),
    "bigcommerce": vendor_bigcommerce.vendor(),
    "ebay": vendor_ebay.vendor(),
    "magento": vendor_magento.vendor(),
    "shopify": vendor_shopify.vendor(),
    "walmart": vendor_walmart.vendor(),
    "woocommerce": vendor_woocommerce.vendor(),
}


def operate(connector, operation: str, vendor: Vendor):
    """Do one operation of a connector, as those do who use it."""
    name, _space, api = operation.partition(" ")
    if name == "probe":
        return connector.probe(api)
    if name == "items":
        return connector.items()
    if name == "orders":
        return connector.orders(SINCE)
    if name == "order":
        return connector.order(vendor.shipment.order_ref)
    return connector.confirm(vendor.shipment)
