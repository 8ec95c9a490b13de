# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models import writeback_retention
from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestRetention(EcommerceCommon):
    """Old attempts of shipments that are done are removed, and no others."""

    def _told_long_ago(self):
        shipment = self._ship()
        self._drain()
        self.account.poll_ids.next_at = fields.Datetime.now() - timedelta(seconds=1)
        self._poll()
        self.assertEqual(shipment.state, "success")
        self._age(shipment)
        return shipment

    def _age(self, shipment, days=400):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE writeback_attempt SET started_at = %s WHERE shipment_id = %s",
            (fields.Datetime.now() - timedelta(days=days), shipment.id),
        )
        self.env.invalidate_all()

    def _clean_up(self):
        return self.env["writeback.retention"]._gc_attempts()

    def _keep(self, days):
        settings = self.env["res.config.settings"].create(
            {"ecommerce_keep_attempts_days": days}
        )
        settings.execute()

    def test_only_old_attempts_of_done_shipments_go(self):
        old = self._told_long_ago()
        recent = self._ship()
        self._drain()
        self._fault("error503", operation="confirmShipment")
        unsettled = self._ship()
        self._drain()
        self._age(recent, days=364)
        self._age(unsettled)
        self.assertEqual(unsettled.state, "pending")
        self.assertEqual(self._clean_up(), (1, False))
        self.assertFalse(old.attempt_ids)
        self.assertTrue(recent.attempt_ids)
        self.assertTrue(unsettled.attempt_ids)

    def test_the_shipment_still_tells_what_happened(self):
        shipment = self._told_long_ago()
        before = [step["text"] for step in shipment.timeline]
        self._clean_up()
        self.assertFalse(shipment.attempt_ids)
        self.assertEqual([step["text"] for step in shipment.timeline], before)
        self._poll()
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1)

    def test_it_goes_by_the_setting_and_zero_keeps_all(self):
        shipment = self._told_long_ago()
        self._keep(0)
        self.assertEqual(self._clean_up(), (0, False))
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.ecommerce_keep_attempts_days, 0)
        self._keep(401)
        self.assertEqual(self._clean_up(), (0, False))
        self._keep(399)
        self.assertEqual(self._clean_up(), (1, False))
        self.assertFalse(shipment.attempt_ids)
        with self.assertRaises(ValidationError):
            self._keep(-1)

    def test_it_goes_step_by_step_and_rests_with_nothing_held(self):
        for _shipment in range(2):
            self._told_long_ago()
        cron, done = type(self.env["ir.cron"]), []

        def note(what):
            return lambda *_args, **_kwargs: done.append(what)

        with (
            patch.object(writeback_retention, "STEP", 1),
            patch.object(cron, "_commit_progress", note("commit")),
            patch.object(writeback_retention.time, "sleep", note("rest")),
        ):
            self.assertEqual(self._clean_up(), (1, True))
            self.assertEqual(done, ["commit", "rest"])
            self.assertEqual(self._clean_up(), (1, True))
            self.assertEqual(self._clean_up(), (0, False))
