# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
import time
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..connectors import delivery
from ..connectors.base import ConnectorError
from ..connectors.lanes import deliver_jobs
from . import clock, parameters, run_time
from .account_threads import AccountThreads
from .drain_account import DrainAccount
from .wake_ups import WakeUps

_logger = logging.getLogger(__name__)

SETTLE_TRIES = 10
#: When nothing could be taken, somebody else has it: look again after this.
BREATHER = timedelta(seconds=5)
#: Seconds for which outcomes are gathered: many cost hardly more than one to settle.
GATHER = 0.1
#: Seconds after which calls are counted into the lamps at the latest.
COUNT_EVERY = 1.0


class Drain:
    """One run of the write-back scheduled action: until nothing is due, or time
    is up. Claims, settles and commits; the accounts' threads send.

    Several may run at once, on one server or on many: what one has claimed the
    others pass over.

    :param only: send for these accounts alone; None: for all
    """

    def __init__(self, outbox, only=None):
        self.outbox = outbox
        self.only = only
        self.env = outbox.env
        self.cron = outbox.env["ir.cron"]
        self.threads = AccountThreads()
        self.most_threads = parameters.drain_threads(self.env)
        self.connectors = {}  # account id -> connector, kept for the whole run
        self.accounts = {}  # account id -> DrainAccount, while there may be more to do
        self.broken = set()  # accounts that cannot be connected to, or claimed from
        self.calls = {}  # account id -> calls not yet counted into its lamps
        self.counted_at = 0.0
        self.woken = False
        self.done = 0

    def run(self) -> int:
        """Return how many shipments were settled."""
        # Commit first: a fresh snapshot to claim from, and the guard against
        # being called again and again when the time is up.
        time_left = self.cron._commit_progress(remaining=self._count_due())
        if time_left <= 0:
            return 0
        self.time = run_time.start(time_left)
        self.shift = run_time.Shift(self.time)
        if self.only is None:  # else whoever chose them has looked for lost leases
            self.reap()
        self._look()
        self._hand_out()
        if self.threads.count():
            with WakeUps(self.env.cr.dbname, self._wake_up):
                for reports in self.threads.reports(self.time.over_at, GATHER):
                    self._receive(reports)
        self._finish()
        return self.done

    def reap(self):
        """Settle the leases that ran out, whoever had them."""
        try:
            self.outbox._reap()
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # another worker does the same

    def _wake_up(self):
        self.woken = True
        self.threads.wake()

    def _receive(self, reports: list):
        outcomes = [(a, outcome) for a, outcome in reports if outcome]
        for account_id, outcome in outcomes:
            self.calls.setdefault(account_id, []).extend(outcome.calls)
        self._settle([outcome for _account_id, outcome in outcomes])
        rested = {a for a, outcome in reports if not outcome}
        rested = {a for a in rested if not self.threads.count(a)}
        if rested or time.monotonic() > self.counted_at + COUNT_EVERY:
            self._count_calls()
        for account_id in rested:
            self._rest(account_id)
        if self.woken:
            self._look()
        self._hand_out()

    def _rest(self, account_id: int):
        """An account's lanes are through with what they had."""
        account = self.accounts.pop(account_id, None)
        if not account or account.brake.on or account_id in self.broken:
            # What was counted decides whether, and how, it goes on.
            self.woken = True
        else:
            # Others may have waited for a thread: it queues up behind them. Of its
            # orders some may have waited for each other.
            account.dry = False
            self.accounts[account_id] = account

    def _count_calls(self):
        calls, self.calls = self.calls, {}
        self.env["api.status"]._record_calls(calls)
        self.cron._commit_progress()
        self.counted_at = time.monotonic()

    def _finish(self):
        for connector in self.connectors.values():
            connector.close()
        self._count_calls()  # also of threads that were left behind
        # What is due but could not be taken (another worker has it) is no reason
        # to be called again at once.
        remaining = self._count_due() if self.done else 0
        self.cron._commit_progress(remaining=remaining)
        pause = timedelta() if self.done else BREATHER
        self.outbox._schedule_next(clock.now(self.env) + pause, self.only)
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
        except Exception:
            self.env.cr.rollback()
            _logger.exception("Alerts of %s not refreshed", accounts)

    # --- T1, and handing over to the network ---

    def _look(self):
        """See which accounts have something due."""
        self.woken = False
        for account in self.outbox._due_accounts(self.only):
            if account.id in self.broken:
                continue
            if account.id in self.accounts:
                self.accounts[account.id].dry = False
            else:
                self._open(account)

    def _open(self, account):
        try:
            if account.id not in self.connectors:
                connector = account._connector(self.threads.ask)
                connector.deadline.at = self.time.cut_at
                self.connectors[account.id] = connector
        except ConnectorError as failure:
            self.broken.add(account.id)
            account._pause_in_run(failure)
            return
        connector = self.connectors[account.id]
        self.accounts[account.id] = DrainAccount(connector, account._patience())

    def _hand_out(self):
        """Claim what the accounts need to go on, and set their lanes to work.

        Each account gets its first lane before another gets its second. Where there
        are more accounts than threads, they take turns.
        """
        crowded = len(self.accounts) > self.most_threads
        for account_id, account in list(self.accounts.items()):
            busy = self.threads.count(account_id)
            may_claim = self.shift.is_open(account_id) and not (busy and crowded)
            if may_claim and (busy or self._free()):
                self._claim(account_id, account)
            if account.jobs and not busy and self._free():
                self._start(account_id, account)
        for account_id, account in self.accounts.items():
            more = min(account.lanes - self.threads.count(account_id), self._free())
            for _lane in range(min(more, len(account.jobs))):
                self._start(account_id, account)

    def _free(self) -> int:
        return max(0, self.most_threads - self.threads.count())

    def _start(self, account_id: int, account: DrainAccount):
        shift = self.shift

        def work(report):
            def over(outcome):
                made = outcome.result != delivery.RELEASED
                seconds = outcome.seconds if made else None
                shift.end(account_id, outcome.job.attempt_id, seconds)
                report(outcome)

            deliver_jobs(
                account.connector,
                account.jobs,
                lambda job: shift.begin(account_id, job.attempt_id),
                over,
                account.brake,
            )

        self.threads.start(account_id, work)

    def _claim(self, account_id: int, account: DrainAccount):
        wanted = account.wanted()
        if not wanted:
            return
        record = self.env["ecommerce.account"].browse(account_id)
        try:
            jobs = self.outbox._claim(record, wanted)
            self.cron._commit_progress()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
            # Another worker was quicker; the next look shows what is left.
            self.env.cr.rollback()
            jobs = []
        except Exception as failure:
            # Whatever is wrong with this account's rows, the others go on.
            self.env.cr.rollback()
            self.broken.add(account_id)
            _logger.exception("Shipments of account %s cannot be sent", account_id)
            self._tell_of_failure(record, failure)
            jobs = []
        account.add(jobs)

    # --- T2 ---

    def _settle(self, outcomes: list[delivery.Outcome]):
        """Settle outcomes together; those that cannot be one by one, so that a
        failure of one never stops the others."""
        if not outcomes:
            return
        try:
            busy = self.outbox._settle(outcomes)
            self._settled(len(outcomes) - len(busy))
        except Exception:
            self.env.cr.rollback()
            busy = outcomes
        for outcome in busy:
            self._settle_alone(outcome)

    def _settle_alone(self, outcome: delivery.Outcome):
        """Settle one; past the automation rules, should it fail with them. If it still
        fails, the lease runs out, and the marketplace is asked what it knows."""
        shipment = self.outbox.browse(outcome.job.shipment_id)
        for number in range(SETTLE_TRIES):
            try:
                retried = number < SETTLE_TRIES - 1
                if not shipment._settle([outcome], retried):
                    shipment.env.flush_all()  # with what the context says of rules
                    self._settled(1)
                    return
                self.env.cr.rollback()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
            except Exception as failure:
                self.env.cr.rollback()
                _logger.exception("Shipment %s not settled", shipment.id)
                self._tell_of_failure(shipment.account_id, failure)
                shipment = shipment._without_rules()
                if not shipment:
                    return
                continue
            time.sleep(0.05 * number)  # somebody edits the delivery: it takes a moment
        _logger.warning("Shipment %s was busy", outcome.job.shipment_id)

    def _tell_of_failure(self, account, failure: Exception):
        try:
            account._tell_of_failure(failure)
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # the next failure tells

    def _settled(self, count: int):
        self.cron._commit_progress(count)
        self.done += count

    # --- Looking ---

    def _count_due(self) -> int:
        domain = self.outbox._due_domain(self.only)
        return self.outbox.search_count(domain, limit=1000)
