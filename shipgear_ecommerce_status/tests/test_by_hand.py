# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Confirmed by a person: never sent again, verified by what the marketplace shows,
and undone without telling it twice."""

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..connectors.amazon import AmazonConnector
from ..models.ecommerce_alert import ACTIVITY
from .common import EcommerceCommon


class ByHandCase(EcommerceCommon):
    def _failed(self, **order):
        """A shipment that failed, although the marketplace would take it now."""
        self._fault("error503", operation="confirmShipment")
        self.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.max_attempts", "1"
        )
        shipment = self._ship(**order)
        self._drain()
        self.sim.faults.clear()
        self._probe()
        self.assertEqual(shipment.state, "failed")
        return shipment

    def _type_in_there(self, shipment):
        self._ship_by_hand(shipment.sale_order_id, shipment.tracking_ref)

    def _read_back(self, shipment, hours=0):
        """Ask for the order of a shipment that was confirmed so long ago."""
        shipment.confirmed_at -= timedelta(hours=hours)
        # No sweep is due: it is this order alone that is asked for.
        self.account.poll_ids.next_at = fields.Datetime.now() + timedelta(days=1)
        self._make_due(shipment)
        self._poll()

    def _sweep(self):
        """Read the orders that changed, as every few minutes."""
        self.account.poll_ids.next_at = fields.Datetime.now()
        self._poll()

    def _alert(self):
        return " ".join(a.summary for a in self.account.activity_search([ACTIVITY]))

    def _history(self, shipment):
        return shipment.event_ids.sorted("id").mapped("kind")


@tagged("post_install", "-at_install")
class TestConfirmedByHand(ByHandCase):
    def test_who_when_and_why_is_recorded(self):
        shipment = self._failed()
        clerk = self._make_user("clerk", "group_user")
        shipment.with_user(clerk).action_mark_confirmed("2026-11-20", "By telephone")
        self.assertEqual(shipment.state, "confirmed")
        self.assertEqual(shipment.confirmed_by_id, clerk)
        self.assertEqual(shipment.confirmed_on, date(2026, 11, 20))
        self.assertEqual(shipment.confirmation_note, "By telephone")
        event = shipment.event_ids
        self.assertEqual((event.kind, event.user_id), ("confirm", clerk))
        self.assertEqual(event.note, "By telephone")
        self.assertEqual(event.state_before, "failed")

    def test_what_happened_cannot_be_changed(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            shipment.event_ids.sudo().note = "Nobody did"

    def test_it_is_never_sent_whatever_the_delivery_says_afterwards(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        for number in ("1ZSECOND", "1ZTHIRD", False, "1ZFOURTH"):
            shipment.picking_id.carrier_tracking_ref = number
            shipment.action_retry()
            self._make_due(shipment)
            self._drain()
            self.assertEqual(shipment.state, "failed", number)
        self.assertFalse(self._told(shipment))

    def test_a_delivery_that_says_again_what_was_confirmed_is_confirmed_again(self):
        shipment = self._failed()
        number = shipment.tracking_ref
        shipment.action_mark_confirmed()
        shipment.picking_id.carrier_tracking_ref = "1ZSECOND"
        shipment.picking_id.carrier_tracking_ref = number
        self.assertEqual(shipment.state, "confirmed")
        self.assertIn("confirmed it on", shipment.explanation)

    def test_a_reading_that_shows_the_parcel_verifies_it(self):
        shipment = self._failed()
        self._type_in_there(shipment)
        shipment.action_mark_confirmed()
        self.assertIn("is asked whether it shows", shipment.explanation)
        self._sweep()
        self.assertEqual(shipment.state, "confirmed")
        self.assertTrue(shipment.verified_at)
        self.assertEqual(shipment.confirmed_by_id, self.env.user)
        self.assertIn("Amazon shows the parcel", shipment.explanation)
        self.assertEqual(self._history(shipment), ["confirm", "verified"])

    def test_what_no_reading_shows_is_asked_for_by_itself(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        self._type_in_there(shipment)
        self._read_back(shipment)
        self.assertTrue(shipment.verified_at)
        self.assertFalse(shipment.next_attempt_at, "once is enough")

    def test_a_confirmation_without_a_number_is_verified_by_the_order(self):
        shipment = self._ship(tracking=False)
        self.assertEqual(shipment.state, "waiting")
        self._ship_by_hand(shipment.sale_order_id, "1ZTYPEDTHERE")
        shipment.action_mark_confirmed()
        self._read_back(shipment)
        self.assertTrue(shipment.verified_at)

    def test_what_stays_unseen_is_flagged_for_a_person_and_not_sent(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        self._read_back(shipment)
        self.assertFalse(shipment.not_shown_at, "the marketplace may lag")
        self.assertNotIn("marked as confirmed", self._alert())
        self._read_back(shipment, hours=7)
        self.assertEqual(shipment.state, "confirmed")
        self.assertTrue(shipment.not_shown_at)
        self.assertIn("Amazon does not show it", shipment.explanation)
        self.assertIn("1 shipment was marked as confirmed", self._alert())
        self.assertEqual(self._history(shipment), ["confirm", "not_shown"])
        self._drain()
        self.assertFalse(self._told(shipment))

    def test_a_marketplace_that_cannot_be_read_proves_nothing(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        self._fault("error503", operation="getOrder")
        self._read_back(shipment, hours=7)
        self.assertFalse(shipment.not_shown_at)
        self.assertGreater(shipment.next_attempt_at, fields.Datetime.now())

    def test_what_shows_late_is_verified_and_the_alert_is_closed(self):
        shipment = self._failed()
        shipment.action_mark_confirmed()
        self._read_back(shipment, hours=7)
        self._type_in_there(shipment)
        self._sweep()
        self.assertTrue(shipment.verified_at)
        self.assertFalse(shipment.not_shown_at)
        self.assertNotIn("marked as confirmed", self._alert())

    def test_a_parcel_taken_back_there_by_hand_is_not_looked_for(self):
        shipment = self._ship()
        self._drain()
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        self.assertEqual(shipment.state, "failed")
        shipment.action_mark_confirmed()
        self.assertFalse(shipment.by_hand_steps, "the hint says what to do")
        self.assertFalse(shipment.next_attempt_at)
        self._sweep()
        self.assertFalse(shipment.verified_at)


@tagged("post_install", "-at_install")
class TestUndone(ByHandCase):
    def test_nothing_was_done_there_so_it_is_sent_once(self):
        shipment = self._failed()
        error = shipment.error_message
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        self.assertEqual((shipment.state, shipment.error_message), ("failed", error))
        self.assertFalse(shipment.confirmed_by_id)
        shipment.action_retry()
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(len(self._told(shipment)), 1)
        self.assertEqual(self._history(shipment), ["confirm", "undo", "retry"])

    def test_it_was_done_there_after_all_so_it_is_not_sent(self):
        shipment = self._failed(quantities={self.lamp: 1, self.mug: 1})
        self._type_in_there(shipment)
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        shipment.action_retry()
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual([told["source"] for told in self._told(shipment)], ["person"])

    def test_a_page_that_lags_is_given_time_before_it_is_asked(self):
        shipment = self._failed()
        shipment.last_attempt_at -= timedelta(days=1)
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        shipment.action_retry()
        wait = shipment.next_attempt_at - fields.Datetime.now()
        self.assertAlmostEqual(wait.total_seconds(), 120, delta=5)

    def test_a_new_label_after_it_does_not_hide_what_was_typed_in(self):
        shipment = self._failed(quantities={self.lamp: 2})
        self._type_in_there(shipment)
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        shipment.picking_id.carrier_tracking_ref = "1Z999AA10000000009"
        shipment.action_retry()
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "failed")
        self.assertIn("replace 1Z999AA10123456784", shipment.error_hint)
        self.assertEqual(len(self._told(shipment)), 1)

    def test_what_waited_waits_again(self):
        shipment = self._ship(tracking=False)
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        self.assertEqual(shipment.state, "waiting")
        self.assertEqual(shipment.waiting_reason, "no_tracking")
        shipment.picking_id.carrier_tracking_ref = "1Z999AA10123456784"
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")

    def test_what_was_pending_goes_on_and_asks_first(self):
        shipment = self._ship()
        shipment.action_mark_confirmed()
        shipment.action_undo_confirmation()
        self.assertEqual(shipment.state, "pending")
        self._type_in_there(shipment)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual([told["source"] for told in self._told(shipment)], ["person"])

    def test_what_the_marketplace_shows_cannot_be_undone(self):
        shipment = self._failed()
        self._type_in_there(shipment)
        shipment.action_mark_confirmed()
        self._sweep()
        with self.assertRaisesRegex(UserError, "Amazon shows the parcel"):
            shipment.action_undo_confirmation()
        self.assertEqual(shipment.state, "confirmed")

    def test_what_nobody_confirmed_cannot_be_undone(self):
        shipment = self._failed()
        with self.assertRaisesRegex(UserError, "nothing to undo"):
            shipment.action_undo_confirmation()


@tagged("post_install", "-at_install")
class TestSteps(ByHandCase):
    def test_the_values_are_those_of_the_page_in_its_order(self):
        shipment = self._failed()
        shipment.shipped_at = "2026-11-24 23:30:00"
        viewer = shipment.with_context(tz="Europe/Berlin")
        self.assertEqual(
            [(row["label"], row["value"]) for row in viewer.by_hand_steps],
            [
                ("Ship date", "11/25/2026"),
                ("Carrier", "UPS"),
                ("Shipping service", "Ground"),
                ("Tracking ID", shipment.tracking_ref),
            ],
        )
        self.assertIn("Confirm shipment", viewer.by_hand_where)
        self.assertIn(shipment.order_ref, viewer.seller_url)

    def test_a_parcel_of_no_sales_order_is_not_taken_for_a_part(self):
        shipment = self._failed()
        shipment.sale_order_id = False
        self.assertNotIn("Add a package", shipment.by_hand_where)

    def test_a_part_of_an_order_names_what_is_in_it(self):
        order = self._order({self.lamp: 2})
        self._deliver(order, "1Z999AA10000000001", {self.lamp: 1})
        self._drain()
        self._poll()
        second = self._deliver(order, "1Z999AA10000000002")
        self.assertIn(
            {"label": "Quantity of [LAMP-1] Lamp", "value": "1"}, second.by_hand_steps
        )
        self.assertIn("Add a package", second.by_hand_where)

    def test_a_connector_that_knows_nothing_special_says_the_usual(self):
        shipment = self._failed()
        own = AmazonConnector.__dict__["by_hand"]
        del AmazonConnector.by_hand
        self.addCleanup(setattr, AmazonConnector, "by_hand", own)
        labels = [row["label"] for row in shipment.by_hand_steps]
        self.assertEqual(labels[-1], "Tracking Number")
