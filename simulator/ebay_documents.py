# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders, fulfillments and inventory items as eBay writes them.

Shapes: the vendor's specifications of Sell Fulfillment v1 and Sell Inventory v1. What
a status means: the vendor's pages of OrderFulfillmentStatus and
LineItemFulfillmentStatusEnum, by which a line is fulfilled with its first piece.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from urllib.parse import quote

from . import prices
from .limits import to_iso
from .market import Item, Line, Order, Package

#: The id of a fulfillment without a tracking number.
NO_NUMBER = "999"
_CANCEL_STATES = {"canceled": "CANCELED"}
_UNITS = {
    "kilograms": "KILOGRAM",
    "grams": "GRAM",
    "pounds": "POUND",
    "ounces": "OUNCE",
}


def marketplace(id: str) -> str:
    """Return eBay's id; the simulator's sellers may have another platform's."""
    return id if id.startswith("EBAY_") else "EBAY_US"


def order_document(order: Order, base: str, now: float, lag: float) -> dict:
    """Return an order as it shows ``lag`` seconds late.

    :param base: address of the Fulfillment API
    """
    until = now - lag
    packages = order.packages(until).values()
    shipped = order.shipped(until)
    return {
        "orderId": order.order_id,
        "creationDate": to_iso(order.purchased_at),
        "lastModifiedDate": to_iso(order.changed_at(now, lag)),
        "orderFulfillmentStatus": _status(order, shipped),
        "orderPaymentStatus": "PENDING" if order.state == "pending" else "PAID",
        "sellerId": order.seller_id,
        "buyer": {"username": "nobody_real"},
        "cancelStatus": {
            "cancelState": _CANCEL_STATES.get(order.state, "NONE_REQUESTED"),
            "cancelRequests": [],
        },
        "fulfillmentHrefs": [
            f"{base}/order/{order.order_id}/shipping_fulfillment/"
            + quote(fulfillment_id(package), safe="")
            for package in packages
        ],
        "fulfillmentStartInstructions": [_start(order)],
        "lineItems": [_line(line, order, shipped) for line in order.lines],
        "pricingSummary": _pricing(order),
    }


def _amount(order: Order, value: Decimal) -> dict:
    return {"value": str(value), "currency": order.terms.currency}


def _pricing(order: Order) -> dict:
    """Where prices hold the tax, eBay names none."""
    total, shipping = prices.total(order), prices.of_shipping(order)
    pieces = [Decimal(line.price) * line.quantity for line in order.lines]
    summary = {
        "priceSubtotal": sum(pieces, Decimal("0.00")),
        "deliveryCost": shipping.price,
        "total": total.gross,
    }
    if total.discount:
        summary["priceDiscount"] = -total.discount
    if total.tax and not order.terms.tax_included:
        summary["tax"] = total.tax
    return {name: _amount(order, value) for name, value in summary.items()}


def _cost(order: Order, line: Line) -> dict:
    """The tax on shipping is named with the first line."""
    charge, shipping = prices.of_line(order, line), prices.of_shipping(order)
    first = line is order.lines[0]
    tax = charge.tax + (shipping.tax if first else 0)
    tax = Decimal() if order.terms.tax_included else tax
    delivery = shipping.price if first else Decimal("0.00")
    paid = charge.price * line.quantity - charge.discount
    document = {
        "lineItemCost": _amount(order, charge.price * line.quantity),
        "deliveryCost": {"shippingCost": _amount(order, delivery)},
        "taxes": [{"amount": _amount(order, tax)}] if tax else [],
        "appliedPromotions": [],
        "total": _amount(order, paid + tax + delivery),
    }
    if charge.discount:
        document["discountedLineItemCost"] = _amount(order, paid)
        promotion = {"discountAmount": _amount(order, charge.discount)}
        document["appliedPromotions"] = [promotion]
    return document


def _status(order: Order, shipped: Counter) -> str:
    if not any(shipped.values()):
        return "NOT_STARTED"
    begun = all(shipped[line.line_id] for line in order.lines)
    return "FULFILLED" if begun else "IN_PROGRESS"


def _start(order: Order) -> dict:
    if order.fulfilled_by != "seller":
        return {"fulfillmentInstructionsType": "FULFILLED_BY_EBAY"}
    start: dict = {
        "fulfillmentInstructionsType": "SHIP_TO",
        "shippingStep": {
            "shippingServiceCode": "USPSPriority",
            "shipTo": {
                "fullName": "Nobody Real",
                "contactAddress": {"city": "Nowhere", "countryCode": "US"},
            },
        },
    }
    if "GSP" in order.programs:
        start["ebaySupportedFulfillment"] = True
    return start


def _line(line: Line, order: Order, shipped: Counter) -> dict:
    document = {
        "lineItemId": line.line_id,
        "legacyItemId": line.number,
        "title": line.title,
        "quantity": line.quantity,
        "listingMarketplaceId": marketplace(order.marketplace_id),
        "lineItemFulfillmentStatus": (
            "FULFILLED" if shipped[line.line_id] else "NOT_STARTED"
        ),
        "lineItemFulfillmentInstructions": {"shipByDate": to_iso(order.ship_by)},
    } | _cost(order, line)
    if "NO_SKU" not in order.programs:
        document["sku"] = line.sku
    return document


def fulfillment_id(package: Package) -> str:
    return package.tracking or NO_NUMBER


def fulfillments_document(order: Order, until: float) -> dict:
    packages = order.packages(until).values()
    return {
        "fulfillments": [_fulfillment(package) for package in packages],
        "total": len(packages),
    }


def _fulfillment(package: Package) -> dict:
    document = {
        "fulfillmentId": fulfillment_id(package),
        "lineItems": [
            {"lineItemId": line_id, "quantity": quantity}
            for line_id, quantity in package.lines
        ],
        "shippedDate": package.shipped_at,
    }
    if package.tracking:
        document["shipmentTrackingNumber"] = package.tracking
        document["shippingCarrierCode"] = package.carrier
    return document


def item_document(item: Item) -> dict:
    document: dict = {
        "sku": item.sku,
        "condition": "NEW",
        "product": {"title": item.title},
        "availability": {"shipToLocationAvailability": {"quantity": 5}},
    }
    if item.image_url:
        document["product"]["imageUrls"] = [item.image_url]
    if item.weight:
        unit = _UNITS[item.weight_unit]
        weight = {"value": item.weight, "unit": unit}
        document["packageWeightAndSize"] = {"weight": weight}
    return document
