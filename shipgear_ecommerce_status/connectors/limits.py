# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Keeping to a platform's allowances: token buckets, Retry-After, rate headers.

A bucket is arithmetic on the clock it is given. :class:`Limiter` waits and
refuses; it reaches its buckets through one method only, so that they may lie in
this process (as here, behind a lock) or where several processes share them
(:class:`SharedLimiter`).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar

from .base import Limit, Throttled
from .text import _lt

#: Nothing pauses an operation longer than this, whatever an answer says.
MAX_PAUSE = 24 * 3600.0
#: No rate below one call in that time is believed.
MIN_RATE = 1.0 / MAX_PAUSE
#: Pause in seconds after a 429 that names none, where no rate is documented.
DEFAULT_PAUSE = 60.0
#: Where no allowance is documented, yet the platform turns out to have one.
UNDOCUMENTED = Limit(rate=1e6, burst=1_000_000)

Result = TypeVar("Result")


class Bucket:
    """Tokens of one operation. Not thread-safe: whoever keeps it locks.

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


class Buckets(dict[str, Bucket]):
    """The buckets of one account: operation -> bucket, full at first.

    :param limits: operation -> documented allowance; others are not limited
        until the platform refuses one
    """

    def __init__(self, limits: Mapping[str, Limit], now: float):
        super().__init__((name, Bucket(limit, now)) for name, limit in limits.items())

    def dump(self) -> dict[str, dict[str, float | None]]:
        """Return ``{operation: {"tokens", "rate", "updated", "blocked_until"}}``.

        JSON-able; times are those of the clock in use, None where nothing is blocked.
        """
        return {
            name: {
                "tokens": bucket.tokens,
                "rate": bucket.rate,
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
            _number(saved.get(key)) for key in ("tokens", "rate", "updated")
        )
        if tokens is None or rate is None or updated is None or rate < MIN_RATE:
            return
        bucket = self.get(name) or Bucket(UNDOCUMENTED, now)
        bucket.rate = rate
        # Promises to callers who are gone must not keep the others waiting long.
        bucket.tokens = min(max(tokens, -bucket.capacity), bucket.capacity)
        bucket.updated = updated
        bucket.refill(now)
        blocked_until = _number(saved.get("blocked_until"))
        if blocked_until is not None:
            bucket.blocked_until = min(blocked_until, now + MAX_PAUSE)
        self[name] = bucket


Change = Callable[[Buckets, float], Result]


class Limiter:
    """The allowances of one account, shared by all threads that call for it.

    :param limits: operation -> documented allowance; others are not limited
    :param max_wait: seconds a caller is made to wait; a longer wait raises
        Throttled at once instead
    """

    def __init__(
        self,
        limits: Mapping[str, Limit],
        max_wait: float = 5.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self.max_wait = max_wait
        self._limits = dict(limits)
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._buckets = Buckets(limits, clock())
        self._rates: dict[str, float] = {}

    def _apply(self, change: Change) -> Result:
        """Return ``change(buckets, now)``, made while nobody else looks at them."""
        with self._lock:
            return change(self._buckets, self._clock())

    def acquire(self, operation: str) -> None:
        """Wait for the operation's turn, at most ``max_wait`` seconds.

        :raises Throttled: with code ``local_limit``; nothing was sent
        """
        waited = 0.0
        wait = self._apply(lambda buckets, now: self._reserve(buckets, now, operation))
        while wait > 0:
            self._sleep(wait)
            waited += wait
            # A 429 that somebody else got meanwhile counts for this one too.
            wait = self._apply(
                lambda buckets, now, waited=waited: self._still_blocked(
                    buckets, now, operation, waited
                )
            )

    def _reserve(self, buckets: Buckets, now: float, operation: str) -> float:
        bucket = buckets.get(operation)
        if bucket is None:
            return 0.0
        wait = bucket.wait(now)
        if wait > self.max_wait:
            raise _too_soon(operation, wait)
        bucket.take()
        return wait

    def _still_blocked(
        self, buckets: Buckets, now: float, operation: str, waited: float
    ) -> float:
        bucket = buckets[operation]
        wait = bucket.blocked_until - now
        if wait > 0 and waited + wait > self.max_wait:
            bucket.give_back()
            raise _too_soon(operation, wait)
        return wait

    def learn_rate(self, operation: str, rate: object) -> None:
        """Take over the rate (calls per second) that an answer's header names."""
        value = _number(rate)
        if value is None or value < MIN_RATE or self._rates.get(operation) == value:
            return

        def learn(buckets: Buckets, now: float) -> None:
            bucket = buckets.get(operation)
            if bucket is not None:
                bucket.refill(now)
                bucket.rate = value

        self._apply(learn)
        self._rates[operation] = value

    def block(self, operation: str, seconds: float) -> None:
        """Send nothing for ``seconds``, after a 429."""
        seconds = min(max(seconds, 0.0), MAX_PAUSE)

        def block(buckets: Buckets, now: float) -> None:
            if operation not in buckets:
                buckets[operation] = Bucket(UNDOCUMENTED, now)
            buckets[operation].block(seconds, now)

        self._apply(block)

    def interval(self, operation: str) -> float:
        """Return the seconds between two calls at the operation's rate."""
        limit = self._limits.get(operation)
        if limit is None:
            return DEFAULT_PAUSE
        return 1.0 / self._rates.get(operation, limit.rate)


class SharedLimiter(Limiter):
    """The same, with buckets that several processes share.

    :param transact: calls a change with the account's buckets and the time,
        while nobody else has them, keeps what it did to them, and returns what
        it returned; see :class:`Buckets` for how to keep them
    """

    def __init__(
        self, limits: Mapping[str, Limit], transact: Callable[[Change], object]
    ):
        super().__init__(limits)
        self._apply = transact


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


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
