# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Which rule decides a lamp, as SQL.

In SQL, so that a lamp is read, searched and grouped by one and the same
decision, made at the moment of reading: nobody has to keep it right.
"""

from datetime import datetime, timedelta

from odoo.api import Environment
from odoo.tools import SQL

from . import parameters

WINDOW = timedelta(minutes=15)

#: rule -> color, in the order in which the rules are tried
RULES = {
    "never": "none",  # nobody has called yet
    "paused": "red",  # refused; nothing is called meanwhile: the silence is ours
    "quiet": "none",  # the last call is too long ago
    "unreachable": "none",  # the last call never reached the platform
    "refused": "red",  # the account may not use the API
    "streak": "red",  # the last calls failed, one and all
    "many": "red",  # a large share of the window's calls failed
    "some": "yellow",  # a small share of them did
    "throttled": "yellow",  # the platform asked to slow down
    "last_failed": "red",  # no call in the window; the last one failed
    "fine": "green",
}


def rule_sql(env: Environment, alias: str, now: datetime) -> SQL:
    """Return an expression: the rule for the row of api_status at an alias."""
    return SQL(
        """
        (SELECT CASE
            WHEN %(last_call_at)s IS NULL THEN 'never'
            WHEN %(last_error)s = 'Unauthorized' AND EXISTS (
                 SELECT 1 FROM ecommerce_account a
                  WHERE a.id = %(account_id)s AND a.paused_until > %(now)s)
                 THEN 'paused'
            WHEN %(last_call_at)s <= %(quiet_before)s THEN 'quiet'
            WHEN %(last_error)s = 'Unreachable' THEN 'unreachable'
            WHEN %(last_error)s = 'Unauthorized' THEN 'refused'
            WHEN %(failures)s >= %(streak)s THEN 'streak'
            WHEN w.errors > 0 AND w.errors * 100.0 >= w.calls * %(red)s THEN 'many'
            WHEN w.errors > 0 AND w.errors * 100.0 >= w.calls * %(yellow)s
                 THEN 'some'
            WHEN w.throttled > 0 THEN 'throttled'
            WHEN w.calls = 0 AND %(failures)s > 0 THEN 'last_failed'
            ELSE 'fine' END
           FROM (SELECT COALESCE(SUM(calls), 0) AS calls,
                        COALESCE(SUM(errors), 0) AS errors,
                        COALESCE(SUM(throttled), 0) AS throttled
                   FROM api_status_sample
                  WHERE status_id = %(id)s AND start > %(window)s) w)
        """,
        id=SQL.identifier(alias, "id"),
        account_id=SQL.identifier(alias, "account_id"),
        last_call_at=SQL.identifier(alias, "last_call_at"),
        last_error=SQL.identifier(alias, "last_error"),
        failures=SQL("COALESCE(%s, 0)", SQL.identifier(alias, "consecutive_failures")),
        now=now,
        window=now - WINDOW,
        quiet_before=now - timedelta(minutes=parameters.none_after(env)),
        streak=parameters.red_streak(env),
        red=parameters.red_percent(env),
        yellow=parameters.yellow_percent(env),
    )


def color_sql(env: Environment, alias: str, now: datetime) -> SQL:
    """Return an expression: the color of the row of api_status at an alias."""
    cases = SQL(" ").join(SQL("WHEN %s THEN %s", *rule) for rule in RULES.items())
    return SQL("(CASE %s %s END)", rule_sql(env, alias, now), cases)


def share_color(calls: int, errors: int, throttled: int, red: int, yellow: int) -> str:
    """Return the color of one stretch of time by itself, for its history.

    :param calls: those that reached the platform, and so for ``errors``
    """
    if not calls:
        return "none"
    if errors and errors * 100 >= calls * red:
        return "red"
    if throttled or (errors and errors * 100 >= calls * yellow):
        return "yellow"
    return "green"
