# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.ecommerce_alert import ACTIVITY, CHANGED
from .common import OTHER_SELLER, EcommerceCommon


@tagged("post_install", "-at_install")
class TestAlerts(EcommerceCommon):
    def _activities(self):
        return self.account.activity_search([ACTIVITY])

    def test_the_responsible_person_gets_one_activity_per_account(self):
        self._ship(there=False)
        self._drain()
        (activity,) = self._activities()
        self.assertEqual(activity.user_id, self.account.user_id)
        self.assertIn("1 shipment failed", activity.summary)
        self._ship(there=False)
        self._drain()
        (same,) = self._activities()
        self.assertEqual(same, activity)
        self.assertIn("2 shipments failed", same.summary)

    def test_the_activity_is_closed_when_nothing_is_failed_any_more(self):
        shipment = self._ship(there=False)
        self._drain()
        self.assertTrue(self._activities())
        shipment.action_mark_confirmed()
        self.assertFalse(self._activities())

    def test_a_red_lamp_is_an_alert_and_green_again_closes_it(self):
        self._fault("error503", operation="confirmShipment", count=3)
        shipment = self._ship()
        for _attempt in range(3):
            shipment.next_attempt_at = fields.Datetime.now() - timedelta(seconds=1)
            self._drain()
        self.assertIn("Writeback API is red", self._activities().summary)
        lamp = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        self.assertEqual(lamp.seen_color, "red")
        self.env["api.status.sample"].search([]).sudo().unlink()
        shipment.next_attempt_at = fields.Datetime.now() - timedelta(seconds=1)
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertFalse(self._activities())
        self.assertEqual(lamp.seen_color, "green")

    def test_a_failure_reaches_the_person_who_is_looking(self):
        self._ship(there=False)
        self._drain()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([]).mapped("message")
        self.assertTrue([m for m in messages if "1 shipment failed" in m])

    def test_several_accounts_are_told_of_in_one_message(self):
        other = self._make_account("Other", OTHER_SELLER)
        other.user_id = self.account.user_id
        self._ship(there=False)
        self._ship(there=False, account=other, seller_id=OTHER_SELLER["seller_id"])
        self._drain()
        self.assertEqual(len(self._activities()), 1)
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([]).mapped("message")
        [message] = [m for m in messages if "simple_notification" in m]
        self.assertIn("2 accounts need attention", message)
        self.assertIn(other.name, message)

    def test_open_pages_are_told_that_something_changed(self):
        self._ship()
        self._drain()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([]).mapped("message")
        self.assertTrue([m for m in messages if CHANGED in m])

    def test_a_secret_that_will_expire_is_announced_two_weeks_ahead(self):
        secret = self.account.credential_ids.filtered(
            lambda c: c.name == "client_secret"
        )
        self.assertFalse(self.account._alert_reasons())
        secret.changed_at = fields.Datetime.now() - timedelta(days=180 - 13)
        self.account._refresh_alerts()
        self.assertIn("Client secret expires on", self._activities().summary)
        secret.changed_at = fields.Datetime.now() - timedelta(days=182)
        self.account._refresh_alerts()
        self.assertIn("has expired", self._activities().summary)
        secret.value = "rotated"
        self.account._refresh_alerts()
        self.assertFalse(self._activities())

    def test_who_wants_it_gets_a_mail_of_what_needs_attention(self):
        self.account.user_id.email = "clerk@example.com"
        Mail = self.env["mail.mail"]
        before = Mail.search([])
        self.account._cron_digest()
        self.account.digest = True
        self.account._cron_digest()
        self.assertFalse(Mail.search([]) - before)
        shipment = self._ship(there=False)
        self._drain()
        shipment.error_message = "<b>Bold</b>"
        self.account._cron_digest()
        mail = Mail.search([]) - before
        self.assertIn("clerk@example.com", mail.email_to)
        self.assertIn(shipment.order_ref, mail.body_html)
        self.assertNotIn("<b>Bold</b>", mail.body_html)
