# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How long one run of a scheduled action may take, however slow a marketplace is.

Odoo kills a worker whose pass over all due scheduled actions takes longer than
``limit_time_real_cron``. Two of ours may be due in one pass, beside others.
"""

import time
from dataclasses import dataclass

from odoo.tools import config

#: Seconds, where Odoo sets no limit.
LONGEST = 120.0
#: Parts of the limit: in which work is begun, and then for what is in flight.
BEGIN, FINISH = 1 / 12, 1 / 4
#: Seconds that a thread gets to report what it was cut off from.
GRACE = 5.0


@dataclass(frozen=True)
class RunTime:
    """Moments of ``time.monotonic()``.

    ``begin_until``: no new work after it. ``cut_at``: calls in flight are cut.
    ``over_at``: threads that have not reported by then are left behind.
    """

    begin_until: float
    cut_at: float
    over_at: float

    def may_begin(self) -> bool:
        return time.monotonic() < self.begin_until


def start(time_left: float) -> RunTime:
    """Return the moments of a run that begins now.

    :param time_left: seconds that the scheduler leaves, infinite outside of it
    """
    limit = _limit()
    begin_until = time.monotonic() + min(time_left, BEGIN * limit)
    cut_at = begin_until + FINISH * limit
    return RunTime(begin_until, cut_at, cut_at + GRACE)


def _limit() -> float:
    limit = config["limit_time_real_cron"]
    if limit is None or limit < 0:
        limit = config["limit_time_real"]
    return min(limit or LONGEST, LONGEST)
