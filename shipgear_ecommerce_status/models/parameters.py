# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The add-on's system parameters, read with their defaults.

A value that cannot be read is ignored in favour of the default, with a line in
the log: a typing error must not stop write-backs.
"""

import logging

from odoo.api import Environment

_logger = logging.getLogger(__name__)

PREFIX = "shipgear_ecommerce_status."
MAX_ATTEMPTS = 5
RETRY_DELAYS = "2, 10, 60, 240"  # minutes after the 1st, 2nd, … failed attempt
ORDERS_INTERVAL = 5  # minutes
ITEMS_INTERVAL = 24  # hours
VERIFY_HOURS = 6
RED_STREAK = 3
RED_PERCENT = 50
YELLOW_PERCENT = 5
NONE_AFTER = 10  # minutes without a call until a lamp shows none
DRAIN_THREADS = 40  # calls at once in one run of the write-back action
KEEP_ATTEMPTS_DAYS = 365  # longer than any marketplace argues about a parcel
HIGHEST = 1_000_000  # of any of them: nearly two years, in minutes


def max_attempts(env: Environment) -> int:
    return _positive_int(env, "max_attempts", MAX_ATTEMPTS)


def none_after(env: Environment) -> int:
    """Minutes without a call after which a status is unknown."""
    return _positive_int(env, "none_after", NONE_AFTER)


def orders_interval(env: Environment) -> int:
    """Minutes between two readings of an account's orders."""
    return _positive_int(env, "orders_interval", ORDERS_INTERVAL)


def items_interval(env: Environment) -> int:
    """Hours between two readings of an account's items."""
    return _positive_int(env, "items_interval", ITEMS_INTERVAL)


def red_streak(env: Environment) -> int:
    """Failures in a row that make a lamp red."""
    return _positive_int(env, "red_streak", RED_STREAK)


def red_percent(env: Environment) -> int:
    """Share of the last 15 minutes' calls whose failure makes a lamp red."""
    return _positive_int(env, "red_percent", RED_PERCENT)


def yellow_percent(env: Environment) -> int:
    """Share of the last 15 minutes' calls whose failure makes a lamp yellow."""
    return _positive_int(env, "yellow_percent", YELLOW_PERCENT)


def drain_threads(env: Environment) -> int:
    """How many calls one run of the write-back action makes at once, at most."""
    return _positive_int(env, "drain_threads", DRAIN_THREADS)


def verify_hours(env: Environment) -> int:
    """Hours after which an accepted shipment must show on the marketplace."""
    return _positive_int(env, "verify_hours", VERIFY_HOURS)


def keep_attempts_days(env: Environment) -> int:
    """Days after which the attempts of a done shipment go; 0: never."""
    if _get(env, "keep_attempts_days") == "0":
        return 0
    return _positive_int(env, "keep_attempts_days", KEEP_ATTEMPTS_DAYS)


def retry_delays(env: Environment) -> list[float]:
    """Minutes to wait after each failed attempt; the last one repeats."""
    text = _get(env, "retry_delays") or RETRY_DELAYS
    try:
        return parse_delays(text)
    except ValueError:
        _logger.info("Ignoring unreadable retry delays %r", text)
        return parse_delays(RETRY_DELAYS)


def parse_delays(text: str) -> list[float]:
    """Read "2, 10, 60". Raises ValueError unless all are sensible numbers."""
    delays = [float(part) for part in text.split(",")]
    if not all(0 < delay <= HIGHEST for delay in delays):
        raise ValueError(text)
    return delays


def allow_private_hosts(env: Environment) -> str:
    """ "1" where connectors may call plain http and private addresses."""
    return "1" if _get(env, "allow_private_hosts") in ("1", "True", "true") else ""


def _positive_int(env: Environment, name: str, default: int) -> int:
    text = _get(env, name)
    if not text:
        return default
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST:
        _logger.info("Ignoring unreadable parameter %s%s %r", PREFIX, name, text)
        return default
    return int(text)


def _get(env: Environment, name: str) -> str:
    return (env["ir.config_parameter"].sudo().get_param(PREFIX + name) or "").strip()
