# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders, fulfillments and fulfillment orders as Shopify has them (2026-10).

Of an order's ``details``:

- ``places``: where each line is, ``{"location": "1", "method": "SHIPPING"}``, or a list
  of such with a ``quantity`` each. Lines of one place are in one fulfillment order.
- ``held``, ``scheduled``: locations whose fulfillment orders wait.
- ``unpaid``: the payment is pending.
- ``taken``: fulfillment -> pairs of fulfillment order line and quantity.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from . import prices
from .limits import to_iso
from .market import Item, Line, Order, Package
from .shopify_graphql import connection

_HOME = {"location": "1", "method": "SHIPPING"}
#: What an order has of its buyer. Nobody may ask for it who only ships.
BUYER = ("customer", "email", "phone", "shippingAddress", "billingAddress", "note")


def gid(kind: str, number: object) -> str:
    return f"gid://shopify/{kind}/{number}"


@dataclass
class WaitingLine:
    number: str
    line_id: str
    total: int
    left: int


@dataclass
class FulfillmentOrder:
    number: str
    location: str
    method: str
    status: str
    lines: list[WaitingLine]


def fulfillment_orders(order: Order, until: float) -> list[FulfillmentOrder]:
    """Return what of an order waits where; cancelled pieces wait again."""
    places: dict[tuple[str, str], list[WaitingLine]] = {}
    wanted = order.details.get("places", [])
    for at, line in enumerate(order.lines):
        given = wanted[at] if at < len(wanted) else _HOME
        for place in given if isinstance(given, list) else [given]:
            quantity = place.get("quantity", line.quantity)
            waiting = places.setdefault((place["location"], place["method"]), [])
            number = f"{line.line_id}{place['location']}"
            waiting.append(WaitingLine(number, line.line_id, quantity, quantity))
    found = [
        FulfillmentOrder(f"{order.key}{at}", *place, "OPEN", lines)
        for at, (place, lines) in enumerate(places.items(), start=1)
    ]
    for package in order.packages(until).values():
        _take(order, package, found)
    for each in found:
        each.status = _status(order, each)
    return found


def _take(order: Order, package: Package, found: list[FulfillmentOrder]) -> None:
    waiting = [line for each in found for line in each.lines]
    taken = order.details.get("taken", {}).get(package.reference)
    if taken:
        quantities = dict(taken)
        for line in waiting:
            line.left -= quantities.get(line.number, 0)
        return
    for line_id, quantity in package.lines:  # a person's: wherever there is some
        for line in waiting:
            if line.line_id == line_id:
                part = min(line.left, quantity)
                line.left -= part
                quantity -= part


def _status(order: Order, each: FulfillmentOrder) -> str:
    left = sum(line.left for line in each.lines)
    if order.state == "canceled" or not left:
        return "CLOSED"
    if order.state == "pending" or each.location in order.details.get("held", ()):
        return "ON_HOLD"
    if each.location in order.details.get("scheduled", ()):
        return "SCHEDULED"
    return "OPEN" if left == sum(x.total for x in each.lines) else "IN_PROGRESS"


# --- What is shown -------------------------------------------------------------


def order_object(order: Order, now: float, lag: float) -> dict:
    """Return an order as it shows ``lag`` seconds late."""
    until = now - lag
    lines = [_line(order, line) for line in order.lines]
    total, shipping = prices.total(order), prices.of_shipping(order)
    canceled = order.state == "canceled"
    changed = order.changed_at(now, lag)
    return {
        "__typename": "Order",
        "id": gid("Order", order.key),
        "name": order.order_id,
        "createdAt": _time(order.purchased_at),
        "updatedAt": _time(changed),
        "cancelledAt": _time(changed) if canceled else None,
        "displayFulfillmentStatus": _displayed(order, until),
        "displayFinancialStatus": "PENDING" if order.details.get("unpaid") else "PAID",
        "currencyCode": order.terms.currency,
        "taxesIncluded": order.terms.tax_included,
        "currentTotalPriceSet": _money(order, total.gross),
        "currentTotalTaxSet": _money(order, total.tax),
        "totalShippingPriceSet": _money(order, shipping.gross),
        "lineItems": connection("LineItemConnection", lines),
        "fulfillments": lambda args: [
            fulfillment_object(order, package)
            for package in _fulfillments(order, until)[: args.get("first")]
        ],
        "fulfillmentOrders": connection(
            "FulfillmentOrderConnection",
            fulfillment_orders(order, until),
            fulfillment_order_object,
        ),
    } | dict.fromkeys(BUYER)


def _fulfillments(order: Order, until: float) -> list[Package]:
    """Return the newest version of each package, with those that were cancelled."""
    newest = {p.reference: p for p in order.history if p.accepted_at <= until}
    return list(newest.values())


def _displayed(order: Order, until: float) -> str:
    status = order.status(until)
    statuses = {x.status for x in fulfillment_orders(order, until)} - {"CLOSED"}
    if status != "shipped" and len(statuses) == 1 and not statuses & {"OPEN"}:
        waiting = statuses & {"ON_HOLD", "SCHEDULED"}
        if waiting:
            return waiting.pop()
    return {
        "shipped": "FULFILLED",
        "partial": "PARTIALLY_FULFILLED",
    }.get(status, "UNFULFILLED")


def _money(order: Order, amount: Decimal) -> dict:
    money = {
        "__typename": "MoneyV2",
        "amount": str(amount),
        "currencyCode": order.terms.currency,
    }
    return {"__typename": "MoneyBag", "shopMoney": money, "presentmentMoney": money}


def _line(order: Order, line: Line) -> dict:
    charge = prices.of_line(order, line)
    discount = {
        "__typename": "DiscountAllocation",
        "allocatedAmountSet": _money(order, charge.discount),
    }
    tax = {"__typename": "TaxLine", "priceSet": _money(order, charge.tax)}
    return {
        "__typename": "LineItem",
        "id": gid("LineItem", line.line_id),
        "sku": line.sku,
        "name": line.title,
        "title": line.title,
        "quantity": line.quantity,
        "currentQuantity": line.quantity,
        "originalUnitPriceSet": _money(order, charge.price),
        "discountAllocations": [discount] if charge.discount else [],
        "taxLines": [tax] if charge.tax else [],
    }


def fulfillment_object(order: Order, package: Package) -> dict:
    number = _number(order, package)
    company = package.carrier or None
    lines = [
        {
            "__typename": "FulfillmentLineItem",
            "id": gid("FulfillmentLineItem", f"{number}{at}"),
            "quantity": quantity,
            "lineItem": {"__typename": "LineItem", "id": gid("LineItem", line_id)},
        }
        for at, (line_id, quantity) in enumerate(package.lines)
    ]
    return {
        "__typename": "Fulfillment",
        "id": gid("Fulfillment", number),
        "status": "CANCELLED" if package.withdrawn else "SUCCESS",
        "createdAt": _time(package.accepted_at),
        "trackingInfo": [
            {
                "__typename": "FulfillmentTrackingInfo",
                "company": company,
                "number": tracking,
                "url": None,
            }
            for tracking in package.tracking.split(", ")
            if tracking
        ],
        "fulfillmentLineItems": connection("FulfillmentLineItemConnection", lines),
    }


def _number(order: Order, package: Package) -> str:
    """Return a number for a package; those of people have a name instead."""
    if package.reference.isdigit() and len(package.reference) > 8:
        return package.reference
    return f"{order.key}{sum(package.reference.encode())}"


def fulfillment_order_object(each: FulfillmentOrder) -> dict:
    lines = [
        {
            "__typename": "FulfillmentOrderLineItem",
            "id": gid("FulfillmentOrderLineItem", line.number),
            "totalQuantity": line.total,
            "remainingQuantity": line.left,
            "lineItem": {"__typename": "LineItem", "id": gid("LineItem", line.line_id)},
        }
        for line in each.lines
    ]
    location = {"__typename": "Location", "id": gid("Location", each.location)}
    return {
        "__typename": "FulfillmentOrder",
        "id": gid("FulfillmentOrder", each.number),
        "status": each.status,
        "assignedLocation": {
            "__typename": "FulfillmentOrderAssignedLocation",
            "location": location,
        },
        "deliveryMethod": {"__typename": "DeliveryMethod", "methodType": each.method},
        "lineItems": connection("FulfillmentOrderLineItemConnection", lines),
    }


def variant_object(item: Item) -> dict:
    image = {"__typename": "Image", "url": item.image_url}
    preview = {"__typename": "MediaPreviewImage", "image": image}
    media = {"__typename": "MediaImage", "preview": preview}
    weight = {
        "__typename": "Weight",
        "value": item.weight,
        "unit": item.weight_unit.upper(),
    }
    measurement = {"__typename": "InventoryItemMeasurement", "weight": weight}
    return {
        "__typename": "ProductVariant",
        "id": gid("ProductVariant", item.number),
        "sku": item.sku,
        "title": "Default Title",
        "product": {
            "__typename": "Product",
            "title": item.title,
            "status": "ACTIVE",
            "featuredMedia": media if item.image_url else None,
        },
        "media": connection("MediaConnection", []),
        "inventoryItem": {"__typename": "InventoryItem", "measurement": measurement},
    }


def _time(timestamp: float) -> str:
    """Shopify writes whole seconds."""
    return to_iso(timestamp)[:19] + "Z"


def quantities(rows: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return rows with what belongs to one line added up."""
    added: Counter = Counter()
    for name, quantity in rows:
        added[name] += quantity
    return tuple(sorted(added.items()))
