# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A Walmart account, and what Walmart answers when all is well."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

from connectors.base import Shipment, ShipmentLine
from mutations import SECRETS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "walmart"
SHIPMENT = Shipment(
    order_ref="108812345678901",
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, 10, 30, 59, 999, tzinfo=timezone.utc),
    lines=(ShipmentLine("1", 1.0),),
)


def fixture(name: str):
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def page(*orders, following=""):
    """Orders as getAllOrders lists them."""
    meta = {"totalCount": len(orders), "limit": 200}
    if following:
        meta["nextCursor"] = following
    return {"list": {"meta": meta, "elements": {"order": list(orders)}}}


def error(code: str, description: str, field: str = "data", **more):
    """An error as Walmart writes them."""
    found = {"code": code, "field": field, "description": description, "info": "So."}
    found |= {"severity": "ERROR", "category": "DATA", "causes": []}
    return {"errors": {"error": [found | more]}}


def vendor():
    from vendor_answers import API, TOKEN, Vendor

    order, items = fixture("order"), fixture("items")
    following = "?limit=200&hasMoreElements=true&soIndex=1&poIndex=200"
    orders = page(order["order"], following=following)
    rights = {"is_valid": True, "scopes": {"orders": "full_access"}}
    return Vendor(
        credentials={
            "client_id": "4f1c8b7e-0000-4000-8000-000000000001",
            "client_secret": SECRETS[0],
            "endpoint": f"http://{API}",
            "token_endpoint": f"http://{TOKEN}/auth/o2/token",
        },
        token={
            "access_token": "Atza|access-canary",
            "token_type": "Bearer",
            "expires_in": 900,
        },
        answers={
            "items": (200, items),
            "orders": (200, orders),
            "order": (200, order),
            "confirm": (200, order),
            "probe products": (200, items),
            "probe orders": (200, orders),
            "probe writeback": (200, rights),
        },
        refusal=error("INVALID_REQUEST_CONTENT.GMP_ORDER_API", "No"),
        shipment=SHIPMENT,
    )
