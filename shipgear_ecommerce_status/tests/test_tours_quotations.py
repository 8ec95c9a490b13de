# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Making quotations in a browser: of one order, and of many."""

import itertools

from odoo.tests import HttpCase, tagged

from .quotation_common import QuotationCommon


@tagged("post_install", "-at_install")
class TestQuotationTours(QuotationCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.sim.reset(("orders",))  # the tours know the numbers
        type(self)._numbers = itertools.count(1)

    def test_one_order(self):
        order = self._bought(("LAMP-1", 2, "20.00"), terms={"shipping": "4.90"})
        url = f"/odoo/ecommerce-marketplace-orders/{order.id}"
        self.start_tour(url, "ecommerce_quotation_tour", login="clerk")
        self.assertEqual(self._sales(order).user_id, self.clerk)

    def test_many_orders_one_of_which_has_an_unknown_sku(self):
        orders = self._bought(("LAMP-1", 1, "5"))
        orders |= self._bought(("GHOST-1", 1, "5"))
        orders |= self._bought(("MUG-1", 1, "5"))
        self.start_tour(
            "/odoo/ecommerce-marketplace-orders",
            "ecommerce_quotations_tour",
            login="clerk",
        )
        self.assertEqual(
            self._sales(orders).mapped("ecommerce_order_ref"),
            [orders[0].ref, orders[2].ref],
        )
