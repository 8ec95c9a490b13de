# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import hashlib
import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..connectors import delivery
from . import clock

#: Longer than a run lasts (see run_time.py) with all that it has in flight.
LEASE = timedelta(minutes=3)
#: What to write once nothing is wrong with a shipment any more.
NO_ERROR = {"error_code": False, "error_message": False, "error_hint": False}


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
    read back before anything is sent again. (Both: writeback_settlement.py)

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
    attempt_ids = fields.One2many(
        "writeback.attempt", "shipment_id", "Attempts", readonly=True
    )

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
        "(account_id, next_attempt_at, id) WHERE state IN ('accepted', 'confirmed')"
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

    @api.model
    def _of(self, accounts=None) -> Domain:
        """Those of these accounts; None: of all."""
        if accounts is None:
            return Domain.TRUE
        return Domain("account_id", "in", accounts.ids)

    @api.model
    def _due_domain(self, accounts=None) -> Domain:
        return (
            self._claimable_domain()
            & Domain("next_attempt_at", "<=", clock.now(self.env))
            & self._of(accounts)
        )

    @api.model
    def _due_accounts(self, accounts=None):
        """The accounts, of these or of all, that have something to send now, in no
        particular order."""
        groups = self._read_group(self._due_domain(accounts), ["account_id"])
        return self.env["ecommerce.account"].union(*(account for (account,) in groups))

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
        jobs = records._jobs(attempts, token)
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

    def _jobs(self, attempts, token: str) -> list[delivery.Job]:
        """Freeze claimed shipments for the network threads."""
        raise NotImplementedError
