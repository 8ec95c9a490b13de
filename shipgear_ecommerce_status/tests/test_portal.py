# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the customer of a marketplace order sees of it in Odoo's portal."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .security_common import ADDON
from .test_enqueue import DeliveryCase


@tagged("post_install", "-at_install")
class TestCustomerPages(DeliveryCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._make_user("customer", "base.group_portal")
        cls.partner = cls.customer.partner_id

    def test_the_page_of_the_order_has_nothing_of_ours(self):
        order = self._order()
        self._deliver(order)
        self.customer.password = "customer-password"
        self.authenticate("customer", "customer-password")
        page = self.url_open(f"/my/orders/{order.id}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(order.name, page.text)
        self.assertNotIn(order.ecommerce_order_ref, page.text)
        self.assertNotIn(ADDON, page.text)

    def test_who_reads_the_order_reads_no_field_of_ours(self):
        order = self._order()
        delivery = self._deliver(order).picking_id
        for record in (order, delivery):
            theirs = record.with_user(self.customer)
            self.assertTrue(theirs.read(["name"]))
            ours = [
                name
                for name, field in record._fields.items()
                if field._modules and set(field._modules) == {ADDON}
            ]
            self.assertIn("ecommerce_shipment_count", ours)
            for name in ours:
                with self.assertRaises(AccessError):
                    theirs.read([name])
