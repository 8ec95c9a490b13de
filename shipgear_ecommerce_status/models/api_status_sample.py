# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..connectors.base import Call
from .api_status import FAILURES, naive


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
            sample = samples.setdefault(bucket_start(call.started_at), [0, 0, 0, 0, 0])
            sample[0] += 1
            sample[1] += call.error in FAILURES
            sample[2] += call.error == "Throttled"
            sample[3] += call.seconds
            sample[4] = max(sample[4], call.seconds)
        rows = SQL(", ").join(
            SQL("(%s::timestamp, %s, %s, %s, %s, %s)", start, *sample)
            for start, sample in sorted(samples.items())
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO api_status_sample (
                    status_id, company_id, start,
                    calls, errors, throttled, seconds_total, seconds_max
                )
                SELECT s.id, s.company_id, v.*
                  FROM api_status s, (VALUES %(rows)s) v
                 WHERE s.account_id = %(account_id)s AND s.api = %(api)s
                ON CONFLICT (status_id, start) DO UPDATE
                   SET calls = api_status_sample.calls + excluded.calls,
                       errors = api_status_sample.errors + excluded.errors,
                       throttled = api_status_sample.throttled + excluded.throttled,
                       seconds_total = api_status_sample.seconds_total
                                     + excluded.seconds_total,
                       seconds_max = GREATEST(api_status_sample.seconds_max,
                                              excluded.seconds_max)
                """,
                rows=rows,
                account_id=account_id,
                api=name,
            )
        )


def bucket_start(moment):
    """The start, naive UTC, of the five minutes that an aware datetime lies in."""
    start = naive(moment)
    return start - timedelta(
        minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond
    )
