# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A seller with a marketplace to talk to: the simulator, over real HTTP."""

import dataclasses
import itertools
import unittest
from datetime import timedelta
from urllib.parse import urlsplit

import requests

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

try:
    import simulator
except ImportError:  # the add-on was copied without its repository
    simulator = None

SELLER = {
    "seller_id": "A1TESTSELLER",
    "client_id": "amzn1.application-oa2-client.test",
    "client_secret": "amzn1.oa2-cs.v1.test-secret",
    "refresh_token": "Atzr|test-refresh-token",
    "marketplace_id": "ATVPDKIKX0DER",
}
OTHER_SELLER = {
    "seller_id": "A2TESTSELLER",
    "client_id": "amzn1.application-oa2-client.other",
    "client_secret": "amzn1.oa2-cs.v1.other-secret",
    "refresh_token": "Atzr|other-refresh-token",
    "marketplace_id": "A1PA6795UKMFR9",
}

_send = requests.Session.send


class EcommerceCommon(TransactionCase):
    """One account on the simulator, two products, a mapped carrier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if simulator is None:
            raise unittest.SkipTest("The simulator of the repository is needed")
        running = simulator.running(rate_scale=0)
        cls.sim = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)
        cls._numbers = itertools.count(1)
        cls.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.allow_private_hosts", "1"
        )
        cls.cron = cls.env.ref("shipgear_ecommerce_status.ir_cron_drain")
        cls.poll_cron = cls.env.ref("shipgear_ecommerce_status.ir_cron_poll")
        cls.partner = cls.env["res.partner"].create({"name": "Marketplace customer"})
        cls.lamp = cls._make_product("Lamp", "LAMP-1")
        cls.mug = cls._make_product("Mug", "MUG-1")
        cls.carrier = cls._make_carrier("UPS Ground")
        cls.env["ecommerce.carrier.mapping"].create(
            {
                "platform": "amazon",
                "carrier_id": cls.carrier.id,
                "carrier_code": "UPS",
                "service": "Ground",
            }
        )
        cls.account = cls._make_account("Amazon US", SELLER)

    def setUp(self):
        super().setUp()
        self.sim.faults.clear()
        self.sim.stats.clear()
        self._refill()

    def _refill(self):
        """Full token buckets, as after a while."""
        self.env["ecommerce.allowance"].search([]).unlink()

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        # Odoo's own handler cannot compare our (connect, read) timeouts.
        if urlsplit(r.url).hostname == "127.0.0.1":
            return _send(s, r, **kw)
        return super()._request_handler(s, r, **kw)

    @classmethod
    def _make_product(cls, name, sku):
        return cls.env["product.product"].create(
            {"name": name, "default_code": sku, "type": "consu", "weight": 1}
        )

    @classmethod
    def _make_carrier(cls, name):
        product = cls.env["product.product"].create({"name": name, "type": "service"})
        return cls.env["delivery.carrier"].create(
            {"name": name, "delivery_type": "fixed", "product_id": product.id}
        )

    @classmethod
    def _make_account(cls, name, seller, **values):
        cls._register_seller(seller)
        account = cls.env["ecommerce.account"].create(
            {"name": name, "platform": "amazon", **values}
        )
        cls._set_credentials(
            account,
            **seller,
            endpoint=f"{cls.sim.url}/amazon",
            token_endpoint=f"{cls.sim.url}/amazon/auth/o2/token",
        )
        return account

    @classmethod
    def _make_user(cls, login, *groups, **values):
        """A user of groups; those of this add-on by their short names."""
        return new_test_user(
            cls.env,
            login,
            groups=",".join(
                group if "." in group else f"shipgear_ecommerce_status.{group}"
                for group in groups
            ),
            context={"no_reset_password": True},
            **values,
        )

    @classmethod
    def _register_seller(cls, seller):
        simulator.records.register_seller(cls.sim, seller)

    @classmethod
    def _set_credentials(cls, account, **values):
        by_name = {record.name: record for record in account.credential_ids}
        for name, value in values.items():
            by_name[name].value = value

    @classmethod
    def _make_account_on(cls, platform, seller_id, **values):
        """An account of any platform, connected to a seller of the simulator."""
        seller = simulator.records.register_seller(
            cls.sim, {"platform": platform, "seller_id": seller_id}
        )
        account = cls.env["ecommerce.account"].create(
            {"name": f"{platform} {seller_id}", "platform": platform, **values}
        )
        cls._set_credentials(account, **seller["credentials"])
        return account

    # --- An order, here and on the marketplace ---

    def _new_ref(self):
        """The number of an order that there is not yet."""
        return f"111-0000000-{next(self._numbers):07}"

    def _order(self, quantities=None, *, account=None, there=True, **order_there):
        """A confirmed sales order, and its twin on the marketplace.

        :param quantities: product -> quantity, by default one lamp
        :param there: False for an order that the marketplace does not know
        """
        account = account or self.account
        quantities = quantities or {self.lamp: 1}
        ref = self._new_ref()
        if there:
            self._order_there(ref, quantities, **order_there)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "ecommerce_account_id": account.id,
                "ecommerce_order_ref": ref,
                "carrier_id": self.carrier.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                    for product, quantity in quantities.items()
                ],
            }
        )
        order.action_confirm()
        return order

    def _order_there(self, ref, quantities, seller_id=SELLER["seller_id"], **values):
        items = [
            {
                "order_item_id": f"{ref[-7:]}{number:07}",
                "sku": product.default_code,
                "title": product.name,
                "quantity": int(quantity),
            }
            for number, (product, quantity) in enumerate(quantities.items(), 1)
        ]
        simulator.order_records.add_orders(
            self.sim,
            [{"seller_id": seller_id, "order_id": ref, "items": items, **values}],
        )

    def _ship_by_hand(self, order, tracking):
        """A person confirms all of an order on the marketplace's own page."""
        simulator.order_records.patch_order(
            self.sim, order.ecommerce_order_ref, {"ship": {"tracking": tracking}}
        )

    def _correct_by_hand(self, shipment, tracking):
        """A person edits a parcel on the marketplace's own page."""
        order = self.sim.order(shipment.order_ref)
        (package,) = order.packages(self.sim.clock.now()).values()
        changed = dataclasses.replace(
            package,
            tracking=tracking,
            accepted_at=self.sim.clock.now(),
            source="person",
        )
        self.sim.platforms["amazon"].market.accept(order, changed)

    def _pack(self, order, tracking="1Z999AA10123456784", quantities=None):
        """Make the order's open delivery ready to be validated."""
        picking = self._open_pickings(order)[:1]
        picking.carrier_id = self.carrier
        picking.carrier_tracking_ref = tracking
        for move in picking.move_ids:
            wanted = (quantities or {}).get(move.product_id)
            move.quantity = move.product_uom_qty if wanted is None else wanted
            move.picked = True
        return picking

    def _open_pickings(self, order):
        return order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))

    def _deliver(self, order, tracking="1Z999AA10123456784", quantities=None):
        """Validate the order's open delivery; return its shipments."""
        picking = self._pack(order, tracking, quantities)
        picking._action_done()
        return picking.ecommerce_shipment_ids

    def _ship(self, quantities=None, tracking="1Z999AA10123456784", **order):
        return self._deliver(self._order(quantities, **order), tracking)

    def _drain(self):
        """Run the scheduled action that writes back, as the server does."""
        self._run(self.cron)

    def _poll(self):
        """Run the scheduled action that reads."""
        self._run(self.poll_cron)

    def _run(self, cron):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _make_due(self, shipments):
        shipments.next_attempt_at = fields.Datetime.now() - timedelta(seconds=1)

    def _drain_again(self, shipments):
        self._make_due(shipments)
        self._drain()

    def _probe(self):
        """Ask each API whether it answers, as the server does where it is quiet."""
        self.account.status_ids.last_call_at = False
        self._poll()

    # --- What the marketplace believes ---

    def _told(self, shipment):
        """The confirmations that the marketplace accepted for an order."""
        return self.sim.ledger.report(order=shipment.order_ref)["confirmations"]

    def _calls_made(self):
        """How many calls the marketplace has had since the test began."""
        return self.sim.stats.report()["calls"]

    def _fault(self, kind, **options):
        return self.sim.fault(kind, **options)
