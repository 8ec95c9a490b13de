# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Finding an order by the name that sellers know, and reading all of it."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from ..answers import Answer
from ..base import Order, Rejected
from ..outgoing import refuse
from ..text import _lt
from ..values import a_dict, a_list
from . import documents
from .api import GLANCE, READ, Api, data_of, onward
from .packing import canceled
from .parse import (
    Fulfillment,
    FulfillmentOrder,
    gid,
    next_cursor,
    nodes,
    number_of,
    parse_fulfillment_order,
    parse_fulfillments,
    parse_order,
    tidy_name,
)

#: Orders whose id is remembered.
REMEMBERED = 1000
#: Names on a page that is looked through for one, and such pages at most.
NAMES, NAME_PAGES = 50, 5

Read = TypeVar("Read")


class Orders:
    """The orders of one store.

    :param read: parses an answer with the errors that a connector may raise
    """

    def __init__(self, api: Api, read: Callable[[Answer, Callable], object]):
        self._api = api
        self._read = read
        self._ids: OrderedDict[str, str] = OrderedDict()

    # -- which order

    def _known_id(self, ref: str) -> str:
        """Return an order's id as far as it is known without asking, else ""."""
        given = re.fullmatch(r"gid://shopify/Order/[0-9]{1,20}", ref)
        return ref if given else self._ids.get(tidy_name(ref), "")

    def id_of(self, ref: str, api: str) -> str:
        """Return Shopify's id of an order.

        A search by name finds similar names as well (issue 525 of
        Shopify/shopify_python_api): only an equal one is taken. A long number that is
        nobody's name is an id.

        :raises Rejected: no order has this name, or several have
        """
        ref = tidy_name(ref)
        if known := self._known_id(ref):
            return known
        if not ref or len(ref) > 100 or not ref.isprintable():
            raise unknown_order(ref)
        found = self._named(ref, api)
        if not found and re.fullmatch(r"[0-9]{12,20}", ref):
            return gid("Order", ref)
        if len(found) != 1:
            raise _several_orders(ref) if found else unknown_order(ref)
        self._remember(ref, found.pop())
        return self._ids[ref]

    def _named(self, ref: str, api: str) -> set[str]:
        word = ref.replace("\\", "\\\\").replace('"', '\\"')
        query, cursor = f'name:"{word}" OR name:"{word.lstrip("#")}"', None
        for _page in range(NAME_PAGES):
            answer = self._api.ask(
                documents.ORDERS_NAMED,
                api,
                GLANCE,
                {"first": NAMES},
                query=query,
                after=cursor,
            )
            named, cursor = self._read(answer, lambda body, c=cursor: _names(body, c))
            found = {order_id for order_id, name in named if _same(name, ref)}
            if found or cursor is None:
                break
        return found

    def _remember(self, ref: str, order_id: str) -> None:
        self._ids[ref] = order_id
        while len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)

    # -- what is in it

    def parse(self, data: dict) -> Order:
        """Parse an order that is read as a whole, and remember its id."""
        order = parse_order(data)
        self._remember(order.ref, gid("Order", order.key))
        return order

    def parse_listed(self, data: dict) -> Order:
        """Parse an order of a page, which has only the first of its lines and
        packages: where there are more, it is read as a whole."""
        packages = a_list(data.get("fulfillments"), "fulfillments")
        lists = [(data, "lineItems"), *((p, "fulfillmentLineItems") for p in packages)]
        more = (next_cursor(a_dict(o, n).get(n), n) is not None for o, n in lists)
        if len(packages) < documents.FEW and not any(more):
            return self.parse(data)
        return self.whole(gid("Order", number_of(data.get("id"), "Order")), self.parse)

    def whole(self, order_id: str, parse: Callable[[dict], Read]) -> Read:
        """Read an order with all its lines and packages."""
        answer = self._api.ask(
            documents.ORDER,
            "orders",
            READ,
            {"lines": documents.LINES},
            fulfillments=documents.FULFILLMENTS,
            id=order_id,
        )

        def read(body: object) -> Read:
            data = _order_in(body, order_id)
            self._complete("Order", data, "lineItems", "orders")
            self._complete_packages(data, "orders")
            return parse(data)

        return self._read(answer, read)

    def packages(self, ref: str) -> list[Fulfillment]:
        """Return what was told of an order."""
        order_id = self.id_of(ref, "orders")
        return self.whole(order_id, lambda d: parse_fulfillments(d["fulfillments"]))

    def to_fulfill(self, ref: str) -> tuple[list[Fulfillment], list[FulfillmentOrder]]:
        """Return what was told of an order, and what waits to be told.

        :raises Rejected: the order is canceled
        """
        order_id, cursor = self.id_of(ref, "writeback"), None
        told: list[Fulfillment] = []
        waiting: list[FulfillmentOrder] = []
        while True:
            answer = self._api.ask(
                documents.TO_FULFILL,
                "writeback",
                READ,
                {"first": documents.FULFILLMENT_ORDERS, "lines": documents.LINES},
                fulfillments=documents.FULFILLMENTS,
                id=order_id,
                after=cursor,
            )

            def read(body: object, cursor=cursor) -> str | None:
                data = _order_in(body, order_id)
                if data.get("cancelledAt") is not None:
                    raise canceled()
                if cursor is None:
                    self._complete_packages(data, "writeback")
                    told.extend(parse_fulfillments(data.get("fulfillments")))
                page = data.get("fulfillmentOrders")
                for each in nodes(page, "fulfillmentOrders"):
                    self._complete("FulfillmentOrder", each, "lineItems", "writeback")
                    waiting.append(parse_fulfillment_order(each))
                return onward(page, cursor)

            cursor = self._read(answer, read)
            if cursor is None:
                return told, waiting

    def _complete_packages(self, data: dict, api: str) -> None:
        for package in a_list(data.get("fulfillments"), "fulfillments"):
            self._complete("Fulfillment", package, "fulfillmentLineItems", api)

    def _complete(self, kind: str, owner: object, name: str, api: str) -> None:
        """Read the further pages of a connection into its first one."""
        first = a_dict(owner, kind).get(name)
        records, cursor = nodes(first, name), next_cursor(first, name)
        while cursor is not None:
            answer = self._api.ask(
                documents.MORE[kind, name],
                api,
                READ,
                {"lines": documents.LINES},
                id=owner.get("id"),
                after=cursor,
            )

            def read(body: object, cursor=cursor) -> tuple[list, str | None]:
                more = a_dict(data_of(body, "node").get(name), name)
                return nodes(more, name), onward(more, cursor)

            further, cursor = self._read(answer, read)
            records.extend(further)


def _order_in(body: object, order_id: str) -> dict:
    """Return the order in an answer; null is Shopify's word for none."""
    data = a_dict(a_dict(body, "body").get("data"), "data")
    if data.get("order", False) is None:
        raise unknown_order(order_id.rpartition("/")[2])
    return a_dict(data.get("order"), "order")


def _names(body: object, cursor: str | None) -> tuple[list, str | None]:
    found = data_of(body, "orders")
    named = [a_dict(node, "orders[]") for node in nodes(found, "orders")]
    return (
        [(gid("Order", number_of(n.get("id"), "Order")), n.get("name")) for n in named],
        onward(found, cursor),
    )


def _same(name: object, ref: str) -> bool:
    return isinstance(name, str) and tidy_name(name).casefold() == ref.casefold()


def unknown_order(ref: str) -> Rejected:
    return refuse(
        "unknown_order",
        _lt("Shopify has no order %(ref)s.", ref=repr(ref[:50])),
        _lt(
            "Enter the order's name as the Shopify admin shows it, such as #1001. For "
            "orders older than 60 days, the app must have the scope read_all_orders."
        ),
    )


def _several_orders(ref: str) -> Rejected:
    return refuse(
        "several_orders",
        _lt("Shopify has several orders %(ref)s.", ref=repr(ref[:50])),
        _lt(
            "Enter the number at the end of the address of the order's page in the "
            "Shopify admin instead."
        ),
    )
