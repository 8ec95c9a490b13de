# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import Form, tagged

from .test_enqueue import DeliveryCase


@tagged("post_install", "-at_install")
class TestWhatLeft(DeliveryCase):
    """What is told is what left."""

    def _told_of(self, order):
        """{SKU: quantity} of each of an order's shipments, in their order."""
        return [self._quantities(each) for each in self._shipments(order).sorted("id")]

    def _add_by_hand(self, picking, product, quantity):
        picking.move_ids = [
            Command.create(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "quantity": quantity,
                    "picked": True,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )
        ]

    # --- Parts of an order ---

    def test_three_deliveries_of_an_order_are_three_shipments(self):
        order = self._order({self.lamp: 6})
        for quantity in (1, 2, 3):
            self._deliver(order, f"1Z999AA1000000000{quantity}", {self.lamp: quantity})
        self.assertEqual(
            self._told_of(order), [{"LAMP-1": 1}, {"LAMP-1": 2}, {"LAMP-1": 3}]
        )
        self._drain()
        self.assertEqual(len(self._told(self._shipments(order)[:1])), 3)

    def test_dozens_that_leave_in_pieces_are_told_in_dozens_by_each_delivery(self):
        order = self._order({self.lamp: 1})
        line = order.order_line
        line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        line.product_uom_qty = 3
        order.picking_ids.move_ids.product_uom = self.env.ref("uom.product_uom_unit")
        order.picking_ids.move_ids.product_uom_qty = 36
        self._deliver(order, quantities={self.lamp: 12})
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}, {"LAMP-1": 2}])

    def test_one_product_in_two_lines_is_told_line_by_line(self):
        order = self._order({self.lamp: 1})
        order.order_line = [
            Command.create({"product_id": self.lamp.id, "product_uom_qty": 2})
        ]
        shipment = self._deliver(order)
        self.assertEqual(shipment.line_ids.mapped("quantity"), [1, 2])
        self.assertEqual(shipment.line_ids.sale_line_id, order.order_line)

    def test_a_service_of_the_order_is_no_part_of_the_parcel(self):
        service = self.env["product.product"].create(
            {"name": "Gift wrapping", "type": "service"}
        )
        order = self._order({self.lamp: 1, service: 1})
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])

    # --- However it is validated ---

    def test_a_click_on_validate_tells_what_was_left_behind_for_a_backorder(self):
        order = self._order({self.lamp: 2, self.mug: 1})
        picking = self._pack(order, quantities={self.lamp: 1, self.mug: 0})
        wizard = Form.from_action(self.env, picking.button_validate()).save()
        wizard.process()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])
        self._deliver(order)
        self.assertEqual(self._told_of(order)[1:], [{"LAMP-1": 1, "MUG-1": 1}])

    def test_a_delivery_without_a_backorder_tells_what_left(self):
        order = self._order({self.lamp: 2})
        picking = self._pack(order, quantities={self.lamp: 1})
        wizard = Form.from_action(self.env, picking.button_validate()).save()
        wizard.process_cancel_backorder()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])

    def test_what_nobody_counted_leaves_and_is_told_in_full(self):
        order = self._order({self.lamp: 2})
        picking = order.picking_ids
        picking.move_ids.quantity = 2
        picking.carrier_tracking_ref = "1Z999AA10123456784"
        self.assertFalse(picking.move_ids.picked)
        picking.button_validate()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 2}])

    def test_scanned_piece_by_piece_is_told_as_it_was_scanned(self):
        order = self._order({self.lamp: 3})
        picking = self._pack(order, quantities={self.lamp: 2})
        picking.move_line_ids.copy({"quantity": 1, "picked": False})
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self._told_of(order), [{"LAMP-1": 2}])

    def test_several_deliveries_of_one_order_validated_together(self):
        order = self._order({self.lamp: 1, self.mug: 2})
        first = self._pack(order)
        second = first.copy({"move_ids": []})
        second.carrier_tracking_ref = "1Z999AA10000000002"
        first.move_ids.filtered(lambda m: m.product_id == self.mug).picking_id = second
        (first | second)._action_done()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}, {"MUG-1": 2}])
        self.assertEqual(self._shipments(order).picking_id, first | second)

    def test_a_transfer_of_no_order_is_not_queued(self):
        picking = self._order().picking_ids.copy({"move_ids": []})
        picking.reference_ids = False
        self._add_by_hand(picking, self.lamp, 1)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.ecommerce_shipment_ids)

    # --- Through several steps ---

    def test_of_pick_pack_ship_each_parcel_keeps_the_number_of_its_own_label(self):
        """A carrier's answer is written to every step, "A,B" to those of both."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        warehouse.delivery_steps = "pick_pack_ship"
        self.carrier.integration_level = "rate_and_ship"
        order = self._order({self.lamp: 2})
        picked = self._pack(order, False)
        picked._action_done()
        packed = self._pack(order, False)
        packed._action_done()
        self.assertFalse(self._shipments(order))
        for number, quantity in (("1ZA", 1), ("1ZB", 1)):
            answer = [{"exact_price": 0, "tracking_number": number}]
            with patch.object(
                type(self.carrier), "fixed_send_shipping", lambda *_args, a=answer: a
            ):
                self._deliver(order, False, {self.lamp: quantity})
        self.assertEqual(picked.carrier_tracking_ref, "1ZA,1ZB")
        shipments = self._shipments(order).sorted("id")
        self.assertEqual(shipments.mapped("tracking_ref"), ["1ZA", "1ZB"])
        self.assertEqual(shipments.mapped("state"), ["pending"] * 2)
        self.assertFalse((picked | packed).ecommerce_shipment_ids)

    # --- Other than what was ordered ---

    def test_more_than_was_ordered_is_not_told_but_noted(self):
        order = self._order({self.lamp: 2})
        shipment = self._deliver(order, quantities={self.lamp: 5})
        self.assertEqual(self._told_of(order), [{"LAMP-1": 2}])
        self.assertIn("3 × Lamp", shipment.note)
        self._drain()
        self.assertEqual(shipment.state, "accepted")

    def test_more_than_is_still_missing_is_not_told_of_a_backorder(self):
        order = self._order({self.lamp: 3})
        self._deliver(order, quantities={self.lamp: 2})
        self._deliver(order, quantities={self.lamp: 2})
        self.assertEqual(self._told_of(order), [{"LAMP-1": 2}, {"LAMP-1": 1}])

    def test_what_was_canceled_there_counts_as_missing_again(self):
        order = self._order({self.lamp: 2})
        self._deliver(order, quantities={self.lamp: 1}).state = "canceled"
        self._deliver(order, quantities={self.lamp: 2})
        self.assertEqual(self._told_of(order)[1:], [{"LAMP-1": 2}])

    def test_a_product_of_the_order_added_by_hand_counts_for_its_line(self):
        order = self._order({self.lamp: 2, self.mug: 1})
        picking = self._pack(order, quantities={self.lamp: 1})
        self._add_by_hand(picking, self.lamp, 1)
        picking._action_done()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 2, "MUG-1": 1}])

    def test_a_gift_added_by_hand_does_not_hold_up_the_order(self):
        gift = self._make_product("Sample", "SAMPLE-1")
        order = self._order({self.lamp: 1})
        picking = self._pack(order)
        self._add_by_hand(picking, gift, 2)
        picking._action_done()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])
        self.assertIn("2 × Sample", picking.ecommerce_shipment_ids.note)

    def test_a_substitute_alone_is_queued_so_that_a_person_decides(self):
        order = self._order({self.lamp: 1})
        picking = self._pack(order, quantities={self.lamp: 0})
        self._add_by_hand(picking, self.mug, 1)
        picking.with_context(cancel_backorder=True)._action_done()
        shipment = self._shipments(order)
        self._drain()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("SKU MUG-1 of [MUG-1] Mug is not on", shipment.error_message)

    def test_what_is_sent_in_exchange_for_a_return_is_not_told_again(self):
        order = self._order()
        shipment = self._deliver(order)
        self._exchange(order, shipment)
        self.assertEqual(self._shipments(order), shipment)

    def test_an_exchange_stands_in_for_nothing_that_is_still_missing(self):
        order = self._order({self.lamp: 1, self.mug: 1})
        shipment = self._deliver(order, quantities={self.mug: 0})
        self._exchange(order, shipment)
        self.assertEqual(self._shipments(order), shipment)

    def _exchange(self, order, shipment):
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": shipment.picking_id.id}
        )
        wizard.product_return_moves.quantity = 1
        wizard.action_create_exchanges()
        exchange = order.picking_ids.filtered(
            lambda p: p.picking_type_code == "outgoing" and p.state != "done"
        )
        self.assertFalse(exchange.return_id)
        lamps = exchange.move_ids.filtered(lambda move: move.product_id == self.lamp)
        lamps.write({"quantity": 1, "picked": True})
        exchange._action_done()
        self.assertEqual((exchange.state, lamps.state), ("done", "done"))

    def test_what_is_scrapped_neither_left_nor_takes_back_what_did(self):
        order = self._order({self.lamp: 2})
        picking = self._pack(order, quantities={self.lamp: 1})
        for state in ("assigned", "done"):
            self.assertEqual(picking.state, state)
            scrap = self.env["stock.scrap"].create(
                {
                    "product_id": self.lamp.id,
                    "scrap_qty": 1,
                    "picking_id": picking.id,
                }
            )
            scrap.do_scrap()
            picking._action_done()
        self.assertEqual(scrap.state, "done")
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])
        self.assertFalse(self._shipments(order).note)
