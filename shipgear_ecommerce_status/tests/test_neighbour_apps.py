# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shop, till and mailings: they sell and write beside the marketplaces."""

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .security_common import ADDON, RIGHTS
from .test_neighbours import NeighbourCase

EMAIL = "buyer@example.com"


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestShop(NeighbourCase):
    neighbours = frozenset({"website_sale"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.customer = cls._make_user("customer", "base.group_portal")

    def _shop_order(self, **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.partner_id.id,
                "website_id": self.website.id,
                "carrier_id": self.carrier.id,
                "order_line": [Command.create({"product_id": self.lamp.id})],
                **values,
            }
        )
        order.action_confirm()
        return order

    def _marketplace_order(self):
        ref = self._new_ref()
        self._order_there(ref, {self.lamp: 1})
        return self._shop_order(
            ecommerce_account_id=self.account.id, ecommerce_order_ref=ref
        )

    def test_an_order_of_the_shop_is_left_alone(self):
        order = self._shop_order()
        with self._triggers() as triggers:
            self._deliver(order)
        self.assertEqual(order.picking_ids.state, "done")
        self.assertFalse(self._shipments(order))
        self.assertFalse(triggers.records)

    def test_an_order_that_was_given_an_account_is_told(self):
        shipment = self._deliver(self._marketplace_order())
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)
        self.assertEqual(len(self._told(shipment)), 1)

    def test_neither_visitors_nor_customers_may_read_anything(self):
        visitor = self.website.user_id
        for user in (visitor, self.customer):
            self.assertFalse(user._is_internal())
            for model in RIGHTS:
                allowed = self.env[model].with_user(user).has_access("read")
                self.assertFalse(allowed, (user.login, model))

    def test_the_website_loads_nothing_of_ours(self):
        def bundle(name):
            paths = self.env["ir.asset"]._get_asset_paths(name, {})
            return [path for path, *_rest in paths if f"/{ADDON}/" in path]

        self.assertTrue(bundle("web.assets_backend"))
        for name in ("web.assets_frontend", "web.assets_frontend_lazy"):
            self.assertFalse(bundle(name))


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestTill(NeighbourCase):
    neighbours = frozenset({"point_of_sale"})

    def _sell(self, product):
        """Sell one at the till, to be shipped later; return its delivery."""
        journal = self.env["account.journal"].create(
            {"name": "Till", "type": "cash", "code": "TILL"}
        )
        method = self.env["pos.payment.method"].create(
            {"name": "Cash", "journal_id": journal.id}
        )
        till = self.env["pos.config"].create(
            {
                "name": "Till",
                "ship_later": True,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        till.open_ui()
        sale = self.env["pos.order"].create(
            {
                "session_id": till.current_session_id.id,
                "partner_id": self.partner.id,
                "shipping_date": fields.Date.today(),
                "amount_total": 1,
                "amount_paid": 1,
                "amount_tax": 0,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "qty": 1,
                            "price_unit": 1,
                            "price_subtotal": 1,
                            "price_subtotal_incl": 1,
                        }
                    )
                ],
            }
        )
        sale._create_order_picking()
        return sale.picking_ids

    def test_what_the_till_ships_later_is_left_alone(self):
        picking = self._sell(self.lamp)
        self.assertEqual(picking.picking_type_code, "outgoing")
        picking.move_ids.picked = True
        with self._triggers() as triggers:
            picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.ecommerce_shipment_ids)
        self.assertFalse(triggers.records)

    def test_validating_it_looks_at_nothing_of_ours(self):
        ours = self._queries_to_validate(self._pack(self._order()))
        self.assertTrue(ours)
        picking = self._sell(self.lamp)
        picking.move_ids.picked = True
        self.assertFalse(self._queries_to_validate(picking))

    def _queries_to_validate(self, picking):
        """The queries of our tables while a delivery is validated."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertLogs("odoo.sql_db", "DEBUG") as log:
            picking._action_done()
            self.env.flush_all()
        return [line for line in log.output if '"ecommerce_' in line]


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestMailings(NeighbourCase):
    neighbours = frozenset({"mass_mailing", "mass_mailing_sale"})

    def _mail_to(self, record):
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "New lamps",
                "body_html": "<p>New lamps have arrived.</p>",
                "mailing_model_id": self.env["ir.model"]._get_id(record._name),
                "mailing_domain": [("id", "=", record.id)],
                "reply_to_mode": "update" if record._name == "sale.order" else "new",
            }
        )
        mailing.action_send_mail()
        return mailing.mailing_trace_ids

    def test_customers_and_buyers_of_orders_are_written_to(self):
        self.partner.email = EMAIL
        order = self._ship().sale_order_id
        for record in (self.partner, order):
            trace = self._mail_to(record)
            self.assertEqual((trace.model, trace.res_id), (record._name, record.id))
            self.assertEqual(trace.email, EMAIL)

    def test_nothing_of_ours_is_offered_as_recipients(self):
        offered = self.env["ir.model"].search([("is_mailing_enabled", "=", True)])
        self.assertIn("sale.order", offered.mapped("model"))
        self.assertFalse(RIGHTS.keys() & set(offered.mapped("model")))

    def test_its_figures_stand_beside_ours_in_the_digest(self):
        self._ship()
        self._drain()
        digest = self.env["digest.digest"].create(
            {
                "name": "Both",
                "kpi_mail_message_total": True,
                "kpi_ecommerce_told": True,
                "user_ids": [Command.set(self.env.user.ids)],
            }
        )
        kpis = digest._compute_kpis(self.env.company, self.env.user)
        names = [kpi["kpi_name"] for kpi in kpis]
        self.assertIn("kpi_ecommerce_told", names)
        self.assertIn("kpi_mail_message_total", names)
