# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Random lives of shipments: whatever happens, in whatever order, in the end the
marketplace and Odoo agree, or a person has been asked.
"""

import itertools
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from odoo import fields
from odoo.tools import SQL

from ..connectors import delivery
from ..models.writeback_hook import SETTLED as TOLD
from .common import SELLER, simulator

#: What a call of the marketplace may meet.
FAULTS = (
    "throttle",
    "error500",
    "error503",
    "cut_before",
    "cut_after",
    "garbage",
    "empty",
    "expired_token",
    "forbidden",
)
OPERATIONS = ("confirmShipment", "getOrder", "searchOrders", "")
SETTLED = ("success", "confirmed", "canceled", "failed", "waiting")
which = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """One order with many deliveries, and all that people and networks do."""

    case = None  # the Odoo test that is running

    def __init__(self):
        super().__init__()
        self.savepoint = self.case.env.cr.savepoint()
        simulator.Simulator.reset(self.case.sim, ("orders", "ledger", "faults"))
        self.case._refill()
        self.numbers = itertools.count(1)
        self.shipments = self.case.env["ecommerce.shipment"]
        self.by_hand = set()  # tracking numbers that a person typed in there

    @initialize(lag=st.sampled_from([0, 60]))
    def open_shop(self, lag):
        self.case.sim.settings.visibility_lag = lag
        self.order = self.case._order({self.case.lamp: 20}, there=False)
        # There is room for parcels told twice: the marketplace must not help us.
        self.case._order_there(self.order.ecommerce_order_ref, {self.case.lamp: 999})
        for _delivery in range(3):
            self._deliver(1, self._number())

    def _number(self):
        return f"1Z999AA1{next(self.numbers):010}"

    def _some(self, index):
        return self.shipments[index % len(self.shipments)]

    # --- What people do ---

    @rule(index=which, tracked=st.booleans())
    def deliver(self, index, tracked):
        if len(self.shipments) < 5 and self.case._open_pickings(self.order):
            self._deliver(1 + index % 2, self._number() if tracked else False)

    def _deliver(self, quantity, tracking):
        self.shipments |= self.case._deliver(
            self.order, tracking, {self.case.lamp: quantity}
        )

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def correct_tracking(self, index):
        self._some(index).picking_id.carrier_tracking_ref = self._number()

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def clear_tracking(self, index):
        self._some(index).picking_id.carrier_tracking_ref = False

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def retry(self, index):
        self._some(index).action_retry()

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def confirm_by_hand(self, index):
        shipment = self._some(index)
        if shipment.state == "failed" and shipment.tracking_ref:
            if not self._packages(shipment.tracking_ref):
                self._type_in_there(shipment)
            shipment.action_mark_confirmed()

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def confirm_without_doing_it(self, index):
        shipment = self._some(index)
        if shipment.state in ("failed", "pending"):
            shipment.action_mark_confirmed()

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def undo_confirmation(self, index):
        shipment = self._some(index)
        if shipment._is_undoable() and not shipment.verified_at:
            shipment.action_undo_confirmation()

    def _type_in_there(self, shipment):
        self.by_hand.add(shipment.tracking_ref)
        simulator.order_records.patch_order(
            self.case.sim,
            shipment.order_ref,
            {"ship": {"tracking": shipment.tracking_ref, "lines": self._lines()}},
        )

    def _lines(self):
        line = self.case.sim.order(self.order.ecommerce_order_ref).lines[0]
        return [{"order_item_id": line.line_id, "quantity": 1}]

    @precondition(lambda self: self.shipments)
    @rule(index=which)
    def cancel_delivery(self, index):
        picking = self._some(index).picking_id
        picking.move_ids.state = "cancel"
        picking.action_cancel()

    @rule()
    def switch_account(self):
        self.case.account.active = not self.case.account.active

    @rule()
    def enter_credentials_anew(self):
        self.case._set_credentials(self.case.account, seller_id=SELLER["seller_id"])

    # --- What machines do ---

    @rule()
    def drain(self):
        self._make_due()
        self.case._drain()

    @rule()
    def read_orders(self):
        self.case._poll()

    @rule(
        kind=st.sampled_from(FAULTS),
        operation=st.sampled_from(OPERATIONS),
        count=st.integers(1, 6),
        accept=st.booleans(),
    )
    def drain_with_faults(self, kind, operation, count, accept):
        accept = accept and kind in ("garbage", "empty", "error500", "error503")
        self.case._fault(kind, operation=operation, count=count, accept=accept)
        self._make_due()
        self.case._drain()

    @rule(sent=st.booleans(), settled_late=st.booleans())
    def worker_dies(self, sent, settled_late):
        """Killed before or after the network; or given up, and then it answers."""
        outbox = self.case.env["ecommerce.shipment"]
        self._make_due()
        self.case.env.flush_all()
        jobs = outbox._claim(self.case.account, 10)
        connector = self.case.account._connector()
        outcomes = [delivery.deliver(connector, job) for job in jobs if sent]
        if settled_late:
            self._pass(timedelta(minutes=4))  # the lease is over
            outbox._reap()
            before = self.shipments.mapped("state")
            outbox._settle(outcomes)
            assert self.shipments.mapped("state") == before

    @rule(minutes=st.sampled_from([1, 3, 15, 70, 400]))
    def time_passes(self, minutes):
        self._pass(timedelta(minutes=minutes))
        self.case._refill()

    # A marketplace that lags, and a database whose clock skips the wait for it, are
    # more than is promised.
    @precondition(lambda self: not self.case.sim.settings.visibility_lag)
    @rule(hours=st.sampled_from([-1, 1]))
    def the_clock_jumps(self, hours):
        self._move(timedelta(hours=hours))

    def _pass(self, span):
        """Time passes for both sides."""
        self._move(-span)
        self.case.sim.clock.advance(span.total_seconds())

    def _make_due(self):
        """Wait for the last of those that wait for their time."""
        waiting = self.shipments.filtered(lambda s: s.state == "pending")
        last = max(waiting.mapped("next_attempt_at"), default=False)
        if last and last > fields.Datetime.now():
            self._pass(last - fields.Datetime.now())

    def _move(self, delta):
        """Move all that is noted: the same as moving the clock the other way."""
        self.case.env.flush_all()
        for table, names in (
            (
                "ecommerce_shipment",
                (
                    "next_attempt_at",
                    "lease_until",
                    "last_attempt_at",
                    "accepted_at",
                    "confirmed_at",
                    "undone_at",
                ),
            ),
            ("ecommerce_account", ("paused_until", "throttled_until")),
            ("ecommerce_poll", ("next_at",)),
            ("api_status", ("last_call_at",)),
        ):
            moved = SQL(", ").join(
                SQL("%(n)s = %(n)s + %(delta)s", n=SQL.identifier(name), delta=delta)
                for name in names
            )
            self.case.env.cr.execute(
                SQL("UPDATE %s SET %s", SQL.identifier(table), moved)
            )
        self.case.env.invalidate_all()

    # --- How it ends ---

    def teardown(self):
        try:
            if hasattr(self, "order"):
                self._settle_down()
                self._check()
        finally:
            self.case.sim.settings.visibility_lag = 0
            self.savepoint.close(rollback=True)
            self.case.env.clear()
        return super().teardown()

    def _settle_down(self):
        self.case.sim.faults.clear()
        self.case.account.active = True
        for _round in range(12):
            self.time_passes(400)
            self.case._probe()
            self.case._drain()
            if all(shipment.state in SETTLED for shipment in self.shipments):
                return

    def _there(self):
        order = self.case.sim.order(self.order.ecommerce_order_ref)
        return order.packages(self.case.sim.clock.now()).values()

    def _packages(self, tracking):
        return [package for package in self._there() if package.tracking == tracking]

    def _check(self):
        case = self.case
        report = case.sim.ledger.report(order=self.order.ecommerce_order_ref)
        case.assertEqual(report["summary"]["told_twice"], [])
        for shipment in self.shipments:
            case.assertIn(shipment.state, SETTLED)
            self._check_shipment(shipment)
        # Of each parcel there that we sent, Odoo knows, or it asks a person about it.
        ours = {p.tracking for p in self._there() if p.source == "api"}
        case.assertLessEqual(ours, self._known_numbers())
        case.assertNotIn("running", self.shipments.attempt_ids.mapped("outcome"))

    def _check_shipment(self, shipment):
        case, shown = self.case, self._packages(shipment.tracking_ref)
        if shipment.state in TOLD:
            case.assertEqual(case.told.get(shipment.id), shipment.state)
        if shipment.state == "confirmed" and not shipment.verified_at:
            case.assertTrue(shipment.confirmed_by_id, "confirmed by nobody")
        elif shipment.state in ("success", "confirmed"):
            case.assertEqual(len(shown), 1, f"{shipment.state}, but not there once")
        elif shipment.state in ("failed", "waiting"):
            case.assertTrue(shipment.explanation, "stuck without a reason")
        if shipment.state == "canceled" or (
            shipment.state == "waiting" and not shipment.told_payload
        ):
            case.assertFalse(self._told_by_us(shipment), "there, and nobody was asked")

    def _known_numbers(self):
        """What Odoo has written down as told, or as possibly told."""
        payloads = [
            payload
            for shipment in self.shipments
            for payload in (shipment.told_payload, *(shipment.sent_payload or ()))
            if payload
        ]
        return {n for payload in payloads for n in payload["tracking_numbers"]}

    def _told_by_us(self, shipment):
        """Parcels that the marketplace still shows of this delivery alone."""
        numbers = {shipment.tracking_ref} - {False} - self.by_hand
        return [p for number in numbers for p in self._packages(number)]
