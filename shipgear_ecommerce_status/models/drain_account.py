# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import time
from collections import deque

from ..connectors.base import PATIENCE, Connector
from ..connectors.lanes import Brake

FIRST, MOST = 8, 64  # shipments claimed at once


class DrainAccount:
    """What one run of the write-back action has in hand for one account.

    ``jobs`` are claimed and wait for a lane; more are claimed before the last of them
    is taken. About two seconds' worth at once: with less the lanes would wait for
    claims, of more much would be given back at the end of the run, unsent.
    """

    def __init__(self, connector: Connector, patience: int):
        self.connector = connector
        self.brake = Brake(patience)
        self.jobs = deque()
        # What failed a moment ago is tried by one call at a time.
        self.lanes = connector.lanes if patience == PATIENCE else 1
        self.dry = False  # nothing more was due when it was looked at last
        self._size, self._claimed_at = FIRST, None

    def wanted(self) -> int:
        """Return how many more to claim now."""
        if self.dry or self.brake.on or len(self.jobs) >= 3 * self.lanes:
            return 0
        if self._claimed_at is not None:
            lasted = time.monotonic() - self._claimed_at
            if lasted < 1:
                self._size = min(2 * self._size, MOST)
            elif lasted > 3:
                self._size = max(self._size // 2, self.lanes)
        return self._size

    def add(self, jobs: list):
        """Take what was claimed when it was asked for ``wanted()``."""
        self.dry = len(jobs) < self._size
        self.jobs.extend(jobs)
        self._claimed_at = time.monotonic()
