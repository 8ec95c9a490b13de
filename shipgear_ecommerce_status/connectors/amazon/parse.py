# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's answers as the records of :mod:`..base`.

Sources: the SP-API models orders_2026-01-01 and listingsItems_2021-08-01.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..base import Item, Order, OrderLine, Page, Parcel, ShipmentLine
from ..foreign_text import WORD, one_line
from ..money import added
from ..values import (
    HIGHEST,
    LONG,
    a_dict,
    a_link,
    a_list,
    a_name,
    a_number,
    a_quantity,
    a_text,
    a_time,
    a_word,
    each,
    of_item,
    of_order,
)
from .proceeds import Proceeds, proceeds_of

#: orders_2026-01-01, FulfillmentStatus
STATUSES = {
    "PENDING_AVAILABILITY": "pending",
    "PENDING": "pending",
    "UNSHIPPED": "unshipped",
    "PARTIALLY_SHIPPED": "partial",
    "SHIPPED": "shipped",
    "CANCELLED": "canceled",
    "UNFULFILLABLE": "canceled",
}
#: orders_2026-01-01, OrderFulfillment.fulfilledBy
FULFILLERS = {"MERCHANT": "seller", "AMAZON": "marketplace"}


def orders_page(body: object) -> Page[Order]:
    data = a_dict(body, "body")
    records, problems = each(data.get("orders"), "orders", parse_order)
    pagination = a_dict(data.get("pagination") or {}, "pagination")
    token = a_name(pagination.get("nextToken"), "nextToken", LONG)
    return Page(records, token or None, problems)


def one_order(body: object) -> Order:
    return parse_order(a_dict(a_dict(body, "body").get("order"), "order"))


def parse_order(data: dict) -> Order:
    ref = a_name(data.get("orderId"), "orderId", required=True)
    return of_order(ref, lambda: _order(ref, data))


def _order(ref: str, data: dict) -> Order:
    fulfillment = a_dict(data.get("fulfillment"), "fulfillment")
    fulfilled_by = a_word(fulfillment, "fulfilledBy", FULFILLERS, default="MERCHANT")
    window = a_dict(fulfillment.get("shipByWindow") or {}, "shipByWindow")
    lines = [
        a_dict(line, "orderItems[]")
        for line in a_list(data.get("orderItems"), "orderItems")
    ]
    proceeds = [proceeds_of(line) for line in lines]
    return Order(
        ref=ref,
        number=ref,
        status=a_word(fulfillment, "fulfillmentStatus", STATUSES),
        purchased_at=a_time(data.get("createdTime"), "createdTime"),
        updated_at=a_time(data.get("lastUpdatedTime"), "lastUpdatedTime"),
        ship_by=a_time(window.get("latestDateTime"), "latestDateTime"),
        fulfilled_by=fulfilled_by,
        lines=tuple(map(_order_line, lines, proceeds)),
        parcels=_parcels(data.get("packages"), fulfilled_by),
        currency=next((p.currency for p in proceeds if p.currency), ""),
        tax_included=any(p.tax_included for p in proceeds),
        shipping=added(p.shipping for p in proceeds),
        shipping_tax=added(p.shipping_tax for p in proceeds),
        other=added(p.other for p in proceeds),
        other_tax=added(p.other_tax for p in proceeds),
    )


def _order_line(data: dict, proceeds: Proceeds) -> OrderLine:
    product = a_dict(data.get("product") or {}, "product")
    fulfillment = a_dict(data.get("fulfillment") or {}, "fulfillment")
    return OrderLine(
        ref=a_name(data.get("orderItemId"), "orderItemId", required=True),
        sku=a_name(product.get("sellerSku"), "sellerSku"),
        title=a_text(product.get("title"), "title"),
        quantity=a_quantity(data.get("quantityOrdered"), "quantityOrdered"),
        quantity_shipped=a_quantity(
            fulfillment.get("quantityFulfilled", 0), "quantityFulfilled"
        ),
        price=proceeds.price,
        discount=proceeds.discount,
        amount=proceeds.amount,
        tax=proceeds.tax,
    )


def _parcels(packages: object, fulfilled_by: str) -> tuple[Parcel, ...] | None:
    """Amazon shows the packages of orders that the seller ships, and no others."""
    if packages is None:
        return () if fulfilled_by == "seller" else None
    parcels = [_parcel(a_dict(p, "packages[]")) for p in a_list(packages, "packages")]
    return tuple(parcel for parcel in parcels if parcel is not None)


def _parcel(data: dict) -> Parcel | None:
    status = a_dict(data.get("packageStatus") or {}, "packageStatus")
    if status.get("status") == "CANCELLED":
        return None  # it does not show that anything was shipped
    items = a_list(data.get("packageItems") or [], "packageItems")
    return Parcel(
        reference=a_name(data.get("packageReferenceId"), "packageReferenceId"),
        carrier=a_text(data.get("carrier"), "carrier", WORD),
        tracking_number=a_name(data.get("trackingNumber"), "trackingNumber"),
        shipped_at=a_time(data.get("shipTime"), "shipTime"),
        lines=tuple(_parcel_line(a_dict(item, "packageItems[]")) for item in items),
    )


def _parcel_line(data: dict) -> ShipmentLine:
    return ShipmentLine(
        line_ref=a_name(data.get("orderItemId"), "orderItemId", required=True),
        quantity=a_quantity(data.get("quantity"), "quantity"),
    )


def parse_item(data: dict, marketplace_id: str) -> Item:
    sku = a_name(data.get("sku"), "sku", required=True)
    return of_item(sku, lambda: _item(sku, data, marketplace_id))


def _item(sku: str, data: dict, marketplace_id: str) -> Item:
    summaries = a_list(data.get("summaries") or [], "summaries")
    summary = _of_marketplace(summaries, "marketplaceId", marketplace_id)
    attributes = a_dict(data.get("attributes") or {}, "attributes")
    weight, unit = _weight(attributes, marketplace_id)
    image = a_dict(summary.get("mainImage") or {}, "mainImage")
    statuses = a_list(summary.get("status") or [], "status")
    return Item(
        number=a_name(summary.get("asin"), "asin"),
        sku=sku,
        title=a_text(summary.get("itemName"), "itemName"),
        weight=weight,
        weight_unit=unit,
        image_url=a_link(image.get("link")),
        status=", ".join(a_text(word, "status", WORD) for word in statuses[:10]),
    )


def _weight(attributes: dict, marketplace_id: str) -> tuple[float | None, str]:
    """Return the weight to ship: the package's, else the item's own.

    Shape: ``{"item_package_weight": [{"value", "unit", "marketplace_id"}]}``,
    by Amazon's product type definitions.
    """
    for name in ("item_package_weight", "item_weight"):
        values = attributes.get(name)
        if isinstance(values, list):
            found = _of_marketplace(values, "marketplace_id", marketplace_id)
            value, unit = a_number(found.get("value")), found.get("unit")
            if value and 0 < value <= HIGHEST and isinstance(unit, str):
                return value, one_line(unit, WORD)
    return None, ""


def _of_marketplace(records: Iterable, key: str, marketplace_id: str) -> dict:
    """Return the record of this marketplace, else the first one, else {}."""
    found = [record for record in records if isinstance(record, dict)]
    mine = [record for record in found if record.get(key) == marketplace_id]
    return next(iter(mine or found), {})
