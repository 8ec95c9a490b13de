# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import hashlib
import logging
import random
import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..connectors import delivery
from ..connectors.base import OutcomeUnknown, Throttled, Unauthorized
from ..connectors.text import _lt
from . import clock, parameters
from .translation import say
from .writeback_verification import FIRST_READ_BACK

_logger = logging.getLogger(__name__)

#: Longer than a run lasts (see run_time.py) with all that it has in flight.
LEASE = timedelta(minutes=3)
#: A marketplace may show a parcel late, and a call may still be on its way: to ask
#: at once would take that for a no, and the parcel would be told twice.
DOUBT_REST = timedelta(minutes=2)
JITTER = 0.1  # of the delay, either way: a crowd that failed together comes apart
NOT_OURS = _lt("The marketplace ships this order itself; there is nothing to confirm.")
WITHDRAWN = _lt("Canceled here, and the marketplace does not have it.")
LEASE_EXPIRED = _lt("The server stopped while this was being sent.")
ASKED_FIRST = _lt("The marketplace is asked before anything is sent again.")


class WritebackOutbox(models.AbstractModel):
    """The outbox protocol: nothing lost, nothing sent twice.

    ::

        waiting ─▶ pending ──claim──▶ sending ──taken──▶ accepted ─▶ success
                      ▲                  │
                      └──── backoff ─────┴── refused, or attempts used ─▶ failed

    T0 enqueue: in the user's transaction, with a unique event key.
    T1 claim: committed before anything is sent, with a lease and a fencing token.
    T2 settle: only while state and token still match.
    T3 reap: a lease that ran out is an attempt with an unknown outcome, and is
    read back before anything is sent again.

    All times are the database's: workers on several machines share one clock.
    """

    _name = "writeback.outbox"
    _description = "Write-back Outbox"

    account_id = fields.Many2one(
        "ecommerce.account", required=True, readonly=True, ondelete="restrict"
    )
    order_ref = fields.Char(string="Order Reference", required=True, readonly=True)
    state = fields.Selection(
        [
            ("failed", "Failed"),
            ("pending", "Pending"),
            ("success", "Success"),
            ("accepted", "Accepted"),
            ("sending", "Sending"),
            ("waiting", "Waiting"),
            ("confirmed", "Confirmed"),
            ("canceled", "Canceled"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="waiting",
        copy=False,
    )
    event_key = fields.Char(required=True, readonly=True, copy=False)
    reference = fields.Char(
        string="Idempotency Key", required=True, readonly=True, copy=False
    )
    attempt_count = fields.Integer(
        string="Errors",
        readonly=True,
        copy=False,
        help="Failed attempts since the shipment was queued or retried.",
    )
    next_attempt_at = fields.Datetime(
        string="Next Attempt",
        readonly=True,
        copy=False,
        default=lambda self: clock.now(self.env),
    )
    last_attempt_at = fields.Datetime(string="Last Attempt", readonly=True, copy=False)
    lease_until = fields.Datetime(readonly=True, copy=False)
    lease_token = fields.Char(readonly=True, copy=False)
    read_back_first = fields.Boolean(
        readonly=True,
        copy=False,
        help="What became of an earlier send is unknown: the marketplace is asked "
        "before anything is sent again.",
    )
    withdraw = fields.Boolean(
        readonly=True,
        copy=False,
        help="The parcel does not leave after all, and the marketplace was told.",
    )
    is_stale = fields.Boolean(
        readonly=True,
        copy=False,
        help="The delivery changed while this was being sent.",
    )
    accepted_at = fields.Datetime(readonly=True, copy=False)
    error_code = fields.Char(readonly=True, copy=False)
    error_message = fields.Char(string="Error", readonly=True, copy=False)
    error_hint = fields.Char(string="What to Do", readonly=True, copy=False)
    attempt_ids = fields.One2many("writeback.attempt", "shipment_id", readonly=True)

    _event_key_uniq = models.UniqueIndex(
        "(event_key)", "This delivery is queued for the marketplace already."
    )
    # At most one shipment of an order is in flight; the database sees to it.
    _one_in_flight = models.UniqueIndex(
        "(account_id, order_ref) WHERE state = 'sending'",
        "A shipment of this order is being sent already.",
    )
    _due_idx = models.Index(
        "(account_id, ship_by, next_attempt_at, id) WHERE state = 'pending'"
    )
    _read_back_idx = models.Index(
        "(account_id, next_attempt_at, id) WHERE state = 'accepted'"
    )
    _lease_idx = models.Index("(lease_until) WHERE state = 'sending'")

    # --- T0 ---

    @api.model
    def _keys(self, *parts) -> dict[str, str]:
        """Return the event key of what happened and its idempotency key.

        The database's uuid is part of the latter: a duplicated database never
        speaks in the name of the original.
        """
        event_key = "|".join(str(part) for part in parts)
        uid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        digest = hashlib.sha256(f"{uid}|{event_key}".encode()).hexdigest()
        return {"event_key": event_key, "reference": digest}

    # --- T1 ---

    @api.model
    def _claimable_domain(self) -> Domain:
        """Pending shipments, due or not, that nothing but their time holds back.

        While the orders API is down, those go that need not ask it anything.
        """
        accounts = self.env["ecommerce.account"]
        sendable = accounts._callable_domain() & ~accounts._down_domain("writeback")
        needs_no_order = Domain("read_back_first", "=", False) & Domain(
            "order_id", "!=", False
        )
        orders_up = Domain("account_id", "any", ~accounts._down_domain("orders"))
        return (
            Domain("state", "=", "pending")
            & Domain("account_id", "any", sendable)
            & (orders_up | needs_no_order)
        )

    def _claim(self, account, limit: int) -> list[delivery.Job]:
        """Take up to ``limit`` due shipments of an account: first those whose
        time to ship ends first, then the oldest.

        Call it on a fresh snapshot, and commit before a job is sent.
        """
        # A claim that a crash of the database forgets would be sent again unasked,
        # so it is on disk before it is sent, whatever the server's settings are.
        self.env.cr.execute("SET LOCAL synchronous_commit TO on")
        now, token = clock.now(self.env), uuid.uuid4().hex
        records = self._lock_due(account, now, limit)
        attempts = self.env["writeback.attempt"].create(
            [
                {
                    "shipment_id": record.id,
                    "number": record.attempt_count + 1,
                    "started_at": now,
                }
                for record in records
            ]
        )
        jobs = [
            record._job(attempt, token)
            for record, attempt in zip(records, attempts, strict=True)
        ]
        for record, job in zip(records, jobs, strict=True):
            record._lease(job, now)
        return jobs

    def _lease(self, job: delivery.Job, now):
        """Write down that, until when and what is going to be sent."""
        going = () if job.withdraw else (job.shipment,)
        self.write(
            {
                "state": "sending",
                "lease_until": now + LEASE,
                "lease_token": job.lease_token,
                "last_attempt_at": now,
                "sent_payload": [self._dump(sent) for sent in (*job.sent, *going)],
                "is_stale": False,
            }
        )

    def _lock_due(self, account, now, limit: int):
        """Lock due rows in the order of the index, one of each order.

        While one shipment of an order is in flight, or its outcome in doubt, the
        others wait: what the marketplace shows must be told apart.
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id, s.order_ref
                  FROM %(table)s s
                 WHERE s.account_id = %(account_id)s
                   AND s.state = 'pending'
                   AND s.next_attempt_at <= %(now)s
                   AND (%(orders_up)s
                        OR s.order_id IS NOT NULL AND s.read_back_first IS NOT TRUE)
                   AND NOT EXISTS (
                        SELECT 1 FROM %(table)s o
                         WHERE o.account_id = s.account_id
                           AND o.order_ref = s.order_ref
                           AND (o.state = 'sending'
                                OR o.state = 'pending' AND o.read_back_first
                                   AND s.read_back_first IS NOT TRUE))
              ORDER BY s.ship_by, s.next_attempt_at, s.id
                 LIMIT %(limit)s
                   FOR NO KEY UPDATE SKIP LOCKED
                """,
                table=SQL.identifier(self._table),
                account_id=account.id,
                now=now,
                orders_up=not account._is_down("orders"),
                limit=limit,
            )
        )
        first_of_order = {}
        for record_id, order_ref in rows:
            first_of_order.setdefault(order_ref, record_id)
        return self.browse(first_of_order.values())

    def _job(self, attempt, token: str) -> delivery.Job:
        """Freeze one claimed shipment for the network thread."""
        raise NotImplementedError

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
        values = {"error_code": False, "error_message": False, "error_hint": False}
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
        lang = self.account_id._reader_lang()
        self.write(
            {
                "attempt_count": count,
                "error_code": error.code,
                "error_message": say(lang, error.message),
                "error_hint": say(lang, error.hint),
            }
        )
        if not error.retryable or count >= parameters.max_attempts(self.env):
            self.state = "failed"
        else:
            delay = max(self._retry_delay(count), self._rest())
            self._back_to_pending(clock.now(self.env) + delay)

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
            rested = (record.last_attempt_at or now) + record._rest()
            record.write({"attempt_count": 0, "waiting_reason": False})
            record._back_to_pending(max(now, rested))
