# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What other modules are told of shipments, and what happens where they fail.

tests/example/shipgear_example_hook of the repository is such a module.
"""

from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..connectors import delivery
from ..models import writeback_drain
from .test_by_hand import ByHandCase

LOGGER = "odoo.addons.shipgear_ecommerce_status.models.writeback_hook"


class HookCase(ByHandCase):
    def setUp(self):
        super().setUp()
        self.told = []  # of each call: {(order, state before, state)}
        self.unwritten = []  # calls that came before all was in the database
        self.and_then = lambda shipments: None

        def hook(shipments, before):
            self.told.append({(s.order_ref, before[s.id], s.state) for s in shipments})
            if self._written(shipments) != set(shipments.mapped("state")):
                self.unwritten.append(shipments.ids)
            self.and_then(shipments)

        shipments = self.env.registry["ecommerce.shipment"]
        self.hook = patch.object(shipments, "_on_shipment_settled", hook)
        self.startPatcher(self.hook)

    def _written(self, shipments):
        """The states that the transaction sees in the database."""
        ids = tuple(shipments.ids)
        query = SQL("SELECT state FROM ecommerce_shipment WHERE id IN %s", ids)
        shipments.env.cr.execute(query)
        return {state for (state,) in shipments.env.cr.fetchall()}

    def _assert_told(self, *calls):
        expected = [
            {(shipment.order_ref, before, state) for shipment, before, state in call}
            for call in calls
        ]
        self.assertEqual(self.told, expected)
        self.assertFalse(self.unwritten)
        self.told.clear()

    def _send(self, *shipments):
        """What the scheduled action does: claim, send, and settle all together."""
        outbox = self.env["ecommerce.shipment"]
        self._make_due(outbox.union(*shipments))
        self.env.flush_all()
        jobs = outbox._claim(self.account, len(shipments))
        self.assertEqual(len(jobs), len(shipments))
        connector = self.account._connector()
        outbox._settle([delivery.deliver(connector, job) for job in jobs])
        connector.close()


@tagged("post_install", "-at_install")
class TestWhatIsTold(HookCase):
    def test_what_is_settled_together_is_told_together(self):
        one, two, unknown = self._ship(), self._ship(), self._ship(there=False)
        self._send(one, two, unknown)
        self._assert_told(
            [
                (one, "sending", "accepted"),
                (two, "sending", "accepted"),
                (unknown, "sending", "failed"),
            ]
        )

    def test_of_a_shipment_that_is_tried_again_nothing_is_told(self):
        self._fault("error503", operation="confirmShipment", count=1)
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "pending")
        self._assert_told()
        self._drain_again(shipment)
        self._assert_told([(shipment, "sending", "accepted")])

    def test_a_reading_that_shows_it(self):
        shipment = self._ship()
        self._drain()
        self.told.clear()
        self._poll()
        self._assert_told([(shipment, "accepted", "success")])
        self._sweep()
        self._assert_told()

    def test_a_reading_that_does_not_show_it(self):
        self.sim.settings.visibility_lag = 1e6
        self.addCleanup(setattr, self.sim.settings, "visibility_lag", 0)
        shipment = self._ship()
        self._drain()
        self.told.clear()
        shipment.accepted_at -= timedelta(hours=7)
        # No sweep is due: it is this order alone that is asked for.
        self.account.poll_ids.next_at = fields.Datetime.now() + timedelta(days=1)
        self._make_due(shipment)
        self._poll()
        self._assert_told([(shipment, "accepted", "failed")])

    def test_a_lease_that_ran_out_for_the_last_time(self):
        self.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.max_attempts", "1"
        )
        shipment = self._ship()
        self._make_due(shipment)
        self.env.flush_all()
        self.env["ecommerce.shipment"]._claim(self.account, 1)
        shipment.lease_until -= timedelta(hours=1)
        self.env["ecommerce.shipment"]._reap()
        self._assert_told([(shipment, "sending", "failed")])

    def test_what_a_person_decides(self):
        shipment = self._failed()
        self.told.clear()
        shipment.action_mark_confirmed()
        self._assert_told([(shipment, "failed", "confirmed")])
        shipment.action_undo_confirmation()
        self._assert_told([(shipment, "confirmed", "failed")])
        shipment.action_retry()
        self._assert_told()

    def test_several_confirmed_by_hand_are_told_together(self):
        one, two = self._ship(), self._ship()
        (one + two).action_mark_confirmed()
        self._assert_told(
            [(one, "pending", "confirmed"), (two, "pending", "confirmed")]
        )

    def test_a_delivery_that_is_canceled(self):
        shipment = self._ship()
        shipment.picking_id.move_ids.state = "cancel"
        shipment.picking_id.action_cancel()
        self._assert_told([(shipment, "pending", "canceled")])

    def test_nobody_who_listens_costs_no_query(self):
        shipment = self._ship()
        self.hook.stop()
        self.assertFalse(shipment._is_hooked())
        before = self.env.cr.sql_log_count
        shipment.state = "failed"  # written to the database later, by Odoo
        self.assertEqual(self.env.cr.sql_log_count, before)


@tagged("post_install", "-at_install")
class TestHooksThatFail(HookCase):
    def _note(self, shipments):
        """What a hook may do: write something that can be seen afterwards."""
        for shipment in shipments:
            shipment.sale_order_id.origin = f"told of {shipment.state}"

    def _noted(self, shipments):
        return [shipment.sale_order_id.origin for shipment in shipments]

    def _fail_for(self, bad):
        def and_then(shipments):
            self._note(shipments)
            shipments.env.flush_all()
            if bad in shipments:
                raise ValueError("of another module")

        self.and_then = and_then

    def test_one_that_fails_loses_neither_the_settlement_nor_the_others(self):
        one, bad, two = self._ship(), self._ship(), self._ship()
        self._fail_for(bad)
        with self.assertLogs(LOGGER, "ERROR") as logs:
            self._send(one, bad, two)
        self.assertEqual(set((one + bad + two).mapped("state")), {"accepted"})
        self.assertEqual(self._noted(one + two), ["told of accepted"] * 2)
        self.assertEqual(self._noted(bad), [False])
        self.assertEqual(len(logs.records), 1)
        self.assertIn(f"shipments [{bad.id}]", logs.output[0])
        self.assertIn("ValueError: of another module", logs.output[0])

    def test_one_that_always_fails_stops_nothing_and_nothing_is_sent_twice(self):
        def and_then(_shipments):
            raise KeyError("always")

        self.and_then = and_then
        shipments = self._ship() + self._ship(there=False) + self._ship()
        with self.assertLogs(LOGGER, "ERROR"):
            self._drain()
            self._drain()
            self._poll()
        self.assertEqual(shipments.mapped("state"), ["success", "failed", "success"])
        self.assertEqual([len(self._told(s)) for s in shipments], [1, 0, 1])
        self.assertEqual(shipments.mapped("attempt_ids.counted").count(True), 1)

    @mute_logger("odoo.sql_db")
    def test_one_that_the_database_refuses(self):
        def and_then(shipments):
            self._note(shipments)
            shipments.env.cr.execute("SELECT no_such_column FROM sale_order")

        self.and_then = and_then
        shipment = self._ship()
        with self.assertLogs(LOGGER, "ERROR"):
            self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(self._noted(shipment), [False])

    def test_a_person_is_not_hindered(self):
        shipment = self._failed()
        self._fail_for(shipment)
        clerk = self._make_user("clerk", "group_user")
        with self.assertLogs(LOGGER, "ERROR"):
            shipment.with_user(clerk).action_mark_confirmed()
        self.assertEqual(shipment.state, "confirmed")
        self.assertEqual(shipment.confirmed_by_id, clerk)

    def _conflict(self, times):
        left = iter(range(times))

        def and_then(shipments):
            self._note(shipments)
            if next(left, None) is not None:
                raise psycopg2.errors.SerializationFailure("somebody else writes")

        self.and_then = and_then

    def test_a_conflict_is_tried_again_with_the_settlement(self):
        self._conflict(times=2)  # of all together, and of this one
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(self._noted(shipment), ["told of accepted"])
        self.assertEqual(len(self.told), 3)
        self.assertEqual(len(self._told(shipment)), 1)

    def test_a_conflict_without_end_costs_the_hook_not_the_settlement(self):
        self._conflict(times=1000)
        shipment = self._ship()
        with (
            patch.object(writeback_drain, "SETTLE_TRIES", 3),
            self.assertLogs(LOGGER, "ERROR"),
        ):
            self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(self._noted(shipment), [False])
        self.assertEqual(len(self._told(shipment)), 1)

    def test_a_hook_may_decide_for_a_person(self):
        def and_then(shipments):
            failed = shipments.filtered(lambda s: s.state == "failed")
            failed.action_mark_confirmed(note="By another module")

        self.and_then = and_then
        shipment = self._ship(there=False)
        self._drain()
        self.assertEqual(shipment.state, "confirmed")
        self._assert_told(
            [(shipment, "sending", "failed")], [(shipment, "failed", "confirmed")]
        )
