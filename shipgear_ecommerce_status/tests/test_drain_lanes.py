# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import threading
import time
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..connectors.amazon import AmazonConnector
from ..connectors.delivery import deliver
from ..models import parameters, run_time
from ..models.writeback_payload import WritebackPayload
from .common import OTHER_SELLER, EcommerceCommon


@tagged("post_install", "-at_install")
class TestLanes(EcommerceCommon):
    """Many at once, and yet each once."""

    def _meet(self, number):
        """Let calls go on only once so many are under way; return what they meet."""
        meeting, confirm = threading.Barrier(number), AmazonConnector.confirm

        def confirm_together(connector, parcel):
            meeting.wait(10)
            return confirm(connector, parcel)

        self.startPatcher(patch.object(AmazonConnector, "confirm", confirm_together))
        return meeting

    def test_an_account_has_several_calls_under_way(self):
        shipments = [self._ship() for _n in range(AmazonConnector.lanes)]
        self._meet(AmazonConnector.lanes)
        self._drain()
        for shipment in shipments:
            self.assertEqual(shipment.state, "accepted")
            self.assertEqual(len(self._told(shipment)), 1)

    def test_what_failed_a_moment_ago_is_tried_by_one_call_at_a_time(self):
        shipments = [self._ship() for _n in range(3)]
        status = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        status.consecutive_failures = 1
        under_way, most, confirm = [], [], AmazonConnector.confirm

        def count(connector, parcel):
            under_way.append(parcel)
            time.sleep(0.05)
            most.append(len(under_way))
            under_way.remove(parcel)
            return confirm(connector, parcel)

        with patch.object(AmazonConnector, "confirm", count):
            self._drain()
        self.assertEqual(len(most), len(shipments))
        self.assertEqual(max(most), 1)

    def test_more_accounts_than_threads_take_turns(self):
        self.env["ir.config_parameter"].set_param(
            parameters.PREFIX + "drain_threads", "1"
        )
        other = self._make_account("Other", OTHER_SELLER)
        seller_id = OTHER_SELLER["seller_id"]
        shipments = [self._ship() for _n in range(3)]
        shipments += [self._ship(account=other, seller_id=seller_id) for _n in range(3)]
        self._drain()
        self.assertEqual({shipment.state for shipment in shipments}, {"accepted"})

    def test_two_shipments_of_an_order_go_one_after_the_other_in_one_run(self):
        order = self._order({self.lamp: 2})
        first = self._deliver(order, "1Z999AA10000000001", {self.lamp: 1})
        second = self._deliver(order, "1Z999AA10000000002")
        self._drain()
        self.assertEqual((first.state, second.state), ("accepted", "accepted"))

    @mute_logger("odoo.addons.shipgear_ecommerce_status.models.writeback_drain")
    def test_an_outcome_that_cannot_be_settled_never_stops_the_others(self):
        shipments = [self._ship() for _n in range(3)]
        broken, learn = shipments[1], WritebackPayload._learn_lines

        def fail(shipment, line_refs):
            if shipment == broken:
                raise ValueError("broken row")
            return learn(shipment, line_refs)

        with patch.object(type(broken), "_learn_lines", fail):
            self._drain()
        states = [shipment.state for shipment in shipments]
        self.assertEqual(states, ["accepted", "sending", "accepted"])

    def test_outcomes_settled_together_cost_hardly_more_than_one(self):
        few, many = self._queries_to_settle(2), self._queries_to_settle(8)
        self.assertLessEqual(many - few, 2)

    def _queries_to_settle(self, number):
        for _n in range(number):
            self._ship()
        self.env.flush_all()
        outbox, cursor = self.env["ecommerce.shipment"], self.env.cr
        before = cursor.sql_log_count
        jobs = outbox._claim(self.account, 10)
        self.env.flush_all()
        queries = cursor.sql_log_count - before
        connector = self.account._connector()
        outcomes = [deliver(connector, job) for job in jobs]
        self.env.invalidate_all()
        before = cursor.sql_log_count
        outbox._settle([outcome for outcome in outcomes])
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(len(jobs), number)
        return queries + cursor.sql_log_count - before


@tagged("post_install", "-at_install")
class TestShift(EcommerceCommon):
    """Who may begin another call when the time of a run is nearly over."""

    def setUp(self):
        super().setUp()
        now = self.now = 1000.0
        clock = SimpleNamespace(monotonic=lambda: self.now)
        self.startPatcher(patch.object(run_time, "time", clock))
        self.early = run_time.Shift(run_time.RunTime(now + 60, now + 90, now + 95))
        self.late = run_time.Shift(run_time.RunTime(now - 60, now + 30, now + 35))

    def test_in_time_everybody_may(self):
        self.early.end(1, 0, seconds=30)
        self.assertTrue(self.early.begin(1, 10))

    def test_afterwards_nobody_keeps_the_run_going(self):
        self.late.end(1, 0, seconds=0.1)
        self.assertFalse(self.late.is_open(1))
        self.assertFalse(self.late.begin(1, 10))

    def test_while_a_slow_one_is_awaited_the_quick_go_on(self):
        shift = self.early
        self.assertTrue(shift.begin(1, 10))  # the slow one, in time
        shift.end(2, 0, seconds=0.1)
        shift.end(3, 0, seconds=30)
        self.now += 70
        self.assertTrue(shift.begin(2, 11))
        self.assertFalse(shift.begin(3, 12))
        shift.end(1, 10, seconds=9)
        self.assertFalse(shift.is_open(2))


@tagged("post_install", "-at_install")
class TestSenders(EcommerceCommon):
    def _save(self, **values):
        self.env["res.config.settings"].create(values).set_values()

    def test_the_settings_say_how_many_send(self):
        outbox = self.env["ecommerce.shipment"]
        self.assertEqual(outbox._senders(), self.cron)
        self._save(ecommerce_senders=3)
        self.assertEqual(len(outbox._senders()), 3)
        self._save(ecommerce_senders=1)
        self.assertEqual(outbox._senders(), self.cron)

    def test_there_are_no_more_than_are_installed(self):
        with self.assertRaises(ValidationError):
            self._save(ecommerce_senders=5)

    def test_whatever_is_queued_wakes_all_of_them(self):
        self.env["ecommerce.shipment"]._set_senders(2)
        self.env["ir.cron.trigger"].search([]).unlink()
        self._ship()
        woken = self.env["ir.cron.trigger"].search([]).cron_id
        self.assertEqual(woken, self.env["ecommerce.shipment"]._senders())

    def test_a_sender_that_is_not_needed_is_no_problem(self):
        settings = self.env["res.config.settings"].create({})
        self.assertFalse(any(settings.ecommerce_cron_ids.mapped("ecommerce_warning")))
