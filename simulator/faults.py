# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Faults on demand: which call is struck, by what, and how often."""

from __future__ import annotations

import itertools
import random
import threading
from dataclasses import dataclass, field, fields

#: kind -> what the client meets
KINDS = {
    "throttle": "429, with Retry-After where retry_after is given",
    "error500": "500",
    "error503": "503",
    "slow": "the right answer, after some seconds",
    "hang": "no answer for some seconds, then the connection closes",
    "cut_before": "connection closed, nothing done",
    "cut_after": "work done, connection closed without an answer",
    "garbage": "200 with a body nobody can read",
    "empty": "200 with no body",
    "maintenance": "503 with a page of HTML",
    "expired_token": "the access token stops being valid, now and for good",
    "revoked": "the grant is gone: no new token, and the old one is refused",
    "forbidden": "403 although the token is good",
}
_SECONDS = {"slow": 5.0, "hang": 60.0}
GARBAGE = ("html", "json", "binary", "short")


@dataclass
class Fault:
    """One fault, and the calls it strikes; an empty field matches everything.

    ``accept``: do the work all the same, then answer as the fault says.
    ``garbage``: a web page, JSON cut in the middle, bytes, or fewer bytes than
    the Content-Length promises.
    """

    kind: str
    platform: str = ""
    seller: str = ""
    order: str = ""
    operation: str = ""
    probability: float = 1.0
    count: int | None = None
    seconds: float | None = None
    retry_after: float | None = None
    accept: bool = False
    garbage: str = "html"
    seed: int = 0
    id: int = 0
    fired: int = 0
    _random: random.Random = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        if self.garbage not in GARBAGE:
            raise ValueError(f"garbage must be one of {', '.join(GARBAGE)}")
        if self.seconds is None:
            self.seconds = _SECONDS.get(self.kind, 0.0)
        self._random = random.Random(self.seed)

    def matches(self, platform: str, seller: str, order: str, operation: str) -> bool:
        if self.count is not None and self.fired >= self.count:
            return False
        wanted = (self.platform, self.seller, self.order, self.operation)
        got = (platform, seller, order, operation)
        if any(want and want != have for want, have in zip(wanted, got, strict=True)):
            return False
        return self.probability >= 1 or self._random.random() < self.probability

    def as_dict(self) -> dict:
        names = (each.name for each in fields(self) if each.init)
        return {name: getattr(self, name) for name in names}


class Faults:
    """The faults in force. The oldest that matches a call strikes it."""

    def __init__(self, seed: int = 0):
        self._seed = seed
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._faults: dict[int, Fault] = {}

    def add(self, kind: str, **options) -> Fault:
        options.setdefault("seed", self._seed)
        fault = Fault(kind, **options)
        with self._lock:
            fault.id = next(self._ids)
            self._faults[fault.id] = fault
        return fault

    def draw(self, *call: str) -> Fault | None:
        """Return the fault that strikes a call, if any, and count it."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults.values():
                if fault.matches(*call):
                    fault.fired += 1
                    return fault
        return None

    def all(self) -> list[Fault]:
        with self._lock:
            return list(self._faults.values())

    def remove(self, fault_id: int) -> bool:
        with self._lock:
            return self._faults.pop(fault_id, None) is not None

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()
