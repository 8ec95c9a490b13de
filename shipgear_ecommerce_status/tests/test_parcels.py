# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.fields import Command
from odoo.tests import tagged

from .test_enqueue import DeliveryCase

A, B, C = "1Z999AA10000000001", "1Z999AA10000000002", "1Z999AA10000000003"


class ParcelCase(DeliveryCase):
    def _put_in_packages(self, picking, *contents):
        """Fill a package with each {product: quantity}, as a packer does."""
        picking.move_line_ids.unlink()
        for content in contents:
            for product, quantity in content.items():
                self._move_of(picking, product).move_line_ids = [
                    Command.create(
                        {
                            "picking_id": picking.id,
                            "product_id": product.id,
                            "quantity": quantity,
                            "picked": True,
                        }
                    )
                ]
            unpacked = picking.move_line_ids.filtered(
                lambda ml: not ml.result_package_id
            )
            unpacked.result_package_id = self.env["stock.package"].create({})
        # As in the next request: the packer's clicks are not those of validation.
        self.env.flush_all()
        self.env.invalidate_all()
        return picking

    def _move_of(self, picking, product):
        return picking.move_ids.filtered(lambda move: move.product_id == product)

    def _ship_in_packages(self, quantities, *contents, tracking=f"{A},{B}"):
        picking = self._pack(self._order(quantities), tracking)
        self._put_in_packages(picking, *contents)._action_done()
        return picking.ecommerce_shipment_ids.sorted("parcel")

    def _what(self, shipments):
        """What each shipment says: (tracking number, {SKU: quantity})."""
        return [(each.tracking_ref, self._quantities(each)) for each in shipments]


@tagged("post_install", "-at_install")
class TestParcels(ParcelCase):
    def test_two_packages_with_a_number_each_are_two_shipments(self):
        shipments = self._ship_in_packages(
            {self.lamp: 3, self.mug: 1}, {self.lamp: 1}, {self.lamp: 2, self.mug: 1}
        )
        expected = [(A, {"LAMP-1": 2, "MUG-1": 1}), (B, {"LAMP-1": 1})]
        self.assertEqual(self._what(shipments), expected)
        self.assertEqual(shipments.mapped("parcel"), [1, 2])
        self.assertEqual(shipments.mapped("state"), ["pending"] * 2)
        self._drain()
        self.assertEqual(shipments.mapped("state"), ["accepted"] * 2)
        told = [
            (each["tracking"], len(each["lines"])) for each in self._told(shipments[0])
        ]
        self.assertEqual(told, [(A, 2), (B, 1)])

    def test_the_first_number_is_that_of_the_package_a_carrier_is_handed_first(self):
        picking = self._pack(self._order({self.lamp: 1, self.mug: 1}), f"{A},{B}")
        self._put_in_packages(picking, {self.lamp: 1}, {self.mug: 1})
        box = self.env["stock.package.type"].create({"name": "Box"})
        handed = [
            [each.product_id for each in package.commodities]
            for package in self.carrier._get_packages_from_picking(picking, box)
        ]
        picking._action_done()
        shipments = picking.ecommerce_shipment_ids.sorted("parcel")
        self.assertEqual([list(each.line_ids.product_id) for each in shipments], handed)

    def test_the_carriers_page_of_a_parcel_is_of_its_own_number(self):
        self.carrier.tracking_url = "https://ups.example/<shipmenttrackingnumber>"
        shipments = self._ship_in_packages({self.lamp: 2}, *[{self.lamp: 1}] * 2)
        self.assertEqual(
            shipments.mapped("tracking_url"),
            [f"https://ups.example/{number}" for number in (A, B)],
        )

    def test_several_numbers_without_packages_stay_one_shipment_that_says_so(self):
        shipment = self._ship(tracking=f"{A},{B}")
        self.assertEqual(shipment.tracking_ref, f"{A},{B}")
        self.assertIn(f"is not told {B}", shipment.note)
        self.assertIn("packages", shipment.note)
        self.assertNotIn(A, shipment.note)
        shipment.action_mark_confirmed()
        self.assertFalse(shipment.note)

    def test_a_platform_that_takes_any_number_of_them_is_told_all(self):
        shipment = self._ship(tracking=f"{A},{B}")
        connector = self.account._connector_class()
        self.patch(connector, "tracking_numbers_per_parcel", None)
        self.env.invalidate_all()
        self.assertFalse(shipment.note)
        self.assertEqual(shipment._frozen().tracking_numbers, (A, B))

    def test_one_number_has_nothing_to_note(self):
        self.assertFalse(self._ship().note)

    def test_more_numbers_than_packages_stay_one_shipment(self):
        shipment = self._ship_in_packages(
            {self.lamp: 2}, {self.lamp: 1}, {self.lamp: 1}, tracking=f"{A},{B},{C}"
        )
        self.assertEqual(shipment.parcel, 0)
        self.assertIn(f"{B}, {C}", shipment.note)

    def test_a_number_that_is_there_twice_is_one(self):
        shipment = self._ship_in_packages(
            {self.lamp: 2}, {self.lamp: 1}, {self.lamp: 1}, tracking=f"{A},{A}"
        )
        self.assertEqual((shipment.parcel, shipment._tracking_numbers()), (0, (A,)))

    def test_goods_outside_of_packages_keep_the_delivery_in_one_shipment(self):
        picking = self._pack(self._order({self.lamp: 2, self.mug: 1}), f"{A},{B}")
        self._put_in_packages(picking, {self.lamp: 1}, {self.lamp: 1})
        self._move_of(picking, self.mug).quantity = 1
        self._move_of(picking, self.mug).picked = True
        picking._action_done()
        self.assertEqual(
            self._what(picking.ecommerce_shipment_ids),
            [(f"{A},{B}", {"LAMP-1": 2, "MUG-1": 1})],
        )

    def test_half_a_dozen_in_each_package_is_told_as_one_dozen(self):
        order = self._order({self.lamp: 1})
        picking = self._pack(order, f"{A},{B}")
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self._move_of(picking, self.lamp).product_uom_qty = 12
        self._put_in_packages(picking, {self.lamp: 6}, {self.lamp: 6})._action_done()
        (shipment,) = picking.ecommerce_shipment_ids
        self.assertEqual(self._what(shipment), [(f"{A},{B}", {"LAMP-1": 1})])

    def test_numbers_that_come_late_split_what_waited(self):
        waiting = self._ship_in_packages(
            {self.lamp: 2}, {self.lamp: 1}, {self.lamp: 1}, tracking=False
        )
        self.assertEqual(waiting.waiting_reason, "no_tracking")
        picking = waiting.picking_id
        picking.carrier_tracking_ref = f"{A},{B}"
        shipments = picking.ecommerce_shipment_ids.sorted("parcel")
        self.assertEqual(
            self._what(shipments), [(A, {"LAMP-1": 1}), (B, {"LAMP-1": 1})]
        )
        self.assertEqual(shipments[0], waiting)
        self.assertEqual(shipments.mapped("state"), ["pending"] * 2)

    def test_the_second_number_may_come_after_the_first_until_that_is_sent(self):
        first = self._ship_in_packages(
            {self.lamp: 2}, {self.lamp: 1}, {self.lamp: 1}, tracking=A
        )
        self.assertEqual((first.state, first.quantity), ("pending", 2))
        first.picking_id.carrier_tracking_ref = f"{A},{B}"
        self.assertEqual(first.quantity, 1)
        self.assertEqual(len(first.picking_id.ecommerce_shipment_ids), 2)

    def test_what_was_tried_already_is_not_split(self):
        shipment = self._ship_in_packages(
            {self.lamp: 2}, {self.lamp: 1}, {self.lamp: 1}, tracking=A
        )
        self._fault("error503", operation="confirmShipment")
        self._drain()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 1))
        shipment.picking_id.carrier_tracking_ref = f"{A},{B}"
        self.assertEqual(shipment.picking_id.ecommerce_shipment_ids, shipment)
        self.assertEqual(shipment.quantity, 2)

    def test_queueing_again_finds_the_parcels_there(self):
        shipments = self._ship_in_packages({self.lamp: 2}, *[{self.lamp: 1}] * 2)
        picking = shipments.picking_id
        picking._enqueue_ecommerce_shipments()
        picking._action_done()
        shipments._advance()
        self.assertEqual(picking.ecommerce_shipment_ids.sorted("parcel"), shipments)
        self.assertEqual(shipments.mapped("quantity"), [1, 1])

    def test_a_parcel_whose_number_is_taken_away_waits_and_says_why(self):
        one, two = self._ship_in_packages({self.lamp: 2}, *[{self.lamp: 1}] * 2)
        one.picking_id.carrier_tracking_ref = A
        self.assertEqual((one.state, two.state), ("pending", "waiting"))
        self.assertIn("Fewer tracking numbers than packages", two.explanation)
        one.picking_id.carrier_tracking_ref = False
        self.assertEqual(two.waiting_reason, "no_tracking")
        one.picking_id.carrier_tracking_ref = f"{A},{C}"
        self.assertEqual((one.state, two.state), ("pending", "pending"))
        self.assertEqual(two.tracking_ref, C)

    def test_a_number_that_was_told_is_not_told_of_another_parcel(self):
        one, two = self._ship_in_packages({self.lamp: 2}, *[{self.lamp: 1}] * 2)
        one.picking_id.carrier_tracking_ref = A
        self._drain()
        self.assertEqual((one.state, two.state), ("accepted", "waiting"))
        one.picking_id.carrier_tracking_ref = f"{B},{A}"
        self.assertEqual(two.state, "waiting")

    def test_a_number_too_many_after_the_split_is_noted(self):
        one, two = self._ship_in_packages({self.lamp: 2}, *[{self.lamp: 1}] * 2)
        one.picking_id.carrier_tracking_ref = f"{A},{B},{C}"
        self.assertIn(f"is not told {C}", one.note)
        self.assertEqual((one.tracking_ref, two.tracking_ref), (A, B))

    def test_packages_of_two_orders_are_a_shipment_per_order_and_package(self):
        one, two = self._order({self.lamp: 2}), self._order({self.mug: 1})
        picking = one.picking_ids
        two.picking_ids.move_ids.picking_id = picking
        self._pack(one, f"{A},{B}")
        both = {self.lamp: 1, self.mug: 1}
        self._put_in_packages(picking, {self.lamp: 1}, both)._action_done()
        told = {
            order: self._what(self._shipments(order).sorted("parcel"))
            for order in (one, two)
        }
        self.assertEqual(
            told,
            {
                one: [(A, {"LAMP-1": 1}), (B, {"LAMP-1": 1})],
                two: [(A, {"MUG-1": 1})],
            },
        )

    def test_an_order_in_the_second_package_alone_takes_the_second_number(self):
        one, two = self._order({self.lamp: 1}), self._order({self.mug: 1})
        picking = one.picking_ids
        two.picking_ids.move_ids.picking_id = picking
        self._pack(one, f"{A},{B}")
        self._put_in_packages(picking, {self.lamp: 1}, {self.mug: 1})._action_done()
        numbers = {self._shipments(order).tracking_ref for order in (one, two)}
        self.assertEqual(numbers, {A, B})
        picking._enqueue_ecommerce_shipments()
        self.assertEqual(len(picking.ecommerce_shipment_ids), 2)


@tagged("post_install", "-at_install")
class TestParcelsCorrected(ParcelCase):
    def setUp(self):
        super().setUp()
        self.parcels = self._ship_in_packages(
            {self.lamp: 3}, {self.lamp: 1}, {self.lamp: 2}
        )
        self._drain()
        self.picking = self.parcels.picking_id

    def _told_numbers(self):
        return [told["tracking"] for told in self._told(self.parcels[0])]

    def test_numbers_in_another_order_change_nothing(self):
        self.picking.carrier_tracking_ref = f"{B},{A}"
        self._drain()
        self.assertEqual(self.parcels.mapped("state"), ["accepted"] * 2)
        self.assertEqual(self._told_numbers(), [A, B])

    def test_one_number_corrected_corrects_one_parcel(self):
        self.picking.carrier_tracking_ref = f"{A},{C}"
        self.assertEqual(self.parcels.mapped("state"), ["accepted", "pending"])
        self._drain()
        self.assertEqual(self._told_numbers(), [A, B, C])
        self.assertEqual(self.parcels[1].tracking_ref, C)

    def test_a_new_number_goes_to_the_parcel_that_lost_its_own(self):
        self.picking.carrier_tracking_ref = f"{C},{A}"
        self._drain()
        self.assertEqual(self.parcels.mapped("tracking_ref"), [A, C])

    def test_a_number_that_is_gone_is_a_parcel_to_take_back(self):
        self.picking.carrier_tracking_ref = A
        self._drain()
        self.assertEqual(self.parcels.mapped("state"), ["accepted", "failed"])
        self.assertIn(B, self.parcels[1].error_message)
