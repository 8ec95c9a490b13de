# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What may be read of a Shopify store, by the names of the schema's query root."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .limits import from_iso
from .market import Market, Order
from .shopify_errors import denied
from .shopify_graphql import GraphQLError, connection
from .shopify_orders import order_object, variant_object

READS = ("order", "orders", "node", "productVariants", "currentAppInstallation")


class Reads:
    """What an app with some scopes sees of a store, ``lag`` seconds late."""

    def __init__(
        self, market: Market, seller_id: str, scopes: set[str], now: float, lag: float
    ):
        self._market = market
        self._seller_id = seller_id
        self._scopes = scopes
        self._now, self._lag = now, lag

    def _object(self, order: Order) -> dict:
        return order_object(order, self._now, self._lag)

    def currentAppInstallation(self, args: dict[str, Any]) -> dict:
        granted = [
            {"__typename": "AccessScope", "handle": s} for s in sorted(self._scopes)
        ]
        return {"__typename": "AppInstallation", "accessScopes": granted}

    def order(self, args: dict[str, Any]) -> dict | None:
        need("order", self._scopes, "read_orders")
        key = str(args.get("id")).rpartition("/")[2]
        order = self._market.order_of_key(self._seller_id, key)
        return order and self._object(order)

    def node(self, args: dict[str, Any]) -> dict | None:
        """Return an order, fulfillment or fulfillment order by its id."""
        for order in self._market.orders(self._seller_id):
            found = self._object(order)
            waiting = found["fulfillmentOrders"]({"first": 250})["nodes"]
            for each in (found, *found["fulfillments"]({}), *waiting):
                if each["id"] == args.get("id"):
                    return each
        return None

    def orders(self, args: dict[str, Any]) -> dict:
        need("orders", self._scopes, "read_orders")
        wanted = _search(args.get("query") or "")
        found = [
            (order.changed_at(self._now, self._lag), order)
            for order in self._market.orders(self._seller_id)
        ]
        found = [pair for pair in found if wanted(*pair)]
        if args.get("sortKey") == "UPDATED_AT":
            found.sort(key=lambda pair: (pair[0], pair[1].key))
        orders = [order for _changed, order in found]
        return connection("OrderConnection", orders, self._object)(args)

    def productVariants(self, args: dict[str, Any]) -> dict:
        need("productVariants", self._scopes, "read_products")
        items = self._market.items(self._seller_id)
        return connection("ProductVariantConnection", items, variant_object)(args)


def need(field: str, scopes: set[str], *one_of: str) -> None:
    if not scopes & set(one_of):
        error = denied(field, " or ".join(f"`{scope}`" for scope in one_of))
        raise GraphQLError(error["message"], **error["extensions"])


def _search(query: str) -> Callable[[float, Order], bool]:
    """Return what a query looks for: a time of change, or names that begin alike."""
    since = re.fullmatch(r"updated_at:>='([^']+)'", query)
    if since:
        start = from_iso(since[1])
        return lambda changed, order: changed >= start
    names = re.findall(r'name:"((?:[^"\\]|\\.)*)"', query)
    if names:
        words = tuple(re.split(r"[^0-9A-Za-z]", n.lstrip("#"))[0] for n in names)
        return lambda changed, order: order.order_id.lstrip("#").startswith(words)
    return lambda changed, order: True
