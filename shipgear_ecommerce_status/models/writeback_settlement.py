# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
import random
from datetime import timedelta

from odoo import api, models

from ..connectors import delivery
from ..connectors.base import OutcomeUnknown, Throttled, Unauthorized
from ..connectors.text import _lt
from . import clock, parameters
from .automation import for_each, without_rules
from .translation import say
from .writeback_outbox import NO_ERROR
from .writeback_verification import FIRST_READ_BACK

_logger = logging.getLogger(__name__)

#: A marketplace may show a parcel late, and a call may still be on its way: to ask
#: at once would take that for a no, and the parcel would be told twice.
DOUBT_REST = timedelta(minutes=2)
JITTER = 0.1  # of the delay, either way: a crowd that failed together comes apart
NOT_OURS = _lt("The marketplace ships this order itself; there is nothing to confirm.")
WITHDRAWN = _lt("Canceled here, and the marketplace does not have it.")
LEASE_EXPIRED = _lt("The server stopped while this was being sent.")
ASKED_FIRST = _lt("The marketplace is asked before anything is sent again.")


class WritebackSettlement(models.AbstractModel):
    """What becomes of a claimed shipment: T2 and T3 of the outbox protocol."""

    _name = "writeback.settlement"
    _description = "Write-back Settlement"

    # --- T2 ---

    @api.model
    def _settle(
        self, outcomes: list[delivery.Outcome], retried: bool = True
    ) -> list[delivery.Outcome]:
        """Write down what became of jobs, all of them or none.

        Return those whose shipment somebody else is writing at this moment. What is
        not ours any more is left alone.

        :param retried: whether this is tried again after a conflict
        """
        records = self.browse(outcome.job.shipment_id for outcome in outcomes).exists()
        free = set(records.try_lock_for_update(allow_referencing=True).ids)
        there = {record.id: record for record in records}
        attempts = self.env["writeback.attempt"].browse(
            outcome.job.attempt_id for outcome in outcomes
        )
        busy, ours = [], []
        for outcome, attempt in zip(outcomes, attempts, strict=True):
            record = there.get(outcome.job.shipment_id, self.browse())
            if record and record.id not in free:
                busy.append(outcome)
            elif record._is_leased(outcome.job):
                ours.append((record, outcome, attempt))
            else:
                _logger.info("Late answer for shipment %s ignored", record.id)
        with self._telling(retried):
            self._settle_ours(ours)
        return busy

    def _is_leased(self, job: delivery.Job) -> bool:
        return self.state == "sending" and self.lease_token == job.lease_token

    @api.model
    def _settle_ours(self, ours: list[tuple]):
        now, attempts = clock.now(self.env), self.env["writeback.attempt"]
        learned = {}
        for record, outcome, _attempt in ours:
            learned.setdefault(record.account_id, []).append((record, outcome))
        for account, outcomes in learned.items():
            self._learn(account, outcomes)
        untried = attempts.browse(
            attempt.id
            for _record, outcome, attempt in ours
            if outcome.result == delivery.RELEASED
            or isinstance(outcome.error, Throttled)
        )
        untried._discard()
        for record, outcome, attempt in ours:
            values = {"lease_until": False, "lease_token": False}
            values |= record._known(outcome)
            if outcome.result == delivery.ERROR:
                record.write(values)
                record._settle_error(outcome, attempt, now)
            elif outcome.result == delivery.RELEASED:
                record.write(values | record._pending(now))
            else:
                record.write(values | record._taken_values(outcome, now))
                attempt._settle(outcome)
            if record.is_stale:
                record._advance()

    @api.model
    def _learn(self, account, outcomes: list[tuple]):
        """Keep what became known of the marketplace's orders and their lines.

        :param outcomes: (shipment of the account, outcome)
        """
        raise NotImplementedError

    def _known(self, outcome: delivery.Outcome) -> dict:
        """Return what to write of what became known of what the marketplace has."""
        raise NotImplementedError

    def _taken_values(self, outcome: delivery.Outcome, now) -> dict:
        if outcome.result == delivery.NOT_OURS:
            message = say(self.account_id._reader_lang(), NOT_OURS)
            return {**NO_ERROR, "state": "canceled", "error_message": message}
        if outcome.result == delivery.WITHDRAWN:
            message = say(self.account_id._reader_lang(), WITHDRAWN)
            return {**NO_ERROR, **self._after_withdrawal(message)}
        return {
            **NO_ERROR,
            "state": outcome.result,
            "accepted_at": now,
            "next_attempt_at": now + FIRST_READ_BACK,
        }

    def _settle_error(self, outcome: delivery.Outcome, attempt, now):
        error = outcome.error
        if isinstance(error, Throttled):
            self.account_id._throttle(error.retry_after)
            self.write(self._pending(now))
            return
        attempt._settle(outcome)
        if isinstance(error, Unauthorized):
            self.account_id._pause(error)
            self.write(self._pending(now))
        else:
            self._count_failure(error, now)

    def _count_failure(self, error, now):
        """Use up one attempt; fail for good, or come back after the delay."""
        count = self.attempt_count + 1
        self.write({"attempt_count": count, **self._error_values(error)})
        if not error.retryable or count >= parameters.max_attempts(self.env):
            self.state = "failed"
        else:
            delay = max(self._retry_delay(count), self._rest())
            self.write(self._pending(now + delay))

    def _error_values(self, error) -> dict:
        """What went wrong and what to do, in the language of those who read it."""
        lang = self.account_id._reader_lang()
        return {
            "error_code": error.code,
            "error_message": say(lang, error.message),
            "error_hint": say(lang, error.hint),
        }

    def _rest(self) -> timedelta:
        return DOUBT_REST if self.read_back_first else timedelta()

    def _retry_delay(self, count: int) -> timedelta:
        delays = parameters.retry_delays(self.env)
        minutes = delays[min(count, len(delays)) - 1]
        return timedelta(minutes=minutes * random.uniform(1 - JITTER, 1 + JITTER))

    def _pending(self, due) -> dict:
        return {"state": "pending", "next_attempt_at": due}

    # --- T3 ---

    @api.model
    def _reap(self) -> int:
        """Settle leases that ran out: the worker died, the outcome is unknown."""
        now = clock.now(self.env)
        expired = self.search(
            [("state", "=", "sending"), ("lease_until", "<=", now)],
            limit=1000,
        ).try_lock_for_update()
        error = OutcomeUnknown(LEASE_EXPIRED, code="lease_expired", hint=ASKED_FIRST)
        with self._telling(retried=False):
            for_each(expired, lambda records: records._settle_lost(error, now))
        return len(expired)

    def _settle_lost(self, error, now):
        """The worker that sent these is gone, and with it the answers."""
        running = self.env["writeback.attempt"].search(
            [("shipment_id", "in", self.ids), ("outcome", "=", "running")]
        )
        running._settle_lost(error)
        for record in self:
            record.write(
                {"read_back_first": True, "lease_until": False, "lease_token": False}
            )
            record._count_failure(error, now)
            if record.is_stale:
                record._advance()

    def _without_rules(self):
        """This shipment, to be written past automation rules; None without rules."""
        return without_rules(self, self.line_ids, self.attempt_ids, self.account_id)

    # --- A person's retry ---

    def _retry(self):
        """Start afresh with all attempts; history and doubt are kept."""
        if not self:
            return
        self._ask_first()
        now = clock.now(self.env)
        for due, records in self.grouped(lambda r: r._rested(now)).items():
            afresh = {"attempt_count": 0, "waiting_reason": False}
            records.write(afresh | self._pending(due))

    def _rested(self, now):
        """Return when this may be tried again, ``now`` at the earliest."""
        done = filter(None, (self.last_attempt_at, self.undone_at))
        return max(now, max(done, default=now) + self._rest())
