# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The way through all changed orders, page by page.

In which order eBay gives orders by the time of their change is not documented. Where
it is that time, an order that changes meanwhile goes to the end, and those behind it
move up: so a page begins a little before the end of the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from ..base import Order, Rejected
from ..reading import no_progress
from ..text import _lt
from ..values import LONG, Malformed, a_name

#: getOrders: the largest page, and so many of its orders are asked for once more.
PAGE, OVERLAP = 200, 10


@dataclass(frozen=True)
class Sweep:
    """``seen``: the last orders of the page before."""

    offset: int = 0
    seen: tuple[str, ...] = ()

    @classmethod
    def from_cursor(cls, cursor: str | None) -> Sweep:
        if not cursor:
            return cls()
        offset, *seen = cursor.split() or [""]
        if _is_offset(offset):
            return cls(int(offset), tuple(seen))
        raise Rejected(
            _lt("The cursor is not one of this connector."),
            code="invalid_cursor",
            hint=_lt("Nothing to do: it is read from the beginning later."),
        )

    def fresh(self, orders: Iterable[Order]) -> tuple[Order, ...]:
        """Return the orders that the page before did not have."""
        return tuple(order for order in orders if order.ref not in self.seen)

    def following(self, data: dict, orders: Iterable[Order]) -> str | None:
        """Return the cursor of the next page, None after the last one."""
        offset = next_offset(data, self.offset)
        if offset is None:
            return None
        refs = [order.ref for order in orders][-OVERLAP:]
        # No step back: without progress, the same page would come for ever.
        start = offset - OVERLAP if offset - OVERLAP > self.offset else offset
        return " ".join([str(start), *refs])


def next_offset(data: dict, offset: int) -> int | None:
    """Return the offset in the address of the next page, None on the last one.

    Of the address, nothing else is used: it is eBay's host that is called.

    :param offset: of this page
    :raises Malformed:
    :raises Rejected: the next page is not behind this one
    """
    link = a_name(data.get("next"), "next", LONG)
    if not link:
        return None
    try:
        text = parse_qs(urlsplit(link).query).get("offset", [""])[0]
    except ValueError:
        text = ""
    if not _is_offset(text):
        problem = _lt("%(name)s is too long or has unusual characters.", name="next")
        raise Malformed(problem)
    if int(text) <= offset:
        raise no_progress()
    return int(text)


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
