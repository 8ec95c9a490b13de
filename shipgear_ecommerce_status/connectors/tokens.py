# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""OAuth access tokens, shared by every connector of one process.

The cache knows tokens by a digest of what they were issued for; no secret is
part of a key. Many threads that need the same token make one request for it
and share its outcome, good or bad.
"""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

#: Seconds before its end at which a token is no longer used.
MARGIN = 60.0
#: No token is kept longer than this, whatever ``expires_in`` says.
MAX_LIFETIME = 24 * 3600.0


def token_key(*parts: str) -> str:
    """Return a digest of what a token is issued for: endpoint, client, grant."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@dataclass(frozen=True)
class Token:
    """``value`` is left out of the repr: it opens the account."""

    value: str = field(repr=False)
    lifetime: float


class TokenCache:
    """Access tokens by key, each fetched once however many threads ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[str, tuple[str, float]] = {}
        self._flights: dict[str, Future] = {}

    def get(self, key: str, fetch: Callable[[], Token], refused: str = "") -> str:
        """Return a token that is valid for another minute at least.

        :param fetch: asks the platform; its errors reach every waiting caller
        :param refused: a token the platform did not take; it is replaced only
            while it is still the one in the cache
        """
        with self._lock:
            value, end = self._tokens.get(key, ("", 0.0))
            if value and value != refused and self._clock() < end:
                return value
            flight = self._flights.get(key)
            mine = flight is None
            if mine:
                flight = self._flights[key] = Future()
        if mine:
            self._fetch(key, fetch, flight)
        return flight.result()

    def _fetch(self, key: str, fetch: Callable[[], Token], flight: Future) -> None:
        try:
            token = fetch()
        except BaseException as error:
            self._land(key)
            flight.set_exception(error)
        else:
            self._land(key, token)
            flight.set_result(token.value)

    def _land(self, key: str, token: Token | None = None) -> None:
        now = self._clock()
        with self._lock:
            self._flights.pop(key, None)
            self._tokens = {k: t for k, t in self._tokens.items() if t[1] > now}
            if token is None:
                self._tokens.pop(key, None)
            else:
                end = now + min(token.lifetime, MAX_LIFETIME) - MARGIN
                self._tokens[key] = (token.value, end)

    def forget(self) -> None:
        """Drop every token."""
        with self._lock:
            self._tokens.clear()


def lifetime(expires_in: object) -> float:
    """Return ``expires_in`` in seconds, 0 where it is no usable number."""
    if isinstance(expires_in, bool):
        return 0.0
    try:
        seconds = float(expires_in)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


#: The cache of this process.
TOKENS = TokenCache()
