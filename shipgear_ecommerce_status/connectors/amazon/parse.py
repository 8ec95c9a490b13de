# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's answers as the records of :mod:`..base`.

Sources: the SP-API models orders_2026-01-01 and listingsItems_2021-08-01.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from ..base import Item, Order, OrderLine, Page, Parcel, ShipmentLine
from ..foreign_text import NAME, TITLE, WORD, is_name, one_line
from ..text import Text, _lt

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

#: More of anything is no order of anybody's.
HIGHEST = 1e9
#: Characters of a page token, and of an address.
LONG = 4096

Parsed = TypeVar("Parsed")


class Malformed(Exception):
    """A record that is not as documented. ``problem`` says what is wrong with it."""

    def __init__(self, problem: Text):
        super().__init__(problem)
        self.problem = problem


def each(
    records: object, name: str, parse: Callable[[dict], Parsed]
) -> tuple[tuple[Parsed, ...], tuple[str, ...]]:
    """Parse a list; return the records and a sentence for each unreadable one.

    :param name: Amazon's name of the list, as all names here
    """
    parsed, problems = [], []
    for position, record in enumerate(a_list(records, name), 1):
        try:
            parsed.append(parse(a_dict(record, f"{name}[{position}]")))
        except Malformed as error:
            problems.append(error.problem)
    return tuple(parsed), tuple(problems)


def orders_page(data: dict) -> Page[Order]:
    records, problems = each(data.get("orders"), "orders", parse_order)
    pagination = a_dict(data.get("pagination") or {}, "pagination")
    token = a_name(pagination.get("nextToken"), "nextToken", LONG)
    return Page(records, token or None, problems)


def one_order(data: dict) -> Order:
    return parse_order(a_dict(data.get("order"), "order"))


def parse_order(data: dict) -> Order:
    ref = a_name(data.get("orderId"), "orderId", required=True)
    try:
        return _order(ref, data)
    except Malformed as error:
        raise Malformed(
            _lt("Order %(ref)s: %(problem)s", ref=ref, problem=error.problem)
        ) from None


def _order(ref: str, data: dict) -> Order:
    fulfillment = a_dict(data.get("fulfillment"), "fulfillment")
    fulfilled_by = _word(fulfillment, "fulfilledBy", FULFILLERS, default="MERCHANT")
    window = a_dict(fulfillment.get("shipByWindow") or {}, "shipByWindow")
    lines = a_list(data.get("orderItems"), "orderItems")
    return Order(
        ref=ref,
        number=ref,
        status=_word(fulfillment, "fulfillmentStatus", STATUSES),
        purchased_at=a_time(data.get("createdTime"), "createdTime"),
        updated_at=a_time(data.get("lastUpdatedTime"), "lastUpdatedTime"),
        ship_by=a_time(window.get("latestDateTime"), "latestDateTime"),
        fulfilled_by=fulfilled_by,
        lines=tuple(_order_line(a_dict(line, "orderItems[]")) for line in lines),
        parcels=_parcels(data.get("packages"), fulfilled_by),
    )


def _order_line(data: dict) -> OrderLine:
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
    try:
        return _item(sku, data, marketplace_id)
    except Malformed as error:
        raise Malformed(
            _lt("Item %(sku)s: %(problem)s", sku=sku, problem=error.problem)
        ) from None


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
        image_url=_link(image.get("link")),
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
            value, unit = _number(found.get("value")), found.get("unit")
            if value and 0 < value <= HIGHEST and isinstance(unit, str):
                return value, one_line(unit, WORD)
    return None, ""


def _of_marketplace(records: Iterable, key: str, marketplace_id: str) -> dict:
    """Return the record of this marketplace, else the first one, else {}."""
    found = [record for record in records if isinstance(record, dict)]
    mine = [record for record in found if record.get(key) == marketplace_id]
    return next(iter(mine or found), {})


def _link(value: object) -> str:
    """Return an image's address if a browser may load it without harm."""
    if isinstance(value, str) and is_name(value, LONG):
        if re.match(r"https?://[^\s\"'<>]+\Z", value):
            return value
    return ""


def _word(data: dict, name: str, meanings: dict[str, str], default: str = "") -> str:
    word = data.get(name, default)
    if not isinstance(word, str) or word not in meanings:
        shown = repr(word[:50]) if isinstance(word, str) else type(word).__name__
        raise Malformed(
            _lt("%(name)s is %(word)s, which is unknown.", name=name, word=shown)
        )
    return meanings[word]


# --- Values -----------------------------------------------------------------


def a_dict(value: object, name: str) -> dict:
    if not isinstance(value, dict):
        raise Malformed(_lt("%(name)s is missing or not an object.", name=name))
    return value


def a_list(value: object, name: str) -> list:
    if not isinstance(value, list):
        raise Malformed(_lt("%(name)s is missing or not a list.", name=name))
    return value


def a_text(value: object, name: str, length: int = TITLE) -> str:
    """Read words for people: one line, shortened."""
    return one_line(_a_string(value, name), length)


def a_name(value: object, name: str, length: int = NAME, required: bool = False) -> str:
    """Read what names something: as it is, or refused."""
    text = _a_string(value, name, required).strip()
    if not is_name(text, length):
        problem = _lt("%(name)s is too long or has unusual characters.", name=name)
        raise Malformed(problem)
    return text


def _a_string(value: object, name: str, required: bool = False) -> str:
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise Malformed(_lt("%(name)s is missing or not a text.", name=name))
    return value


def a_quantity(value: object, name: str) -> float:
    number = _number(value)
    if number is None or not 0 <= number <= HIGHEST:
        raise Malformed(_lt("%(name)s is missing or not a quantity.", name=name))
    return number


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"\s*(?:[Zz]|([+-])(\d\d):?(\d\d)?)?)?",
    re.ASCII,
)


def a_time(value: object, name: str) -> datetime | None:
    """Read an ISO 8601 time as aware UTC. One without a zone is taken for UTC."""
    if value is None:
        return None
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise _no_time(name)
    numbers = [int(part or 0) for part in found.group(1, 2, 3, 4, 5, 6)]
    if numbers[0] < 1000:  # of no order, and few programs write it right
        raise _no_time(name)
    micros = int((found[7] or "0").ljust(6, "0")[:6])
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    try:
        local = datetime(*numbers, micros, tzinfo=timezone.utc)  # type: ignore[arg-type]
        return local + offset if found[8] == "-" else local - offset
    except (ValueError, OverflowError):
        raise _no_time(name) from None


def _no_time(name: str) -> Malformed:
    return Malformed(_lt("%(name)s is not a date and time.", name=name))
