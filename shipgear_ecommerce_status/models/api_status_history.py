# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import functools
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL, format_datetime

from . import lamp, parameters

DAY_HOURS = 24
WEEK_HOURS = 7 * 24
GRAPH_HOURS = 4  # in one point of a graph


class Hour(NamedTuple):
    calls: int = 0
    errors: int = 0
    throttled: int = 0
    unreachable: int = 0
    seconds: float = 0.0

    def color(self, red: int, yellow: int) -> str:
        return lamp.share_color(
            self.calls - self.unreachable,
            self.errors - self.unreachable,
            self.throttled,
            red,
            yellow,
        )


class ApiStatusHistory(models.AbstractModel):
    """How an API did, hour by hour: a strip of a day, graphs of a week."""

    _name = "api.status.history"
    _description = "History of an API Status"

    history = fields.Json(
        compute="_compute_history",
        help="The last 24 hours, oldest first: start, color, calls, errors.",
    )
    graph_calls = fields.Text(string="Calls in 4 Hours", compute="_compute_graphs")
    graph_errors = fields.Text(string="Error Rate in %", compute="_compute_graphs")
    graph_seconds = fields.Text(
        string="Seconds per Call", compute="_compute_graphs", help="On average."
    )

    def _compute_history(self):
        shares = parameters.red_percent(self.env), parameters.yellow_percent(self.env)
        label = functools.cache(self._hour_label)  # the hours of all are the same
        for status, hours in self._read_hours(DAY_HOURS):
            status.history = [
                {
                    "start": fields.Datetime.to_string(start),
                    "label": label(start),
                    "color": hour.color(*shares),
                    "calls": hour.calls,
                    "errors": hour.errors,
                }
                for start, hour in hours
            ]

    def _compute_graphs(self):
        label = functools.cache(self._hour_label)
        for status, hours in self._read_hours(WEEK_HOURS):
            labelled = [(label(start), hour) for start, hour in _steps(hours)]
            status.graph_calls = self._graph(
                "graph_calls", [(label, hour.calls) for label, hour in labelled]
            )
            status.graph_errors = self._graph(
                "graph_errors",
                [(label, _per(100 * hour.errors, hour)) for label, hour in labelled],
            )
            status.graph_seconds = self._graph(
                "graph_seconds",
                [(label, _per(hour.seconds, hour)) for label, hour in labelled],
            )

    def _graph(self, name: str, points: list[tuple]) -> str:
        """Return what the widget dashboard_graph draws as a line."""
        label = self._fields[name]._description_string(self.env)
        values = [{"x": x, "y": y} for x, y in points]
        return json.dumps([{"key": label, "values": values, "is_sample_data": False}])

    def _hour_label(self, start: datetime) -> str:
        return format_datetime(self.env, start, dt_format="EEE HH:mm")

    def _read_hours(self, count: int):
        """Yield (status, [(start, Hour)…]) with an entry for each hour, oldest first.

        One query, whatever there is of samples.
        """
        now = fields.Datetime.now()
        last = now.replace(minute=0, second=0)
        starts = [last - timedelta(hours=hours) for hours in reversed(range(count))]
        found = self._query_hours(starts[0])
        for status in self:
            yield (
                status,
                [(start, found.get((status.id, start), Hour())) for start in starts],
            )

    def _query_hours(self, since: datetime) -> dict[tuple[int, datetime], Hour]:
        if not self.ids:
            return {}
        self.env["api.status.sample"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT status_id, date_trunc('hour', start) AS hour, SUM(calls),
                       SUM(errors), SUM(throttled), COALESCE(SUM(unreachable), 0),
                       SUM(seconds_total)
                  FROM api_status_sample
                 WHERE status_id IN %(ids)s AND start >= %(since)s
              GROUP BY status_id, hour
                """,
                ids=tuple(self.ids),
                since=since,
            )
        )
        return {(status_id, hour): Hour(*sums) for status_id, hour, *sums in rows}


def _steps(hours: list[tuple[datetime, Hour]]) -> Iterator[tuple[datetime, Hour]]:
    """Yield fewer, longer stretches than hours: a line of them can be read."""
    for first in range(0, len(hours), GRAPH_HOURS):
        step = hours[first : first + GRAPH_HOURS]
        sums = map(sum, zip(*(hour for _start, hour in step), strict=True))
        yield step[0][0], Hour(*sums)


def _per(amount: float, hour: Hour) -> float:
    return round(amount / hour.calls, 2) if hour.calls else 0
