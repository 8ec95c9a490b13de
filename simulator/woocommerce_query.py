# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the query parameters of WooCommerce's lists ask for (REST API v3)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timezone

from .core import first
from .market import Order, Seller
from .woocommerce_documents import offset_of

Query = Mapping[str, list[str]]


def page_of(found: list, query: Query) -> tuple[list, dict[str, str]]:
    """Return one page of what was found now, and the headers that count the rest."""
    size = min(max(int(first(query, "per_page") or 10), 1), 100)
    number = max(int(first(query, "page") or 1), 1)
    headers = {
        "X-WP-Total": str(len(found)),
        "X-WP-TotalPages": str(math.ceil(len(found) / size)),
    }
    return found[(number - 1) * size : number * size], headers


def orders_asked_for(
    query: Query, orders: list[Order], seller: Seller, now: float
) -> list[Order]:
    """Return orders in order. A search finds what merely has the text in its number."""
    after = first(query, "modified_after")
    if after:
        moment = _moment(
            after, 0 if first(query, "dates_are_gmt") else offset_of(seller)
        )
        orders = [o for o in orders if int(o.changed_at(now, 0)) > moment]
    text = first(query, "search")
    if text:
        orders = [o for o in orders if text in o.order_id]

    def key(order: Order) -> tuple:
        modified = first(query, "orderby") == "modified"
        at = order.changed_at(now, 0) if modified else order.purchased_at
        return int(at), int(order.key or order.order_id)

    return sorted(orders, key=key, reverse=first(query, "order") != "asc")


def _moment(text: str, offset: float) -> float:
    moment = datetime.fromisoformat(text.removesuffix("Z"))
    return moment.replace(tzinfo=timezone.utc).timestamp() - offset
