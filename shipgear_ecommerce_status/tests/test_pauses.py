# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from contextlib import suppress
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..connectors.base import Throttled
from .common import OTHER_SELLER, EcommerceCommon


@tagged("post_install", "-at_install")
class TestOutage(EcommerceCommon):
    """A marketplace that is down is probed, not hammered."""

    def _confirm_calls(self):
        operations = self.sim.stats.report()["operations"]
        return sum(operations.get("amazon.confirmShipment", {}).values())

    def test_after_five_failures_in_a_row_the_others_keep_their_attempts(self):
        self._fault("error503", operation="confirmShipment")
        shipments = self.env["ecommerce.shipment"].union(
            *(self._ship() for _order in range(8))
        )
        self._drain()
        self.assertEqual(sum(shipments.mapped("attempt_count")), 5)
        self._drain_again(shipments)
        self.assertEqual(sum(shipments.mapped("attempt_count")), 5)
        self.assertEqual(self._confirm_calls(), 5)
        for shipment in shipments:
            self.assertIn("does not answer", shipment.explanation)

    def test_an_answered_probe_lets_everything_drain(self):
        fault = self._fault("error503", operation="confirmShipment")
        shipments = self.env["ecommerce.shipment"].union(
            *(self._ship() for _order in range(6))
        )
        self._drain()
        self._probe()  # it is still down
        self._drain_again(shipments)
        self.assertEqual(sum(shipments.mapped("attempt_count")), 5)
        self.sim.faults.remove(fault.id)
        self._probe()
        self._drain_again(shipments)
        self.assertLessEqual(set(shipments.mapped("state")), {"accepted", "success"})
        for shipment in shipments:
            self.assertEqual(len(self._told(shipment)), 1)

    def test_the_answered_probe_wakes_the_sender_up(self):
        self._fault("error503", operation="confirmShipment", count=5)
        for _order in range(6):
            self._ship()
        self._drain()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        triggers.unlink()
        self._probe()
        self.assertTrue(triggers.search([("cron_id", "=", self.cron.id)]))

    def test_an_api_that_is_down_is_probed_every_minute(self):
        self._fault("error503", operation="confirmShipment", count=5)
        for _order in range(5):
            self._ship()
        self._drain()
        before = self._confirm_calls()
        status = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        for seconds, probes in ((30, 0), (60, 1)):
            status.last_call_at = fields.Datetime.now() - timedelta(seconds=seconds)
            self._poll()
            self.assertEqual(self._confirm_calls() - before, probes)
        self.assertFalse(status.consecutive_failures)

    def test_an_account_that_is_down_holds_no_other_up(self):
        other = self._make_account("Other", OTHER_SELLER)
        self._fault(
            "error503", seller=OTHER_SELLER["seller_id"], operation="confirmShipment"
        )
        down = [
            self._ship(account=other, seller_id=OTHER_SELLER["seller_id"])
            for _order in range(6)
        ]
        good = self._ship()
        self._drain()
        self.assertEqual(good.state, "accepted")
        self.assertEqual({shipment.state for shipment in down}, {"pending"})

    def test_while_orders_cannot_be_read_those_go_that_need_not_be_read(self):
        known, unknown = self._ship(), self._ship()
        known.order_id = self.env["ecommerce.order"].create(
            {
                "account_id": self.account.id,
                "ref": known.order_ref,
                "line_ids": [
                    Command.create(
                        {"ref": f"{known.order_ref[-7:]}{1:07}", "sku": "LAMP-1"}
                    )
                ],
            }
        )
        status = self.account.status_ids.filtered(lambda s: s.api == "orders")
        status.write({"consecutive_failures": 5, "last_error": "Unavailable"})
        self.assertIn("orders cannot be read", unknown.explanation)
        self.assertNotIn("orders cannot be read", known.explanation)
        self._drain()
        self.assertEqual((known.state, unknown.state), ("accepted", "pending"))
        self.assertFalse(unknown.attempt_ids)

    def test_refused_credentials_are_no_outage(self):
        fault = self._fault("forbidden", operation="confirmShipment")
        shipment = self._ship()
        for _try in range(6):
            self._drain_again(shipment)
            self.account.paused_until = False  # 15 minutes later
        self.sim.faults.remove(fault.id)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted")


@tagged("post_install", "-at_install")
class TestAllowance(EcommerceCommon):
    """The calls an account may make, counted for all workers together."""

    def setUp(self):
        super().setUp()
        self.sim.settings.rate_scale = 1
        self.addCleanup(setattr, self.sim.settings, "rate_scale", 0)
        self.sim.buckets.clear()

    def test_a_run_goes_on_where_the_last_one_stopped(self):
        for _order in range(4):
            self._ship()
        self._drain()
        allowance = self.env["ecommerce.allowance"].search(
            [("account_id", "=", self.account.id)]
        )
        tokens = allowance.buckets["confirmShipment"]["tokens"]
        self.assertLess(tokens, 9 - 4 + 3)  # some of it came back meanwhile
        limiter = self.env["ecommerce.allowance"]._limiter(self.account)
        with self.enter_registry_test_mode():
            limiter.block("confirmShipment", 60)
        shipment = self._ship()
        self._drain()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 0))
        self.assertFalse(shipment.attempt_ids)

    def test_two_connectors_of_an_account_share_its_allowance(self):
        allowance = self.env["ecommerce.allowance"]
        one, two = (allowance._limiter(self.account) for _worker in range(2))
        one.max_wait = two.max_wait = 0
        with self.enter_registry_test_mode():
            for _call in range(14):
                one.acquire("getOrder")
                two.acquire("getOrder")
            one.acquire("getOrder")
            with self.assertRaises(Throttled):
                two.acquire("getOrder")

    def test_what_reading_was_told_holds_for_sending_too(self):
        self._fault("throttle", operation="getOrder", retry_after=300, count=1)
        with self.enter_registry_test_mode():
            with suppress(Throttled):
                self.account._connector().order("111-0000000-0000000")
            with self.assertRaises(Throttled) as refusal:
                self.account._connector().order("111-0000000-0000000")
        self.assertEqual(refusal.exception.code, "local_limit")
        calls = self.sim.stats.report()["operations"]["amazon.getOrder"]
        self.assertEqual(sum(calls.values()), 1)

    def test_a_throttled_account_leaves_the_others_at_full_speed(self):
        other = self._make_account("Other", OTHER_SELLER)
        limiter = self.env["ecommerce.allowance"]._limiter(other)
        with self.enter_registry_test_mode():
            limiter.block("confirmShipment", 60)
        put_off = self._ship(account=other, seller_id=OTHER_SELLER["seller_id"])
        good = self._ship()
        self._drain()
        self.assertEqual((good.state, put_off.state), ("accepted", "pending"))
        self.assertGreater(other.throttled_until, fields.Datetime.now())
        self.assertFalse(self.account.throttled_until)

    def test_what_is_counted_is_gone_with_the_account(self):
        allowance = self.env["ecommerce.allowance"].create(
            {"account_id": self.account.id}
        )
        self.account.unlink()
        self.assertFalse(allowance.exists())
