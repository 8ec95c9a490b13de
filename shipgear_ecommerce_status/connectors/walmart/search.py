# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Ways through all orders and all items, page by page.

Sources: Walmart's OpenAPI documents "Walmart Order Management", getAllOrders, and
"Item Management", getAllItems; "Get all items" of the Developer Portal.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode

from ..base import Item, Order, Page, Rejected
from ..outgoing import utc_text
from ..reading import no_progress
from ..text import _lt
from ..values import HIGHEST, LONG, Malformed, a_dict, a_name, a_number, each
from .parse import parse_item, parse_order, several

#: A search finds orders of one kind of shipNode. Walmart's own come last.
NODES = ("SellerFulfilled", "3PLFulfilled", "WFSFulfilled")
#: Orders are shown for 180 days.
SHOWN = timedelta(days=179)
ORDERS_A_PAGE = 200
ITEMS_A_PAGE = 50
#: Walmart counts no further through items.
LAST_ITEM = 10_000


@dataclass(frozen=True)
class OrderSearch:
    """``query`` is Walmart's own for the next page, ``""`` for the first."""

    node: str = NODES[0]
    query: str = ""

    @classmethod
    def from_cursor(cls, cursor: str | None) -> OrderSearch:
        if not cursor:
            return cls()
        node, _mark, query = cursor.partition("?")
        if node not in NODES or not (query == "" or _is_query(query)):
            raise _odd_cursor()
        return cls(node, query)

    def cursor(self) -> str:
        return f"{self.node}?{self.query}"

    def first_query(self, since: datetime) -> str:
        """Ask for what changed since; without createdStartDate, only orders of the
        last week would be searched."""
        created = datetime.now(timezone.utc) - SHOWN
        return urlencode(
            {
                "createdStartDate": utc_text(created),
                "lastModifiedStartDate": max(utc_text(since), utc_text(created)),
                "limit": str(ORDERS_A_PAGE),
                "productInfo": "false",
                "shipNodeType": self.node,
            },
            safe=":",
        )

    def page(self, body: object) -> Page[Order]:
        """Read ``{"list": {"meta": {"nextCursor"}, "elements": {"order": []}}}``."""
        found = a_dict(a_dict(body, "body").get("list"), "list")
        elements = a_dict(found.get("elements") or {}, "elements")
        records, problems = each(
            several(elements.get("order") or [], "order"),
            "order",
            lambda data: parse_order(data).order,
        )
        meta = a_dict(found.get("meta") or {}, "meta")
        query = a_name(meta.get("nextCursor"), "nextCursor", LONG)
        # Seen with its "&" written as in HTML (walmart-api-php, issue 10).
        query = query.replace("&amp;", "&").removeprefix("?")
        if not query:
            return Page(records, self.after(), problems)
        if not _is_query(query):
            problem = _lt(
                "%(name)s is too long or has unusual characters.", name="nextCursor"
            )
            raise Malformed(problem)
        return Page(records, OrderSearch(self.node, query).cursor(), problems)

    def after(self) -> str | None:
        """Return the cursor of what is searched when this has nothing more."""
        following = NODES[NODES.index(self.node) + 1 :]
        return OrderSearch(following[0]).cursor() if following else None


def of_buyer(number: str) -> str:
    """Ask for the orders of the number that the buyer knows."""
    created = utc_text(datetime.now(timezone.utc) - SHOWN)
    return f"createdStartDate={created}&customerOrderId={number}&limit=10"


def _is_query(text: str) -> bool:
    """Whether a URL can end with it, and go nowhere else."""
    return re.fullmatch(r"[!-~]+", text) is not None and "#" not in text


@dataclass(frozen=True)
class ItemSearch:
    """``first``: the first SKU of the page before."""

    offset: int = 0
    first: str = ""

    @classmethod
    def from_cursor(cls, cursor: str | None) -> ItemSearch:
        if not cursor:
            return cls()
        with suppress(ValueError, TypeError, RecursionError):
            search = cls(**json.loads(cursor))
            if type(search.offset) is int and isinstance(search.first, str):
                if 0 < search.offset < LAST_ITEM:
                    return search
        raise _odd_cursor()

    def params(self) -> dict[str, str]:
        return {"limit": str(ITEMS_A_PAGE), "offset": str(self.offset)}

    def page(self, body: object) -> Page[Item]:
        """Read ``{"ItemResponse": [], "totalItems": 7}``.

        :raises Rejected: it is the page before, once more
        """
        data = a_dict(body, "body")
        listed = several(data.get("ItemResponse") or [], "ItemResponse")
        records, problems = each(listed, "ItemResponse", parse_item)
        first = records[0].sku if records else ""
        if first and first == self.first:
            raise no_progress()
        total = min(a_number(data.get("totalItems")) or 0, HIGHEST)
        offset = self.offset + ITEMS_A_PAGE
        if not listed or offset >= total:
            return Page(records, None, problems)
        if offset >= LAST_ITEM:
            more = _lt(
                "Walmart lists %(shown)d items and no more; there are %(total)d.",
                shown=LAST_ITEM,
                total=total,
            )
            return Page(records, None, (*problems, more))
        return Page(records, json.dumps(asdict(ItemSearch(offset, first))), problems)


def _odd_cursor() -> Rejected:
    return Rejected(
        _lt("The cursor is not one of this connector."),
        code="invalid_cursor",
        hint=_lt("Nothing to do: it is read from the beginning later."),
    )
