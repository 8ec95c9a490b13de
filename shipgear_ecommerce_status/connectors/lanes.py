# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Delivering one account's jobs, in several threads beside each other: its lanes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from .base import OUTAGE, PATIENCE, Connector, Throttled, Unauthorized
from .delivery import RELEASED, Job, Outcome, deliver, released


class Brake:
    """Slows and stops all lanes of an account: what one meets holds for the others.

    After a failure one call at a time goes on, so that a platform that is down costs
    no more attempts than ``patience`` says.

    :param patience: failures in a row until nothing is sent any more
    """

    def __init__(self, patience: int = PATIENCE):
        self.patience = patience
        self.on = False
        self._failures = self._under_way = 0
        self._lock = threading.Lock()

    def enter(self) -> bool:
        """Return whether a lane may go on; else another does, with what there is."""
        with self._lock:
            if self._failures and self._under_way:
                return False
            self._under_way += 1
            return True

    def leave(self, outcome: Outcome | None) -> None:
        """Learn from what became of a job; None: there was none left."""
        with self._lock:
            self._under_way -= 1
            if outcome is None or outcome.result == RELEASED:
                return
            error = outcome.error
            self._failures = self._failures + 1 if isinstance(error, OUTAGE) else 0
            if self._failures >= self.patience:
                self.on = True
            elif isinstance(error, Throttled | Unauthorized):
                self.on = True


def deliver_jobs(
    connector: Connector,
    jobs: deque[Job],
    may_begin: Callable[[Job], bool],
    report: Callable[[Outcome], None],
    brake: Brake,
) -> None:
    """Deliver jobs until none is left, and report each outcome as it arrives.

    A lane runs this; the lanes of an account take turns at the same ``jobs``, and
    more may be added meanwhile. Jobs that may not begin any more, and those that are
    left when the brake is on, are released: nothing of theirs was sent.
    """
    while jobs and brake.enter():
        outcome = None
        try:
            job = jobs.popleft()
            if brake.on or not may_begin(job):
                outcome = released(job)
            else:
                outcome = deliver(connector, job)
        except IndexError:
            return  # another lane was quicker
        finally:
            brake.leave(outcome)
        report(outcome)
