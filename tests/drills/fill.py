# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Queue the shipments of a drill. Odoo's shell runs this, see ``world.fill``.

Straight into the outbox, without deliveries: a drill is about what happens then.
DRILL_PLAN names a JSON file with what to make.
"""

import json
import os
from datetime import datetime, timedelta, timezone

from odoo.fields import Command

from odoo.addons.shipgear_ecommerce_status.connectors import CONNECTORS
from odoo.addons.shipgear_ecommerce_status.connectors.base import Order, OrderLine

ADDON = "shipgear_ecommerce_status"


def make_carrier(env, platform):
    """A carrier that the marketplace knows as UPS."""
    product = env["product.product"].create({"name": "Shipping", "type": "service"})
    carrier = env["delivery.carrier"].create(
        {"name": "UPS", "delivery_type": "fixed", "product_id": product.id}
    )
    proposal = CONNECTORS[platform].propose_carrier(carrier.name)
    env["ecommerce.carrier.mapping"].create(
        {
            "platform": platform,
            "carrier_id": carrier.id,
            "carrier_code": proposal.code,
            "carrier_name": proposal.name,
            "service": "Ground",
        }
    )
    return carrier


def make_account(env, platform, seller):
    """An account of one of the simulator's sellers."""
    account = env["ecommerce.account"].create(
        {"name": seller["seller_id"], "platform": platform, "read_items": False}
    )
    for credential in account.credential_ids:
        credential.value = seller["credentials"].get(credential.name, "")
    return account


def queue(env, accounts, carrier, parcels):
    """One shipment per parcel, ready to be sent."""
    shipments = env["ecommerce.shipment"]
    shipped_at = datetime.now().replace(microsecond=0) - timedelta(hours=1)
    rows = [
        shipments._keys("drill", parcel["tracking"])
        | {
            "account_id": accounts[parcel["seller"]].id,
            "order_ref": parcel["order"],
            "carrier_id": carrier.id,
            "tracking_ref": parcel["tracking"],
            "shipped_at": shipped_at,
            "line_ids": [
                Command.create(
                    {"sku": parcel["sku"], "title": parcel["sku"], "quantity": 1}
                )
            ],
        }
        for parcel in parcels
    ]
    shipments.create(rows)._advance()


def store_orders(env, accounts, orders):
    """What a reading would have brought: these need no call before the send."""
    now = datetime.now(timezone.utc)
    by_seller = {}
    for row in orders:
        lines = tuple(
            OrderLine(item["order_item_id"], item["sku"], item["sku"], 1)
            for item in row["items"]
        )
        order = Order(
            ref=row["order_id"],
            number=row["order_id"],
            status="unshipped",
            purchased_at=now - timedelta(days=1),
            updated_at=now - timedelta(days=1),
            ship_by=now + timedelta(days=2),
            fulfilled_by="seller",
            lines=lines,
            parcels=(),
        )
        by_seller.setdefault(row["seller_id"], []).append(order)
    for seller, found in by_seller.items():
        env["ecommerce.order"]._store(accounts[seller], found)


def fill(env, plan):
    """Make everything that the plan names."""
    for name, value in plan["parameters"].items():
        env["ir.config_parameter"].set_param(f"{ADDON}.{name}", value)
    accounts = {
        seller["seller_id"]: make_account(env, plan["platform"], seller)
        for seller in plan["sellers"]
    }
    queue(env, accounts, make_carrier(env, plan["platform"]), plan["parcels"])
    store_orders(env, accounts, plan["known_orders"])
    # An action runs once at a time; several of them send side by side.
    for _number in range(plan["more_drains"]):
        env.ref(f"{ADDON}.ir_cron_drain").copy()
    env.cr.commit()


with open(os.environ["DRILL_PLAN"], encoding="utf-8") as file:
    fill(env, json.load(file))  # noqa: F821  Odoo's shell provides it
