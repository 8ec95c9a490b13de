# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..connectors import delivery
from ..connectors.base import OutcomeUnknown
from .common import OTHER_SELLER, EcommerceCommon


class OutboxCase(EcommerceCommon):
    def _minutes_to_go(self, shipment):
        wait = shipment.next_attempt_at - fields.Datetime.now()
        return wait.total_seconds() / 60

    def _calls(self, operation):
        """HTTP statuses of the calls that the marketplace saw of an operation."""
        return self.sim.stats.report()["operations"].get(f"amazon.{operation}", {})


@tagged("post_install", "-at_install")
class TestDrain(OutboxCase):
    def test_a_validated_delivery_reaches_the_marketplace_once(self):
        shipment = self._ship({self.lamp: 2, self.mug: 1})
        self.assertEqual(shipment.state, "pending")
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.error_message)
        self._drain()
        (told,) = self._told(shipment)
        self.assertEqual(told["tracking"], "1Z999AA10123456784")
        self.assertEqual(told["carrier"], "UPS")
        self.assertEqual([line["quantity"] for line in told["lines"]], [2, 1])

    def test_an_attempt_records_when_how_long_and_what_was_said(self):
        shipment = self._ship()
        self._drain()
        attempt = shipment.attempt_ids
        self.assertEqual(len(attempt), 1)
        self.assertEqual(attempt.outcome, "accepted")
        self.assertEqual(attempt.status_code, 204)
        self.assertTrue(attempt.request_id)
        self.assertGreater(attempt.seconds, 0)
        self.assertIn("1Z999AA10123456784", attempt.request_body)
        self.assertFalse(attempt.counted)

    def test_the_lines_of_an_order_are_read_once_and_kept(self):
        order = self._order({self.lamp: 2})
        first = self._deliver(order, "1Z999AA10000000001", {self.lamp: 1})
        self._drain()
        self.assertEqual(first.line_ids.order_line_id.sku, "LAMP-1")
        backorder = self._deliver(order, "1Z999AA10000000002")
        self._drain()
        self.assertEqual(backorder.state, "accepted", backorder.explanation)
        self.assertEqual(backorder.line_ids.order_line_id, first.line_ids.order_line_id)
        self.assertEqual(sum(self._calls("getOrder").values()), 1)

    def test_one_failing_shipment_never_stops_the_others(self):
        unknown = self._ship(there=False)
        good = self._ship()
        self._drain()
        self.assertEqual(unknown.state, "failed")
        self.assertTrue(unknown.error_hint)
        self.assertEqual(good.state, "accepted")

    def test_a_broken_account_never_stops_another(self):
        other = {
            "seller_id": "A2TESTSELLER",
            "client_id": "amzn1.application-oa2-client.other",
            "client_secret": "other-secret",
            "refresh_token": "Atzr|other",
            "marketplace_id": "A1PA6795UKMFR9",
        }
        broken = self._make_account("Not connected", other)
        broken.credential_ids.value = False
        waiting = self._ship(account=broken)
        good = self._ship()
        self._drain()
        self.assertEqual(waiting.state, "pending")
        self.assertEqual(waiting.attempt_count, 0)
        self.assertIn("Seller ID", broken.pause_reason)
        self.assertEqual(good.state, "accepted")

    @mute_logger("odoo.addons.shipgear_ecommerce_status.models.writeback_drain")
    def test_an_account_whose_rows_are_broken_never_stops_another(self):
        other = self._make_account("Other", OTHER_SELLER)
        broken = self._ship(account=other)
        good = self._ship()
        real = type(broken)._job

        def fail(shipment, *arguments):
            if shipment.account_id == other:
                raise ValueError("broken row")
            return real(shipment, *arguments)

        with patch.object(type(broken), "_job", fail):
            self._drain()
        self.assertEqual((broken.state, good.state), ("pending", "accepted"))

    def test_an_account_that_is_changed_just_now_never_stops_another(self):
        """Its credentials are being entered: the run may not pause it meanwhile."""
        other = self._make_account("Other", OTHER_SELLER)
        waits = self._ship(account=other)
        other.credential_ids.sudo().stored_value = False
        good = self._ship()

        def changed_meanwhile(account, failure):
            raise psycopg2.errors.SerializationFailure("somebody else writes")

        with patch.object(type(other), "_pause", changed_meanwhile):
            self._drain()
            self._poll()
        self.assertEqual((waits.state, good.state), ("pending", "success"))
        self.assertFalse(other.paused_until)

    def test_nothing_was_sent_so_nothing_is_in_doubt(self):
        self._set_credentials(self.account, endpoint="http://127.0.0.1:9/amazon")
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.attempt_ids.outcome, "Unreachable")
        self.assertFalse(shipment.read_back_first)

    def test_two_shipments_of_an_order_are_never_in_flight_together(self):
        first = self._ship({self.lamp: 2})
        second = first.copy({"event_key": "second", "reference": "second"})
        second.write({"state": "pending"})
        self._make_due(first | second)
        self.env.flush_all()
        jobs = self.env["ecommerce.shipment"]._claim(self.account, 10)
        self.assertEqual([job.shipment_id for job in jobs], [first.id])
        self.assertFalse(self.env["ecommerce.shipment"]._claim(self.account, 10))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            second.state = "sending"
            self.env.flush_all()

    def test_what_must_leave_first_is_sent_first(self):
        shipments = [self._ship() for _order in range(3)]
        for shipment, hour in zip(shipments, (48, 3, 12), strict=True):
            shipment.ship_by = fields.Datetime.now() + timedelta(hours=hour)
        self.env.flush_all()
        jobs = self.env["ecommerce.shipment"]._claim(self.account, 10)
        ids = [shipment.id for shipment in shipments]
        self.assertEqual([job.shipment_id for job in jobs], [ids[1], ids[2], ids[0]])

    def test_a_shipment_close_to_its_deadline_is_urgent_until_it_is_told(self):
        shipment = self._ship()
        shipment.ship_by = fields.Datetime.now() + timedelta(hours=3)
        urgent = self.env["ecommerce.shipment"].search([("is_urgent", "=", True)])
        self.assertIn(shipment, urgent)
        self.assertTrue(shipment.is_urgent)
        self._drain()
        self.assertFalse(shipment.is_urgent)

    def test_a_run_that_has_no_time_left_sends_nothing(self):
        shipment = self._ship()
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=0):
            self.env["ecommerce.shipment"]._cron_drain()
        self.assertEqual(shipment.state, "pending")
        self.assertFalse(shipment.attempt_ids)

    def test_an_order_that_the_marketplace_ships_itself_is_not_confirmed(self):
        shipment = self._ship(fulfilled_by="marketplace")
        self._drain()
        self.assertEqual(shipment.state, "canceled")
        self.assertIn("ships this order itself", shipment.explanation)
        self.assertFalse(self._told(shipment))


@tagged("post_install", "-at_install")
class TestRetries(OutboxCase):
    def test_five_failures_and_then_a_person(self):
        self._fault("error503", operation="confirmShipment")
        shipment = self._ship()
        for count, minutes in enumerate((2, 10, 60, 240), 1):
            self._drain_again(shipment)
            self.assertEqual(shipment.state, "pending")
            self.assertEqual(shipment.error_count, f"{count} of 5")
            self.assertAlmostEqual(
                self._minutes_to_go(shipment), minutes, delta=minutes * 0.1 + 0.1
            )
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "failed")
        self.assertEqual(len(shipment.attempt_ids.filtered("counted")), 5)
        self.assertFalse(self._told(shipment))

    def test_the_next_attempt_wakes_the_scheduled_action_up(self):
        self._fault("error503", operation="confirmShipment")
        shipment = self._ship()
        self._drain()
        triggers = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.cron.id), ("call_at", ">", fields.Datetime.now())]
        )
        self.assertEqual(triggers.mapped("call_at"), [shipment.next_attempt_at])

    def test_attempts_and_delays_are_settings(self):
        prefix = "shipgear_ecommerce_status."
        self.env["ir.config_parameter"].set_param(prefix + "max_attempts", "2")
        self.env["ir.config_parameter"].set_param(prefix + "retry_delays", "7")
        self._fault("error500", operation="confirmShipment")
        shipment = self._ship()
        self._drain()
        self.assertAlmostEqual(self._minutes_to_go(shipment), 7, delta=0.8)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "failed")

    def test_retry_starts_afresh_and_keeps_the_history(self):
        fault = self._fault("error503", operation="confirmShipment")
        shipment = self._ship()
        for _attempt in range(5):
            self._drain_again(shipment)
        self.sim.faults.remove(fault.id)
        self._probe()
        shipment.action_retry()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 0))
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")
        self.assertFalse(shipment.error_message)
        self.assertEqual(len(shipment.attempt_ids), 6)

    def test_retry_takes_over_what_was_corrected(self):
        shipment = self._ship(tracking="WRONG FORMAT" * 10)
        self._drain()
        self.assertEqual(shipment.state, "failed")
        shipment.picking_id.carrier_tracking_ref = "1Z999AA10123456784"
        shipment.action_retry()
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.error_message)
        self.assertEqual(self._told(shipment)[0]["tracking"], "1Z999AA10123456784")

    def test_a_sku_put_right_is_matched_on_retry(self):
        order = self._order()
        self.lamp.default_code = "MISTYPED"
        shipment = self._deliver(order)
        self._drain()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("LAMP-1", shipment.error_hint)
        self.lamp.default_code = "LAMP-1"
        shipment.action_retry()
        self._drain()
        self.assertEqual(shipment.state, "accepted")

    def test_throttled_uses_no_attempt_and_the_account_waits(self):
        self._fault("throttle", operation="confirmShipment", retry_after=300)
        shipment, other = self._ship(), self._ship()
        self._drain()
        for each in shipment | other:
            self.assertEqual((each.state, each.attempt_count), ("pending", 0))
        self.assertFalse((shipment | other).attempt_ids)
        wait = self.account.throttled_until - fields.Datetime.now()
        self.assertAlmostEqual(wait.total_seconds(), 300, delta=5)
        self._drain()
        self.assertFalse(self._told(shipment))
        self.account.throttled_until = False  # five minutes later
        self.sim.faults.clear()
        self._refill()
        self._drain()
        self.assertEqual((shipment | other).mapped("state"), ["accepted"] * 2)

    def test_unauthorized_pauses_the_account_and_uses_no_attempt(self):
        fault = self._fault("forbidden", operation="confirmShipment")
        shipment, other = self._ship(), self._ship()
        self._drain()
        for each in shipment | other:
            self.assertEqual((each.state, each.attempt_count), ("pending", 0))
        self.assertGreater(self.account.paused_until, fields.Datetime.now())
        self.assertIn("paused", other.explanation)
        self.sim.faults.remove(fault.id)
        self._drain()
        self.assertFalse(self._told(shipment))
        self._set_credentials(self.account, seller_id="A1TESTSELLER")
        self.assertFalse(self.account.paused_until)
        self._drain()
        self.assertEqual((shipment | other).mapped("state"), ["accepted"] * 2)

    def test_a_person_may_confirm_by_hand_and_nothing_is_sent(self):
        self._fault("error503", operation="confirmShipment")
        shipment = self._ship()
        self._drain()
        shipment.action_mark_confirmed()
        self.sim.faults.clear()
        self._make_due(shipment)
        self._drain()
        self.assertEqual(shipment.state, "confirmed")
        self.assertEqual(shipment.confirmed_by_id, self.env.user)
        self.assertFalse(self._told(shipment))


@tagged("post_install", "-at_install")
class TestUnknownOutcome(OutboxCase):
    def test_taken_without_an_answer_is_read_back_and_not_sent_again(self):
        self._fault("cut_after", operation="confirmShipment", count=1)
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(shipment.read_back_first)
        self.assertEqual(shipment.attempt_count, 1)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_not_taken_is_sent_again_with_the_same_reference(self):
        self._fault("cut_before", operation="confirmShipment", count=1)
        shipment = self._ship()
        self._drain()
        self.assertTrue(shipment.read_back_first)
        self.assertFalse(self._told(shipment))
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_garbage_after_acceptance_is_read_back(self):
        self._fault("garbage", operation="confirmShipment", count=1, accept=True)
        shipment = self._ship()
        self._drain()
        self.assertTrue(shipment.read_back_first)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_the_parcel_of_a_sibling_is_not_taken_for_ours(self):
        order = self._order({self.lamp: 2})
        first = self._deliver(order, quantities={self.lamp: 1})
        self._drain()
        self._fault("cut_before", operation="confirmShipment", count=1)
        second = self._deliver(order)  # the same tracking number, the same line
        self._drain()
        self.assertTrue(second.read_back_first)
        self._drain_again(second)
        self.assertEqual((first.state, second.state), ("accepted", "accepted"))
        self.assertEqual(len(self._told(second)), 2)

    def test_nothing_is_sent_while_the_read_back_fails(self):
        self._fault("cut_before", operation="confirmShipment", count=1)
        shipment = self._ship()
        self._drain()
        self._fault("error503", operation="getOrder", count=1)
        self._drain_again(shipment)
        self.assertTrue(shipment.read_back_first)
        self.assertEqual(shipment.attempt_count, 2)
        self.assertEqual(sum(self._calls("confirmShipment").values()), 1)

    def test_shipped_already_with_our_parcel_is_success(self):
        shipment = self._ship()
        self._ship_by_hand(shipment.sale_order_id, shipment.tracking_ref)
        self._drain()
        self.assertEqual(shipment.state, "success")
        self.assertEqual([told["source"] for told in self._told(shipment)], ["person"])

    def test_shipped_already_by_somebody_else_is_shown_to_a_person(self):
        order = self._order()
        self._ship_by_hand(order, "1ZBYHAND")
        shipment = self._deliver(order)
        self._drain()
        self.assertEqual(shipment.state, "failed")
        self.assertEqual(shipment.attempt_ids.outcome, "AlreadyShipped")
        self.assertTrue(shipment.error_hint)


@tagged("post_install", "-at_install")
class TestLease(OutboxCase):
    def _claim(self):
        self.env.flush_all()
        (job,) = self.env["ecommerce.shipment"]._claim(self.account, 10)
        return job

    def _expire(self, shipment):
        shipment.lease_until = fields.Datetime.now() - timedelta(seconds=1)

    def test_a_claim_is_not_taken_twice(self):
        self._ship()
        self._claim()
        self.env.flush_all()
        self.assertFalse(self.env["ecommerce.shipment"]._claim(self.account, 10))

    def test_a_lease_that_ran_out_counts_and_is_read_back_before_a_resend(self):
        shipment = self._ship()
        self._claim()
        self._expire(shipment)
        self._drain()
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(shipment.attempt_count, 1)
        self.assertTrue(shipment.read_back_first)
        self.assertEqual(shipment.attempt_ids.outcome, "OutcomeUnknown")
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_a_worker_that_died_after_sending_is_found_out_by_the_read_back(self):
        shipment = self._ship()
        job = self._claim()
        delivery.deliver(self.account._connector(), job)  # and the worker dies
        self._expire(shipment)
        self._drain()
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_an_answer_after_the_lease_changes_nothing(self):
        shipment = self._ship()
        job = self._claim()
        self._expire(shipment)
        self.env["ecommerce.shipment"]._reap()
        late = delivery.Outcome(job, delivery.ACCEPTED, delivery._now())
        self.env["ecommerce.shipment"]._settle([late])
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(shipment.attempt_ids.outcome, "OutcomeUnknown")

    def test_a_lease_that_runs_is_left_alone(self):
        shipment = self._ship()
        self._claim()
        self.assertFalse(self.env["ecommerce.shipment"]._reap())
        self.assertEqual(shipment.state, "sending")

    def test_a_released_job_leaves_no_attempt(self):
        shipment = self._ship()
        job = self._claim()
        released = delivery.Outcome(job, delivery.RELEASED, delivery._now())
        self.env["ecommerce.shipment"]._settle([released])
        self.assertEqual(shipment.state, "pending")
        self.assertFalse(shipment.attempt_ids)

    def test_doubt_stays_through_later_failures(self):
        shipment = self._ship()
        shipment.read_back_first = True
        shipment._count_failure(OutcomeUnknown("x"), fields.Datetime.now())
        self.assertTrue(shipment.read_back_first)
