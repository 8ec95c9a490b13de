# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.shipgear_ecommerce_status.tests.common import EcommerceCommon

LOGGER = "odoo.addons.shipgear_ecommerce_status.models.writeback_hook"


@tagged("post_install", "-at_install")
class TestNotes(EcommerceCommon):
    def _notes(self, shipment):
        messages = shipment.sale_order_id.message_ids.filtered("body")
        return [message.body for message in messages if "Amazon US:" in message.body]

    def test_a_sales_order_knows_when_its_marketplace_was_told(self):
        taken, unknown = self._ship(), self._ship(there=False)
        self._drain()
        self.assertEqual(taken.state, "accepted")
        self.assertTrue(taken.sale_order_id.marketplace_told_at)
        self.assertFalse(unknown.sale_order_id.marketplace_told_at)
        self.assertEqual(len(self._notes(unknown)), 1)
        self.assertFalse(self._notes(taken))

    def test_a_note_is_not_repeated_by_what_follows(self):
        taken = self._ship()
        self._drain()
        told_at = taken.sale_order_id.marketplace_told_at
        taken.sale_order_id.marketplace_told_at = False
        self._poll()
        self.assertEqual(taken.state, "success")
        self.assertTrue(told_at)
        self.assertFalse(taken.sale_order_id.marketplace_told_at)

    def test_where_it_fails_the_shipment_is_settled_all_the_same(self):
        orders = self.env.registry["sale.order"]
        refuse = patch.object(orders, "message_post", side_effect=ValueError("no post"))
        taken, unknown = self._ship(), self._ship(there=False)
        with refuse, self.assertLogs(LOGGER, "ERROR") as logs:
            self._drain()
        self.assertEqual((taken.state, unknown.state), ("accepted", "failed"))
        self.assertTrue(taken.sale_order_id.marketplace_told_at)
        self.assertFalse(self._notes(unknown))
        self.assertEqual(len(logs.records), 1)
        self.assertIn(f"shipments [{unknown.id}]", logs.output[0])
        self.assertEqual(len(self._told(taken)), 1)
