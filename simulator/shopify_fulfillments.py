# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Making, correcting and cancelling fulfillments.

Input: Shopify, FulfillmentInput and FulfillmentTrackingInput (2026-10). What is
refused, in which order and in which words: as the API (2026-04) answers it. Cancelled
pieces wait in their old fulfillment order again; Shopify would make a new one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from .limits import to_iso
from .market import Market, Order, Package
from .shopify_graphql import GraphQLError
from .shopify_orders import (
    FulfillmentOrder,
    WaitingLine,
    fulfillment_object,
    fulfillment_orders,
    quantities,
)

_INPUT = {"lineItemsByFulfillmentOrder", "trackingInfo", "notifyCustomer"}
_TRACKING = {"number": str, "numbers": list, "url": str, "urls": list, "company": str}
_OPEN = ("OPEN", "IN_PROGRESS")

Chosen = list[tuple[FulfillmentOrder, WaitingLine, int]]


class UserError(Exception):
    def __init__(self, message: str, *path: str):
        super().__init__(message)
        self.error = {
            "__typename": "UserError",
            "field": list(path) or ["fulfillment"],
            "message": message,
        }


class Fulfillments:
    """What one seller's app does to fulfillments."""

    def __init__(self, market: Market, seller_id: str, now: float):
        self._market = market
        self._seller_id = seller_id
        self._now = now

    def create(self, args: dict[str, Any]) -> dict:
        given = args["fulfillment"]
        _check_input(given)
        with self._market.lock:
            return _payload(lambda: self._create(given))

    def cancel(self, args: dict[str, Any]) -> dict:
        with self._market.lock:
            return _payload(lambda: self._cancel(args["id"]))

    def update(self, args: dict[str, Any]) -> dict:
        tracking = args["trackingInfoInput"]
        _check_tracking(tracking)
        notify = args.get("notifyCustomer") is True
        with self._market.lock:
            return _payload(
                lambda: self._update(args["fulfillmentId"], tracking, notify)
            )

    def _create(self, given: dict) -> dict:
        _check_quantities(given["lineItemsByFulfillmentOrder"])
        order, chosen = self._chosen(given["lineItemsByFulfillmentOrder"])
        tracking = given.get("trackingInfo") or {}
        made = len({package.reference for package in order.history})
        package = Package(
            reference=f"{order.key}{made + 1:03}",
            tracking=", ".join(_numbers(tracking)),
            carrier=tracking.get("company") or "",
            service="",
            shipped_at=to_iso(self._now),
            lines=quantities([(line.line_id, n) for _each, line, n in chosen]),
            notify=given.get("notifyCustomer") is True,
            accepted_at=self._now,
        )
        taken = dict(order.details.get("taken", {}))
        rows = quantities([(line.number, n) for _each, line, n in chosen])
        taken[package.reference] = [list(row) for row in rows]
        self._market.note(order, taken=taken)
        self._market.accept(order, package)
        return fulfillment_object(order, package)

    def _chosen(self, groups: list[dict]) -> tuple[Order, Chosen]:
        """Return the order, and which lines are taken of which fulfillment order."""
        found = [self._find(group["fulfillmentOrderId"]) for group in groups]
        orders = {order.key: order for order, _each in found}
        if len(orders) > 1:
            raise UserError(
                "All fulfillment orders must belong to the same order. Multiple orders "
                f"with ids [{', '.join(sorted(orders))}] were found."
            )
        _check_places([each for _order, each in found])
        order = next(iter(orders.values()))
        chosen: Chosen = []
        for group, (_order, each) in zip(groups, found, strict=True):
            refused = each.location in order.details.get("refuses", ())
            status = "closed" if refused else each.status.lower()
            if each.status not in _OPEN or refused:
                raise UserError(
                    f"Fulfillment order {each.number} has an unfulfillable status= "
                    f"{status}."
                )
            chosen += _lines_of(each, group.get("fulfillmentOrderLineItems"))
        return order, chosen

    def _find(self, given: str) -> tuple[Order, FulfillmentOrder]:
        number = _number(given, "FulfillmentOrder")
        order = self._market.order_of_key(self._seller_id, number[:-1])
        found = fulfillment_orders(order, self._now) if order else []
        each = next((each for each in found if each.number == number), None)
        if each is None:
            raise UserError("Fulfillment order does not exist.")
        return order, each

    def _package(self, given: str) -> tuple[Order, Package] | None:
        number = _number(given, "Fulfillment")
        likely = self._market.order_of_key(self._seller_id, number[:-3])
        for order in [likely] if likely else self._market.orders(self._seller_id):
            for package in reversed(order.history):
                if fulfillment_object(order, package)["id"] == given:
                    return order, package
        return None

    def _cancel(self, given: str) -> dict:
        found = self._package(given)
        if found is None:
            raise UserError("Fulfillment not found.", "id")
        order, package = found
        if not package.withdrawn:
            self._market.withdraw(order, package.reference)
        return fulfillment_object(order, replace(package, withdrawn=True))

    def _update(self, given: str, tracking: dict, notify: bool) -> dict:
        found = self._package(given)
        if found is None:
            raise UserError("Fulfillment does not exist.", "fulfillmentId")
        order, package = found
        changed = replace(
            package,
            tracking=", ".join(_numbers(tracking)),
            carrier=tracking.get("company") or "",
            notify=notify,
            accepted_at=self._now,
        )
        self._market.accept(order, changed)
        return fulfillment_object(order, changed)


def _payload(change) -> dict:
    payload = {"__typename": "Payload", "fulfillment": None, "userErrors": []}
    try:
        return payload | {"fulfillment": change()}
    except UserError as error:
        return payload | {"userErrors": [error.error]}


# --- What is refused -----------------------------------------------------------


def _number(given: str, kind: str) -> str:
    found = re.fullmatch(rf"gid://shopify/{kind}/(\d+)", str(given))
    if not found or found[1] == "0":
        raise GraphQLError("invalid id", "RESOURCE_NOT_FOUND")
    return found[1]


def _check_input(given: Any) -> None:
    if not isinstance(given, dict) or not set(given) <= _INPUT:
        raise _invalid("FulfillmentInput")
    groups = given.get("lineItemsByFulfillmentOrder")
    if not isinstance(groups, list) or not groups:
        raise _invalid("FulfillmentInput")
    if not isinstance(given.get("notifyCustomer", False), bool):
        raise _invalid("FulfillmentInput")
    for group in groups:
        rows = group.get("fulfillmentOrderLineItems", [])
        if set(group) - {"fulfillmentOrderId", "fulfillmentOrderLineItems"}:
            raise _invalid("FulfillmentOrderLineItemsInput")
        for row in rows:
            if set(row) != {"id", "quantity"} or type(row["quantity"]) is not int:
                raise _invalid("FulfillmentOrderLineItemInput")
    _check_tracking(given.get("trackingInfo") or {})


def _check_tracking(given: Any) -> None:
    if not isinstance(given, dict):
        raise _invalid("FulfillmentTrackingInput")
    for name, value in given.items():
        if not isinstance(value, _TRACKING.get(name, ())):
            raise _invalid("FulfillmentTrackingInput")
    if ("number" in given and "numbers" in given) or (
        "url" in given and "urls" in given
    ):
        raise _invalid("FulfillmentTrackingInput")
    for url in [given.get("url"), *given.get("urls", ())]:
        if url is not None and not urlsplit(url).scheme:
            raise _invalid("URL")


def _invalid(kind: str) -> GraphQLError:
    return GraphQLError(
        f"Variable of type {kind}! was provided invalid value", "INVALID_VARIABLE"
    )


def _numbers(tracking: dict) -> list[str]:
    return tracking.get("numbers") or [n for n in [tracking.get("number")] if n]


def _check_quantities(groups: list[dict]) -> None:
    """These are judged before anything else, whatever is unknown beside them."""
    for at, group in enumerate(groups):
        for place, row in enumerate(group.get("fulfillmentOrderLineItems") or []):
            if row["quantity"] < 1:
                raise UserError(
                    "Quantity must be greater than 0",
                    *("fulfillment", "lineItemsByFulfillmentOrder", str(at)),
                    *("fulfillmentOrderLineItems", str(place), "quantity"),
                )


def _check_places(found: list[FulfillmentOrder]) -> None:
    locations = sorted({each.location for each in found})
    if len(locations) > 1:
        raise UserError(
            "All fulfillment orders must be assigned to a single location. Multiple "
            f"locations with ids [{', '.join(locations)}] were found."
        )
    methods = sorted({each.method.lower() for each in found})
    if len(methods) > 1:
        names = ", ".join(f'"{method}"' for method in methods)
        raise UserError(
            "All fulfillment orders must have the same delivery method type. Multiple "
            f"delivery method types [{names}] were found."
        )


def _lines_of(each: FulfillmentOrder, rows: list[dict] | None) -> Chosen:
    if not rows:  # all that is left
        return [(each, line, line.left) for line in each.lines if line.left]
    chosen: Chosen = []
    for row in rows:
        number = _number(row["id"], "FulfillmentOrderLineItem")
        line = next((line for line in each.lines if line.number == number), None)
        if line is None:
            raise UserError("Fulfillment order line item does not exist.")
        if row["quantity"] > line.left:
            raise UserError("Invalid fulfillment order line item quantity requested.")
        line.left -= row["quantity"]
        chosen.append((each, line, row["quantity"]))
    return chosen
