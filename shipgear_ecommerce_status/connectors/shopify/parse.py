# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shopify's answers as the records of :mod:`..base`.

Source: Shopify documentation, GraphQL Admin API, Order, Fulfillment, FulfillmentOrder,
ProductVariant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..base import Item, Order, OrderLine, Parcel, ShipmentLine
from ..foreign_text import WORD
from ..text import _lt
from ..values import (
    HIGHEST,
    Malformed,
    a_dict,
    a_link,
    a_list,
    a_name,
    a_number,
    a_quantity,
    a_text,
    a_time,
    of_item,
    of_order,
)
from .prices import line_prices, order_prices

#: Fulfillments that show that something left; the others are void.
_VOID = ("CANCELLED", "ERROR", "FAILURE")
#: OrderDisplayFulfillmentStatus, where it alone says what an order is.
_STATUSES = {"FULFILLED": "shipped", "RESTOCKED": "canceled"}
#: Shopify does not let these be fulfilled.
_WAITING = ("ON_HOLD", "SCHEDULED")

_GID = re.compile(r"gid://shopify/([A-Za-z]+)/([0-9]{1,20})(\?.*)?")


def gid(kind: str, number: str) -> str:
    """Return the id that Shopify gives an object of a kind."""
    return f"gid://shopify/{kind}/{number}"


def number_of(value: object, kind: str) -> str:
    """Return the number in an id such as gid://shopify/Order/1."""
    found = _GID.fullmatch(value) if isinstance(value, str) else None
    if found is None or found[1] != kind:
        raise Malformed(_lt("The id of %(kind)s is missing or unusual.", kind=kind))
    return found[2]


def tidy_name(typed: str) -> str:
    """Return an order's name as Shopify writes it: "#1001" for "1001".

    Long numbers are not names but ids, and stay as they are.
    """
    typed = typed.strip()
    return f"#{typed}" if re.fullmatch(r"[0-9]{1,11}", typed) else typed


def nodes(connection: object, name: str) -> list:
    return a_list(a_dict(connection, name).get("nodes"), name)


def next_cursor(connection: object, name: str) -> str | None:
    """Return where the next page of a connection begins, None after the last."""
    page = a_dict(a_dict(connection, name).get("pageInfo"), "pageInfo")
    if page.get("hasNextPage") is not True:
        return None
    return a_name(page.get("endCursor"), "endCursor", 4096, required=True)


# --- Fulfillments -------------------------------------------------------------


@dataclass(frozen=True)
class Fulfillment:
    """One package as Shopify has it, with any number of tracking numbers."""

    number: str
    company: str
    tracking: tuple[str, ...]
    created_at: datetime | None
    lines: tuple[ShipmentLine, ...]


def parse_fulfillments(values: object) -> list[Fulfillment]:
    """Return the fulfillments that are not void."""
    found = [a_dict(v, "fulfillments[]") for v in a_list(values, "fulfillments")]
    return [_fulfillment(v) for v in found if v.get("status") not in _VOID]


def _fulfillment(data: dict) -> Fulfillment:
    infos = a_list(data.get("trackingInfo") or [], "trackingInfo")
    infos = [a_dict(info, "trackingInfo[]") for info in infos]
    numbers = (a_name(info.get("number"), "number") for info in infos)
    companies = [a_text(info.get("company"), "company", WORD) for info in infos]
    lines = nodes(data.get("fulfillmentLineItems"), "fulfillmentLineItems")
    return Fulfillment(
        number=number_of(data.get("id"), "Fulfillment"),
        company=next(filter(None, companies), ""),
        tracking=tuple(filter(None, numbers)),
        created_at=a_time(data.get("createdAt"), "createdAt"),
        lines=tuple(_fulfilled(a_dict(v, "fulfillmentLineItems[]")) for v in lines),
    )


def _fulfilled(data: dict) -> ShipmentLine:
    line = a_dict(data.get("lineItem"), "lineItem")
    return ShipmentLine(
        line_ref=number_of(line.get("id"), "LineItem"),
        quantity=a_quantity(data.get("quantity"), "quantity"),
    )


def _parcels(fulfillment: Fulfillment) -> list[Parcel]:
    """A parcel for each tracking number; the first has the goods, so that they
    count once."""
    return [
        Parcel(
            reference=fulfillment.number,
            carrier=fulfillment.company,
            tracking_number=number,
            shipped_at=fulfillment.created_at,
            lines=() if place else fulfillment.lines,
        )
        for place, number in enumerate(fulfillment.tracking or ("",))
    ]


# --- Orders -------------------------------------------------------------------


def parse_order(data: dict) -> Order:
    name = a_name(data.get("name"), "name", required=True)
    return of_order(name, lambda: _order(tidy_name(name), data))


def _order(ref: str, data: dict) -> Order:
    fulfillments = parse_fulfillments(data.get("fulfillments"))
    shipped: dict[str, float] = {}
    for line in (line for f in fulfillments for line in f.lines):
        shipped[line.line_ref] = shipped.get(line.line_ref, 0) + line.quantity
    lines = nodes(data.get("lineItems"), "lineItems")
    taxed = data.get("taxesIncluded") is True
    lines = [_line(a_dict(line, "lineItems[]"), shipped, taxed) for line in lines]
    canceled = a_time(data.get("cancelledAt"), "cancelledAt") is not None
    return Order(
        ref=ref,
        key=number_of(data.get("id"), "Order"),
        number=ref,
        status="canceled" if canceled else _status(data, lines),
        purchased_at=a_time(data.get("createdAt"), "createdAt"),
        updated_at=a_time(data.get("updatedAt"), "updatedAt"),
        ship_by=None,
        fulfilled_by="seller",
        # A line that was taken out of the order before it was shipped stays at 0.
        lines=tuple(line for line in lines if canceled or line.quantity),
        parcels=tuple(parcel for f in fulfillments for parcel in _parcels(f)),
        **order_prices(data, lines),
    )


def _line(data: dict, shipped: dict[str, float], taxed: bool) -> OrderLine:
    """:param taxed: whether prices hold the tax"""
    ref = number_of(data.get("id"), "LineItem")
    ordered = a_quantity(data.get("currentQuantity"), "currentQuantity")
    # Pieces that came back are no longer counted as ordered, but did leave.
    quantity = max(ordered, shipped.get(ref, 0))
    return OrderLine(
        ref=ref,
        sku=a_name(data.get("sku"), "sku"),
        title=a_text(data.get("name"), "name"),
        quantity=quantity,
        quantity_shipped=shipped.get(ref, 0),
        **line_prices(data, quantity, taxed),
    )


def _status(data: dict, lines: list[OrderLine]) -> str:
    """What Shopify displays speaks of what is left; what left already comes first."""
    word = a_text(data.get("displayFulfillmentStatus"), "displayFulfillmentStatus")
    if word in _STATUSES:
        return _STATUSES[word]
    if any(line.quantity_shipped for line in lines):
        return "partial"
    unpaid = data.get("displayFinancialStatus") == "PENDING"
    return "pending" if unpaid or word in _WAITING else "unshipped"


# --- Fulfillment orders -------------------------------------------------------


@dataclass(frozen=True)
class Remaining:
    """Pieces of an order line that wait at one location.

    ``number``: of the fulfillment order line item.
    """

    number: str
    line_ref: str
    quantity: int


@dataclass(frozen=True)
class FulfillmentOrder:
    """``place``: location and delivery method, of which a package has one each."""

    number: str
    status: str
    place: tuple[str, str]
    lines: tuple[Remaining, ...]


def parse_fulfillment_order(data: dict) -> FulfillmentOrder:
    assigned = a_dict(data.get("assignedLocation") or {}, "assignedLocation")
    location = a_dict(assigned.get("location") or {}, "location")
    method = a_dict(data.get("deliveryMethod") or {}, "deliveryMethod")
    lines = nodes(data.get("lineItems"), "lineItems")
    return FulfillmentOrder(
        number=number_of(data.get("id"), "FulfillmentOrder"),
        status=a_text(data.get("status"), "status", WORD),
        place=(
            a_name(location.get("id"), "location.id"),
            a_text(method.get("methodType"), "methodType", WORD),
        ),
        lines=tuple(_remaining(a_dict(line, "lineItems[]")) for line in lines),
    )


def _remaining(data: dict) -> Remaining:
    line = a_dict(data.get("lineItem"), "lineItem")
    return Remaining(
        number=number_of(data.get("id"), "FulfillmentOrderLineItem"),
        line_ref=number_of(line.get("id"), "LineItem"),
        quantity=int(a_quantity(data.get("remainingQuantity"), "remainingQuantity")),
    )


# --- Items --------------------------------------------------------------------


def parse_item(data: dict) -> Item:
    number = number_of(data.get("id"), "ProductVariant")
    sku = a_name(data.get("sku"), "sku")
    return of_item(sku or number, lambda: _item(number, sku, data))


def _item(number: str, sku: str, data: dict) -> Item:
    product = a_dict(data.get("product"), "product")
    titles = [a_text(product.get("title"), "title"), a_text(data.get("title"), "title")]
    if titles[1] == "Default Title":  # of a product without variants
        del titles[1]
    media = nodes(data.get("media") or {"nodes": []}, "media")
    images = (_image(each) for each in (*media, product.get("featuredMedia")))
    weight, unit = _weight(data.get("inventoryItem"))
    return Item(
        number=number,
        sku=sku,
        title=" - ".join(filter(None, titles)),
        weight=weight,
        weight_unit=unit,
        image_url=next(filter(None, images), ""),
        status=a_text(product.get("status"), "status", WORD).lower(),
    )


def _weight(item: object) -> tuple[float | None, str]:
    """Shape: ``{"measurement": {"weight": {"value": 1.5, "unit": "KILOGRAMS"}}}``."""
    measurement = a_dict(item or {}, "inventoryItem").get("measurement")
    weight = a_dict(measurement or {}, "measurement").get("weight")
    weight = a_dict(weight or {}, "weight")
    value = a_number(weight.get("value"))
    if not value or not 0 < value <= HIGHEST:
        return None, ""
    return value, a_text(weight.get("unit"), "unit", WORD).lower()


def _image(media: object) -> str:
    """Shape: ``{"preview": {"image": {"url"}}}``, each of which may be null."""
    for name in ("preview", "image"):
        media = media.get(name) if isinstance(media, dict) else None
    return a_link(media.get("url")) if isinstance(media, dict) else ""
