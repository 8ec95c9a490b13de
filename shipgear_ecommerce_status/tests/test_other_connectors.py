# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders that another connector confirms itself, and taking over from it."""

from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .test_neighbours import NeighbourCase
from .test_parcels import A, B

THEIRS = "Amazon Connector of Odoo (sale_amazon) confirms this order"


class OtherConnectorCase(NeighbourCase):
    neighbours = frozenset({"shipgear_example_connector"})

    def _brought(self, quantities=None):
        """An order that the other connector brought into Odoo."""
        order = self._order(quantities)
        order.amazon_order_ref = order.ecommerce_order_ref
        return order

    def _take_over(self):
        self.account.tells_for_others = True

    def _drain_twice(self):
        self._drain()
        self._drain()


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestOtherConnector(OtherConnectorCase):
    def test_what_it_brought_is_shown_and_never_sent(self):
        order = self._brought()
        with self._triggers() as triggers:
            shipment = self._deliver(order)
        self.assertFalse(triggers.records)
        self.assertEqual(shipment.state, "canceled")
        self.assertIn(THEIRS, shipment.explanation)
        self.assertEqual(self._quantities(shipment), {"LAMP-1": 1})
        self._drain_twice()
        shipment.action_retry()
        self._drain()
        self.assertEqual(shipment.state, "canceled")
        self.assertFalse(self._told(shipment))
        self.assertEqual(self._calls_made(), 0)

    def test_who_packs_it_reads_so_and_is_asked_for_no_mapping(self):
        order = self._brought()
        packer = self._make_user(
            "packer", "stock.group_stock_user", "sales_team.group_sale_salesman"
        )
        picking = self._pack(order)
        picking.carrier_id = self._make_carrier("Carrier without a mapping")
        self.assertIn(THEIRS, order.with_user(packer).ecommerce_told_by)
        self.assertIn(THEIRS, picking.with_user(packer).ecommerce_told_by)
        self.assertFalse(picking.with_user(packer).ecommerce_carrier_warning)

    def test_an_order_that_came_another_way_is_told_as_usual(self):
        order = self._order()
        self.assertFalse(order.ecommerce_told_by)
        shipment = self._deliver(order)
        self.assertFalse(shipment.picking_id.ecommerce_told_by)
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_of_deliveries_validated_together_each_goes_its_way(self):
        theirs, ours = self._pack(self._brought()), self._pack(self._order(), B)
        (theirs | ours)._action_done()
        self.assertEqual(theirs.ecommerce_shipment_ids.state, "canceled")
        self.assertEqual(ours.ecommerce_shipment_ids.state, "pending")

    def test_its_mark_means_nothing_on_another_platform(self):
        account = self._make_account_on("shopify", "other-shop.myshopify.com")
        order = self._order(account=account, there=False)
        order.amazon_order_ref = "111-0000000-0000000"
        self.assertFalse(order.ecommerce_told_by)

    def test_its_reference_is_taken_where_there_is_no_other(self):
        self.account.team_id = self.env["crm.team"].create({"name": "Amazon"})
        values = {"partner_id": self.partner.id, "team_id": self.account.team_id.id}
        order = self.env["sale.order"].create(
            {**values, "amazon_order_ref": "111-2223334-4445556"}
        )
        self.assertEqual(order.ecommerce_account_id, self.account)
        self.assertEqual(order.ecommerce_order_ref, "111-2223334-4445556")
        order = self.env["sale.order"].create(
            {**values, "client_order_ref": "by hand", "amazon_order_ref": "111-2"}
        )
        self.assertEqual(order.ecommerce_order_ref, "by hand")

    def test_the_account_says_who_confirms_what(self):
        self.assertIn("(sale_amazon) confirms", self.account.other_connectors_note)
        self._take_over()
        self.assertIn("confirmed from here", self.account.other_connectors_note)
        shop = self._make_account_on("shopify", "other-shop.myshopify.com")
        self.assertFalse(shop.other_connectors_note)

    def test_the_administrator_is_warned_before_taking_over(self):
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as log:
            with Form(self.account) as form:
                form.tells_for_others = True
        self.assertIn("the marketplace is told twice", log.output[0])
        self.assertTrue(self.account.tells_for_others_since)


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestTakingOver(OtherConnectorCase):
    def test_later_deliveries_are_told_and_earlier_ones_stay_silent(self):
        order = self._brought({self.lamp: 3})
        earlier = self._deliver(order, A, {self.lamp: 1})
        self._take_over()
        self.assertFalse(order.ecommerce_told_by)
        later = self._deliver(order, B)
        self.assertEqual(self._what(later), [(B, {"LAMP-1": 2})])
        self._drain_twice()
        earlier.picking_id.carrier_tracking_ref = "1Z999AA10000000009"
        order.client_order_ref = "noticed later"
        self._drain_twice()
        self.assertEqual((earlier.state, later.state), ("canceled", "accepted"))
        (told,) = self._told(later)
        self.assertEqual(told["tracking"], B)

    def _delivered_without_account(self):
        order = self._brought()
        ref, order.ecommerce_order_ref = order.ecommerce_order_ref, False
        order.ecommerce_account_id = False
        picking = self._pack(order)
        picking._action_done()
        self.assertFalse(self._shipments(order))
        return order, ref

    def _give_account(self, order, ref):
        order.write(
            {"ecommerce_account_id": self.account.id, "ecommerce_order_ref": ref}
        )
        return self._shipments(order)

    def test_an_old_order_that_gets_its_account_afterwards_stays_silent(self):
        order, ref = self._delivered_without_account()
        order.picking_ids.date_done = fields.Datetime.now() - timedelta(hours=1)
        self._take_over()
        shipment = self._give_account(order, ref)
        self.assertEqual(shipment.state, "canceled")
        self.assertIn(THEIRS, shipment.explanation)

    def test_what_the_other_one_marks_as_told_is_not_sent(self):
        self._take_over()
        order, ref = self._delivered_without_account()
        self.assertEqual(order.picking_ids.amazon_sync_status, "pending")
        order.picking_ids.amazon_sync_status = "done"
        self.assertEqual(self._give_account(order, ref).state, "canceled")
        order, ref = self._delivered_without_account()
        order.picking_ids.amazon_sync_status = "error"
        self.assertEqual(self._give_account(order, ref).state, "pending")

    def test_back_again_what_was_not_told_is_left_to_the_other(self):
        self._take_over()
        told = self._deliver(self._brought())
        self._drain()
        waiting = self._deliver(self._brought(), tracking=False)
        pending = self._deliver(self._brought(), B)
        ours = self._deliver(self._order(), "1Z999AA10000000003")
        self.account.tells_for_others = False
        states = [s.state for s in (told, waiting, pending, ours)]
        self.assertEqual(states, ["accepted", "canceled", "canceled", "pending"])
        self.assertIn(THEIRS, pending.explanation)
        waiting.picking_id.carrier_tracking_ref = "1Z999AA10000000004"
        self._drain_twice()
        self.assertFalse(self._told(waiting) or self._told(pending))
        self.assertEqual(len(self._told(ours)), 1)
        self.assertEqual(self._deliver(self._brought()).state, "canceled")
