# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..connectors.base import Call
from .api_status_recording import FAILURES, naive

KEEP_DAYS = 30
GC_LIMIT = 10_000
#: class of a failure -> the column that counts it
COLUMNS = {
    "Throttled": "throttled",
    "Unreachable": "unreachable",
    "Unavailable": "unavailable",
    "Unauthorized": "unauthorized",
    "OutcomeUnknown": "unanswered",
}


class ApiStatusSample(models.Model):
    """Counters of the calls of one API of one account over five minutes."""

    _name = "api.status.sample"
    _description = "API Status Sample"
    _order = "start desc, id desc"

    status_id = fields.Many2one("api.status", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="status_id.company_id", store=True)
    start = fields.Datetime(required=True)
    calls = fields.Integer()
    errors = fields.Integer()
    throttled = fields.Integer()
    unreachable = fields.Integer(help="Nothing was sent.")
    unavailable = fields.Integer(help="The platform answered that it cannot now.")
    unauthorized = fields.Integer(help="The platform refused the account.")
    unanswered = fields.Integer(help="Sent, but no readable answer came.")
    refused = fields.Integer(
        help="The platform refused the data: no failure of the API."
    )
    seconds_total = fields.Float(help="Seconds spent in all calls together.")
    seconds_max = fields.Float(help="Seconds of the slowest call.")

    _start_uniq = models.Constraint(
        "UNIQUE(status_id, start)", "A status has one sample per five minutes."
    )

    @api.model
    def _store(self, account_id: int, name: str, calls: list[Call]):
        """Add calls to the samples they fall into: one UPSERT for all of them."""
        samples = {}
        for call in calls:
            counts = samples.setdefault(bucket_start(call.started_at), Counter())
            counts["calls"] += 1
            counts["errors"] += call.error in FAILURES
            counts[COLUMNS.get(call.error, "refused")] += bool(call.error)
            counts["seconds_total"] += call.seconds
            counts["seconds_max"] = max(counts["seconds_max"], call.seconds)
        sums = ("calls", "errors", "refused", *COLUMNS.values(), "seconds_total")
        columns = (*sums, "seconds_max")
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO api_status_sample AS t (
                    status_id, company_id, start, %(columns)s
                )
                SELECT s.id, s.company_id, v.*
                  FROM api_status s, (VALUES %(rows)s) v
                 WHERE s.account_id = %(account_id)s AND s.api = %(api)s
                ON CONFLICT (status_id, start) DO UPDATE
                   SET %(sums)s,
                       seconds_max = GREATEST(t.seconds_max, excluded.seconds_max)
                """,
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                rows=SQL(", ").join(
                    SQL("(%s::timestamp, %s)", start, _values(counts, columns))
                    for start, counts in sorted(samples.items())
                ),
                sums=SQL(", ").join(map(_add, sums)),
                account_id=account_id,
                api=name,
            )
        )

    @api.autovacuum
    def _gc_samples(self):
        """Purge in bounded steps; Odoo calls again while some are left."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = self.search([("start", "<", limit)], limit=GC_LIMIT, order="start")
        old.unlink()
        return len(old), len(old) == GC_LIMIT


def _values(counts: Counter, columns) -> SQL:
    return SQL(", ").join(SQL("%s", counts[name]) for name in columns)


def _add(name: str) -> SQL:
    column = SQL.identifier(name)
    old = SQL.identifier("t", name)
    return SQL("%s = COALESCE(%s, 0) + excluded.%s", column, old, column)


def bucket_start(moment):
    """The start, naive UTC, of the five minutes that an aware datetime lies in."""
    start = naive(moment)
    return start - timedelta(
        minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond
    )
