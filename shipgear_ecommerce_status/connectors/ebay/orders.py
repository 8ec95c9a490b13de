# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay's orders as the records of :mod:`..base`.

Source: the specification of sell_fulfillment v1, Order (PricingSummary, LineItem) and
ShippingFulfillment; the pages of OrderFulfillmentStatus,
LineItemFulfillmentStatusEnum, OrderPaymentStatusEnum, CancelStateEnum and
FulfillmentInstructionsType. What eBay collects and remits as tax is not part of the
amounts without fieldGroups=TAX_BREAKDOWN, which is not asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from ..base import Order, OrderLine, Parcel, ShipmentLine
from ..foreign_text import WORD, is_name
from ..money import ZERO, added, at, currency, divided, money_at, rows_at
from ..values import (
    LONG,
    a_dict,
    a_list,
    a_name,
    a_quantity,
    a_text,
    a_time,
    a_word,
    of_order,
)
from .fulfillment import fulfillment_id

#: OrderFulfillmentStatus. FULFILLED says that something of each line was shipped, not
#: that all was.
_STATUSES = {
    "NOT_STARTED": "unshipped",
    "IN_PROGRESS": "partial",
    "FULFILLED": "shipped",
}
#: OrderPaymentStatusEnum of what is not paid. PENDING stands for a refund, too, but not
#: before anything was shipped.
_NOT_PAID = ("PENDING", "FAILED")
_BY_EBAY = ("VAULT_TO_BUYER", "VAULT_TO_VAULT")


def parse_order(data: dict, fulfillments: object = None) -> Order:
    """Read an order.

    :param fulfillments: the answer of getShippingFulfillments, where it was asked for;
        else the parcels come without their contents, and a line of which anything
        was shipped counts as shipped
    :raises Malformed:
    """
    ref = a_name(data.get("orderId"), "orderId", required=True)
    return of_order(ref, lambda: _order(ref, data, fulfillments))


def says_too_much(order: Order) -> bool:
    """Whether "shipped" may be true of a part only, as far as the order itself says."""
    return order.status == "shipped" and any(line.quantity > 1 for line in order.lines)


def _order(ref: str, data: dict, fulfillments: object) -> Order:
    items = [
        a_dict(x, "lineItems[]") for x in a_list(data.get("lineItems"), "lineItems")
    ]
    parcels = _listed_parcels(data)
    shipped = None
    if fulfillments is not None:
        ordered = {item.get("lineItemId"): item.get("quantity") for item in items}
        parcels = _parcels(a_dict(fulfillments, "body"), ordered)
        shipped = Counter()
        for line in (line for parcel in parcels for line in parcel.lines):
            shipped[line.line_ref] += line.quantity
    lines = tuple(_order_line(item, shipped) for item in items)
    return Order(
        ref=ref,
        number=ref,
        status=_status(data, lines),
        purchased_at=a_time(data.get("creationDate"), "creationDate"),
        updated_at=a_time(data.get("lastModifiedDate"), "lastModifiedDate"),
        ship_by=min(filter(None, map(_ship_by, items)), default=None),
        fulfilled_by="marketplace" if _shipped_by_ebay(data) else "seller",
        lines=lines,
        parcels=parcels,
        **_charges(data),
    )


def _charges(data: dict) -> dict:
    """Return the money of the order as a whole. Taxes come with the lines: those of
    shipping are among them."""
    total = currency(at(data, "pricingSummary", "total", "currency"))
    if not total:
        return {}

    def value(name: str) -> Decimal:
        return money_at(data, "pricingSummary", name, "value") or ZERO

    return {
        "currency": total,
        "shipping": value("deliveryCost") - abs(value("deliveryDiscount")),
        "shipping_tax": ZERO,
        "other": value("adjustment") + value("fee"),
        "other_tax": ZERO,
    }


def _status(data: dict, lines: Iterable[OrderLine]) -> str:
    status = a_word(data, "orderFulfillmentStatus", _STATUSES)
    cancellation = a_dict(data.get("cancelStatus") or {}, "cancelStatus")
    if cancellation.get("cancelState") == "CANCELED":
        return "canceled"
    if status == "unshipped" and data.get("orderPaymentStatus") in _NOT_PAID:
        return "pending"
    whole = all(line.quantity_shipped >= line.quantity for line in lines)
    return "partial" if status == "shipped" and not whole else status


def _shipped_by_ebay(data: dict) -> bool:
    """Global Shipping and eBay International Shipping are not meant: there the seller
    ships to eBay's hub, and tells of that parcel."""
    starts = a_list(
        data.get("fulfillmentStartInstructions") or [], "fulfillmentStartInstructions"
    )
    types = [
        a_dict(s, "fulfillmentStartInstructions[]").get("fulfillmentInstructionsType")
        for s in starts
    ]
    program = a_dict(data.get("program") or {}, "program")
    warehouse = a_dict(program.get("fulfillmentProgram") or {}, "fulfillmentProgram")
    vault = a_dict(program.get("ebayVault") or {}, "ebayVault")
    return (
        "FULFILLED_BY_EBAY" in types
        or warehouse.get("fulfilledBy") == "EBAY"
        or vault.get("fulfillmentType") in _BY_EBAY
    )


def _ship_by(item: dict):
    instructions = item.get("lineItemFulfillmentInstructions") or {}
    instructions = a_dict(instructions, "lineItemFulfillmentInstructions")
    return a_time(instructions.get("shipByDate"), "shipByDate")


def _order_line(item: dict, shipped: Counter | None) -> OrderLine:
    """Listings without a SKU are known by their item number.

    :param shipped: quantity of each line in all fulfillments, where they are known
    """
    ref = a_name(item.get("lineItemId"), "lineItemId", required=True)
    quantity = a_quantity(item.get("quantity"), "quantity")
    counted = shipped[ref] if shipped else 0
    # A line can be marked as shipped without a fulfillment that says so.
    whole = quantity if item.get("lineItemFulfillmentStatus") == "FULFILLED" else 0
    sku = a_name(item.get("sku"), "sku")
    cost = money_at(item, "lineItemCost", "value")
    net = money_at(item, "discountedLineItemCost", "value")
    net = cost if net is None else net
    # A tax without an amount is none: eBay lists it all the same.
    tax = sum(
        (money_at(row, "amount", "value") or ZERO for row in rows_at(item, "taxes")),
        ZERO,
    )
    return OrderLine(
        ref=ref,
        sku=sku or a_name(item.get("legacyItemId"), "legacyItemId"),
        title=a_text(item.get("title"), "title"),
        quantity=quantity,
        quantity_shipped=counted or whole,
        price=divided(cost, quantity),
        discount=None if cost is None or net is None else cost - net,
        amount=added((net, tax)),
        tax=tax,
    )


def _listed_parcels(data: dict) -> tuple[Parcel, ...]:
    """Read the parcels that an order only lists: addresses that end with the id of a
    fulfillment, which is its tracking number where it has one."""
    hrefs = a_list(data.get("fulfillmentHrefs") or [], "fulfillmentHrefs")
    ids = [fulfillment_id(a_name(h, "fulfillmentHrefs[]", LONG)) for h in hrefs]
    return tuple(Parcel(id, "", id, None) for id in ids if id and is_name(id))


def _parcels(data: dict, ordered: dict) -> tuple[Parcel, ...]:
    fulfillments = a_list(data.get("fulfillments"), "fulfillments")
    return tuple(_parcel(a_dict(f, "fulfillments[]"), ordered) for f in fulfillments)


def _parcel(data: dict, ordered: dict) -> Parcel:
    items = a_list(data.get("lineItems") or [], "lineItems")
    return Parcel(
        reference=a_name(data.get("fulfillmentId"), "fulfillmentId"),
        carrier=a_text(data.get("shippingCarrierCode"), "shippingCarrierCode", WORD),
        tracking_number=a_name(
            data.get("shipmentTrackingNumber"), "shipmentTrackingNumber"
        ),
        shipped_at=a_time(data.get("shippedDate"), "shippedDate"),
        lines=tuple(_parcel_line(a_dict(i, "lineItems[]"), ordered) for i in items),
    )


def _parcel_line(item: dict, ordered: dict) -> ShipmentLine:
    """A line without a quantity is all of it."""
    ref = a_name(item.get("lineItemId"), "lineItemId", required=True)
    quantity = item.get("quantity")
    quantity = ordered.get(ref) if quantity is None else quantity
    return ShipmentLine(ref, a_quantity(quantity, "quantity"))
