# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import threading
import time
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import config

from ..connectors import delivery, http
from ..connectors.amazon import AmazonConnector
from ..models import run_time
from ..models.writeback_outbox import LEASE
from ..models.writeback_settlement import DOUBT_REST
from .common import OTHER_SELLER, EcommerceCommon


@tagged("post_install", "-at_install")
class TestRunTime(EcommerceCommon):
    """One slow marketplace never gets the worker killed."""

    def _with_limit(self, seconds, grace=0.5):
        self.startPatcher(patch.object(run_time, "_limit", lambda: seconds))
        self.startPatcher(patch.object(run_time, "GRACE", grace))
        self.startPatcher(patch.object(delivery, "ROOM_TO_SEND", 0))

    def test_two_runs_and_others_fit_into_the_limit_of_a_worker(self):
        for limit in (30, 60, 120):
            with patch.dict(config.options, {"limit_time_real_cron": limit}):
                moments = run_time.start(float("inf"))
                longest = moments.over_at - time.monotonic()
                self.assertLess(2 * longest, limit)
                self.assertLess(moments.begin_until, moments.cut_at)

    def test_a_lease_outlasts_its_run_and_a_doubt_every_call(self):
        with patch.dict(config.options, {"limit_time_real_cron": 0}):
            longest = run_time.start(float("inf")).over_at - time.monotonic()
        self.assertLess(2 * longest, LEASE.total_seconds())
        self.assertLess(2 * http.MAX_SECONDS, DOUBT_REST.total_seconds())

    def test_without_a_limit_a_run_is_short_all_the_same(self):
        with patch.dict(config.options, {"limit_time_real_cron": 0}):
            self.assertLess(run_time.start(1e9).over_at - time.monotonic(), 60)

    def test_what_the_scheduler_leaves_is_kept_to(self):
        self.assertFalse(run_time.start(0).may_begin())

    def test_an_answer_that_does_not_come_is_cut(self):
        self._with_limit(4)
        self._fault("hang", operation="confirmShipment", accept=True)
        shipment = self._ship()
        started = time.monotonic()
        self._drain()
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(shipment.read_back_first)

    def test_a_thread_that_hangs_is_left_behind_and_its_lease_runs_out(self):
        self._with_limit(4)
        released = threading.Event()
        self.addCleanup(released.set)

        other = self._make_account("Other", OTHER_SELLER)
        stuck = self._ship()
        good = self._ship(account=other, seller_id=OTHER_SELLER["seller_id"])
        confirm, stuck_ref = AmazonConnector.confirm, stuck.order_ref

        def hang(connector, parcel):
            if parcel.order_ref == stuck_ref:
                released.wait(30)
            return confirm(connector, parcel)

        self.startPatcher(patch.object(AmazonConnector, "confirm", hang))
        started = time.monotonic()
        self._drain()
        self.assertLess(time.monotonic() - started, 6)
        self.assertEqual((stuck.state, good.state), ("sending", "accepted"))
