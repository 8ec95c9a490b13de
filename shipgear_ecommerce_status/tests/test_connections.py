# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.tests import tagged

from .common import OTHER_SELLER, SELLER, EcommerceCommon, simulator


@tagged("post_install", "-at_install")
class TestConnections(EcommerceCommon):
    """A connection is made once and used again: each costs a handshake."""

    def _made(self, work):
        """How many connections the marketplace has seen during some work."""
        before = self.sim.server.accepted
        work()
        return self.sim.server.accepted - before

    def _calls(self, operation):
        operations = self.sim.stats.report()["operations"]
        return sum(operations.get(f"amazon.{operation}", {}).values())

    def test_reading_many_pages_takes_one_for_each_account(self):
        self._make_account("Amazon UK", OTHER_SELLER)
        for seller in (SELLER, OTHER_SELLER):
            simulator.order_records.generate_orders(
                self.sim, count=950, lines=2, seller=seller["seller_id"]
            )
        self.assertEqual(self._made(self._poll), 2)
        self.assertEqual(self._calls("searchOrders"), 20)

    def test_sending_many_shipments_takes_one_for_each_thread(self):
        for _shipment in range(20):
            self._ship(there=True)
        threads = self.account._connector_class().lanes
        self.assertLessEqual(self._made(self._drain), threads)
        self.assertEqual(self._calls("confirmShipment"), 20)
