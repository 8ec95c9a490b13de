# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders on the marketplace that Odoo has no sales order of."""

from odoo.fields import Command

from .common import EcommerceCommon, simulator

SALES = "sales_team.group_sale_salesman"


class QuotationCommon(EcommerceCommon):
    """A clerk who sells and ships, and two taxes of 19 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._make_user("clerk", "group_user", SALES)
        cls.tax = cls._make_tax("tax_excluded")
        cls.tax_within = cls._make_tax("tax_included")
        (cls.lamp | cls.mug).taxes_id = [Command.clear()]
        cls.dollar = cls.env.ref("base.USD")
        cls.dollar.active = True

    @classmethod
    def _make_tax(cls, kind):
        return cls.env["account.tax"].create(
            {
                "name": f"19 % {kind}",
                "amount": 19,
                "type_tax_use": "sale",
                "price_include_override": kind,
                "company_id": cls.env.company.id,
            }
        )

    def _bought(self, *items, account=None, seller="A1TESTSELLER", terms=None, **more):
        """An order there, read from there; items are (SKU, quantity, price[, off])."""
        account = account or self.account
        ref = f"111-5000000-{next(self._numbers):07}"
        names = ("sku", "quantity", "price", "discount")
        row = {
            "seller_id": seller,
            "order_id": ref,
            "items": [
                {"order_item_id": f"{ref[-7:]}{place:07}"}
                | dict(zip(names, item, strict=False))
                for place, item in enumerate(items, 1)
            ],
            "terms": {"currency": self.env.company.currency_id.name, **(terms or {})},
        }
        simulator.order_records.add_orders(self.sim, [row | more])
        order = account._connector().order(ref)
        return self.env["ecommerce.order"]._store(account, [order])

    def _quote(self, orders):
        """Press the button; return what it opens, and the sales orders there are."""
        action = orders.with_user(self.clerk).action_create_quotation()
        self.env.invalidate_all()
        return action, self._sales(orders)

    def _sales(self, orders):
        return self.env["sale.order"].search(
            [("ecommerce_order_ref", "in", orders.mapped("ref"))], order="id"
        )

    def _reasons(self, action):
        """Why there is no quotation, by the number of the order."""
        self.assertEqual(action["res_model"], "ecommerce.quotation.result")
        result = self.env["ecommerce.quotation.result"].browse(action["res_id"])
        return {line.number: line.reason for line in result.line_ids}

    def _refused(self, order):
        action, sales = self._quote(order)
        self.assertFalse(sales)
        [reason] = self._reasons(action).values()
        return reason
