# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The way through all changed orders, and through all products.

Source: WooCommerce REST API v3 documentation, "Orders" and "Products", list parameters
(modified_after and dates_are_gmt since WooCommerce 5.8), header X-WP-TotalPages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ..answers import Answer
from ..base import Item, Page, Rejected
from ..foreign_text import one_line
from ..outgoing import utc_text
from ..reading import no_progress
from ..text import _lt
from ..values import a_list, each
from .parse import (
    PRODUCT_FIELDS,
    VARIATION_FIELDS,
    Seen,
    parse_order,
    parse_products,
    parse_variations,
)

SIZE = 100
#: So many pages of one second are an answer that ignores the question.
_MOST = 100
_SECOND = timedelta(seconds=1)


def _more(rows: list, page: int, headers: Mapping[str, str]) -> bool:
    """Whether there are further pages; a proxy may have dropped the header."""
    with suppress(ValueError):
        return page < int(headers.get("X-WP-TotalPages", ""))
    return len(rows) >= SIZE


def _load(cursor: str, *kinds: type) -> list:
    with suppress(ValueError, RecursionError):
        found = json.loads(cursor)
        if isinstance(found, list) and tuple(map(type, found)) == kinds:
            return found
    raise Rejected(
        _lt("The cursor is not one of this connector."),
        code="invalid_cursor",
        hint=_lt("Read the items from the beginning."),
    )


@dataclass(frozen=True)
class Changes:
    """Orders by the time of their change.

    An order that changes meanwhile moves to the end, and all behind it move up a place:
    pages would skip one. So each page begins anew at the second of the last order seen;
    ``seen`` are the orders of that second. Only within one second are there pages.
    """

    #: WooCommerce lists what changed later than this, not at it.
    after: datetime
    page_number: int = 1
    seen: frozenset[str] = frozenset()

    @classmethod
    def from_cursor(cls, cursor: str | None, since: datetime) -> Changes:
        if not cursor:
            utc = since.astimezone(timezone.utc).replace(microsecond=0)
            return cls(utc - _SECOND)
        after, page, seen = _load(cursor, int, int, list)
        try:
            moment = datetime.fromtimestamp(after, timezone.utc)
        except (ValueError, OverflowError, OSError):
            moment = since
        return cls(moment, page, frozenset(map(str, seen)))

    def params(self) -> dict[str, str]:
        return {
            "modified_after": utc_text(self.after).removesuffix("Z"),
            "dates_are_gmt": "true",
            "orderby": "modified",
            "order": "asc",
            "per_page": str(SIZE),
            "page": str(self.page_number),
        }

    def page(self, data: object, headers: Mapping[str, str]) -> Page[Seen]:
        """Return the orders of an answer that are new, and where to go on.

        :raises Malformed:
        :raises Rejected: the answer is to another question
        """
        rows = a_list(data, "orders")
        read, problems = each(rows, "orders", parse_order)
        first = self.after + _SECOND
        new = tuple(
            seen
            for seen in read
            if seen.id not in self.seen or seen.order.updated_at != first
        )
        times = [seen.order.updated_at for seen in read if seen.order.updated_at]
        if not _more(rows, self.page_number, headers):
            return Page(new, None, problems)
        if self.page_number >= _MOST or (times and max(times) <= self.after):
            raise no_progress()
        last = max(times, default=first)
        here = frozenset(s.id for s in read if s.order.updated_at == last)
        if last > first:
            following = Changes(last - _SECOND, 1, here)
        elif self.page_number > 1 and here and here <= self.seen:
            raise no_progress()  # the same page again
        else:
            following = Changes(self.after, self.page_number + 1, self.seen | here)
        return Page(new, following.cursor(), problems)

    def cursor(self) -> str:
        after = int(self.after.timestamp())
        return json.dumps([after, self.page_number, sorted(self.seen)])


class Catalog:
    """Products by id; the variations of those that have some follow their page."""

    def __init__(self, call: Callable[..., Answer], read: Callable):
        self._call, self._read = call, read

    def page(self, cursor: str | None) -> Page[Item]:
        number, last, waiting = _load(cursor, int, int, list) if cursor else (1, 0, [])
        if waiting:
            return self._variations(number, last, waiting)
        return self._products(number, last)

    def _products(self, number: int, last: int) -> Page[Item]:
        answer = self._get("wc/v3/products", number, PRODUCT_FIELDS, orderby="id")
        rows = self._read(answer, lambda data: a_list(data, "products"))
        weighed = any(isinstance(row, dict) and row.get("weight") for row in rows)
        unit = self._unit() if weighed else ""
        found = self._read(answer, lambda data: parse_products(data, unit))
        more = _more(rows, number, answer.headers)
        if more and max(found.ids, default=last) <= last:
            raise no_progress()
        following = number + 1 if more else 0
        waiting = [[key, name, 1] for key, name in found.variable]
        cursor = _cursor(following, max(found.ids, default=last), waiting)
        return Page(found.items, cursor, found.problems)

    def _variations(self, number: int, last: int, waiting: list) -> Page[Item]:
        """Return variations of the first product that waits for its own."""
        key, name, page = (*waiting[0], 1, 1)[:3] if waiting[0] else ("0", "", 1)
        page = page if isinstance(page, int) else 1
        path = f"wc/v3/products/{one_line(str(key), 20)}/variations"
        answer = self._get(path, page, VARIATION_FIELDS, orderby="id")
        rows = self._read(answer, lambda data: a_list(data, "variations"))
        unit = self._unit() if rows else ""
        records, problems = self._read(
            answer, lambda data: parse_variations(data, str(name), unit)
        )
        rest = waiting[1:]
        if _more(rows, page, answer.headers) and page < _MOST:
            rest = [[key, name, page + 1], *rest]
        return Page(records, _cursor(number, last, rest), problems)

    def _get(self, path: str, number: int, fields: str, **params: str) -> Answer:
        return self._call(
            "GET",
            path,
            api="products",
            operation="products",
            params={
                "per_page": str(SIZE),
                "page": str(number),
                "order": "asc",
                "_fields": fields,
                **params,
            },
        )

    def _unit(self) -> str:
        """Return the unit of the shop's weights: kg, g, lbs or oz; "" where unknown."""
        answer = self._call(
            "GET",
            "wc/v3/settings/products/woocommerce_weight_unit",
            api="products",
            operation="weightUnit",
            params={"_fields": "id,value"},
        )
        value = answer.data.get("value") if isinstance(answer.data, dict) else None
        return value if value in ("kg", "g", "lbs", "oz") else ""


def _cursor(number: int, last: int, waiting: list) -> str | None:
    if not number and not waiting:
        return None
    return json.dumps([number, last, waiting], ensure_ascii=False)
