# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One run of the write-back scheduled action.

The main thread owns the database: it claims, settles and commits. One thread
per account owns the network: it gets frozen jobs, and reports outcomes through
a queue. A slow or broken account therefore holds up only itself.
"""

import logging
import queue
import threading
import time

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..connectors import delivery
from ..connectors.base import ConnectorError

_logger = logging.getLogger(__name__)

BATCH = 10  # shipments claimed at once for one account
MAX_SECONDS = 30  # of claiming in one run; what is in flight then still ends
SETTLE_TRIES = 5


class Drain:
    """Drives the outbox model of one environment until nothing is due."""

    def __init__(self, outbox):
        self.outbox = outbox
        self.env = outbox.env
        self.cron = outbox.env["ir.cron"]
        self.outcomes = queue.SimpleQueue()
        self.connectors = {}  # account id -> connector, kept for the whole run
        self.busy = {}  # account id -> thread
        self.broken = set()  # accounts that cannot even be connected to
        self.done = 0

    def run(self) -> int:
        """Return how many shipments were settled."""
        # Commit first: a fresh snapshot to claim from, and the guard against
        # being called again and again when the time is up.
        time_left = self.cron._commit_progress(remaining=self._count_due())
        if time_left <= 0:
            return 0
        self.deadline = time.monotonic() + min(time_left, MAX_SECONDS)
        self.outbox._reap()
        self._commit()
        self._start_idle_accounts()
        while self.busy:
            self._receive(self.outcomes.get())
        self._finish()
        return self.done

    def _finish(self):
        # What is due but could not be taken (another worker has it) is no reason
        # to be called again at once.
        remaining = self._count_due() if self.done else 0
        self.cron._commit_progress(remaining=remaining)
        if not remaining:
            self.outbox._schedule_next()
        self._commit()

    # --- T1, and handing over to the network ---

    def _start_idle_accounts(self):
        if time.monotonic() >= self.deadline:
            return
        for account in self._due_accounts():
            if account.id not in self.busy and account.id not in self.broken:
                self._start(account)

    def _start(self, account):
        if account.id not in self.connectors:
            try:
                self.connectors[account.id] = account._connector()
            except ConnectorError as failure:
                account._pause(failure)
                self.broken.add(account.id)
                self._commit()
                return
        try:
            jobs = self.outbox._claim(account, BATCH)
            self._commit()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
            # Another worker was quicker; the next look shows what is left.
            self.env.cr.rollback()
            return
        if jobs:
            thread = threading.Thread(
                target=self._deliver,
                args=(account.id, self.connectors[account.id], jobs),
                name=f"writeback-{account.id}",
                daemon=True,
            )
            self.busy[account.id] = thread
            thread.start()

    def _deliver(self, account_id, connector, jobs):
        """In the account's thread: no environment, no cursor, no translation."""
        calls = []

        def report(outcome):
            calls.extend(outcome.calls)
            self.outcomes.put(outcome)

        try:
            delivery.deliver_batch(connector, jobs, self.deadline, report)
        finally:
            self.outcomes.put((account_id, calls))  # this account's batch is done

    # --- T2 ---

    def _receive(self, message):
        if isinstance(message, delivery.Outcome):
            self._settle(message)
            return
        account_id, calls = message
        del self.busy[account_id]
        self.env["api.status"]._record_calls({account_id: calls})
        self._start_idle_accounts()

    def _settle(self, outcome: delivery.Outcome):
        """Settle one outcome; a failure here never stops the others."""
        for tries_left in reversed(range(SETTLE_TRIES)):
            try:
                self.outbox._settle(outcome)
                self.done += 1
                self.cron._commit_progress(1)
                break
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                if not tries_left:
                    self._give_up(outcome)
            except Exception:
                self.env.cr.rollback()
                self._give_up(outcome)
                break

    def _give_up(self, outcome):
        # The lease runs out, and the marketplace is asked what it knows.
        _logger.exception("Could not settle shipment %s", outcome.job.shipment_id)

    # --- Looking ---

    def _due_domain(self) -> Domain:
        sendable = self.env["ecommerce.account"]._sendable_domain()
        return (
            Domain("state", "=", "pending")
            & Domain("next_attempt_at", "<=", fields.Datetime.now())
            & Domain("account_id", "any", sendable)
        )

    def _count_due(self) -> int:
        return self.outbox.search_count(self._due_domain(), limit=1000)

    def _due_accounts(self):
        groups = self.outbox._read_group(self._due_domain(), ["account_id"])
        return self.env["ecommerce.account"].union(*(account for (account,) in groups))

    def _commit(self):
        self.cron._commit_progress()
