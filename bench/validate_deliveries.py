# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Validate deliveries in two databases in turn. Odoo's shell runs this, see `enqueue`.

One process serves both databases, so that neither has the faster one. The shell's own
database has the add-on, BENCH_WITHOUT names the one that has not. BENCH_SIZES says how
many deliveries are validated in each round, and BENCH_RESULT where to write for each
of them what it took: {"size", "with": [seconds, queries], "without": [...]}.
"""

import gc
import json
import os
import time
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

SIZES = json.loads(os.environ["BENCH_SIZES"])
ADDON = "shipgear_ecommerce_status"


class Shop:
    """One database: its products, its carrier, and a packer who validates."""

    def __init__(self, name):
        self.registry = Registry(name)
        self.number = 0
        with self.registry.cursor() as cr:
            self._open(api.Environment(cr, SUPERUSER_ID, {}))

    def _open(self, env):
        *goods, shipping = env["product.product"].create(
            [
                {"name": "Lamp", "default_code": "LAMP", "is_storable": True},
                {"name": "Mug", "default_code": "MUG", "is_storable": True},
                {"name": "Shipping", "type": "service"},
            ]
        )
        carrier = env["delivery.carrier"].create(
            {"name": "UPS", "delivery_type": "fixed", "product_id": shipping.id}
        )
        warehouse = env["stock.warehouse"].search([], limit=1)
        for product in goods:
            env["stock.quant"]._update_available_quantity(
                product, warehouse.lot_stock_id, 100_000
            )
        packer = env["res.users"].create(
            {
                "name": "Packer",
                "login": "packer",
                "group_ids": [Command.set([env.ref("stock.group_stock_user").id])],
            }
        )
        partner = env["res.partner"].create({"name": "A customer"})
        self.goods, self.carrier_id = [product.id for product in goods], carrier.id
        self.packer_id, self.partner_id = packer.id, partner.id
        self.account_id = 0
        if ADDON in self.registry._init_modules:
            self.account_id = self._open_account(env)

    def _open_account(self, env):
        account = env["ecommerce.account"].create(
            {"name": "Amazon US", "platform": "amazon"}
        )
        env["ecommerce.carrier.mapping"].create(
            {
                "platform": "amazon",
                "carrier_id": self.carrier_id,
                "carrier_code": "UPS",
                "service": "Ground",
            }
        )
        return account.id

    def pack(self, count):
        """Sell and pack; return what is ready to be validated."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["sale.order"].create([self._order() for _ in range(count)])
            orders.action_confirm()
            if self.account_id:
                self._read_from_marketplace(orders)
            for number, picking in enumerate(orders.picking_ids):
                picking.carrier_tracking_ref = f"1Z{self.number:06}{number:06}"
            for move in orders.picking_ids.move_ids:
                move.quantity = move.product_uom_qty
            orders.picking_ids.move_ids.picked = True
            return orders.picking_ids.ids

    def _read_from_marketplace(self, orders):
        """The orders as the marketplace shows them: read before they leave."""
        orders.env["ecommerce.order"].create(
            [
                {
                    "account_id": self.account_id,
                    "ref": order.ecommerce_order_ref,
                    "fulfilled_by": "seller",
                    "status": "unshipped",
                }
                for order in orders
            ]
        )

    def _order(self):
        self.number += 1
        origin = {
            "ecommerce_account_id": self.account_id,
            "ecommerce_order_ref": f"111-0000000-{self.number:07}",
        }
        return {
            "partner_id": self.partner_id,
            "carrier_id": self.carrier_id,
            "order_line": [
                Command.create({"product_id": product_id, "product_uom_qty": 2})
                for product_id in self.goods
            ],
            **(origin if self.account_id else {}),
        }

    def validate(self, picking_ids):
        """Validate all at once, as from the list; return seconds and queries.

        What Odoo does before it commits counts as well, the commit does not.
        """
        gc.collect()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.packer_id, {})
            pickings = env["stock.picking"].browse(picking_ids)
            queries, started = cr.sql_log_count, time.perf_counter()
            pickings.button_validate()
            env.cr.flush()
            taken = time.perf_counter() - started, cr.sql_log_count - queries
            self._check(env(user=SUPERUSER_ID)["stock.picking"].browse(picking_ids))
            return taken

    def _check(self, pickings):
        assert set(pickings.mapped("state")) == {"done"}, "they did not leave"
        if self.account_id:
            states = pickings.ecommerce_shipment_ids.mapped("state")
            assert states == ["pending"] * len(pickings), "they were not queued"


def measure(shops, size):
    taken = {"size": size}
    for side, shop in shops.items():
        taken[side] = shop.validate(shop.pack(size))
    return taken


def main(name):
    shops = {"with": Shop(name), "without": Shop(os.environ["BENCH_WITHOUT"])}
    taken = []
    for number, size in enumerate(SIZES):
        if number % 2:  # whoever comes first, comes second in the next round
            shops = dict(reversed(shops.items()))
        taken.append(measure(shops, size))
    Path(os.environ["BENCH_RESULT"]).write_text(json.dumps(taken), encoding="utf-8")


main(env.cr.dbname)  # noqa: F821  Odoo's shell provides it
