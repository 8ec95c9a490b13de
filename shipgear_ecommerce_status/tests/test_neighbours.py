# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Kits, dropshipping and batches: of modules that we know, but do not need."""

import unittest

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .test_parcels import A, B, ParcelCase


class NeighbourCase(ParcelCase):
    """A seller whose Odoo has other modules beside ours."""

    neighbours = frozenset({"sale_mrp", "stock_dropshipping", "stock_picking_batch"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        missing = cls.neighbours - cls.env["ir.module.module"]._installed().keys()
        if missing:
            raise unittest.SkipTest(f"Not installed: {', '.join(sorted(missing))}")

    @classmethod
    def _make_bill(cls, kit, parts, **values):
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": quantity})
                    for part, quantity in parts.items()
                ],
                **values,
            }
        )

    def _told_of(self, order):
        return [self._quantities(each) for each in self._shipments(order).sorted("id")]


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestKits(NeighbourCase):
    """A kit is told as what was sold: never its components, never half of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shade = cls._make_product("Shade", "SHADE-1")
        cls.bulb = cls._make_product("Bulb", "BULB-1")
        cls.set = cls._make_kit("Lamp set", "SET-1", {cls.shade: 1, cls.bulb: 2})

    @classmethod
    def _make_kit(cls, name, sku, parts, **values):
        kit = cls._make_product(name, sku)
        cls._make_bill(kit, parts, **values)
        return kit

    def test_a_kit_is_told_and_not_its_components(self):
        order = self._order({self.set: 3, self.mug: 1})
        products = order.picking_ids.move_ids.product_id
        self.assertEqual(products, self.shade | self.bulb | self.mug)
        shipment = self._deliver(order)
        self.assertEqual(self._told_of(order), [{"SET-1": 3, "MUG-1": 1}])
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)
        quantities = [line["quantity"] for line in self._told(shipment)[0]["lines"]]
        self.assertEqual(quantities, [3, 1])

    def test_a_kit_goes_with_the_delivery_that_completes_it(self):
        order = self._order({self.set: 2})
        self._deliver(order, A, {self.shade: 2, self.bulb: 1})
        self.assertEqual(self._told_of(order), [])
        self._deliver(order, B, {self.bulb: 1})
        self.assertEqual(self._what(self._shipments(order)), [(B, {"SET-1": 1})])
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"SET-1": 1}, {"SET-1": 1}])

    def test_who_delivers_the_other_half_at_the_same_moment_is_tried_again(self):
        order = self._order({self.set: 1})
        self._deliver(order, A, {self.shade: 1, self.bulb: 1})
        self.env.flush_all()
        version = SQL(
            "SELECT ctid FROM sale_order_line WHERE id = %s", order.order_line.id
        )
        before = self.env.execute_query(version)
        self._deliver(order, B, {self.bulb: 0.5})  # completes nothing, changes nothing
        self.env.flush_all()
        self.assertNotEqual(self.env.execute_query(version), before)

    def test_half_a_kit_does_not_hold_up_what_is_with_it(self):
        order = self._order({self.set: 1, self.mug: 1})
        self._deliver(order, quantities={self.shade: 0})
        self.assertEqual(self._told_of(order), [{"MUG-1": 1}])
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"MUG-1": 1}, {"SET-1": 1}])

    def test_halves_validated_together_are_told_once_with_the_second(self):
        order = self._order({self.set: 1})
        first = self._pack(order)
        second = first.copy({"move_ids": []})
        second.carrier_tracking_ref = B
        self._move_of(first, self.bulb).picking_id = second
        (first | second)._action_done()
        self.assertEqual(self._what(self._shipments(order)), [(B, {"SET-1": 1})])
        self.assertEqual(self._shipments(order).picking_id, second)

    def test_a_kit_of_kits_is_told_as_the_one_that_was_sold(self):
        room = self._make_kit("Room set", "ROOM-1", {self.set: 2})
        order = self._order({room: 2})
        self.assertEqual(order.picking_ids.move_ids.product_id, self.shade | self.bulb)
        self._deliver(order, quantities={self.shade: 3, self.bulb: 7})
        self.assertEqual(self._told_of(order), [{"ROOM-1": 1}])
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"ROOM-1": 1}, {"ROOM-1": 1}])

    def test_a_kit_of_a_kit_and_a_part_counts_the_shared_part_for_both(self):
        more = self._make_kit("Big set", "BIG-1", {self.set: 1, self.bulb: 1})
        order = self._order({more: 1})
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"BIG-1": 1}])

    def test_kits_sold_in_dozens_are_told_in_dozens(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        line = {
            "product_id": self.set.id,
            "product_uom_qty": 2,
            "product_uom_id": dozen.id,
        }
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "ecommerce_account_id": self.account.id,
                "ecommerce_order_ref": "111-0000000-0000000",
                "order_line": [Command.create(line)],
            }
        )
        order.action_confirm()
        moves = order.picking_ids.move_ids
        needed = {move.product_id: move.product_qty for move in moves}
        self.assertEqual(needed, {self.shade: 24, self.bulb: 48})
        self._deliver(order, quantities={self.shade: 12, self.bulb: 24})
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"SET-1": 1}, {"SET-1": 1}])

    def test_parts_by_weight_make_whole_kits_alone(self):
        sand = self._make_product("Sand", "SAND-1")
        sand.uom_id = self.env.ref("uom.product_uom_kgm")
        gram = self.env.ref("uom.product_uom_gram")
        kit = self._make_kit("Sand box", "BOX-1", {sand: 250})
        kit.bom_ids.bom_line_ids.product_uom_id = gram
        order = self._order({kit: 3})
        part = order.picking_ids.move_ids
        grams = part.product_uom._compute_quantity(part.product_uom_qty, gram)
        self.assertEqual(grams, 750)
        factor = part.product_uom_qty / 750
        self._deliver(order, quantities={sand: 500 * factor})
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"BOX-1": 2}, {"BOX-1": 1}])

    def test_a_kit_by_the_dozen_of_its_bill_is_told_in_pieces(self):
        kit = self._make_kit("Six pack", "SIX-1", {self.bulb: 12}, product_qty=6)
        order = self._order({kit: 6})
        self.assertEqual(order.picking_ids.move_ids.product_qty, 12)
        self._deliver(order, quantities={self.bulb: 5})
        self.assertEqual(self._told_of(order), [{"SIX-1": 2}])

    def test_another_bill_since_the_order_changes_nothing(self):
        order = self._order({self.set: 1})
        self._make_bill(self.set, {self.mug: 1}, sequence=-1)
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"SET-1": 1}])

    def test_a_return_of_components_takes_nothing_back(self):
        order = self._order({self.set: 2})
        first = self._deliver(order, quantities={self.shade: 1, self.bulb: 2})
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": first.picking_id.id}
        )
        wizard.product_return_moves.quantity = 1
        back = first.picking_id.browse(wizard.action_create_returns()["res_id"])
        back.button_validate()
        self.assertEqual(back.state, "done")
        rest = order.picking_ids.filtered(
            lambda p: p.picking_type_code == "outgoing" and p.state != "done"
        )
        rest.move_ids.picked = True
        rest.carrier_tracking_ref = B
        rest._action_done()
        self.assertEqual(self._told_of(order), [{"SET-1": 1}, {"SET-1": 1}])

    def test_more_kits_than_ordered_are_not_told(self):
        order = self._order({self.set: 1})
        self._deliver(order, quantities={self.shade: 2, self.bulb: 4})
        self.assertEqual(self._told_of(order), [{"SET-1": 1}])

    def test_components_in_two_packages_stay_one_shipment(self):
        picking = self._pack(self._order({self.set: 1}), f"{A},{B}")
        self._put_in_packages(picking, {self.shade: 1}, {self.bulb: 2})._action_done()
        shipments = picking.ecommerce_shipment_ids
        self.assertEqual(self._what(shipments), [(f"{A},{B}", {"SET-1": 1})])
        self.assertIn(f"is not told {B}", shipments.note)


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestDropship(NeighbourCase):
    """What the supplier sends to the customer has left as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        supplier = cls.env["res.partner"].create({"name": "Supplier"})
        cls.route = cls.env.ref("stock_dropshipping.route_drop_shipping")
        cls.chair = cls._make_product("Chair", "CHAIR-1")
        cls.chair.write(
            {
                "route_ids": [Command.set(cls.route.ids)],
                "seller_ids": [Command.create({"partner_id": supplier.id, "price": 1})],
            }
        )

    def _dropship(self, order, **quantities):
        purchases = order._get_purchase_orders()
        purchases.filtered(lambda p: p.state == "draft").button_confirm()
        picking = purchases.picking_ids.filtered(lambda p: p.state != "done")
        self.assertEqual(picking.picking_type_code, "dropship")
        picking.carrier_id = self.carrier
        picking.carrier_tracking_ref = A
        for move in picking.move_ids:
            move.quantity = quantities.get("quantity", move.product_uom_qty)
            move.picked = True
        picking._action_done()
        return picking

    def test_a_dropshipped_order_is_told_with_its_quantity(self):
        order = self._order({self.chair: 3})
        picking = self._dropship(order, quantity=2)
        self.assertEqual(picking.ecommerce_shipment_ids.state, "pending")
        self._dropship(order)
        self.assertEqual(self._told_of(order), [{"CHAIR-1": 2}, {"CHAIR-1": 1}])

    def test_what_comes_back_to_the_supplier_is_not_told(self):
        order = self._order({self.chair: 1})
        picking = self._dropship(order)
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = picking.browse(wizard.action_create_returns()["res_id"])
        back.button_validate()
        self.assertEqual(back.state, "done")
        self.assertEqual(self._told_of(order), [{"CHAIR-1": 1}])

    def test_half_from_the_warehouse_half_from_the_supplier(self):
        order = self._order({self.chair: 1, self.mug: 1})
        self._dropship(order)
        self._deliver(order, B)
        self.assertEqual(self._told_of(order), [{"CHAIR-1": 1}, {"MUG-1": 1}])

    def test_a_dropshipped_kit_is_told_as_a_kit(self):
        table = self._make_product("Table set", "TABLE-1")
        self._make_bill(table, {self.chair: 4})
        order = self._order({table: 2})
        self._dropship(order, quantity=6)
        self.assertEqual(self._told_of(order), [{"TABLE-1": 1}])
        self._dropship(order)
        self.assertEqual(self._told_of(order), [{"TABLE-1": 1}, {"TABLE-1": 1}])


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestBatch(NeighbourCase):
    def test_a_batch_tells_each_delivery_once_and_wakes_the_sender_once(self):
        orders = [self._order({self.lamp: n}) for n in (1, 2, 3)]
        pickings = self.env["stock.picking"].union(*map(self._pack, orders))
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [Command.set(pickings.ids)]}
        )
        batch.action_confirm()
        with self._triggers() as triggers:
            batch.action_done()
            self.assertEqual(len(triggers.records), 1)
        self.assertEqual(batch.state, "done")
        told = [self._told_of(order) for order in orders]
        self.assertEqual(told, [[{"LAMP-1": n}] for n in (1, 2, 3)])

    def test_what_a_batch_leaves_behind_is_told_when_it_leaves(self):
        order = self._order({self.lamp: 2})
        picking = self._pack(order, quantities={self.lamp: 1}) | self._pack(
            self._order()
        )
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [Command.set(picking.ids)]}
        )
        batch.action_confirm()
        batch.with_context(skip_backorder=True).action_done()
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}])
        self._deliver(order)
        self.assertEqual(self._told_of(order), [{"LAMP-1": 1}, {"LAMP-1": 1}])
