# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Pages of a result that was frozen when its first page was asked for."""

from __future__ import annotations

import itertools
import sys
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable

from .limits import Clock

_KEPT = 200


class Pages:
    """Hands out results by opaque token.

    A token is good for ``lifetime`` seconds, and only with the question that it
    was given for. Of the results, only the first ``shown`` can be paged through.
    """

    def __init__(self, clock: Clock, lifetime: float, shown: int = sys.maxsize):
        self._clock = clock
        self._lifetime = lifetime
        self._shown = shown
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._results: OrderedDict[int, tuple[float, object, list]] = OrderedDict()

    def page(
        self, token: str, question: object, find: Callable[[], list], size: int
    ) -> tuple[list, int, dict[str, str]]:
        """Return one page, the number of all results, and the tokens there are.

        Tokens are named ``nextToken`` and ``previousToken``. Raises LookupError for
        a token that is made up, too old, or of another question.
        """
        if token:
            number, offset = self._read(token)
        else:
            number, offset = self._keep(question, find()), 0
        with self._lock:
            asked_at, same_question, results = self._results[number]
        if same_question != question:
            raise LookupError("this token belongs to another question")
        if self._clock.now() - asked_at > self._lifetime:
            raise LookupError("this token is too old")
        last = min(len(results), self._shown)
        end = min(offset + size, last)
        tokens = {}
        if end < last:
            tokens["nextToken"] = _token(number, end)
        if offset:
            tokens["previousToken"] = _token(number, max(0, offset - size))
        return results[offset:end], len(results), tokens

    def _keep(self, question: object, results: list) -> int:
        with self._lock:
            number = next(self._ids)
            self._results[number] = (self._clock.now(), question, results)
            while len(self._results) > _KEPT:
                self._results.popitem(last=False)
        return number

    def _read(self, token: str) -> tuple[int, int]:
        try:
            text = urlsafe_b64decode(token.encode()).decode()
            number, offset = map(int, text.split("."))
        except ValueError:
            raise LookupError("not a token of this service") from None
        if number not in self._results:
            raise LookupError("this token is not known")
        return number, offset


def _token(number: int, offset: int) -> str:
    return urlsafe_b64encode(f"{number}.{offset}".encode()).decode()
