# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart's allowances, and what its answers say of them.

Sources: Walmart Developer Portal, "Rate limiting" (calls per minute, by token buckets
of each seller) and "Error codes" (headers). The end of a pause was seen in
milliseconds and in seconds since 1970, as ISO 8601, and under two names.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from ..base import Limit
from ..buckets import Pace, a_number
from ..values import Malformed, a_time

LIMITS = {
    "shippingUpdates": Limit(rate=1, burst=60),
    "acknowledgeOrders": Limit(rate=1, burst=60),
    "getAllOrders": Limit(rate=5000 / 60, burst=5000),
    "getAnOrder": Limit(rate=5000 / 60, burst=5000),
    "getAllItems": Limit(rate=1, burst=60),  # with parameters; 300 without
}
_LEFT = "x-current-token-count"
_UNTIL = ("x-next-replenish-time", "x-next-replenishment-time")
#: Seconds; the longest of Walmart's windows for these calls is a minute.
_LONGEST = 3600.0


def pace(headers: Mapping[str, str]) -> Pace:
    left = a_number(headers.get(_LEFT))
    if left is None or left < 0:
        return Pace()
    return Pace(left=left, pause=pause(headers) if left < 1 else None)


def pause(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until the allowance is replenished, None if unsaid."""
    value = next(filter(None, (headers.get(name) for name in _UNTIL)), None)
    end = a_number(value)
    if end is None:
        try:
            moment = a_time(value, _LEFT)
        except Malformed:
            return None
        if moment is None:
            return None
        end = moment.timestamp()
    if end > 1e11:
        end /= 1000
    seconds = end - time.time() if end > 1e8 else end
    return min(seconds, _LONGEST) if seconds > 0 else None
