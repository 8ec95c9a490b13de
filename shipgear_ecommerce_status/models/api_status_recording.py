# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import itertools
from datetime import timezone

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..connectors.base import Call
from .translation import say

RECORD_TRIES = 5

#: The platform did not do its part. A refused shipment is not the API's failure.
FAILURES = ("Unreachable", "Unavailable", "Unauthorized", "OutcomeUnknown")


class ApiStatusRecording(models.AbstractModel):
    """What calls told of an API, written down as it happens."""

    _name = "api.status.recording"
    _description = "Recording of an API Status"

    @api.model
    def _record_calls(self, calls_by_account: dict[int, list[Call]]):
        """Count calls into the samples and lamps, in a transaction of its own.

        Whatever becomes of the caller's transaction, the call did happen. Two
        workers may count into the same row, so a conflict is tried again.
        """
        calls_by_account = {a: calls for a, calls in calls_by_account.items() if calls}
        if calls_by_account:
            self._apart(lambda status: status._store_calls(calls_by_account))
            self.env["api.status.sample"].invalidate_model()

    @api.model
    def _keep_note(self, account, name: str, note: str):
        """Keep how an API is used with an account, in a transaction of its own: the
        calls that told are recorded in another one, in the same row."""
        note = say(account._reader_lang(), note) or None
        update = SQL(
            "UPDATE api_status SET note = %(note)s WHERE account_id = %(account_id)s "
            "AND api = %(api)s AND note IS DISTINCT FROM %(note)s",
            note=note,
            account_id=account.id,
            api=name,
        )
        self._apart(lambda status: status.env.cr.execute(update, log_exceptions=False))

    def _apart(self, work):
        for tries_left in reversed(range(RECORD_TRIES)):
            try:
                with self.env.registry.cursor() as cr:
                    work(self.with_env(self.env(cr=cr)))
                break
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if not tries_left:
                    raise
        self.invalidate_model()

    def _store_calls(self, calls_by_account: dict[int, list[Call]]):
        batches = {}
        for account_id, calls in calls_by_account.items():
            for call in calls:
                batches.setdefault((account_id, call.api), []).append(call)
        # Always in the same order, so that two workers cannot deadlock.
        for (account_id, name), calls in sorted(batches.items(), key=lambda i: i[0]):
            account = self.env["ecommerce.account"].browse(account_id)
            self._store_status(account, name, calls)
            self.env["api.status.sample"]._store(account_id, name, calls)

    def _store_status(self, account, name: str, calls: list[Call]):
        calls = sorted(calls, key=lambda call: call.started_at)
        last = calls[-1]
        failed = [call for call in calls if call.error in FAILURES]
        answered = [call for call in calls if call.error not in FAILURES]
        trailing = list(
            itertools.takewhile(lambda call: call.error in FAILURES, reversed(calls))
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE api_status
                   SET last_call_at = %(last_call_at)s,
                       last_answer_at = COALESCE(%(last_answer_at)s, last_answer_at),
                       last_error = %(error)s,
                       last_message = %(message)s,
                       last_failure = COALESCE(%(failure)s, last_failure),
                       last_failure_at = COALESCE(%(failure_at)s, last_failure_at),
                       failing_since = CASE
                           WHEN %(trailing)s = 0 THEN NULL
                           WHEN %(answered)s OR failing_since IS NULL
                               THEN %(first_trailing_at)s
                           ELSE failing_since END,
                       consecutive_failures = %(trailing)s
                           + CASE WHEN %(answered)s THEN 0
                             ELSE COALESCE(consecutive_failures, 0) END
                 WHERE account_id = %(account_id)s AND api = %(api)s
                """,
                last_call_at=naive(last.started_at),
                last_answer_at=naive(answered[-1].started_at) if answered else None,
                error=last.error or None,
                message=_said(account, last),
                failure=_said(account, failed[-1]) if failed else None,
                failure_at=naive(failed[-1].started_at) if failed else None,
                first_trailing_at=naive(trailing[-1].started_at) if trailing else None,
                trailing=len(trailing),
                answered=bool(answered),
                account_id=account.id,
                api=name,
            ),
            log_exceptions=False,  # of two workers one is second, and tries again
        )


def _said(account, call: Call) -> str | None:
    """What went wrong, in the reader's language; most calls have nothing to say."""
    if not call.message:
        return None
    return say(account.exists()._reader_lang(), call.message)


def naive(moment):
    """An aware datetime as the database keeps it: UTC, whole seconds, no zone."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
