# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import fields, models
from odoo.api import depends, depends_context  # "api" is a field here
from odoo.tools import SQL, format_datetime

from ..connectors.base import sentences
from . import lamp, parameters
from .automation import without_rules

QUIET_AFTER = timedelta(minutes=4)  # then a probe feeds the lamp


class ApiStatus(models.Model):
    """The lamp of one API of one account.

    Nobody sets a lamp: it is decided when it is read, from the calls that were
    recorded. A scheduler that died therefore shows none by itself.
    """

    _name = "api.status"
    _inherit = ["api.status.history", "api.status.recording", "ecommerce.safe.export"]
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
    active = fields.Boolean(
        default=True, help="An API that is switched off for an account has no lamp."
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    sample_ids = fields.One2many("api.status.sample", "status_id", "Samples")

    last_call_at = fields.Datetime(string="Last Call", readonly=True)
    last_answer_at = fields.Datetime(
        string="Last Answer", readonly=True, help="The last call without a failure."
    )
    last_error = fields.Char(readonly=True, help="Class of the last call's failure.")
    last_message = fields.Char(readonly=True)
    last_failure = fields.Char(
        readonly=True,
        help="Message of the last failed call, even if later calls succeeded.",
    )
    last_failure_at = fields.Datetime(readonly=True)
    failing_since = fields.Datetime(
        readonly=True, help="The first of the failures that no answer has followed."
    )
    consecutive_failures = fields.Integer(readonly=True)

    note = fields.Char(
        readonly=True, help="How the API is used with this account, if there is choice."
    )
    color = fields.Selection(
        [
            ("green", "Green"),
            ("yellow", "Yellow"),
            ("red", "Red"),
            ("none", "None"),
        ],
        string="Status",
        compute="_compute_lamp",
        search="_search_color",
    )
    seen_color = fields.Selection(
        lambda self: self._fields["color"]._description_selection(self.env),
        string="Status as Last Seen",
        readonly=True,
        help="For automation rules: they watch what is stored. Written after each "
        "reading or sending that finds the status changed.",
    )
    reason = fields.Char(compute="_compute_lamp", help="Why, in one sentence.")
    since = fields.Datetime(compute="_compute_lamp")
    since_label = fields.Char(compute="_compute_lamp")

    _api_uniq = models.Constraint(
        "UNIQUE(account_id, api)", "An account has one status per API."
    )

    @depends("api")
    def _compute_sequence(self):
        order = {"products": 1, "writeback": 2, "orders": 3}
        for status in self:
            status.sequence = order.get(status.api, 9)

    # --- The lamp ---

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "color":  # not stored, and yet searched and grouped by
            self._flush_facts()
            return lamp.color_sql(self.env, alias, fields.Datetime.now())
        return super()._field_to_sql(alias, field_expr, query)

    def _search_color(self, operator, value):
        if operator != "in":
            return NotImplemented
        query = self._search([])
        query.add_where(
            SQL("%s IN %s", self._field_to_sql(query.table, "color"), tuple(value))
        )
        return [("id", "in", query)]

    @depends_context("lang", "tz")
    @depends(
        "last_call_at",
        "last_error",
        "last_message",
        "consecutive_failures",
        "sample_ids",
        "account_id.paused_until",
    )
    def _compute_lamp(self):
        now = fields.Datetime.now()
        facts = self._read_facts(now)
        for status in self:
            rule, *numbers = facts.get(status.id, ("never", 0, 0, 0, None))
            status.color = lamp.RULES[rule]
            status.reason = sentences(status._sentence(rule, *numbers[:3]))
            status.since = status._since(rule, numbers[3])
            status.since_label = status.since and self.env._(
                "Since %s.", format_datetime(self.env, status.since, dt_format="short")
            )

    def _see_color(self):
        """Store the color where it changed: that is what an automation rule watches."""
        for status in self:
            status.seen_color = status.color

    def _without_rules(self):
        """This lamp, to be written past automation rules; None without rules."""
        return without_rules(self, self.account_id)

    def _flush_facts(self):
        self.flush_model()
        self.env["api.status.sample"].flush_model()
        self.env["ecommerce.account"].flush_model(["paused_until"])

    def _read_facts(self, now) -> dict[int, tuple]:
        """Return (rule, calls, failed, throttled, troubled since) by status id.

        Only samples that lie in the window as a whole count, so that the
        sentence never speaks of an older call.
        """
        if not self.ids:
            return {}
        self._flush_facts()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id, %(rule)s,
                       COALESCE(SUM(w.calls), 0), COALESCE(SUM(w.errors), 0),
                       COALESCE(SUM(w.throttled), 0),
                       MIN(w.start) FILTER (WHERE w.errors > 0 OR w.throttled > 0)
                  FROM api_status s
                  LEFT JOIN api_status_sample w
                    ON w.status_id = s.id AND w.start > %(window)s
                 WHERE s.id IN %(ids)s
              GROUP BY s.id
                """,
                rule=lamp.rule_sql(self.env, "s", now),
                window=now - lamp.WINDOW,
                ids=tuple(self.ids),
            )
        )
        return {status_id: facts for status_id, *facts in rows}

    def _since(self, rule: str, troubled_since):
        """When the lamp took this color, as far as the records tell."""
        if rule == "quiet":
            silence = timedelta(minutes=parameters.none_after(self.env))
            return self.last_call_at + silence
        if rule in ("many", "some", "throttled"):
            return troubled_since
        if rule == "fine":
            return self.last_failure_at
        return self.failing_since

    def _sentence(self, rule: str, calls: int, failed: int, throttled: int) -> str:
        """Say why, in one sentence."""
        self.ensure_one()
        message = self.last_message or ""
        if rule == "never":
            return self.env._("Not contacted yet.")
        when = format_datetime(self.env, self.last_call_at, dt_format="short")
        if rule == "quiet":
            return self.env._("No call since %s: the status is unknown.", when)
        if rule == "unreachable":
            return self.env._("Error reading API status: %s", message)
        if rule in ("paused", "refused"):
            return self.env._("The marketplace refused this account: %s", message)
        if rule == "streak" and self.consecutive_failures == 1:
            return self.env._("The last call failed: %s", message)
        if rule == "streak":
            return self.env._(
                "The last %(count)s calls failed: %(message)s",
                count=self.consecutive_failures,
                message=message,
            )
        if rule in ("many", "some"):
            return self.env._(
                "%(failed)s of %(calls)s calls failed in the last 15 minutes: "
                "%(message)s",
                failed=failed,
                calls=calls,
                message=message or self.last_failure or "",
            )
        if rule == "throttled":
            return self.env._(
                "%(throttled)s of %(calls)s calls put off in the last 15 minutes: "
                "the marketplace asked to slow down.",
                throttled=throttled,
                calls=calls,
            )
        return self._sentence_of_answers(rule, calls - failed, when)

    def _sentence_of_answers(self, rule: str, answered: int, when: str) -> str:
        if rule == "last_failed":
            return self.env._(
                "The last call, at %(when)s, failed: %(message)s",
                when=when,
                message=self.last_message or "",
            )
        if not answered:  # none in the window; the setting allows that
            return self.env._("The last call, at %s, was answered.", when)
        if answered == 1:
            return self.env._("1 call answered in the last 15 minutes.")
        return self.env._("%s calls answered in the last 15 minutes.", answered)
