# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Retry and Mark as Confirmed of many at once: previewed, done, and told."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OTHER_SELLER
from .test_by_hand import ByHandCase


@tagged("post_install", "-at_install")
class TestDecisions(ByHandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._make_user("clerk", "group_user")

    def test_that_nothing_was_chosen_is_said(self):
        told = self.env["ecommerce.shipment"].with_user(self.clerk).action_retry()
        self.assertIn("no shipment was chosen", told["params"]["message"])

    def _one_of_each(self):
        """Shipments in all the states in which they may be chosen."""
        self.accepted = self._ship()
        self._drain()
        self.failed = self._failed()
        self.rejected = self._ship(tracking="WRONG FORMAT" * 10)
        self._drain()
        self.confirmed = self._failed()
        self.confirmed.action_mark_confirmed()
        self.waiting = self._ship(tracking=False)
        self.sending = self._ship()
        self.env.flush_all()
        self.env["ecommerce.shipment"]._claim(self.account, 1)
        self.assertEqual(self.sending.state, "sending")
        return (
            self.accepted
            | self.failed
            | self.rejected
            | self.confirmed
            | self.waiting
            | self.sending
        ).with_user(self.clerk)

    def _open(self, action):
        return (
            self.env[action["res_model"]].with_user(self.clerk).browse(action["res_id"])
        )

    def _fates(self, decision):
        return {line.order_ref: line.fate for line in decision.line_ids}

    def test_the_preview_says_what_will_happen_to_each(self):
        chosen = self._one_of_each()
        decision = self._open(chosen.action_retry_many())
        fates = self._fates(decision)
        self.assertIn("1 new attempts", fates[self.rejected.order_ref])
        self.assertIn("unless the marketplace", fates[self.failed.order_ref])
        for shipment, why in (
            (self.accepted, "has it already"),
            (self.confirmed, "confirmed by hand"),
            (self.waiting, "nothing is missing"),
            (self.sending, "being sent just now"),
        ):
            self.assertIn(why, fates[shipment.order_ref])
        self.assertEqual(decision.line_ids.mapped("is_done"), [True] * 2 + [False] * 4)
        self.assertEqual(len(decision.summary.splitlines()), 6)

    def test_the_result_says_how_many_did_and_why_others_did_not(self):
        chosen = self._one_of_each()
        done = self._open(chosen.action_retry_many()).action_apply()
        self.assertEqual((self.failed | self.rejected).mapped("state"), ["pending"] * 2)
        self.assertEqual(self.sending.state, "sending")
        self.assertEqual(self.confirmed.state, "confirmed")
        self.assertFalse(self.waiting.event_ids | self.sending.event_ids)
        message = done["params"]["message"]
        self.assertIn("1: Sent again", message)
        self.assertIn("1: Left alone: it is being sent just now", message)

    def test_many_are_confirmed_with_one_date_and_note(self):
        chosen = self._one_of_each()
        decision = self._open(chosen.action_confirm_by_hand())
        self.assertFalse(decision.shipment_id)
        decision.write({"confirmed_on": "2026-11-20", "note": "All by telephone"})
        decision.action_apply()
        for shipment in self.failed | self.waiting:
            self.assertEqual(shipment.state, "confirmed")
            self.assertEqual(str(shipment.confirmed_on), "2026-11-20")
            self.assertEqual(shipment.event_ids[:1].note, "All by telephone")
        self.assertEqual(
            (self.accepted | self.sending).mapped("state"), ["success", "sending"]
        )
        self.assertEqual(self.confirmed.confirmed_by_id, self.env.user)

    def test_what_changed_since_the_preview_is_judged_anew(self):
        first, second = self._failed(), self._failed()
        chosen = (first | second).with_user(self.clerk)
        decision = self._open(chosen.action_confirm_by_hand())
        first.action_retry()
        self._make_due(first)
        self.env.flush_all()
        self.env["ecommerce.shipment"]._claim(self.account, 1)
        decision.action_apply()
        self.assertEqual((first.state, second.state), ("sending", "confirmed"))

    def test_one_is_retried_without_a_dialog(self):
        shipment = self._failed().with_user(self.clerk)
        action = shipment.action_retry_many()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(shipment.state, "pending")

    def test_of_one_a_person_is_led_through_it(self):
        shipment = self._failed().with_user(self.clerk)
        decision = self._open(shipment.action_confirm_by_hand())
        self.assertEqual(decision.shipment_id, shipment)
        self.assertEqual(decision.steps, shipment.by_hand_steps)
        self.assertEqual(decision.seller_url, shipment.seller_url)

    def test_a_preview_of_thousands_is_short(self):
        shipment = self._failed()
        for number in range(60):
            shipment.copy({"event_key": str(number), "reference": str(number)})
        many = self.env["ecommerce.shipment"].search(
            [("order_ref", "=", shipment.order_ref)]
        )
        decision = self._open(many.with_user(self.clerk).action_confirm_by_hand())
        self.assertEqual(len(decision.line_ids), 50)
        self.assertEqual(decision.more, "And 11 more.")

    def test_a_colleague_without_our_groups_is_refused(self):
        packer = self._make_user("packer", "stock.group_stock_manager")
        shipment = self._failed().with_user(packer)
        for action in (shipment.action_retry_many, shipment.action_confirm_by_hand):
            with self.assertRaises(AccessError):
                action()
        with self.assertRaises(AccessError):
            self.env["ecommerce.shipment.decision"].with_user(packer).create({})

    def test_shipments_of_another_company_are_neither_told_nor_touched(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self._make_account("Elsewhere", OTHER_SELLER, company_id=company.id)
        theirs = self._failed()
        theirs.account_id = other
        self.env.flush_all()
        decisions = self.env["ecommerce.shipment.decision"].with_user(self.clerk)
        values = {"decision": "confirm", "shipment_ids": [(6, 0, theirs.ids)]}
        with self.assertRaises(AccessError):
            decisions.create(values)
        decision = decisions.sudo().create(values).sudo(False)
        self.env.invalidate_all()
        self.assertFalse(decision.shipment_id)
        self.assertFalse(decision.steps or decision.seller_url)
        decision.action_apply()
        self.assertEqual(theirs.state, "failed")
