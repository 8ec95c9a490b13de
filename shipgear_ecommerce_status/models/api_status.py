# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta, timezone

from odoo import fields, models
from odoo.api import depends, model  # "api" is a field here
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, format_datetime

from ..connectors.base import Call
from . import parameters

WINDOW = timedelta(minutes=15)
QUIET_AFTER = timedelta(minutes=4)  # then a probe feeds the lamp
CONSECUTIVE_FAILURES = 3  # calls in a row that make a lamp red
RED_SHARE = 0.5  # of the window's calls
YELLOW_SHARE = 0.05
RECORD_TRIES = 5

#: The platform did not do its part. A refused shipment is not the API's failure.
FAILURES = ("Unreachable", "Unavailable", "Unauthorized", "OutcomeUnknown")


class ApiStatus(models.Model):
    """The lamp of one API of one account.

    Nobody sets a lamp: it is decided when it is read, from the calls that were
    recorded. A scheduler that died therefore shows none by itself.
    """

    _name = "api.status"
    _description = "API Status"
    _order = "account_id, sequence, id"
    _rec_name = "api"

    account_id = fields.Many2one(
        "ecommerce.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    api = fields.Selection(
        [
            ("products", "Products API"),
            ("writeback", "Writeback API"),
            ("orders", "Orders API"),
        ],
        string="API",
        required=True,
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    sample_ids = fields.One2many("api.status.sample", "status_id")

    last_call_at = fields.Datetime(string="Last Call", readonly=True)
    last_answer_at = fields.Datetime(
        string="Last Answer", readonly=True, help="The last call without a failure."
    )
    last_error = fields.Char(readonly=True, help="Class of the last call's failure.")
    last_message = fields.Char(readonly=True)
    consecutive_failures = fields.Integer(readonly=True)

    color = fields.Selection(
        [
            ("green", "Green"),
            ("yellow", "Yellow"),
            ("red", "Red"),
            ("none", "None"),
        ],
        string="Status",
        compute="_compute_lamp",
    )
    reason = fields.Char(compute="_compute_lamp")

    _api_uniq = models.Constraint(
        "UNIQUE(account_id, api)", "An account has one status per API."
    )

    @depends("api")
    def _compute_sequence(self):
        order = {"products": 1, "writeback": 2, "orders": 3}
        for status in self:
            status.sequence = order.get(status.api, 9)

    # --- The lamp ---

    @depends(
        "last_call_at",
        "last_error",
        "last_message",
        "consecutive_failures",
        "sample_ids",
    )
    def _compute_lamp(self):
        now = fields.Datetime.now()
        counts = self._window_counts(now)
        for status in self:
            status.color, status.reason = status._decide(
                now, *counts.get(status.id, (0, 0, 0))
            )

    def _window_counts(self, now) -> dict[int, tuple[int, int, int]]:
        """Return (calls, failures, throttled) of the window, by status id.

        Only samples that lie in the window as a whole count, so that the
        sentence never speaks of an older call.
        """
        groups = self.env["api.status.sample"]._read_group(
            [("status_id", "in", self.ids), ("start", ">", now - WINDOW)],
            ["status_id"],
            ["calls:sum", "errors:sum", "throttled:sum"],
        )
        return {status.id: tuple(numbers) for status, *numbers in groups}

    def _decide(self, now, calls: int, failed: int, throttled: int) -> tuple[str, str]:
        """Return (color, one sentence that says why)."""
        self.ensure_one()
        message = self.last_message or ""
        if not self.last_call_at:
            return "none", self.env._("Not contacted yet.")
        when = format_datetime(self.env, self.last_call_at, dt_format="short")
        refused = self.last_error == "Unauthorized"
        paused = self.account_id.paused_until
        if refused and paused and paused > now:
            # Nothing is called meanwhile: the silence is ours.
            return "red", self.env._(
                "The marketplace refused this account: %s", message
            )
        if now - self.last_call_at >= timedelta(
            minutes=parameters.none_after(self.env)
        ):
            return "none", self.env._("No call since %s: the status is unknown.", when)
        if self.last_error == "Unreachable":
            return "none", self.env._("Error reading API status: %s", message)
        if refused:
            return "red", self.env._(
                "The marketplace refused this account: %s", message
            )
        if self.consecutive_failures >= CONSECUTIVE_FAILURES:
            return "red", self.env._(
                "The last %(count)s calls failed: %(message)s",
                count=self.consecutive_failures,
                message=message,
            )
        counts = {"failed": failed, "calls": calls, "message": message}
        if failed:
            sentence = self.env._(
                "%(failed)s of %(calls)s calls failed in the last 15 minutes: "
                "%(message)s",
                **counts,
            )
            if failed >= calls * RED_SHARE:
                return "red", sentence
            if failed >= calls * YELLOW_SHARE:
                return "yellow", sentence
        if throttled:
            return "yellow", self.env._(
                "%(throttled)s of %(calls)s calls were put off in the last 15 minutes: "
                "the marketplace asked to slow down.",
                throttled=throttled,
                calls=calls,
            )
        if not calls:  # the window is shorter than what the setting allows
            return self._decide_by_last_call(when)
        return "green", self.env._(
            "%s calls answered in the last 15 minutes.", calls - failed
        )

    def _decide_by_last_call(self, when: str) -> tuple[str, str]:
        if self.last_error in FAILURES:
            return "red", self.env._(
                "The last call, at %(when)s, failed: %(message)s",
                when=when,
                message=self.last_message or "",
            )
        return "green", self.env._("The last call, at %s, was answered.", when)

    # --- Recording ---

    @model
    def _record_calls(self, calls_by_account: dict[int, list[Call]]):
        """Count calls into the samples and lamps, in a transaction of its own.

        Whatever becomes of the caller's transaction, the call did happen. Two
        workers may count into the same row, so a conflict is tried again.
        """
        calls_by_account = {a: calls for a, calls in calls_by_account.items() if calls}
        if not calls_by_account:
            return
        for tries_left in reversed(range(RECORD_TRIES)):
            try:
                with self.env.registry.cursor() as cr:
                    self.with_env(self.env(cr=cr))._store_calls(calls_by_account)
                break
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if not tries_left:
                    raise
        self.invalidate_model()
        self.env["api.status.sample"].invalidate_model()

    def _store_calls(self, calls_by_account: dict[int, list[Call]]):
        batches = {}
        for account_id, calls in calls_by_account.items():
            for call in calls:
                batches.setdefault((account_id, call.api), []).append(call)
        # Always in the same order, so that two workers cannot deadlock.
        for (account_id, name), calls in sorted(batches.items(), key=lambda i: i[0]):
            self._store_status(account_id, name, calls)
            self.env["api.status.sample"]._store(account_id, name, calls)

    def _store_status(self, account_id: int, name: str, calls: list[Call]):
        last = max(calls, key=lambda call: call.started_at)
        answered = [call for call in calls if call.error not in FAILURES]
        failures = 0
        for call in sorted(calls, key=lambda call: call.started_at):
            failures = failures + 1 if call.error in FAILURES else 0
        self.env.cr.execute(
            SQL(
                """
                UPDATE api_status
                   SET last_call_at = %(last_call_at)s,
                       last_answer_at = COALESCE(%(last_answer_at)s, last_answer_at),
                       last_error = %(error)s,
                       last_message = %(message)s,
                       consecutive_failures = %(failures)s
                           + CASE WHEN %(answered)s THEN 0
                             ELSE COALESCE(consecutive_failures, 0) END
                 WHERE account_id = %(account_id)s AND api = %(api)s
                """,
                last_call_at=naive(last.started_at),
                last_answer_at=max(
                    (naive(call.started_at) for call in answered), default=None
                ),
                error=last.error or None,
                message=last.message or None,
                failures=failures,
                answered=bool(answered),
                account_id=account_id,
                api=name,
            )
        )


def naive(moment):
    """An aware datetime as the database keeps it: UTC, whole seconds, no zone."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
