# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The clock, and the token buckets that ration calls by it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime, timezone


class Clock:
    """Wall-clock seconds since 1970 that a test may push forward."""

    def __init__(self):
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


def to_iso(timestamp: float) -> str:
    """Return seconds since 1970 the way marketplaces write times."""
    moment = datetime.fromtimestamp(timestamp, timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> float:
    """Return seconds since 1970; raises ValueError where no offset is given."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset from UTC")
    return moment.timestamp()


@dataclass(frozen=True)
class Limit:
    """A documented allowance: ``rate`` calls per second, ``burst`` calls at once."""

    rate: float
    burst: int


class Buckets:
    """One token bucket per key, made full at its first use."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._lock = threading.Lock()
        self._levels: dict[tuple, tuple[float, float]] = {}

    def take(self, key: tuple, limit: Limit, scale: float, cost: float = 1.0) -> bool:
        """Take a call out of a bucket; return False where it has not enough.

        :param scale: how much faster than documented the bucket refills; its
            size stays as documented. 0 lets everything through.
        """
        if not scale:
            return True
        now = self._clock.now()
        with self._lock:
            level = self._level(key, limit, scale, now)
            allowed = level >= cost
            self._levels[key] = (level - cost * allowed, now)
        return allowed

    def left(self, key: tuple, limit: Limit, scale: float) -> float:
        """Return what is in a bucket."""
        with self._lock:
            return self._level(key, limit, scale, self._clock.now())

    def _level(self, key: tuple, limit: Limit, scale: float, now: float) -> float:
        level, since = self._levels.get(key, (limit.burst, now))
        return min(limit.burst, level + (now - since) * limit.rate * scale)

    def clear(self) -> None:
        with self._lock:
            self._levels.clear()
