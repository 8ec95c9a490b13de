# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""From a parcel to Shopify's fulfillments, and back.

Shopify keeps what is to be shipped in fulfillment orders, one for each location and
delivery method at least, and a fulfillment is of one location and method. So a parcel
with goods of several places becomes several fulfillments under the same numbers.

Source: Shopify documentation, "About fulfillment orders", fulfillmentCreate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..base import AlreadyShipped, ConnectorError, Rejected, Shipment, Unsupported
from ..matching import numbers
from ..outgoing import pieces, refuse
from ..text import _lt
from .errors import EARLY, RELEASE
from .parse import Fulfillment, FulfillmentOrder, gid

_OPEN = ("OPEN", "IN_PROGRESS")
_COMPARE = _lt(
    "Open the order in the Shopify admin and compare it with this shipment. If all is "
    "well there, press Mark as Confirmed."
)


def carries(fulfillment: Fulfillment, shipment: Shipment) -> bool:
    """Whether a fulfillment has one of a shipment's tracking numbers."""
    theirs = replace(shipment, tracking_numbers=fulfillment.tracking)
    return bool(numbers(theirs) & numbers(shipment))


def says(fulfillment: Fulfillment, tracking: dict) -> bool:
    """Whether a fulfillment has just this tracking information."""
    company = fulfillment.company.casefold() == tracking["company"].casefold()
    return company and list(fulfillment.tracking) == tracking["numbers"]


def _goods(fulfillment: Fulfillment) -> Counter:
    goods = Counter()
    for line in fulfillment.lines:
        goods[line.line_ref] += int(line.quantity)
    return goods


# --- Telling ------------------------------------------------------------------


def untold(
    shipment: Shipment,
    fulfillments: Iterable[Fulfillment],
    fulfillment_orders: Iterable[FulfillmentOrder],
) -> Counter:
    """Return the pieces of a parcel that no fulfillment has yet under its numbers.

    :raises AlreadyShipped: all are there; or some are, and it cannot be seen whether
        they are of this parcel or of another one with the same number
    """
    wanted = Counter(pieces(shipment.lines))
    told = Counter()
    for fulfillment in fulfillments:
        if carries(fulfillment, shipment):
            told += _goods(fulfillment)
    if not wanted & told:
        return wanted
    rest = wanted - told
    left = _left(fulfillment_orders, _OPEN)
    if not rest or all(left[ref] >= wanted[ref] for ref in wanted & told):
        raise AlreadyShipped(
            _lt("Shopify has a package with this tracking number already."),
            code="number_is_there",
            hint=_COMPARE,
        )
    return rest


def pack(
    wanted: Counter, fulfillment_orders: Iterable[FulfillmentOrder]
) -> list[list[dict]]:
    """Return lineItemsByFulfillmentOrder of each fulfillment that it takes, few.

    :raises ConnectorError: the pieces are not there to be fulfilled
    """
    orders = list(fulfillment_orders)
    ready = [order for order in orders if order.status in _OPEN]
    missing = wanted - _left(ready)
    if missing:
        raise _not_there(missing, orders)
    places: dict[tuple, list[FulfillmentOrder]] = {}
    for order in ready:
        places.setdefault(order.place, []).append(order)
    packed, rest = [], Counter(wanted)
    while +rest:
        best = max(places, key=lambda place: (rest & _left(places[place])).total())
        packed.append(_take(rest, places.pop(best)))
    return packed


def _left(orders: Iterable[FulfillmentOrder], statuses: Iterable[str] = ()) -> Counter:
    """Return how many pieces of each order line are left to be fulfilled."""
    left = Counter()
    for order in orders:
        if not statuses or order.status in statuses:
            for line in order.lines:
                left[line.line_ref] += line.quantity
    return left


def _take(rest: Counter, orders: Iterable[FulfillmentOrder]) -> list[dict]:
    """Take what is left to pack out of the fulfillment orders of one place."""
    taken = []
    for order in orders:
        lines = []
        for line in order.lines:
            quantity = min(rest[line.line_ref], line.quantity)
            if quantity > 0:
                rest[line.line_ref] -= quantity
                number = gid("FulfillmentOrderLineItem", line.number)
                lines.append({"id": number, "quantity": quantity})
        if lines:
            number = gid("FulfillmentOrder", order.number)
            taken.append(
                {"fulfillmentOrderId": number, "fulfillmentOrderLineItems": lines}
            )
    return taken


def _not_there(missing: Counter, orders: list[FulfillmentOrder]) -> ConnectorError:
    waiting = {
        order.status
        for order in orders
        for line in order.lines
        if line.quantity and missing[line.line_ref]
    }
    if "ON_HOLD" in waiting:
        return refuse(
            "on_hold",
            _lt("Items of this parcel are on hold in Shopify."),
            RELEASE,
        )
    if "SCHEDULED" in waiting:
        return refuse(
            "scheduled",
            _lt("Items of this parcel are scheduled for later in Shopify."),
            EARLY,
        )
    if any(_left(orders, _OPEN)[ref] for ref in missing):
        return refuse(
            "too_many",
            _lt("The parcel has more pieces than are left to fulfill in Shopify."),
            _lt("Correct the quantities and retry."),
        )
    known = {line.line_ref for order in orders for line in order.lines}
    if known & missing.keys() and not any(_left(orders)[ref] for ref in missing):
        return AlreadyShipped(
            _lt("Shopify has items of this parcel as fulfilled already."),
            code="shipped_without_us",
            hint=_COMPARE,
        )
    return refuse(
        "no_fulfillment_order",
        _lt("Shopify shows nothing of this parcel that is to be fulfilled."),
        _lt(
            "See in the Shopify admin that the items are still in the order, and that "
            "the app has the scopes for the locations that they are at."
        ),
    )


def canceled() -> Rejected:
    return refuse(
        "canceled",
        _lt("The order is canceled in Shopify."),
        _lt(
            "There is nothing to confirm. Hold the parcel back if it has not left yet."
        ),
    )


# --- Correcting and taking back -----------------------------------------------


def ours(shipment: Shipment, fulfillments: Iterable[Fulfillment]) -> list[Fulfillment]:
    """Return the fulfillments that are a parcel which was told.

    :raises Unsupported: its number is on a package with other goods as well
    """
    wanted = Counter(pieces(shipment.lines))
    numbered = [f for f in fulfillments if carries(f, shipment)]
    for fulfillment in numbered:
        if _goods(fulfillment) == wanted:
            return [fulfillment]
    found, mixed = [], False
    for fulfillment in numbered:
        goods = _goods(fulfillment)
        if goods <= wanted:
            found.append(fulfillment)
            wanted -= goods
        else:
            mixed = True
    if mixed and wanted:
        raise Unsupported(
            _lt("In Shopify, this tracking number is on a package with other goods."),
            code="mixed",
            hint=_lt("Correct that package in the Shopify admin."),
        )
    return found
