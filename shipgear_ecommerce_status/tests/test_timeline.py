# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The story of a shipment, as the screen tells it."""

from odoo.tests import tagged

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestTimeline(EcommerceCommon):
    def _story(self, shipment):
        shipment.invalidate_recordset(["timeline"])
        return [(step["kind"], step["text"]) for step in shipment.timeline]

    def test_what_went_well(self):
        shipment = self._ship()
        self.assertEqual(
            self._story(shipment),
            [
                ("done", "The parcel left the warehouse."),
                ("next", "It is sent in a moment."),
            ],
        )
        self._drain()
        self.assertEqual(
            self._story(shipment)[1:],
            [
                ("done", "Amazon accepted the write-back."),
                ("next", "The marketplace is asked whether it shows the parcel."),
            ],
        )
        self._poll()
        self.assertEqual(shipment.state, "success")
        last = self._story(shipment)[-1]
        self.assertEqual(last, ("done", "Amazon shows the parcel."))

    def test_what_failed_is_told_with_what_to_do(self):
        shipment = self._ship(there=False)
        self._drain()
        left, attempt, coming = self._story(shipment)
        self.assertEqual(attempt[0], "failed")
        self.assertIn("Attempt 1 failed.", attempt[1])
        self.assertIn(shipment.error_hint, attempt[1])
        self.assertEqual(
            coming, ("next", "Nothing more is sent until somebody decides.")
        )

    def test_steps_have_the_time_of_the_reader(self):
        shipment = self._ship()
        shipment.shipped_at = "2026-01-05 12:30:00"
        tokyo = shipment.with_context(tz="Asia/Tokyo")
        self.assertIn("9:30", tokyo.timeline[0]["at"])
