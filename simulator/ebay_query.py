# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the parameters of getOrders and getInventoryItems ask for.

Rules: the vendor's specifications of Sell Fulfillment v1 and Sell Inventory v1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .core import first
from .ebay_errors import invalid
from .limits import from_iso

Query = Mapping[str, list[str]]

_CRITERION = re.compile(r"([A-Za-z]+):(\[[^\]]*\]|\{[^}]*\})")
_STATUSES = (("NOT_STARTED", "IN_PROGRESS"), ("FULFILLED", "IN_PROGRESS"))
TWO_YEARS = 2 * 365 * 86400 + 86400
#: Clocks differ.
_TOLERANCE = 60


def whole(query: Query, name: str, default: int, most: int, id: int) -> int:
    text = first(query, name) or str(default)
    if not (text.isascii() and text.isdecimal()) or int(text) > most:
        raise invalid(id, **{name: text})
    return int(text)


class OrderFilter:
    """``by``: creationdate or lastmodifieddate; ``statuses``: fulfillment, or empty."""

    def __init__(self, query: Query, now: float):
        self.by, self.after, self.before = "creationdate", now - 90 * 86400, now
        self.statuses: tuple[str, ...] = ()
        criteria = self._criteria(first(query, "filter"))
        for name in ("lastmodifieddate", "creationdate"):  # the latter counts
            if name in criteria:
                self.by = name
                self.after, self.before = _window(criteria.pop(name), now)
        statuses = criteria.pop("orderfulfillmentstatus", None)
        if statuses is not None:
            self.statuses = tuple(statuses.strip("{}").split("|"))
            if self.statuses not in _STATUSES:
                raise invalid(30800, orderfulfillmentstatus=statuses)
        for name in criteria:
            raise invalid(30700, filter=name)

    @staticmethod
    def _criteria(text: str) -> dict[str, str]:
        found = dict(_CRITERION.findall(text))
        if ",".join(f"{name}:{value}" for name, value in found.items()) != text:
            raise invalid(30800, filter=text)
        return found


def _window(text: str, now: float) -> tuple[float, float]:
    start, dots, end = text.strip("[]").partition("..")
    if not dots or not start:
        raise invalid(30820, filter=text)
    try:
        after, before = from_iso(start), from_iso(end) if end else now
    except ValueError:
        raise invalid(30810, filter=text) from None
    if max(after, before) > now + _TOLERANCE:
        raise invalid(30850, filter=text)
    if after > before:
        raise invalid(30840, filter=text)
    if now - after > TWO_YEARS:
        raise invalid(30830, filter=text)
    return after, before
