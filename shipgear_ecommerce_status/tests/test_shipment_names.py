# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo.tests import tagged

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestShipmentNames(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._make_user("clerk", "group_user")

    def _found(self, *domain):
        return self.env["ecommerce.shipment"].with_user(self.clerk).search(domain)

    def test_found_by_part_of_a_name(self):
        """Also by documents that the clerk may not read."""
        mine, other = self._ship(), self._ship(tracking="1Z999AA10123456785")
        names = {
            "order_ref": mine.order_ref,
            "order_name": mine.order_ref,
            "tracking_ref": mine.tracking_ref,
            "sale_order_name": mine.sale_order_id.name,
            "picking_name": mine.picking_id.name,
        }
        for field, name in names.items():
            with self.subTest(field):
                self.assertEqual(self._found((field, "ilike", name[1:].lower())), mine)
                self.assertEqual(self._found((field, "=", name)), mine)
                self.assertEqual(self._found((field, "not ilike", name)), other)
                self.assertEqual(mine.with_user(self.clerk)[field], name)

    def test_found_by_either_name(self):
        mine, other = self._ship(), self._ship(tracking="1Z999AA10123456785")
        found = self._found(
            "|",
            ("order_name", "ilike", other.order_ref),
            ("sale_order_name", "ilike", mine.sale_order_id.name),
        )
        self.assertEqual(found, mine + other)
