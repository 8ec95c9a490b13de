# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Keeping to a platform's allowances: token buckets, Retry-After, rate headers.

A bucket is arithmetic on the clock it is given; only :class:`Limiter` locks
and sleeps. Times inside are monotonic, so a clock that is set back neither
stops nor floods anything; :meth:`Limiter.snapshot` speaks wall-clock time, so
that buckets survive the process.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from .base import Limit, Throttled
from .text import _lt

#: Nothing pauses an operation longer than this, whatever an answer says.
MAX_PAUSE = 24 * 3600.0
#: No rate below one call in that time is believed.
MIN_RATE = 1.0 / MAX_PAUSE
#: Pause in seconds after a 429 that names none, where no rate is documented.
DEFAULT_PAUSE = 60.0


class Bucket:
    """Tokens of one operation. Not thread-safe: :class:`Limiter` locks.

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

    def wait(self, now: float) -> float:
        """Return the seconds until the next call may go."""
        self.refill(now)
        missing = max(0.0, 1.0 - self.tokens) / self.rate
        return max(missing, self.blocked_until - now, 0.0)

    def take(self) -> None:
        self.tokens -= 1.0

    def give_back(self) -> None:
        self.tokens = min(self.capacity, self.tokens + 1.0)

    def block(self, seconds: float, now: float) -> None:
        """Empty the bucket and send nothing for ``seconds``: the platform said so."""
        self.refill(now)
        self.tokens = min(self.tokens, 0.0)
        self.blocked_until = max(self.blocked_until, now + seconds)


class Limiter:
    """The allowances of one account, shared by all threads that call for it.

    :param limits: operation -> documented allowance; others are not limited
    :param max_wait: seconds a caller is made to wait; a longer wait raises
        Throttled at once instead
    """

    def __init__(
        self,
        limits: Mapping[str, Limit],
        max_wait: float = 2.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self.max_wait = max_wait
        self._limits = dict(limits)
        self._clock = clock
        self._wall_clock = wall_clock
        self._sleep = sleep
        self._lock = threading.Lock()
        now = clock()
        self._buckets = {name: Bucket(limit, now) for name, limit in limits.items()}

    def acquire(self, operation: str) -> None:
        """Wait for the operation's turn, at most ``max_wait`` seconds.

        :raises Throttled: with code ``local_limit``; nothing was sent
        """
        started = self._clock()
        wait = self._reserve(operation)
        while wait > 0:
            self._sleep(wait)
            # A 429 that another thread got meanwhile counts for this one too.
            wait = self._still_blocked(operation, started)

    def _reserve(self, operation: str) -> float:
        with self._lock:
            bucket = self._buckets.get(operation)
            if bucket is None:
                return 0.0
            wait = bucket.wait(self._clock())
            if wait <= self.max_wait:
                bucket.take()
                return wait
        raise _too_soon(operation, wait)

    def _still_blocked(self, operation: str, started: float) -> float:
        with self._lock:
            bucket, now = self._buckets[operation], self._clock()
            wait = bucket.blocked_until - now
            if wait <= 0 or now + wait <= started + self.max_wait:
                return wait
            bucket.give_back()
        raise _too_soon(operation, wait)

    def learn_rate(self, operation: str, rate: object) -> None:
        """Take over the rate (calls per second) that an answer's header names."""
        value = _number(rate)
        if value is None or value < MIN_RATE:
            return
        with self._lock:
            bucket = self._buckets.get(operation)
            if bucket is not None:
                bucket.refill(self._clock())
                bucket.rate = value

    def block(self, operation: str, seconds: float) -> None:
        """Send nothing for ``seconds``, after a 429."""
        seconds = min(max(seconds, 0.0), MAX_PAUSE)
        with self._lock:
            now = self._clock()
            bucket = self._buckets.get(operation)
            if bucket is None:
                # No allowance is documented, yet the platform has one.
                bucket = Bucket(Limit(rate=1e6, burst=1_000_000), now)
                self._buckets[operation] = bucket
            bucket.block(seconds, now)

    def interval(self, operation: str) -> float:
        """Return the seconds between two calls at the operation's rate."""
        with self._lock:
            if operation in self._limits:
                return 1.0 / self._buckets[operation].rate
        return DEFAULT_PAUSE

    def snapshot(self) -> dict[str, dict[str, float]]:
        """Return the buckets as JSON-able numbers in wall-clock time.

        Shape: ``{operation: {"tokens", "rate", "at", "blocked_until"}}``, the
        last two in seconds since the epoch; 0 where nothing is blocked.
        """
        with self._lock:
            now, wall = self._clock(), self._wall_clock()
            for bucket in self._buckets.values():
                bucket.refill(now)
            return {
                name: {
                    "tokens": bucket.tokens,
                    "rate": bucket.rate,
                    "at": wall,
                    "blocked_until": max(0.0, wall + bucket.blocked_until - now),
                }
                for name, bucket in self._buckets.items()
                if name in self._limits
            }

    def restore(self, snapshot: object) -> None:
        """Take over an earlier :meth:`snapshot`; what cannot be read is left out."""
        if not isinstance(snapshot, Mapping):
            return
        with self._lock:
            for name, bucket in self._buckets.items():
                saved = snapshot.get(name)
                if isinstance(saved, Mapping):
                    self._restore_bucket(bucket, saved)

    def _restore_bucket(self, bucket: Bucket, saved: Mapping) -> None:
        names = ("tokens", "rate", "at", "blocked_until")
        tokens, rate, at, blocked_until = (_number(saved.get(n)) for n in names)
        if None in (tokens, rate, at, blocked_until) or rate < MIN_RATE:
            return
        now, wall = self._clock(), self._wall_clock()
        bucket.rate = rate
        # Promises to callers of another process are void: not below zero.
        bucket.tokens = min(max(tokens, 0.0), bucket.capacity)
        bucket.updated = now - (wall - at)
        bucket.blocked_until = now + min(max(0.0, blocked_until - wall), MAX_PAUSE)
        bucket.refill(now)


def parse_retry_after(value: object, now: float) -> float | None:
    """Return the seconds a ``Retry-After`` header asks for, None if unreadable.

    :param value: delay in seconds or an HTTP date (RFC 9110, 10.2.3)
    :param now: wall-clock seconds since the epoch
    """
    seconds = _number(value)
    if seconds is None and isinstance(value, str):
        try:
            seconds = parsedate_to_datetime(value).timestamp() - now
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
    if seconds is None:
        return None
    return min(max(seconds, 0.0), MAX_PAUSE)


def _too_soon(operation: str, wait: float) -> Throttled:
    return Throttled(
        _lt(
            "%(operation)s: the allowance is used up for the next %(seconds).1f "
            "seconds.",
            operation=operation,
            seconds=wait,
        ),
        retry_after=wait,
        code="local_limit",
        hint=_lt(
            "Nothing to do: the call is made as soon as the marketplace allows it."
        ),
    )


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
