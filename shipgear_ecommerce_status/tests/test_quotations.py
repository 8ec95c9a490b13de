# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""From a marketplace order without a sales order to a quotation, once."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.quotation import Quotation
from .quotation_common import SALES, QuotationCommon


@tagged("post_install", "-at_install")
class TestQuotations(QuotationCommon):
    def test_one_order_becomes_a_quotation_that_opens(self):
        order = self._bought(("LAMP-1", 2, "20.00"), ("MUG-1", 1, "7.50"))
        action, sale = self._quote(order)
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("sale.order", sale.id)
        )
        self.assertEqual(sale.state, "draft")
        self.assertEqual(sale.company_id, self.account.company_id)
        self.assertEqual(sale.ecommerce_account_id, self.account)
        self.assertEqual(sale.ecommerce_order_ref, order.ref)
        self.assertEqual(sale.client_order_ref, order.number)
        self.assertEqual(sale.date_order, order.purchased_at)
        self.assertEqual(sale.commitment_date, order.ship_by)
        self.assertEqual(sale.user_id, self.clerk)
        lines = [(x.product_id, x.product_uom_qty) for x in sale.order_line]
        self.assertEqual(lines, [(self.lamp, 2), (self.mug, 1)])
        self.assertEqual(sale.order_line.mapped("price_unit"), [20.0, 7.5])
        self.assertEqual(sale.amount_total, 47.5)
        self.assertEqual(order.sale_order_ids, sale)
        self.assertIn(order.number, sale.message_ids[:1].body)

    def test_the_customer_stands_for_all_buyers_of_the_account(self):
        orders = self._bought(("LAMP-1", 1, "5")) | self._bought(("MUG-1", 1, "5"))
        _action, sales = self._quote(orders)
        partner = self.account.quotation_partner_id
        self.assertEqual(sales.partner_id, partner)
        self.assertTrue(partner.is_company)
        self.assertEqual(partner.company_id, self.account.company_id)
        self.assertIn(self.account.name, partner.name)
        chosen = self.env["res.partner"].create({"name": "Web customers"})
        self.account.quotation_partner_id = chosen
        _action, sale = self._quote(self._bought(("LAMP-1", 1, "5")))
        self.assertEqual(sale.partner_id, chosen)

    def test_many_are_listed(self):
        orders = self._bought(("LAMP-1", 1, "5")) | self._bought(("MUG-1", 1, "6"))
        action, sales = self._quote(orders)
        self.assertEqual(action["domain"], [("id", "in", sales.ids)])
        self.assertEqual(len(sales), 2)

    def test_what_the_delivery_of_it_brings_is_told(self):
        order = self._bought(("LAMP-1", 2, "20.00"), terms={"shipping": "4.90"})
        _action, sale = self._quote(order)
        sale.carrier_id = self.carrier
        sale.action_confirm()
        shipment = self._deliver(sale)
        self._drain()
        self.assertEqual(shipment.order_id, order)
        self.assertEqual(len(self._told(shipment)), 1)

    # --- Never twice ---

    def test_there_is_never_a_second_one(self):
        order = self._bought(("LAMP-1", 1, "20.00"))
        _action, sale = self._quote(order)
        action, sales = self._quote(order)
        self.assertEqual(sales, sale)
        self.assertIn(sale.name, self._reasons(action)[order.number])
        self.assertFalse(order.quotation_problem, "nothing is to be put right")

    def test_a_sales_order_that_somebody_entered_counts(self):
        order = self._bought(("LAMP-1", 1, "20.00"))
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "ecommerce_account_id": self.account.id,
                "client_order_ref": order.ref,
            }
        )
        action, sales = self._quote(order)
        self.assertEqual(sales, sale)
        self.assertIn(sale.name, self._reasons(action)[order.number])

    def test_one_that_was_canceled_may_be_made_again(self):
        order = self._bought(("LAMP-1", 1, "20.00"))
        _action, first = self._quote(order)
        self.assertFalse(order.with_user(self.clerk).is_to_quote)
        first._action_cancel()
        self.env.invalidate_all()
        self.assertTrue(order.with_user(self.clerk).is_to_quote)
        _action, sales = self._quote(order)
        self.assertEqual(len(sales), 2)

    def test_the_same_number_at_another_account_is_another_order(self):
        order = self._bought(("LAMP-1", 1, "20.00"))
        other = self._make_account_on("walmart", "W1")
        twin = self.env["ecommerce.order"].create(
            {
                "account_id": other.id,
                "ref": order.ref,
                "number": order.ref,
                "status": "unshipped",
                "line_ids": [
                    Command.create({"ref": "1", "sku": "LAMP-1", "quantity": 1})
                ],
            }
        )
        self._quote(order)
        _action, sales = self._quote(twin)
        self.assertEqual(sales.ecommerce_account_id, self.account | other)

    # --- Products ---

    def test_nothing_is_made_of_an_order_with_an_unknown_sku(self):
        order = self._bought(
            ("LAMP-1", 1, "20.00"), ("GHOST-1", 1, "1.00"), ("GHOST-2", 1, "1.00")
        )
        partners = self.env["res.partner"].search_count([])
        reason = self._refused(order)
        self.assertIn("GHOST-1, GHOST-2", reason)
        self.assertEqual(order.quotation_problem, reason)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self._make_product("Ghost", "GHOST-1")
        self._make_product("Ghost", "").barcode = "GHOST-2"
        _action, sale = self._quote(order)
        self.assertEqual(len(sale.order_line), 3)
        self.assertFalse(order.quotation_problem)

    def test_one_that_is_refused_stops_no_other(self):
        orders = self._bought(("GHOST-1", 1, "5")) | self._bought(("LAMP-1", 1, "5"))
        action, sales = self._quote(orders)
        self.assertEqual(sales.ecommerce_order_ref, orders[1].ref)
        self.assertEqual(list(self._reasons(action)), [orders[0].number])
        result = self.env[action["res_model"]].browse(action["res_id"])
        opened = result.with_user(self.clerk).action_open_quotations()
        self.assertEqual(opened["res_id"], sales.id)

    @mute_logger(Quotation.__module__.replace("quotation", "ecommerce_order_quotation"))
    def test_something_unexpected_stops_no_other_either(self):
        orders = self._bought(("LAMP-1", 1, "5")) | self._bought(("MUG-1", 1, "5"))
        real = Quotation._charges

        def fail_on_the_first(quotation, sale):
            if quotation.order == orders[0]:
                raise ValueError("unexpected")
            return real(quotation, sale)

        with patch.object(Quotation, "_charges", fail_on_the_first):
            action, sales = self._quote(orders)
        self.assertEqual(sales.ecommerce_order_ref, orders[1].ref)
        self.assertIn("unexpected", self._reasons(action)[orders[0].number])

    def test_a_barcode_is_as_good_but_an_internal_reference_comes_first(self):
        self.mug.barcode = "LAMP-1"
        self.lamp.barcode = "4006381333931"
        order = self._bought(("LAMP-1", 1, "5"), ("4006381333931", 1, "6"))
        _action, sale = self._quote(order)
        self.assertEqual(sale.order_line.mapped("product_id"), self.lamp)

    def test_two_products_with_the_sku_are_not_guessed_between(self):
        self._make_product("Lamp, the other", "LAMP-1")
        reason = self._refused(self._bought(("LAMP-1", 1, "5")))
        self.assertIn("More than one product has the SKU LAMP-1", reason)

    def test_an_archived_product_is_none(self):
        self.lamp.active = False
        reason = self._refused(self._bought(("LAMP-1", 1, "5")))
        self.assertIn("LAMP-1", reason)

    def test_a_bundle_is_its_product_or_else_its_parts(self):
        order = self._bought(("SET-1", 1, "25"), ("LAMP-1", 1, "20"), ("MUG-1", 2, "5"))
        bundle = order.line_ids.filtered(lambda line: line.sku == "SET-1")
        (order.line_ids - bundle).part_of = bundle.ref
        _action, sale = self._quote(order)
        self.assertEqual(sale.order_line.product_id, self.lamp | self.mug)
        sale._action_cancel()
        kit = self._make_product("Set", "SET-1")
        self._quote(order)
        self.assertEqual(self._sales(order)[1].order_line.product_id, kit)

    # --- Which orders ---

    def test_only_what_the_seller_is_to_ship(self):
        for more, word in (
            ({"status": "canceled"}, "canceled"),
            ({"status": "shipped"}, "shipped"),
            ({"status": "pending"}, "pending"),
            ({"fulfilled_by": "marketplace"}, "marketplace ships"),
        ):
            with self.subTest(more):
                order = self._bought(("LAMP-1", 1, "5"), **more)
                self.assertIn(word, self._refused(order))
                self.assertFalse(order.quotation_problem)

    def test_of_a_part_that_was_shipped_there_the_rest_is_left(self):
        order = self._bought(("LAMP-1", 4, "5.00"), status="partial")
        self.assertEqual(order.quantity_shipped, 1)
        _action, sale = self._quote(order)
        self.assertEqual(sale.order_line.product_uom_qty, 3)
        self.assertEqual(sale.amount_total, 15)

    def test_no_more_at_once_than_somebody_waits_for(self):
        orders = self.env["ecommerce.order"].create(
            [{"account_id": self.account.id, "ref": f"{n}"} for n in range(201)]
        )
        with self.assertRaisesRegex(UserError, "200"):
            orders.with_user(self.clerk).action_create_quotation()

    # --- Rights and companies ---

    def test_who_does_not_sell_or_does_not_see_may_not(self):
        order = self._bought(("LAMP-1", 1, "5"))
        for groups in (["group_user"], [SALES], ["base.group_user"]):
            user = self._make_user("-".join(groups), *groups)
            with self.subTest(groups), self.assertRaises(AccessError):
                order.with_user(user).action_create_quotation()
        self.assertFalse(self._sales(order))

    def test_each_company_has_its_own_orders_products_and_customers(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        account = self._make_account_on("walmart", "W2", company_id=other.id)
        values = {"ref": "1", "number": "1", "status": "unshipped"}
        line = Command.create({"ref": "1", "sku": "SHADE-1", "quantity": 1})
        order = self.env["ecommerce.order"].create(
            {"account_id": account.id, "line_ids": [line], **values}
        )
        with self.assertRaises(AccessError):
            order.with_user(self.clerk).action_create_quotation()
        self._make_product("Shade", "SHADE-1").company_id = self.env.company
        self.clerk.company_ids += other
        order = order.with_user(self.clerk)
        order = order.with_context(allowed_company_ids=other.ids)
        self.assertIn("SHADE-1", self._reasons(order.action_create_quotation())["1"])
        self._make_product("Shade", "SHADE-1").company_id = other
        order.action_create_quotation()
        sale = self._sales(order)
        self.assertEqual(sale.company_id, other)
        self.assertEqual(sale.order_line.product_id.company_id, other)
        self.assertEqual(sale.partner_id.company_id, other)

    def test_prices_follow_what_is_read_and_what_is_the_same_is_not_written(self):
        order = self._bought(("LAMP-1", 2, "20.00"), terms={"shipping": "4.90"})
        self.assertEqual(order.amount_total, 44.9)
        again = self.account._connector().order(order.ref)
        self.assertFalse(self.env["ecommerce.order"]._store(self.account, [again]))
        self.assertEqual(order.line_ids.price_unit, 20)
