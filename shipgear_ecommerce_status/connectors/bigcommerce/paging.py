# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The way through all orders and all products, whatever changes meanwhile.

Page numbers count from the beginning of a result: an order that is changed while the
pages are read moves to its end, all behind it move up, and one falls between two
pages. So the next page is asked for by where the last one ended. Parameters: Orders
V2, "Get All Orders"; Catalog V3, "Get All Products".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from ..base import Rejected
from ..outgoing import in_zone
from ..reading import no_progress
from ..text import _lt
from .parse import Head

#: Orders on a page: each takes one call more for what was bought, or two.
ORDERS_PAGE = 25
#: Times of change are whole seconds, and whether the filter includes its own is not
#: documented: so pages overlap, and what came already is known by id and time.
OVERLAP = timedelta(seconds=1)
#: So many orders of the overlap are known again.
REMEMBERED = 500

Cursor = TypeVar("Cursor")


def _read(kind: type[Cursor], cursor: str) -> Cursor:
    with suppress(ValueError, TypeError, RecursionError):
        found = kind(**json.loads(cursor))
        if all(type(getattr(found, f)) is type(v) for f, v in asdict(kind()).items()):
            return found
    raise Rejected(
        _lt("The cursor is not one of this connector."),
        code="invalid_cursor",
        hint=_lt("Nothing to do: it is read from the beginning later."),
    )


@dataclass(frozen=True)
class OrdersCursor:
    """``since``: ISO time of change. ``page``: more than 1 only where all of a page
    was changed within the overlap. ``seen``: id -> time of change of what came
    already, and will come again."""

    since: str = ""
    page: int = 1
    seen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, since: datetime, cursor: str | None) -> OrdersCursor:
        return _read(cls, cursor) if cursor else cls(_iso(since))

    def params(self) -> dict[str, str]:
        return {
            "min_date_modified": self.since,
            "sort": "date_modified:asc",
            "limit": str(ORDERS_PAGE),
            "page": str(self.page),
        }

    def is_new(self, head: Head) -> bool:
        return self.seen.get(head.ref) != _changed(head)

    def following(self, count: int, heads: Iterable[Head]) -> str | None:
        """Return the cursor behind a page of ``count`` orders, None behind the last.

        :raises Rejected: the page is one that came already
        """
        if count < ORDERS_PAGE:
            return None
        heads = [head for head in heads if head.modified_at]
        if self.page > 1 and not any(map(self.is_new, heads)):
            raise no_progress()
        since = max((head.modified_at for head in heads), default=None)
        start = _iso(since - OVERLAP) if since else self.since
        if start <= self.since:
            start, page = self.since, self.page + 1
        else:
            page = 1
        seen = self.seen | {head.ref: _changed(head) for head in heads}
        again = [(ref, at) for ref, at in seen.items() if at >= start][-REMEMBERED:]
        return json.dumps(asdict(OrdersCursor(start, page, dict(again))))


@dataclass(frozen=True)
class ItemsCursor:
    """``after``: id of the last product; ``unit``: the store's unit of weight."""

    after: int = 0
    unit: str = ""

    @classmethod
    def of(cls, cursor: str) -> ItemsCursor:
        return _read(cls, cursor)

    def following(self, after: int) -> str:
        return json.dumps(asdict(replace(self, after=after)))


def _changed(head: Head) -> str:
    return _iso(head.modified_at) if head.modified_at else ""


def _iso(moment: datetime) -> str:
    """Return a time as V2 documents it, 2017-04-20T11:32:00.000-04:00, in UTC."""
    return in_zone(moment, timezone.utc).isoformat(timespec="milliseconds")
