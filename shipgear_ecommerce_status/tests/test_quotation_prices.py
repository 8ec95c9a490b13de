# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A quotation comes to what the buyer paid, whoever adds which tax where."""

from odoo.fields import Command
from odoo.tests import tagged

from .quotation_common import QuotationCommon

ON_TOP = {"tax_rate": "0.19", "shipping": "4.90"}
WITHIN = ON_TOP | {"tax_included": True}
#: Quantities, prices and discounts that do not come out even.
AWKWARD = (
    (("LAMP-1", 3, "3.33", "0.01"), ("MUG-1", 7, "0.99")),
    (("LAMP-1", 1, "0.03"), ("MUG-1", 1, "0.05")),
    (("LAMP-1", 3, "33.33", "9.99"), ("MUG-1", 3, "0.35", "0.05")),
    (("LAMP-1", 11, "1.01"), ("MUG-1", 13, "17.77", "3.33")),
    (("LAMP-1", 6, "0.17"), ("MUG-1", 9, "0.13", "0.02")),
)


@tagged("post_install", "-at_install")
class TestQuotationPrices(QuotationCommon):
    def _quoted(self, *items, terms):
        order = self._bought(*items, terms=terms)
        action, sale = self._quote(order)
        self.assertEqual(action["res_model"], "sale.order", action)
        return order, sale

    def _tax_all(self, tax):
        # Before the first quotation: what is made on demand has the company's taxes.
        self.account._charge_product().taxes_id = [Command.set(tax.ids)]
        (self.lamp | self.mug).taxes_id = [Command.set(tax.ids)]

    def test_it_comes_to_the_marketplaces_total_to_the_cent(self):
        for tax in (self.tax, self.tax_within, self.tax.browse()):
            self._tax_all(tax)
            for rounding in ("round_per_line", "round_globally"):
                self.env.company.tax_calculation_rounding_method = rounding
                for terms in (ON_TOP, WITHIN):
                    for items in AWKWARD:
                        with self.subTest(tax.name, rounding=rounding, items=items):
                            order, sale = self._quoted(*items, terms=terms)
                            self.assertTrue(order.amount_total)
                            self.assertEqual(sale.amount_total, order.amount_total)
                            goods = sale.order_line.filtered(
                                lambda line: line.product_id.type == "consu"
                            )
                            self.assertEqual(goods.tax_ids, tax)

    def test_lines_that_come_out_even_need_no_rounding(self):
        self._tax_all(self.tax)
        _order, sale = self._quoted(("LAMP-1", 2, "11.90"), terms=WITHIN)
        names = sale.order_line.mapped("name")
        self.assertEqual([n for n in names if n == "Rounding"], [])
        self.assertEqual(sale.order_line[0].price_unit, 10)
        self.assertEqual(sale.order_line[0].price_total, 23.8)

    def test_the_discount_is_in_the_price(self):
        _order, sale = self._quoted(("LAMP-1", 2, "10.00", "3.00"), terms={})
        self.assertEqual(sale.order_line.price_unit, 8.5)
        self.assertEqual(sale.order_line.discount, 0)

    def test_shipping_is_a_line_of_a_product_that_is_made_once(self):
        _order, first = self._quoted(("LAMP-1", 1, "10"), terms={"shipping": "4.90"})
        product = self.account.quotation_charge_product_id
        self.assertEqual(product.type, "service")
        [line] = first.order_line.filtered(lambda x: x.product_id == product)
        self.assertEqual((line.name, line.price_total), ("Shipping", 4.9))
        _order, second = self._quoted(("LAMP-1", 1, "10"), terms={"shipping": "0"})
        self.assertNotIn(product, second.order_line.product_id)
        other = self._make_account_on("walmart", "W3")
        self.assertEqual(other._charge_product(), product)

    def test_the_tax_of_the_account_comes_before_those_of_products(self):
        self._tax_all(self.tax.browse())
        self.account.quotation_tax_id = self.tax
        order, sale = self._quoted(("LAMP-1", 1, "11.90"), terms=WITHIN)
        self.assertEqual(sale.order_line.tax_ids, self.tax)
        self.assertEqual(sale.amount_total, order.amount_total)
        self.assertGreater(sale.amount_tax, 0)

    def test_fiscal_positions_of_the_customer_apply(self):
        self._tax_all(self.tax)
        position = self.env["account.fiscal.position"].create({"name": "Export"})
        none = self.env["account.tax"].create(
            {
                "name": "0 % export",
                "amount": 0,
                "type_tax_use": "sale",
                "original_tax_ids": [Command.set(self.tax.ids)],
                "fiscal_position_ids": [Command.set(position.ids)],
            }
        )
        customer = self.account._quotation_customer()
        customer.property_account_position_id = position
        order, sale = self._quoted(("LAMP-1", 1, "11.90"), terms=WITHIN)
        self.assertEqual(sale.order_line.tax_ids, none)
        self.assertEqual(sale.amount_total, order.amount_total)
        self.assertEqual(sale.amount_tax, 0)

    def test_a_tax_that_the_marketplace_pays_is_left_out(self):
        self._tax_all(self.tax)
        self.account.tax_by_marketplace = True
        for terms in (ON_TOP, WITHIN):
            order, sale = self._quoted(("LAMP-1", 3, "9.99"), terms=terms)
            taxes = order.line_ids.tax + order.tax_shipping
            self.assertTrue(taxes)
            self.assertFalse(sale.order_line.tax_ids)
            self.assertAlmostEqual(sale.amount_total, order.amount_total - taxes)

    def test_changing_the_quantity_keeps_the_marketplaces_price(self):
        self.lamp.list_price = 99
        _order, sale = self._quoted(("LAMP-1", 1, "10.00"), terms={})
        sale.order_line.product_uom_qty = 5
        self.assertEqual(sale.order_line.price_unit, 10)

    def test_without_prices_the_products_own_are_taken_and_it_is_said(self):
        self.lamp.list_price = 42
        order = self._bought(("LAMP-1", 1, "10.00"))
        self.env.cr.execute(
            "UPDATE ecommerce_order SET currency_code = NULL, amount_total = NULL, "
            "amount_shipping = NULL WHERE id = %s",
            [order.id],
        )
        self.env.invalidate_all()
        _action, sale = self._quote(order)
        self.assertEqual(sale.amount_total, 42)
        self.assertIn("no price of LAMP-1", sale.message_ids[:1].body)

    # --- Currency ---

    def _foreign(self):
        name = "CHF" if self.env.company.currency_id.name != "CHF" else "SEK"
        currencies = self.env["res.currency"].with_context(active_test=False)
        return currencies.search([("name", "=", name)])

    def test_it_is_in_the_marketplaces_currency(self):
        currency = self._foreign()
        currency.active = True
        terms = {"currency": currency.name, "shipping": "4.90"}
        order, sale = self._quoted(("LAMP-1", 3, "9.99"), terms=terms)
        self.assertEqual(sale.currency_id, currency)
        self.assertEqual(sale.pricelist_id.company_id, self.account.company_id)
        self.assertEqual(sale.amount_total, order.amount_total)
        _order, second = self._quoted(("LAMP-1", 1, "1"), terms=terms)
        self.assertEqual(second.pricelist_id, sale.pricelist_id)

    def test_a_currency_that_is_not_active_or_unknown_is_refused(self):
        currency = self._foreign()
        currency.active = False
        for name, word in ((currency.name, "not active"), ("XQX", "does not know")):
            order = self._bought(("LAMP-1", 1, "5"), terms={"currency": name})
            reason = self._refused(order)
            self.assertIn(name, reason)
            self.assertIn(word, reason)
