# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders and items as Walmart writes them (getAnOrder, getAllItems).

Every order carries the buyer's name and address: there is no asking without them.
"""

from __future__ import annotations

from decimal import Decimal

from . import prices
from .limits import from_iso
from .market import Item, Line, Order, Package

DAY = 86400


def customer_order_id(order: Order) -> str:
    return order.details.get("customerOrderId") or "2000" + order.order_id[-11:]


def node_of(order: Order) -> str:
    own = order.details.get("node", "SellerFulfilled")
    return own if order.fulfilled_by == "seller" else "WFSFulfilled"


def order_document(order: Order, until: float) -> dict:
    """Return an order as it was at a time."""
    lines = [_line(order, line, until) for line in order.lines]
    return {
        "purchaseOrderId": order.order_id,
        "customerOrderId": customer_order_id(order),
        "customerEmailId": "nobody@relay.example.com",
        "orderDate": _milliseconds(order.purchased_at),
        "shippingInfo": {
            "phone": "5550100",
            "estimatedDeliveryDate": _milliseconds(order.ship_by + 5 * DAY),
            "estimatedShipDate": _milliseconds(order.ship_by),
            "methodCode": "Value",
            "postalAddress": {
                "name": "Nobody Real",
                "address1": "1 Nowhere Street",
                "city": "Nowhere",
                "state": "CA",
                "postalCode": "94086",
                "country": "USA",
                "addressType": "RESIDENTIAL",
            },
        },
        "orderLines": {"orderLine": lines},
        "shipNode": {"type": node_of(order)},
    }


def _line(order: Order, line: Line, until: float) -> dict:
    statuses = []
    for package in order.packages(until).values():
        quantity = sum(n for line_id, n in package.lines if line_id == line.line_id)
        if quantity:
            info = {"trackingInfo": _tracking(package)}
            statuses.append(_status("Shipped", quantity) | info)
    canceled = canceled_of(order, line)
    if canceled:
        statuses.append(_status("Cancelled", canceled))
    left = line.quantity - canceled - order.shipped(until)[line.line_id]
    if left > 0:
        known = order.details.get("acknowledged") or order.shipped(until)
        statuses.append(_status("Acknowledged" if known else "Created", left))
    return {
        "lineNumber": line.line_id,
        "item": {"productName": line.title, "sku": line.sku, "condition": "New"},
        "charges": {"charge": _charges(order, line)},
        "orderLineQuantity": _each(line.quantity),
        "statusDate": _milliseconds(order.changed_at(until, 0)),
        "orderLineStatuses": {"orderLineStatus": statuses},
        "fulfillment": {"fulfillmentOption": "S2H", "shipMethod": "VALUE"},
    }


def _charges(order: Order, line: Line) -> list[dict]:
    """The first line bears the shipping."""
    goods, code = prices.of_line(order, line), order.terms.currency
    charges = [_charge("PRODUCT", "ItemPrice", goods.listed, goods.tax, code)]
    if goods.discount:
        off = goods.net - goods.listed
        charges.append(_charge("PRODUCT", "SubscriptionDiscount", off, None, code))
    shipping = prices.of_shipping(order)
    if shipping.net and line is order.lines[0]:
        charges.append(
            _charge("SHIPPING", "Shipping", shipping.net, shipping.tax, code)
        )
    return charges


def _charge(kind: str, name: str, amount: Decimal, tax, code: str) -> dict:
    """Walmart writes amounts as numbers."""
    charge = {
        "chargeType": kind,
        "chargeName": name,
        "chargeAmount": {"currency": code, "amount": float(amount)},
    }
    if tax:
        amount = {"currency": code, "amount": float(tax)}
        charge["tax"] = {"taxName": "Tax1", "taxAmount": amount}
    return charge


def canceled_of(order: Order, line: Line) -> int:
    if order.state == "canceled":
        return line.quantity
    return order.details.get("canceled", {}).get(line.line_id, 0)


def _tracking(package: Package) -> dict:
    kind = "otherCarrier" if package.carrier.startswith("Other: ") else "carrier"
    return {
        "shipDateTime": _milliseconds(from_iso(package.shipped_at)),
        "carrierName": {kind: package.carrier.removeprefix("Other: ")},
        "methodCode": package.service or "Value",
        "trackingNumber": package.tracking,
        "trackingURL": f"https://www.walmart.com/tracking?tracking_id={package.tracking}",
    }


def _status(status: str, quantity: int) -> dict:
    return {"status": status, "statusQuantity": _each(quantity)}


def _each(quantity: int) -> dict:
    return {"unitOfMeasurement": "EACH", "amount": str(quantity)}


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def item_document(item: Item) -> dict:
    """Return an item; weights and pictures are not listed."""
    return {
        "mart": "WALMART_US",
        "sku": item.sku,
        "condition": "New",
        "wpid": item.number,
        "productName": item.title,
        "productType": "Product",
        "price": {"currency": "USD", "amount": 9.99},
        "publishedStatus": "PUBLISHED",
        "lifecycleStatus": "ACTIVE",
    }
