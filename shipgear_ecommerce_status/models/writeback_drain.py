# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
import time
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo.exceptions import LockError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..connectors import delivery
from ..connectors.base import ConnectorError
from . import clock, run_time
from .account_threads import AccountThreads

_logger = logging.getLogger(__name__)

BATCH = 10  # shipments claimed at once for one account
SETTLE_TRIES = 10
#: When nothing could be taken, somebody else has it: look again after this.
BREATHER = timedelta(seconds=5)


class Drain:
    """One run of the write-back scheduled action: until nothing is due, or time
    is up. Claims, settles and commits; the accounts' threads send."""

    def __init__(self, outbox):
        self.outbox = outbox
        self.env = outbox.env
        self.cron = outbox.env["ir.cron"]
        self.threads = AccountThreads()
        self.connectors = {}  # account id -> connector, kept for the whole run
        self.broken = set()  # accounts that cannot even be connected to
        self.calls = {}  # account id -> calls not yet counted into its lamps
        self.done = 0

    def run(self) -> int:
        """Return how many shipments were settled."""
        # Commit first: a fresh snapshot to claim from, and the guard against
        # being called again and again when the time is up.
        time_left = self.cron._commit_progress(remaining=self._count_due())
        if time_left <= 0:
            return 0
        self.time = run_time.start(time_left)
        self._reap()
        self._start_idle_accounts()
        for account_id, outcome in self.threads.reports(self.time.over_at):
            if outcome:
                self.calls.setdefault(account_id, []).extend(outcome.calls)
                self._settle(outcome)
            else:
                self._count_calls(account_id)
                self._start_idle_accounts()
        self._finish()
        return self.done

    def _reap(self):
        try:
            self.outbox._reap()
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # another worker does the same

    def _count_calls(self, account_id: int):
        calls = self.calls.pop(account_id, [])
        self.env["api.status"]._record_calls({account_id: calls})
        self.cron._commit_progress()  # what was counted decides what goes on

    def _finish(self):
        for connector in self.connectors.values():
            connector.close()
        for account_id in list(self.calls):  # of threads that were left behind
            self._count_calls(account_id)
        # What is due but could not be taken (another worker has it) is no reason
        # to be called again at once.
        remaining = self._count_due() if self.done else 0
        self.cron._commit_progress(remaining=remaining)
        pause = timedelta() if self.done else BREATHER
        self.outbox._schedule_next(clock.now(self.env) + pause)
        self.cron._commit_progress()
        self._refresh_alerts()

    def _refresh_alerts(self):
        accounts = self.env["ecommerce.account"].browse(
            self.connectors.keys() | self.broken
        )
        try:
            accounts._refresh_alerts()
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # the next run brings it up to date

    # --- T1, and handing over to the network ---

    def _start_idle_accounts(self):
        if not self.time.may_begin():
            return
        for account in self._due_accounts():
            if account.id not in self.threads.busy and account.id not in self.broken:
                self._start(account)

    def _start(self, account):
        connector = self._connect(account)
        jobs = connector and self._claim(account)
        if jobs:
            patience = account._patience()
            self.threads.start(
                account.id,
                lambda report: delivery.deliver_batch(
                    connector, jobs, self.time.begin_until, report, patience
                ),
            )

    def _connect(self, account):
        if account.id not in self.connectors:
            try:
                connector = account._connector(self.threads.ask)
                connector.deadline.at = self.time.cut_at
                self.connectors[account.id] = connector
            except ConnectorError as failure:
                self.broken.add(account.id)
                account._pause(failure)
                self.cron._commit_progress()
                return None
        return self.connectors[account.id]

    def _claim(self, account) -> list[delivery.Job]:
        try:
            jobs = self.outbox._claim(account, BATCH)
            self.cron._commit_progress()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
            # Another worker was quicker; the next look shows what is left.
            self.env.cr.rollback()
            return []
        except Exception:
            # Whatever is wrong with this account's rows, the others go on.
            self.env.cr.rollback()
            self.broken.add(account.id)
            _logger.exception("Shipments of account %s cannot be sent", account.id)
            return []
        return jobs

    # --- T2 ---

    def _settle(self, outcome: delivery.Outcome):
        """Settle one outcome; a failure here never stops the others."""
        for number in range(SETTLE_TRIES):
            try:
                self.outbox._settle(outcome)
                self.done += 1
                self.cron._commit_progress(1)
                return
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, LockError):
                # Somebody edits the delivery, or counts: it takes a moment.
                self.env.cr.rollback()
                time.sleep(0.05 * number)
            except Exception:
                self.env.cr.rollback()
                _logger.exception("Shipment %s not settled", outcome.job.shipment_id)
                return
        # The lease runs out, and the marketplace is asked what it knows.
        _logger.warning("Shipment %s was busy", outcome.job.shipment_id)

    # --- Looking ---

    def _due_domain(self) -> Domain:
        return self.outbox._claimable_domain() & Domain(
            "next_attempt_at", "<=", clock.now(self.env)
        )

    def _count_due(self) -> int:
        return self.outbox.search_count(self._due_domain(), limit=1000)

    def _due_accounts(self):
        groups = self.outbox._read_group(self._due_domain(), ["account_id"])
        return self.env["ecommerce.account"].union(*(account for (account,) in groups))
