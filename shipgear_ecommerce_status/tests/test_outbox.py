# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.tests import tagged

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestOutbox(EcommerceCommon):
    def test_a_validated_delivery_reaches_the_marketplace_once(self):
        shipment = self._ship({self.lamp: 2, self.mug: 1})
        self.assertEqual(shipment.state, "pending")
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.error_message)
        told = self._told(shipment)
        self.assertEqual(len(told), 1)
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1)
