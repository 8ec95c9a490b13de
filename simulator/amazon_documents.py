# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders and listings as Amazon writes them (Orders 2026-01-01, Listings Items)."""

from __future__ import annotations

from decimal import Decimal

from . import prices
from .limits import to_iso
from .market import Item, Line, Order, Package

#: What includedData may ask for.
DATA_SETS = (
    "BUYER",
    "RECIPIENT",
    "PROCEEDS",
    "EXPENSE",
    "PROMOTION",
    "CANCELLATION",
    "FULFILLMENT",
    "PACKAGES",
    "TAX",
    "PAYMENT",
    "FULFILLMENT_ORDERS",
)
#: Our word -> Amazon's fulfillmentStatus
STATUSES = {
    "unavailable": "PENDING_AVAILABILITY",
    "pending": "PENDING",
    "unshipped": "UNSHIPPED",
    "partial": "PARTIALLY_SHIPPED",
    "shipped": "SHIPPED",
    "canceled": "CANCELLED",
    "unfulfillable": "UNFULFILLABLE",
}
LISTING_SETS = (
    "summaries",
    "attributes",
    "issues",
    "offers",
    "fulfillmentAvailability",
    "procurement",
    "relationships",
    "productTypes",
)
DAY = 86400


def order_document(order: Order, wanted: list[str], now: float, lag: float) -> dict:
    """Return an order as it shows ``lag`` seconds late, with the sections wanted."""
    until = now - lag
    shipped = order.shipped(until)
    fulfillment = "FULFILLMENT" in wanted
    document = {
        "orderId": order.order_id,
        "createdTime": to_iso(order.purchased_at),
        "lastUpdatedTime": to_iso(order.changed_at(now, lag)),
        "programs": list(order.programs),
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": order.marketplace_id,
        },
        "orderItems": [
            _line(line, shipped[line.line_id], fulfillment) for line in order.lines
        ],
    }
    if "PROCEEDS" in wanted:
        _add_proceeds(order, document)
    if fulfillment:
        document["fulfillment"] = _fulfillment(order, until)
    # Packages are shown of orders that the seller fulfils, and of no others.
    if "PACKAGES" in wanted and order.fulfilled_by == "seller":
        document["packages"] = [_package(p) for p in order.packages(until).values()]
    if "BUYER" in wanted:
        document["buyer"] = {
            "buyerName": "Nobody Real",
            "buyerEmail": "nobody@marketplace.example.com",
        }
    if "RECIPIENT" in wanted:
        document["recipient"] = {
            "deliveryAddress": {
                "name": "Nobody Real",
                "addressLine1": "1 Nowhere Street",
                "city": "Nowhere",
                "countryCode": "US",
            }
        }
    return document


def _line(line: Line, shipped: int, fulfillment: bool) -> dict:
    document: dict = {
        "orderItemId": line.line_id,
        "quantityOrdered": line.quantity,
        "product": {
            "asin": line.number,
            "title": line.title,
            "sellerSku": line.sku,
        },
    }
    if fulfillment:
        document["fulfillment"] = {
            "quantityFulfilled": shipped,
            "quantityUnfulfilled": max(0, line.quantity - shipped),
        }
    return document


def _add_proceeds(order: Order, document: dict) -> None:
    """Amazon charges shipping for each item; here the first one bears it."""
    shipping, code = prices.of_shipping(order), order.terms.currency
    for place, (line, row) in enumerate(
        zip(order.lines, document["orderItems"], strict=True)
    ):
        row["product"]["price"] = {"unitPrice": _money(Decimal(line.price), code)}
        charge = prices.of_line(order, line)
        row["proceeds"] = _proceeds(order, charge, None if place else shipping)
    total = prices.total(order)
    document["proceeds"] = {"grandTotal": _money(total.gross, code)}


def _proceeds(order: Order, goods: prices.Charge, shipping) -> dict:
    """Where prices hold the tax, it is named all the same, but does not add up."""
    code, taxed = order.terms.currency, order.terms.tax_included
    charges = {"ITEM": goods} | ({"SHIPPING": shipping} if shipping else {})
    rows = [
        {
            "type": kind,
            "subtotal": _money(
                charge.net + charge.discount + (charge.tax if taxed else 0), code
            ),
        }
        for kind, charge in charges.items()
    ]
    taxes = {kind: charge.tax for kind, charge in charges.items() if charge.tax}
    off = {kind: charge.discount for kind, charge in charges.items() if charge.discount}
    rows += [_detailed("TAX", taxes, code)] if taxes else []
    rows += [_detailed("DISCOUNT", off, code)] if off else []
    paid = sum((charge.gross for charge in charges.values()), Decimal("0.00"))
    return {"proceedsTotal": _money(paid, code), "breakdowns": rows}


def _detailed(kind: str, amounts: dict[str, Decimal], code: str) -> dict:
    return {
        "type": kind,
        "subtotal": _money(sum(amounts.values(), Decimal("0.00")), code),
        "detailedBreakdowns": [
            {"subtype": name, "value": _money(amount, code)}
            for name, amount in amounts.items()
        ],
    }


def _money(amount: Decimal, code: str) -> dict:
    return {"amount": str(amount), "currencyCode": code}


def _fulfillment(order: Order, until: float) -> dict:
    by_seller = order.fulfilled_by == "seller"
    return {
        "fulfillmentStatus": STATUSES[order.status(until)],
        "fulfilledBy": "MERCHANT" if by_seller else "AMAZON",
        "fulfillmentServiceLevel": "STANDARD",
        "shipByWindow": {
            "earliestDateTime": to_iso(order.purchased_at),
            "latestDateTime": to_iso(order.ship_by),
        },
        "deliverByWindow": {"latestDateTime": to_iso(order.ship_by + 5 * DAY)},
    }


def _package(package: Package) -> dict:
    document = {
        "packageReferenceId": package.reference,
        "createdTime": to_iso(package.accepted_at),
        "packageStatus": {"status": "SHIPPED"},
        "carrier": package.carrier,
        "shipTime": package.shipped_at,
        "trackingNumber": package.tracking,
        "packageItems": [
            {"orderItemId": line_id, "quantity": quantity}
            for line_id, quantity in package.lines
        ],
    }
    if package.service:
        document["shippingService"] = package.service
    return document


def item_document(item: Item, wanted: list[str], marketplace_id: str) -> dict:
    """Return a listing with the data sets wanted; prices and stock are not played."""
    document: dict = {"sku": item.sku}
    if "summaries" in wanted:
        summary = {
            "marketplaceId": marketplace_id,
            "asin": item.number,
            "productType": "PRODUCT",
            "conditionType": "new_new",
            "status": list(item.status),
            "itemName": item.title,
            "createdDate": to_iso(item.created_at),
            "lastUpdatedDate": to_iso(item.updated_at),
        }
        if item.image_url:
            image = {"link": item.image_url, "height": 500, "width": 500}
            summary["mainImage"] = image
        document["summaries"] = [summary]
    if "attributes" in wanted:
        document["attributes"] = _attributes(item, marketplace_id)
    if "issues" in wanted:
        document["issues"] = []
    return document


def _attributes(item: Item, marketplace_id: str) -> dict:
    attributes: dict = {
        "item_name": [{"value": item.title, "marketplace_id": marketplace_id}]
    }
    if item.weight:
        attributes["item_weight"] = [
            {
                "value": item.weight,
                "unit": item.weight_unit,
                "marketplace_id": marketplace_id,
            }
        ]
    return attributes
