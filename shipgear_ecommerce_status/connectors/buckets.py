# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Token buckets: arithmetic on a clock that is given, and how they are kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .base import Limit

#: Nothing pauses an operation longer than this, whatever an answer says.
MAX_PAUSE = 24 * 3600.0
#: No rate below one call in that time is believed.
MIN_RATE = 1.0 / MAX_PAUSE
#: Seconds' worth of calls that one process may take at once, see :class:`Stock`.
STOCK_SECONDS = 1.0
#: Where no allowance is documented, yet the platform turns out to have one.
UNDOCUMENTED = Limit(rate=1e6, burst=1_000_000)


@dataclass(frozen=True)
class Pace:
    """What an answer says of an allowance; None: nothing.

    ``rate``: calls (or points) per second; ``size``: of the bucket; ``left``: what
    is in it now; ``pause``: seconds until anything may be sent again.
    """

    rate: float | None = None
    size: float | None = None
    left: float | None = None
    pause: float | None = None


class Bucket:
    """Tokens of one allowance. Not thread-safe: whoever keeps it locks.

    ``tokens`` below zero are calls promised to callers who wait for them.
    """

    def __init__(self, limit: Limit, now: float):
        self.rate = float(limit.rate)
        # One token stays in hand where there are several: calls evenly spaced
        # here reach the platform unevenly, and an early one would get a 429.
        self.capacity = float(max(1, limit.burst - 1))
        self.tokens = self.capacity
        self.updated = now
        self.blocked_until = -math.inf

    def refill(self, now: float) -> None:
        earned = max(0.0, now - self.updated) * self.rate
        self.tokens = min(self.capacity, self.tokens + earned)
        self.updated = now

    def wait(self, now: float, cost: float = 1.0) -> float:
        """Return the seconds until a call may go that takes ``cost`` tokens."""
        self.refill(now)
        # What costs more than there ever are goes when the bucket is full.
        missing = max(0.0, min(cost, self.capacity) - self.tokens) / self.rate
        return max(missing, self.blocked_until - now, 0.0)

    def learn(self, pace: Pace, now: float) -> None:
        """Take over what the platform says; it never has more than we counted."""
        self.refill(now)
        if pace.size is not None:
            self.capacity = max(1.0, pace.size)
        if pace.rate is not None:
            self.rate = pace.rate
        if pace.left is not None:
            self.tokens = min(self.tokens, pace.left)
        self.tokens = min(self.tokens, self.capacity)

    def take(self, cost: float = 1.0) -> None:
        self.tokens -= cost

    def spare(self) -> float:
        """Return how many a process may take at once: no more than a second's worth,
        and none that are earned later than that."""
        second = self.rate * STOCK_SECONDS
        return max(0.0, min(second, self.tokens + second))

    def give_back(self, cost: float = 1.0) -> None:
        self.tokens = min(self.capacity, self.tokens + cost)

    def block(self, seconds: float, now: float) -> None:
        """Empty the bucket and send nothing for ``seconds``: the platform said so."""
        self.refill(now)
        self.tokens = min(self.tokens, 0.0)
        self.blocked_until = max(self.blocked_until, now + seconds)


class Stock:
    """Tokens that one process took out of a shared bucket: what was in it, and what
    it earns within the next ``STOCK_SECONDS``, which nobody else has then.

    Not thread-safe: whoever keeps it locks.

    :param most: how many to take at most
    :param now: on a clock of this process; the bucket's own may be another one
    """

    def __init__(self, bucket: Bucket, most: float, now: float):
        self.taken = self.left = min(bucket.spare(), most)
        self._there, self._rate = min(bucket.tokens, self.left), bucket.rate
        self._updated, self._until = now, now + STOCK_SECONDS
        bucket.take(self.left)

    def take(self, now: float, cost: float) -> float | None:
        """Return the seconds until a call may go; None: there is not enough left."""
        if cost > self.left or now > self._until:
            return None
        self._there += max(0.0, now - self._updated) * self._rate - cost
        self.left -= cost
        self._updated = now
        return max(0.0, -self._there / self._rate)


class Buckets(dict[str, Bucket]):
    """The buckets of one account: allowance -> bucket, full at first.

    :param limits: allowance -> what is documented; others are not limited until
        the platform refuses a call
    """

    def __init__(self, limits: Mapping[str, Limit], now: float):
        super().__init__((name, Bucket(limit, now)) for name, limit in limits.items())

    def dump(self) -> dict[str, dict[str, float | None]]:
        """Return ``{allowance: {"tokens", "rate", "size", "updated", ...}}``.

        JSON-able; times are those of the clock in use, None where nothing is blocked.
        """
        return {
            name: {
                "tokens": bucket.tokens,
                "rate": bucket.rate,
                "size": bucket.capacity,
                "updated": bucket.updated,
                "blocked_until": _finite(bucket.blocked_until),
            }
            for name, bucket in self.items()
        }

    def load(self, dumped: object, now: float) -> None:
        """Take over an earlier :meth:`dump`; what cannot be read is left out."""
        if not isinstance(dumped, Mapping):
            return
        for name, saved in dumped.items():
            if isinstance(saved, Mapping) and isinstance(name, str):
                self._load(name, saved, now)

    def _load(self, name: str, saved: Mapping, now: float) -> None:
        tokens, rate, updated = (
            a_number(saved.get(key)) for key in ("tokens", "rate", "updated")
        )
        if tokens is None or rate is None or updated is None or rate < MIN_RATE:
            return
        bucket = self.get(name) or Bucket(UNDOCUMENTED, now)
        bucket.rate = rate
        bucket.capacity = max(1.0, a_number(saved.get("size")) or bucket.capacity)
        # Promises to callers who are gone must not keep the others waiting long.
        most = max(bucket.capacity, bucket.rate * STOCK_SECONDS)
        bucket.tokens = min(max(tokens, -most), bucket.capacity)
        bucket.updated = updated
        bucket.refill(now)
        blocked_until = a_number(saved.get("blocked_until"))
        if blocked_until is not None:
            bucket.blocked_until = min(blocked_until, now + MAX_PAUSE)
        self[name] = bucket


def a_number(value: object) -> float | None:
    """Return a finite number, of a header too; None where there is none."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
