# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..connectors.base import (
    PATIENCE,
    Call,
    ConnectorError,
    Throttled,
    Unavailable,
)
from ..connectors.reading import Finding, Probe, ReadBack, Reader, Sweep, Task
from ..connectors.text import _lt
from . import run_time
from .account_threads import AccountThreads
from .api_status import QUIET_AFTER

_logger = logging.getLogger(__name__)

READ_BACKS = 20  # single orders read in one run of an account
STORE_TRIES = 5
#: How often an API that is down is asked whether it answers again.
PROBE_DOWN_AFTER = timedelta(seconds=50)
#: Seconds between two accounts of how far a reading is: what only informs people
#: is not written with each page.
TELL_EVERY = 0.5


@dataclass
class UnderWay:
    """A reading of an account, and what is not told of it yet."""

    reader: Reader
    calls: list[Call] = field(default_factory=list)
    pages: int = 0
    told_of: Task | None = None
    told_at: float = 0.0

    def is_time_to_tell(self, task: Task) -> bool:
        """At the beginning of each task, and then now and then."""
        late = time.monotonic() >= self.told_at + TELL_EVERY
        return late or task is not self.told_of


class Polling:
    """One run of the reading scheduled action: due sweeps and quiet APIs.

    The accounts' threads read; this stores page by page, each in a transaction
    of its own, and counts the calls.

    :param only: read these accounts alone; None: all
    """

    def __init__(self, polls, only=None):
        self.polls = polls
        self.only = only
        self.env = polls.env
        self.cron = polls.env["ir.cron"]
        self.threads = AccountThreads()
        self.under_way = {}  # account id -> UnderWay
        self.pages = 0

    def run(self) -> int:
        """Return how many pages were stored."""
        due = len(self._due_polls(self.only))
        time_left = self.cron._commit_progress(remaining=due)
        if time_left <= 0:
            return 0
        self.time = run_time.start(time_left)
        for account in self.accounts():
            self._start(account)
        for reports in self.threads.reports(self.time.over_at):
            for account_id, finding in reports:
                if finding:
                    self._receive(account_id, finding)
                else:
                    self._end(account_id)
        for account_id in list(self.under_way):  # left behind
            self._end(account_id)
        remaining = len(self._due_polls(self.only)) if self.pages else 0
        self.cron._commit_progress(remaining=remaining)
        return self.pages

    # --- Handing over to the network ---

    def accounts(self):
        """Accounts with something to read or to probe, and nothing against it."""
        accounts = (
            self._due_polls().account_id
            | self._quiet_statuses().account_id
            | self.env["ecommerce.shipment"]._accounts_to_read_back()
        )
        if self.only is not None:
            accounts &= self.only
        return accounts.filtered_domain(accounts._callable_domain())

    def _start(self, account):
        try:
            connector = account._connector(self.threads.ask)
        except ConnectorError as failure:
            account._pause_in_run(failure)
            return
        tasks = self._claim(account)
        if not tasks:
            connector.close()
            return
        connector.deadline.at = self.time.cut_at
        reader = Reader(connector, self.time.begin_until)
        self.under_way[account.id] = UnderWay(reader)
        self.threads.start(account.id, lambda report: reader.run(tasks, report))

    def _claim(self, account) -> list[Task]:
        try:
            sweeps = self._due_polls(account)._claim()
            quiet = self._quiet_statuses(account).mapped("api")
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()
            return []
        except Exception:
            self.env.cr.rollback()
            _logger.exception("Account %s cannot be read", account.id)
            return []
        read = {sweep.api for sweep in sweeps}
        probes = [Probe(api) for api in quiet if api not in read]
        due = self.env["ecommerce.shipment"]._due_read_backs(account, READ_BACKS)
        refs = dict.fromkeys(due.mapped("order_ref"))
        return probes + sweeps + [ReadBack(ref) for ref in refs]

    # --- Taking in what was found ---

    def _receive(self, account_id, finding: Finding):
        under_way = self.under_way[account_id]
        under_way.calls += finding.calls
        # Behind a page that was not kept, a later one would hide the gap.
        dropped = finding.page and under_way.reader.stopped
        if not dropped and not self._take_in(account_id, finding):
            under_way.reader.stop()
        if finding.page:
            under_way.reader.stored()
        last = finding.error or (finding.page and not finding.page.cursor)
        if last or under_way.is_time_to_tell(finding.task):
            self._tell(account_id, finding.task)
        if isinstance(finding.task, Probe) and not finding.error:
            # What waited for this API goes on.
            self.env["ecommerce.shipment"]._trigger_drain()
            self.cron._commit_progress()

    def _take_in(self, account_id: int, finding: Finding) -> bool:
        """Store what was found; False if no more pages of it are wanted."""
        for _try in range(STORE_TRIES):
            try:
                kept = self._store(account_id, finding)
                self._commit()
                return kept
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
            except Exception:
                self.env.cr.rollback()
                _logger.exception("What %s said was not stored", finding.task.api)
                self._put_off(finding)
                return False
        return False

    def _put_off(self, finding: Finding):
        """Come back to a sweep later rather than at once and in vain."""
        if isinstance(finding.task, Sweep):
            poll = self.polls.browse(finding.task.poll_id)
            poll._fail(finding.task, Unavailable(_lt("A page could not be stored.")))
            self.cron._commit_progress()

    def _store(self, account_id: int, finding: Finding) -> bool:
        task, account = finding.task, self.env["ecommerce.account"].browse(account_id)
        if isinstance(task, ReadBack):
            return self._store_read_back(account, finding)
        if isinstance(task, Probe):
            if not finding.error:
                self.env["api.status"]._keep_note(account, task.api, finding.note)
            return True
        poll = self.polls.browse(task.poll_id)
        if finding.error:
            poll._fail(task, finding.error)
            return True
        self.pages += 1
        self.under_way[account_id].pages += 1
        return poll._store(task, finding.page)

    def _store_read_back(self, account, finding: Finding) -> bool:
        if finding.order:
            self.env["ecommerce.order"]._take_in(account, [finding.order])
        elif isinstance(finding.error, Throttled):
            return True  # the rest of the read-backs waits for the next run
        self.env["ecommerce.shipment"]._read_back_in_vain(
            account, finding.task.order_ref, finding.error
        )
        return True

    def _commit(self):
        """Keep a page. The scheduler hears of several together: see ``_tell``."""
        self.cron.with_context(ir_cron_progress_id=False)._commit_progress()

    def _tell(self, account_id: int, task: Task | None = None):
        """Record the calls, and tell the scheduler and open pages of the progress."""
        under_way = self.under_way[account_id]
        calls, under_way.calls = under_way.calls, []
        self.env["api.status"]._record_calls({account_id: calls})
        if isinstance(task, Sweep):
            records = self.polls.browse(task.poll_id).record_count
            account = self.env["ecommerce.account"].browse(account_id)
            account._notify_pages(api=task.api, records=records)
        self.cron._commit_progress(under_way.pages)
        under_way.pages = 0
        under_way.told_of, under_way.told_at = task, time.monotonic()

    def _end(self, account_id):
        self.under_way[account_id].reader.connector.close()
        self._tell(account_id)
        del self.under_way[account_id]
        try:
            self.env["ecommerce.account"].browse(account_id)._refresh_alerts()
            self.cron._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # the next run refreshes them
        except Exception:
            self.env.cr.rollback()
            _logger.exception("Alerts of account %s not refreshed", account_id)

    # --- Looking ---

    def _due_polls(self, accounts=None):
        return self.polls.search(self.polls._due_domain(accounts))

    def _quiet_statuses(self, account=None):
        """Lamps that nothing has fed for a while, and APIs that are down."""
        now = fields.Datetime.now()
        domain = Domain("account_id.active", "=", True) & (
            Domain("last_call_at", "=", False)
            | Domain("last_call_at", "<=", now - QUIET_AFTER)
            | Domain("last_call_at", "<=", now - PROBE_DOWN_AFTER)
            & Domain("consecutive_failures", ">=", PATIENCE)
        )
        if account:
            domain &= Domain("account_id", "=", account.id)
        return self.env["api.status"].search(domain)
