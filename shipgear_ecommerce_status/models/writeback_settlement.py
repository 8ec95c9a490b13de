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

    def _settle(self, outcome: delivery.Outcome) -> bool:
        """Write down what became of a job; return whether it was still ours.

        :raises LockError: somebody else is writing the shipment at this moment
        """
        job = outcome.job
        record = self.browse(job.shipment_id).exists()
        record.lock_for_update()
        attempt = self.env["writeback.attempt"].browse(job.attempt_id)
        if (
            not record
            or record.state != "sending"
            or record.lease_token != job.lease_token
        ):
            _logger.info("Late answer for shipment %s ignored", job.shipment_id)
            return False
        record._learn(outcome)
        record._keep(outcome)
        record.write({"lease_until": False, "lease_token": False})
        if outcome.result == delivery.ERROR:
            record._settle_error(outcome, attempt)
        elif outcome.result == delivery.RELEASED:
            attempt._discard()
            record._back_to_pending(clock.now(self.env))
        else:
            record._settle_taken(outcome)
            attempt._settle(outcome)
        if record.is_stale:
            record._advance()
        return True

    def _learn(self, outcome: delivery.Outcome):
        """Keep what became known of the marketplace's order and its lines."""
        raise NotImplementedError

    def _keep(self, outcome: delivery.Outcome):
        """Keep what became known of what the marketplace has of this shipment."""
        raise NotImplementedError

    def _settle_taken(self, outcome: delivery.Outcome):
        now = clock.now(self.env)
        values = dict(NO_ERROR)
        lang = self.account_id._reader_lang()
        if outcome.result == delivery.NOT_OURS:
            values |= {"state": "canceled", "error_message": say(lang, NOT_OURS)}
        elif outcome.result == delivery.WITHDRAWN:
            values |= self._after_withdrawal(say(lang, WITHDRAWN))
        else:
            values |= {
                "state": outcome.result,
                "accepted_at": now,
                "next_attempt_at": now + FIRST_READ_BACK,
            }
        self.write(values)

    def _settle_error(self, outcome: delivery.Outcome, attempt):
        error = outcome.error
        if isinstance(error, Throttled):
            self.account_id._throttle(error.retry_after)
            attempt._discard()
            self._back_to_pending(clock.now(self.env))
            return
        attempt._settle(outcome)
        if isinstance(error, Unauthorized):
            self.account_id._pause(error)
            self._back_to_pending(clock.now(self.env))
        else:
            self._count_failure(error)

    def _count_failure(self, error):
        """Use up one attempt; fail for good, or come back after the delay."""
        count = self.attempt_count + 1
        self.write({"attempt_count": count, **self._error_values(error)})
        if not error.retryable or count >= parameters.max_attempts(self.env):
            self.state = "failed"
        else:
            delay = max(self._retry_delay(count), self._rest())
            self._back_to_pending(clock.now(self.env) + delay)

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

    def _back_to_pending(self, due):
        self.write({"state": "pending", "next_attempt_at": due})

    # --- T3 ---

    @api.model
    def _reap(self) -> int:
        """Settle leases that ran out: the worker died, the outcome is unknown."""
        expired = self.search(
            [("state", "=", "sending"), ("lease_until", "<=", clock.now(self.env))],
            limit=1000,
        ).try_lock_for_update()
        error = OutcomeUnknown(LEASE_EXPIRED, code="lease_expired", hint=ASKED_FIRST)
        running = self.env["writeback.attempt"].search(
            [("shipment_id", "in", expired.ids), ("outcome", "=", "running")]
        )
        running._settle_lost(error)
        for record in expired:
            record.write(
                {"read_back_first": True, "lease_until": False, "lease_token": False}
            )
            record._count_failure(error)
            if record.is_stale:
                record._advance()
        return len(expired)

    # --- A person's retry ---

    def _retry(self):
        """Start afresh with all attempts; history and doubt are kept."""
        now = clock.now(self.env)
        for record in self:
            done = filter(None, (record.last_attempt_at, record.undone_at))
            rested = max(done, default=now) + record._rest()
            record.write({"attempt_count": 0, "waiting_reason": False})
            record._back_to_pending(max(now, rested))
