# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders by their number, and what is left of them to ship.

Source: WooCommerce REST API v3 documentation, "Orders", "Order refunds", "Products".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from ..answers import Answer
from ..base import Rejected
from ..outgoing import refuse
from ..text import _lt
from ..values import a_dict, a_list
from .errors import UNKNOWN_ORDER
from .parse import ORDER_FIELDS, Seen, parse_order, parse_refunds

#: Numbers of orders whose ids are remembered.
_REMEMBERED = 2000


def tidy(typed: str) -> str:
    return typed.strip().removeprefix("#").strip()


class Orders:
    """``call`` and ``read`` as in :class:`.ways.Way`."""

    def __init__(self, call: Callable[..., Answer], read: Callable):
        self._call, self._read = call, read
        self._ids: dict[str, str] = {}

    def find(self, ref: str) -> Seen:
        """Read the order with this number.

        Its id is the number, unless a plugin numbers the orders. WooCommerce's search
        finds more than what has the number: only the very same counts.

        :raises Rejected: there is none, or there are several
        """
        number = tidy(ref)
        key = self._ids.get(number, number)
        if key.isascii() and key.isdigit():
            seen = self._get(key)
            if seen and seen.order.number == number:
                return self.remember(seen)
        answer = self.list(
            {"search": number, "per_page": "100", "_fields": ORDER_FIELDS}
        )
        found = self._read(
            answer, lambda data: list(map(parse_order, a_list(data, "orders")))
        )
        found = [seen for seen in found if seen.order.number == number]
        if len(found) == 1:
            return self.remember(found[0])
        if found:
            raise refuse(
                "ambiguous_order",
                _lt(
                    "WooCommerce has several orders with the number %(ref)s.",
                    ref=number,
                ),
                _lt(
                    "Confirm the shipment in WooCommerce, and press Mark as Confirmed."
                ),
            )
        raise refuse(
            "unknown_order",
            _lt(
                "WooCommerce has no order with the number %(ref)s.",
                ref=repr(number[:50]),
            ),
            _lt(
                "Check the order number, and that the account is the shop where the "
                "order was placed. Correct the marketplace order of this shipment and "
                "retry."
            ),
        )

    def _get(self, key: str) -> Seen | None:
        try:
            answer = self._call(
                "GET",
                f"wc/v3/orders/{key}",
                api="orders",
                operation="getOrder",
                params={"_fields": ORDER_FIELDS},
            )
        except Rejected as refusal:
            if refusal.code not in UNKNOWN_ORDER:
                raise
            return None
        return self._read(answer, parse_order)

    def remember(self, seen: Seen) -> Seen:
        if len(self._ids) >= _REMEMBERED:
            self._ids.clear()
        self._ids[seen.order.number] = seen.id
        return seen

    def list(self, params: Mapping[str, str]) -> Answer:
        return self._call(
            "GET", "wc/v3/orders", api="orders", operation="orders", params=params
        )

    def covers(self, seen: Seen, pieces: Mapping[str, float]) -> bool:
        """Whether nothing is left to ship but these pieces: what was refunded is not,
        nor are virtual products."""
        left = {x.ref: x.quantity - pieces.get(x.ref, 0) for x in seen.order.lines}
        if seen.has_refunds and any(quantity > 0 for quantity in left.values()):
            path = f"wc/v3/orders/{seen.id}/refunds"
            params = {"_fields": "line_items", "per_page": "100"}
            answer = self._call(
                "GET", path, api="orders", operation="refunds", params=params
            )
            for ref, quantity in self._read(answer, parse_refunds).items():
                left[ref] = left.get(ref, 0) - quantity
        return all(
            self._is_virtual(*seen.products[ref])
            for ref, quantity in left.items()
            if quantity > 0
        )

    def _is_virtual(self, product: str, variation: str) -> bool:
        path = f"wc/v3/products/{quote(product, safe='')}"
        if variation != "0":
            path += f"/variations/{quote(variation, safe='')}"
        try:
            answer = self._call(
                "GET",
                path,
                api="products",
                operation="product",
                params={"_fields": "id,virtual"},
            )
        except Rejected:  # the product is no longer there
            return False
        return (
            self._read(answer, lambda data: a_dict(data, "product")).get("virtual")
            is True
        )
