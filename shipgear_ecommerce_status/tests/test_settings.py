# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestScheduledActions(EcommerceCommon):
    """What the settings say of the add-on's scheduled actions."""

    def _listed(self):
        return self.env["res.config.settings"].create({}).ecommerce_cron_ids

    def test_all_are_listed_and_no_others(self):
        crons = self._listed()
        ours = self.env["ir.cron"].search([("name", "like", "eCommerce Status:")])
        self.assertEqual(crons, ours)
        self.assertLessEqual(self.cron | self.poll_cron, crons)
        self.assertEqual(self.cron.ecommerce_interval, "Every 5 minutes")

    def test_one_that_runs_needs_no_warning(self):
        self.cron.nextcall = fields.Datetime.now() + timedelta(minutes=5)
        self.assertFalse(self.cron.ecommerce_warning)

    def test_one_that_is_switched_off_is_still_listed_with_a_warning(self):
        self.cron.active = False
        self.assertIn(self.cron, self._listed())
        self.assertIn("Switched off", self.cron.ecommerce_warning)

    def test_one_that_nobody_runs_has_a_warning(self):
        self.cron.nextcall = fields.Datetime.now() - timedelta(hours=1)
        self.assertIn("max_cron_threads", self.cron.ecommerce_warning)

    def test_one_that_failed_has_a_warning(self):
        self.cron.nextcall = fields.Datetime.now()
        self.cron.failure_count = 2
        self.assertIn("failed", self.cron.ecommerce_warning)

    def test_the_link_is_for_those_who_may_see_it(self):
        action = self.cron.action_open_from_settings()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("ir.cron", self.cron.id)
        )
        viewer = self._make_user("connector", "group_administrator")
        with self.assertRaises(AccessError):
            self.cron.with_user(viewer).action_open_from_settings()
