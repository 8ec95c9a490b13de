# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the query parameters of Walmart's two searches ask for.

Parameters and their rules: Walmart's OpenAPI documents, getAllOrders and getAllItems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import urlencode

from .core import first
from .limits import from_iso
from .market import Order
from .walmart_documents import customer_order_id, node_of
from .walmart_errors import refusal

Query = Mapping[str, list[str]]

DAY = 86400
_NODES = ("SellerFulfilled", "WFSFulfilled", "3PLFulfilled")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def _number(query: Query, name: str, default: int, most: int) -> int:
    text = first(query, name) or str(default)
    if not text.isdecimal() or int(text) > most:
        raise refusal(
            400,
            "INVALID_REQUEST_PARAM.GMP_GATEWAY_API",
            f"{name} must be a number up to {most}.",
            name,
        )
    return int(text)


def _moment(query: Query, name: str, default: float) -> float:
    """Read a time; one with milliseconds is refused, as sellers found."""
    text = first(query, name)
    if not text:
        return default
    if not _DATE.fullmatch(text):
        raise refusal(
            400, "INVALID_REQUEST.GMP_ORDER_API", "Invalid Date format value", name
        )
    return from_iso(text if "T" in text else f"{text}T00:00:00Z")


@dataclass(frozen=True)
class OrderQuery:
    node: str
    created: float
    modified: float
    number: str
    limit: int

    @classmethod
    def read(cls, query: Query, now: float) -> OrderQuery:
        node = first(query, "shipNodeType") or _NODES[0]
        if node not in _NODES:
            raise refusal(
                400,
                "INVALID_REQUEST_PARAM.GMP_ORDER_API",
                f"shipNodeType {node} is not known.",
                "shipNodeType",
            )
        number = first(query, "customerOrderId")
        # Without a start, the orders of a week are searched.
        week = now - 7 * DAY if not number else 0.0
        return cls(
            node=node,
            created=max(_moment(query, "createdStartDate", week), now - 180 * DAY),
            modified=_moment(query, "lastModifiedStartDate", 0.0),
            number=number,
            limit=_number(query, "limit", 100, 200) or 100,
        )

    def find(self, orders: list[Order], now: float, lag: float) -> list[str]:
        """Return the ids of the orders that match, the oldest first."""
        found = [
            order
            for order in orders
            if node_of(order) == self.node
            and order.purchased_at >= self.created
            and order.changed_at(now, lag) >= self.modified
            and self.number in ("", customer_order_id(order))
        ]
        found.sort(key=lambda order: (order.purchased_at, order.order_id))
        return [order.order_id for order in found]

    def next(self, total: int, token: str, seller_id: str) -> str:
        """Return the query of the next page, as Walmart gives it back."""
        values = {
            "limit": self.limit,
            "hasMoreElements": "true",
            "soIndex": total,
            "poIndex": token,
            "partnerId": seller_id,
            "createdStartDate": _text(self.created),
            "lastModifiedStartDate": _text(self.modified),
            "shipNodeType": self.node,
        }
        return "?" + urlencode(values, safe=":")


def _text(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class ItemQuery:
    offset: int
    limit: int

    @classmethod
    def read(cls, query: Query) -> ItemQuery:
        return cls(_number(query, "offset", 0, 10_000), _number(query, "limit", 20, 50))
