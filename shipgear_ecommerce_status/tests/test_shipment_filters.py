# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the filters above the list of shipments find."""

from datetime import datetime

from freezegun import freeze_time
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestShipmentFilters(EcommerceCommon):
    def _found(self, name, tz):
        """Shipments that a person in this time zone finds by a filter."""
        model = self.env["ecommerce.shipment"].with_context(tz=tz)
        view = etree.fromstring(model.get_view(view_type="search")["arch"])
        (domain,) = view.xpath(f"//filter[@name='{name}']/@domain")
        return model.search(safe_eval(domain))

    def test_days_are_those_of_the_reader(self):
        week, before, first, last, never = [self._ship() for _parcel in range(5)]
        # March 2 in Tokyo begins at 15:00 of March 1, in UTC.
        week.shipped_at = datetime(2026, 2, 22, 15)
        before.shipped_at = datetime(2026, 3, 1, 14, 59, 59)
        first.shipped_at = datetime(2026, 3, 1, 15)
        last.shipped_at = datetime(2026, 3, 1, 23)
        never.shipped_at = False
        with freeze_time("2026-03-01 23:30:00"):
            self.assertEqual(self._found("shipped_today", "Asia/Tokyo"), last + first)
            here = self._found("shipped_today", "UTC")
            self.assertEqual(here, last + first + before)
            self.assertEqual(self._found("shipped_7_days", "Asia/Tokyo"), here + week)
        with freeze_time("2026-03-02 15:00:00"):
            self.assertFalse(self._found("shipped_today", "Asia/Tokyo"))
            self.assertEqual(self._found("shipped_7_days", "Asia/Tokyo"), here)
            self.assertEqual(self._found("shipped_30_days", "Asia/Tokyo"), here + week)
