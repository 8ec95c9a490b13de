# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Keeping to a platform's allowances: token buckets, Retry-After, rate headers.

:class:`Limiter` waits and refuses; it reaches its buckets through one method only,
so that they may lie in this process (as here, behind a lock) or where several
processes share them (:class:`SharedLimiter`).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TypeVar

from .base import Limit, Throttled
from .buckets import (
    MAX_PAUSE,
    MIN_RATE,
    UNDOCUMENTED,
    Bucket,
    Buckets,
    Pace,
    Stock,
    a_number,
)
from .text import _lt

#: Pause in seconds after a 429 that names none, where no rate is documented.
DEFAULT_PAUSE = 60.0
#: Fewer calls than this are not worth a stock of their own.
STOCK_LEAST = 4

Result = TypeVar("Result")
Change = Callable[[Buckets, float], Result]


class Limiter:
    """The allowances of one account, shared by all threads that call for it.

    An allowance goes by the name of its operation, or of what several share.

    :param limits: allowance -> what is documented; others are not limited
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
        # What is known here, so that what is no news costs no change.
        self._known: dict[str, Pace] = {}
        self._tokens: dict[str, float] = {}

    def _apply(self, change: Change) -> Result:
        """Return ``change(buckets, now)``, made while nobody else looks at them."""
        with self._lock:
            return change(self._buckets, self._clock())

    def acquire(self, operation: str, cost: float = 1.0) -> None:
        """Wait for the operation's turn, at most ``max_wait`` seconds.

        :param cost: tokens that the call takes, where not each takes one
        :raises Throttled: with code ``local_limit``; nothing was sent
        """
        waited = 0.0
        wait = self._turn(operation, cost)
        while wait > 0:
            self._sleep(wait)
            waited += wait
            # A 429 that somebody else got meanwhile counts for this one too.
            wait = self._apply(
                lambda buckets, now, waited=waited: self._still_blocked(
                    buckets, now, operation, cost, waited
                )
            )

    def _turn(self, operation: str, cost: float) -> float:
        """Return the seconds until this call's turn, which is reserved for it."""
        return self._apply(
            lambda buckets, now: self._reserve(buckets, now, operation, cost)
        )

    def _reserve(
        self, buckets: Buckets, now: float, operation: str, cost: float
    ) -> float:
        bucket = buckets.get(operation)
        if bucket is None:
            return 0.0
        wait = bucket.wait(now, cost)
        if wait > self.max_wait:
            raise _too_soon(operation, wait)
        bucket.take(cost)
        self._tokens[operation] = bucket.tokens
        return wait

    def _still_blocked(
        self,
        buckets: Buckets,
        now: float,
        operation: str,
        cost: float,
        waited: float,
    ) -> float:
        bucket = buckets[operation]
        wait = bucket.blocked_until - now
        if wait > 0 and waited + wait > self.max_wait:
            bucket.give_back(cost)
            raise _too_soon(operation, wait)
        return wait

    def learn_rate(self, operation: str, rate: object) -> None:
        """Take over the rate (calls per second) that an answer's header names."""
        self.learn(operation, Pace(rate=a_number(rate)))

    def learn(self, operation: str, pace: Pace) -> None:
        """Take over what an answer says of the allowance, if that is news."""
        if pace.rate is not None and pace.rate < MIN_RATE:
            pace = replace(pace, rate=None)
        known = self._known.get(operation, Pace())
        news = pace.rate not in (None, known.rate) or pace.size not in (
            None,
            known.size,
        )
        counted = self._tokens.get(operation, math.inf)
        if pace.pause:
            self.block(operation, pace.pause)
        if not news and (pace.left is None or pace.left >= counted):
            return

        def learn(buckets: Buckets, now: float) -> None:
            bucket = buckets.get(operation)
            if bucket is not None:
                bucket.learn(pace, now)
                self._tokens[operation] = bucket.tokens

        self._apply(learn)
        self._known[operation] = Pace(
            rate=pace.rate or known.rate, size=pace.size or known.size
        )

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
        return 1.0 / (self._known.get(operation, Pace()).rate or limit.rate)


class SharedLimiter(Limiter):
    """The same, with buckets that several processes share.

    Where the rate is high, it takes a stock of calls at once, those of the second to
    come among them: they cost no transaction. It takes twice what it needed of the
    last stock, so that others find the rest. At a low rate nothing is taken before it
    is needed.

    :param transact: calls a change with the account's buckets and the time,
        while nobody else has them, keeps what it did to them, and returns what
        it returned; see :class:`Buckets` for how to keep them
    """

    def __init__(
        self, limits: Mapping[str, Limit], transact: Callable[[Change], object]
    ):
        super().__init__(limits)
        self._apply = transact
        self._stocks: dict[str, Stock] = {}
        self._buying = threading.Lock()

    def _turn(self, operation: str, cost: float) -> float:
        wait = self._from_stock(operation, cost)
        if wait is None:
            with self._buying:  # one thread buys for all
                wait = self._from_stock(operation, cost)
                if wait is None:
                    return self._buy(operation, cost)
        if wait:
            self._sleep(wait)
        return 0.0

    def _from_stock(self, operation: str, cost: float) -> float | None:
        """Return the seconds until the turn of a call out of the stock, None: empty."""
        with self._lock:
            stock = self._stocks.get(operation)
            wait = stock.take(self._clock(), cost) if stock else None
            if wait is not None:
                self._tokens[operation] -= cost
            return wait

    def _buy(self, operation: str, cost: float) -> float:
        """Return the seconds until this call's turn, and stock up for the next."""
        with self._lock:
            rest = self._stocks.pop(operation, None)
        most = max(STOCK_LEAST * cost, 2 * (rest.taken - rest.left) if rest else 0.0)

        def buy(buckets: Buckets, now: float) -> tuple[float, Stock | None]:
            bucket = buckets.get(operation)
            if bucket and rest:
                bucket.give_back(rest.left)
            wait = self._reserve(buckets, now, operation, cost)
            worth = bucket and bucket.spare() >= STOCK_LEAST * cost
            return wait, Stock(bucket, most, self._clock()) if worth else None

        wait, stock = self._apply(buy)
        with self._lock:
            if stock:
                self._stocks[operation] = stock
        return wait

    def block(self, operation: str, seconds: float) -> None:
        try:
            return super().block(operation, seconds)
        finally:
            with self._lock:
                self._stocks.pop(operation, None)


def parse_retry_after(value: object, now: float) -> float | None:
    """Return the seconds a ``Retry-After`` header asks for, None if unreadable.

    :param value: delay in seconds or an HTTP date (RFC 9110, 10.2.3)
    :param now: wall-clock seconds since the epoch
    """
    seconds = a_number(value)
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
