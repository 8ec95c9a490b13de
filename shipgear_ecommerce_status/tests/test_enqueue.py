# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from contextlib import suppress
from unittest.mock import patch

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import RecordCapturer, tagged
from odoo.tools import mute_logger

from .common import EcommerceCommon


class DeliveryCase(EcommerceCommon):
    def _shipments(self, order):
        return self.env["ecommerce.shipment"].search([("sale_order_id", "=", order.id)])

    def _triggers(self):
        return RecordCapturer(
            self.env["ir.cron.trigger"], [("cron_id", "=", self.cron.id)]
        )

    def _quantities(self, shipment):
        return {line.sku: line.quantity for line in shipment.line_ids}


@tagged("post_install", "-at_install")
class TestEnqueue(DeliveryCase):
    def test_a_stock_user_without_our_groups_queues_what_he_validates(self):
        user = self._make_user("packer", "stock.group_stock_user")
        picking = self._pack(self._order())
        picking.with_user(user).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.ecommerce_shipment_ids.state, "pending")
        self.assertEqual(self.sim.stats.report()["calls"], 0)

    def test_what_is_rolled_back_was_never_queued(self):
        order = self._order()
        picking = self._pack(order)
        with self._triggers() as triggers:
            with suppress(InterruptedError), self.env.cr.savepoint():
                picking._action_done()
                self.assertTrue(self._shipments(order))
                raise InterruptedError
            self.assertFalse(triggers.records)
        self.assertFalse(self._shipments(order))

    def test_without_tracking_it_waits_says_why_and_goes_once_there_is_one(self):
        shipment = self._ship(tracking=False)
        self.assertEqual(shipment.state, "waiting")
        self.assertIn("No tracking number", shipment.explanation)
        user = self._make_user("packer", "stock.group_stock_user")
        picking = shipment.picking_id.with_user(user)
        picking.carrier_tracking_ref = "1Z999AA10000000009"
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(self.sim.stats.report()["calls"], 0)
        self._drain()
        self.assertEqual(self._told(shipment)[0]["tracking"], "1Z999AA10000000009")

    def test_a_tracking_number_taken_back_makes_it_wait_again(self):
        shipment = self._ship()
        shipment.picking_id.carrier_tracking_ref = False
        self.assertEqual(shipment.state, "waiting")
        self._drain()
        self.assertFalse(self._told(shipment))

    def test_without_a_carrier_it_waits_until_there_is_one(self):
        picking = self._pack(self._order())
        picking.carrier_id = False
        picking._action_done()
        shipment = picking.ecommerce_shipment_ids
        self.assertEqual(shipment.waiting_reason, "no_carrier")
        picking.carrier_id = self.carrier
        self.assertEqual(shipment.state, "pending")

    def _send_back(self, picking):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = picking.browse(wizard.action_create_returns()["res_id"])
        back.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1ZBACK"})
        back.button_validate()
        self.assertEqual(back.state, "done")
        return back

    def test_neither_a_return_nor_what_is_sent_out_again_is_told(self):
        order = self._order()
        shipment = self._deliver(order)
        back = self._send_back(shipment.picking_id)
        self.assertEqual(back.picking_type_code, "incoming")
        again = self._send_back(back)
        self.assertEqual(again.picking_type_code, "outgoing")
        self.assertEqual(self._shipments(order), shipment)

    def test_of_pick_and_ship_only_the_last_step_is_told(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        warehouse.delivery_steps = "pick_ship"
        order = self._order()
        picked = self._pack(order)
        picked._action_done()
        self.assertEqual((picked.picking_type_code, picked.state), ("internal", "done"))
        self.assertFalse(self._shipments(order))
        self.assertEqual(self._deliver(order).state, "pending")

    def test_an_order_of_no_account_is_not_queued(self):
        order = self._order()
        order.ecommerce_account_id = False
        self.assertFalse(self._deliver(order))

    def test_an_order_without_a_marketplace_reference_is_not_queued(self):
        order = self._order()
        order.ecommerce_order_ref = False
        self.assertFalse(self._deliver(order))

    def test_an_order_that_the_marketplace_ships_itself_is_not_queued(self):
        order = self._order()
        self.env["ecommerce.order"].create(
            {
                "account_id": self.account.id,
                "ref": order.ecommerce_order_ref,
                "fulfilled_by": "marketplace",
            }
        )
        self.assertFalse(self._deliver(order))

    def test_a_backorder_is_a_shipment_of_its_own_with_its_own_tracking(self):
        order = self._order({self.lamp: 3})
        first = self._deliver(order, "1Z999AA10000000001", {self.lamp: 1})
        second = self._deliver(order, "1Z999AA10000000002")
        self.assertNotEqual(first, second)
        self._drain()
        self._drain()
        self.assertEqual(
            [
                (each["tracking"], each["lines"][0]["quantity"])
                for each in self._told(first)
            ],
            [("1Z999AA10000000001", 1), ("1Z999AA10000000002", 2)],
        )

    def test_validating_twice_gives_one_shipment(self):
        shipment = self._ship()
        picking = shipment.picking_id
        picking._action_done()
        picking._enqueue_ecommerce_shipments()
        self.assertEqual(self._shipments(shipment.sale_order_id), shipment)

    def test_the_database_refuses_a_second_shipment_of_the_same_event(self):
        shipment = self._ship()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            shipment.copy({"event_key": shipment.event_key, "reference": "x"})

    def test_a_batch_of_deliveries_wakes_the_sender_once(self):
        pickings = self.env["stock.picking"]
        for _order in range(3):
            pickings |= self._pack(self._order())
        with self._triggers() as triggers:
            pickings._action_done()
            self.assertEqual(len(triggers.records), 1)
        states = pickings.ecommerce_shipment_ids.mapped("state")
        self.assertEqual(states, ["pending"] * 3)

    def test_a_delivery_for_two_orders_is_a_shipment_of_each(self):
        one, two = self._order(), self._order({self.mug: 2})
        picking = one.picking_ids
        two.picking_ids.move_ids.picking_id = picking
        self._pack(one)._action_done()
        shipments = picking.ecommerce_shipment_ids
        self.assertEqual(
            {each.order_ref: self._quantities(each) for each in shipments},
            {
                one.ecommerce_order_ref: {"LAMP-1": 1},
                two.ecommerce_order_ref: {"MUG-1": 2},
            },
        )

    def test_of_several_tracking_numbers_all_are_kept_and_the_first_is_sent(self):
        shipment = self._ship(tracking="1Z999AA10000000001, 1Z999AA10000000002,")
        self.assertEqual(
            shipment._tracking_numbers(), ("1Z999AA10000000001", "1Z999AA10000000002")
        )
        self._drain()
        self.assertEqual(self._told(shipment)[0]["tracking"], "1Z999AA10000000001")

    def test_quantities_are_in_the_unit_in_which_was_sold(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "ecommerce_account_id": self.account.id,
                "ecommerce_order_ref": "111-0000000-0000000",
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.lamp.id,
                            "product_uom_qty": 2,
                            "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        self.assertEqual(order.picking_ids.move_ids.product_qty, 24)
        order.picking_ids.move_ids.product_uom = self.env.ref("uom.product_uom_unit")
        shipment = self._deliver(order, quantities={self.lamp: 12})
        self.assertEqual(self._quantities(shipment), {"LAMP-1": 1})

    def test_a_line_of_quantity_zero_is_left_out(self):
        order = self._order({self.lamp: 1, self.mug: 1})
        shipment = self._deliver(order, quantities={self.mug: 0})
        self.assertEqual(self._quantities(shipment), {"LAMP-1": 1})

    def test_a_delivery_of_nothing_is_not_queued(self):
        order = self._order()
        picking = self._pack(order, quantities={self.lamp: 0})
        with suppress(UserError):  # Odoo's own "cannot validate", if it minds
            picking._action_done()
        self.assertFalse(self._shipments(order))


@tagged("post_install", "-at_install")
class TestSaleOrder(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Amazon"})
        cls.account.team_id = cls.team

    def _new_order(self, **values):
        return self.env["sale.order"].create({"partner_id": self.partner.id, **values})

    def test_account_and_reference_come_from_team_and_customer_reference(self):
        order = self._new_order(team_id=self.team.id, client_order_ref=" 111-1 ")
        self.assertEqual(order.ecommerce_account_id, self.account)
        self.assertEqual(order.ecommerce_order_ref, "111-1")

    def test_a_salesperson_without_our_groups_gets_the_same(self):
        user = self._make_user("seller", "sales_team.group_sale_salesman_all_leads")
        order = (
            self.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.partner.id,
                    "team_id": self.team.id,
                    "client_order_ref": "111-1",
                }
            )
        )
        self.assertEqual(order.sudo().ecommerce_account_id, self.account)
        self.assertEqual(order.ecommerce_order_ref, "111-1")

    def test_a_team_of_two_accounts_decides_nothing(self):
        self.account.copy({"name": "Amazon Canada", "team_id": self.team.id})
        order = self._new_order(team_id=self.team.id, client_order_ref="111-1")
        self.assertFalse(order.ecommerce_account_id)
        self.assertFalse(order.ecommerce_order_ref)

    def test_an_archived_account_of_the_team_is_not_taken(self):
        self.account.active = False
        order = self._new_order(team_id=self.team.id)
        self.assertFalse(order.ecommerce_account_id)

    def test_a_reference_typed_by_hand_is_not_overwritten(self):
        order = self._new_order(team_id=self.team.id, client_order_ref="111-1")
        order.ecommerce_order_ref = "111-2"
        order.client_order_ref = "111-3"
        self.assertEqual(order.ecommerce_order_ref, "111-2")

    def test_an_account_chosen_by_hand_is_not_overwritten(self):
        other = self.account.copy({"name": "Amazon Canada", "team_id": False})
        order = self._new_order(ecommerce_account_id=other.id)
        order.team_id = self.team
        self.assertEqual(order.ecommerce_account_id, other)

    def test_a_copied_order_does_not_carry_the_reference(self):
        order = self._new_order(team_id=self.team.id, client_order_ref="111-1")
        self.assertFalse(order.copy().ecommerce_order_ref)

    def test_an_account_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        order = self._new_order()
        with self.assertRaises(UserError):
            order.ecommerce_account_id = self.account.copy({"company_id": company.id})

    def test_a_late_reference_is_taken_from_the_customer_reference(self):
        order = self._new_order(ecommerce_account_id=self.account.id)
        self.assertFalse(order.ecommerce_order_ref)
        order.write({"client_order_ref": "111-9", "order_line": [Command.clear()]})
        self.assertEqual(order.ecommerce_order_ref, "111-9")


@tagged("post_install", "-at_install")
class TestManyAtOnce(DeliveryCase):
    """What many cost together: as many queries as a few."""

    FEW, MANY = 2, 12

    def _packed(self, count):
        picking_ids = [
            self._pack(self._order({self.lamp: 2, self.mug: 1}), f"1Z999AA1{n:010}").id
            for n in range(count)
        ]
        return self.env["stock.picking"].browse(picking_ids)

    def _queries(self, work, records):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        work(records)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _queries_of_queueing(self, count):
        """Validate deliveries; return the queries that queueing them took."""
        pickings, queries = self._packed(count), []
        enqueue = self.registry["stock.picking"]._enqueue_ecommerce_shipments

        def counted(records):
            queries.append(self._queries(enqueue, records))

        with patch.object(
            self.registry["stock.picking"], "_enqueue_ecommerce_shipments", counted
        ):
            pickings.button_validate()
        states = pickings.ecommerce_shipment_ids.mapped("state")
        self.assertEqual(states, ["pending"] * count)
        (number,) = queries
        return number

    def test_queueing_many_deliveries_takes_no_more_queries_than_a_few(self):
        self._queries_of_queueing(1)  # what is looked up once
        few, many = map(self._queries_of_queueing, (self.FEW, self.MANY))
        self.assertEqual(few, many)

    def _queries_of(self, work, count):
        pickings = self._packed(count)
        pickings.button_validate()
        shipments = pickings.ecommerce_shipment_ids
        shipments.state = "failed"
        self.env.flush_all()
        self.env.invalidate_all()
        number = self._queries(work, shipments)
        self.assertEqual(shipments.mapped("state"), ["pending"] * count)
        return number

    def test_retrying_many_takes_no_more_queries_than_a_few(self):
        def retry(shipments):
            shipments.action_retry()

        self._queries_of(retry, 1)
        few, many = (self._queries_of(retry, n) for n in (self.FEW, self.MANY))
        self.assertEqual(few, many)

    def test_another_mapping_for_many_takes_no_more_queries_than_for_a_few(self):
        mapping = self.env["ecommerce.carrier.mapping"].search(
            [("carrier_id", "=", self.carrier.id)]
        )

        def map_anew(shipments):
            shipments.state = "pending"
            mapping.service = f"Service for {len(shipments)}"

        few, many = (self._queries_of(map_anew, n) for n in (self.FEW, self.MANY))
        self.assertEqual(few, many)
        self.assertEqual(
            self.env["ecommerce.shipment"].search_count(
                [("service", "=", f"Service for {self.MANY}")]
            ),
            self.FEW + self.MANY,
        )

    def test_what_is_queued_has_what_it_would_be_computed_to(self):
        shipment = self._ship({self.lamp: 2, self.mug: 1})
        for record in (shipment, *shipment.line_ids):
            computed = [
                field
                for field in record._fields.values()
                if field.store and field.compute
            ]
            stored = [record[field.name] for field in computed]
            for field in computed:
                self.env.add_to_compute(field, record)
            self.assertEqual([record[field.name] for field in computed], stored)

    def test_lists_that_were_read_before_show_what_is_queued(self):
        order = self._order()
        picking = self._pack(order)
        self.assertFalse(picking.ecommerce_shipment_ids | order.ecommerce_shipment_ids)
        picking.button_validate()
        self.assertTrue(picking.ecommerce_shipment_ids)
        self.assertEqual(picking.ecommerce_shipment_ids, order.ecommerce_shipment_ids)
