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
#: Seconds that a call of a quick account takes at most.
QUICK = 2.0


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


class Shift:
    """Who may begin one more call in a run. Asked by all its threads.

    In time everybody may. While what was begun in time is still under way, the run
    must wait anyway: meanwhile those go on who are known to be quick. They do not
    keep the run going in their turn.
    """

    def __init__(self, moments: RunTime):
        self._moments = moments
        self._early = set()  # keys of what was begun in time, and is under way
        self._seconds = {}  # account id -> what its last call took

    def is_open(self, account_id: int) -> bool:
        """Whether it makes sense to take on more for an account."""
        quick = self._seconds.get(account_id, 0.0) <= QUICK
        return self._moments.may_begin() or bool(self._early) and quick

    def begin(self, account_id: int, key: int) -> bool:
        """Return whether a call may begin now; what is in hand still may if it is
        over in a moment."""
        if self._moments.may_begin():
            self._early.add(key)
            return True
        late = time.monotonic() > self._moments.begin_until + QUICK
        quick = self._seconds.get(account_id, 0.0) <= QUICK
        return quick and (bool(self._early) or not late)

    def end(self, account_id: int, key: int, seconds: float | None):
        """A call is over; None: it was not made after all."""
        self._early.discard(key)
        if seconds is not None:
            self._seconds[account_id] = seconds


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
