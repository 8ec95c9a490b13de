# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart's answers as the records of :mod:`..base`.

Sources: Walmart's OpenAPI documents "Walmart Order Management" (getAllOrders,
getAnOrder, shippingUpdates) and "Item Management" (getAllItems). An order has no
status of its own: each line says how many of it are in which status. The charges of a
line are taken for those of all its pieces, and their taxes to be on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ..base import Item, Order, OrderLine, Parcel, ShipmentLine
from ..foreign_text import WORD
from ..money import ZERO, added, at, currency, divided, money_at, rows_at, share
from ..text import _lt
from ..values import (
    HIGHEST,
    Malformed,
    a_decimal,
    a_dict,
    a_list,
    a_name,
    a_number,
    a_text,
    a_time,
    a_word,
    an_id,
    of_item,
    of_order,
)

#: orderLineStatus.status. Only what was shipped can be refunded (refundOrderLines).
STATUSES = {
    "Created": "new",
    "Acknowledged": "open",
    "Shipped": "shipped",
    "Delivered": "shipped",
    "Refund": "shipped",
    "Cancelled": "canceled",
}
#: shipNode.type
FULFILLERS = {
    "SellerFulfilled": "seller",
    "3PLFulfilled": "seller",
    "WFSFulfilled": "marketplace",
}
#: chargeType -> what it is here; any other is the rest, such as a fee
CHARGES = {"PRODUCT": "goods", "SHIPPING": "shipping"}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Found:
    """An order; ``method``: how Walmart wants it shipped; ``new``: a line of it has
    not been acknowledged."""

    order: Order
    method: str
    new: bool


@dataclass(frozen=True)
class Charge:
    """What is charged for a line: ``amount`` without tax, below 0 for a discount."""

    kind: str
    amount: Decimal | None
    tax: Decimal
    currency: str


@dataclass(frozen=True)
class _Line:
    """A line; ``statuses`` are (our word, quantity, trackingInfo)."""

    ref: str
    sku: str
    title: str
    ordered: float
    changed_at: datetime | None
    statuses: tuple[tuple[str, float, Mapping], ...]
    charges: tuple[Charge, ...]

    def paid(self, kind: str) -> tuple[Decimal | None, Decimal | None]:
        """Return (amount with tax, tax) of what is still part of the order."""
        charges = [charge for charge in self.charges if charge.kind == kind]
        tax = added(charge.tax for charge in charges)
        amount = added((added(charge.amount for charge in charges), tax))
        kept = self.ordered - self.quantity("canceled")
        return share(amount, kept, self.ordered), share(tax, kept, self.ordered)

    def quantity(self, status: str) -> float:
        return sum(number for word, number, _info in self.statuses if word == status)

    def record(self) -> OrderLine:
        known = any(charge.kind == "goods" for charge in self.charges)
        amount, tax = self.paid("goods") if known else (None, None)
        goods = [c.amount for c in self.charges if c.kind == "goods"]
        listed = added(x for x in goods if x is None or x > 0) if known else None
        return OrderLine(
            ref=self.ref,
            sku=self.sku,
            title=self.title,
            quantity=max(0.0, self.ordered - self.quantity("canceled")),
            quantity_shipped=self.quantity("shipped"),
            price=divided(listed, self.ordered),
            discount=added(-x for x in goods if x and x < 0) if known else None,
            amount=amount,
            tax=tax,
        )


# --- Orders -------------------------------------------------------------------


def one_order(body: object) -> Found:
    """Read ``{"order": {...}}``; by its schema, a single order is not wrapped."""
    data = a_dict(body, "body")
    return parse_order(a_dict(data.get("order", data), "order"))


def parse_order(data: dict) -> Found:
    ref = an_id(data.get("purchaseOrderId"), "purchaseOrderId")
    return of_order(ref, lambda: _order(ref, data))


def _order(ref: str, data: dict) -> Found:
    shipping = a_dict(data.get("shippingInfo") or {}, "shippingInfo")
    node = a_dict(data.get("shipNode") or {}, "shipNode")
    lines = a_dict(data.get("orderLines"), "orderLines")
    lines = [
        _line(a_dict(line, "orderLine[]"))
        for line in several(lines.get("orderLine"), "orderLine")
    ]
    records = tuple(line.record() for line in lines)
    order = Order(
        ref=ref,
        number=an_id(data.get("customerOrderId", ref), "customerOrderId"),
        status=_status(records),
        purchased_at=a_moment(data.get("orderDate"), "orderDate"),
        updated_at=max(filter(None, (line.changed_at for line in lines)), default=None),
        ship_by=a_moment(shipping.get("estimatedShipDate"), "estimatedShipDate"),
        fulfilled_by=a_word(node, "type", FULFILLERS, default="SellerFulfilled"),
        lines=records,
        parcels=tuple(_parcels(lines)),
        **_charges(lines),
    )
    method = a_name(shipping.get("methodCode"), "methodCode", WORD)
    return Found(order, method, any(line.quantity("new") for line in lines))


def _charges(lines: Iterable[_Line]) -> dict:
    """Return the money of the order as a whole, as ``Order`` has it."""
    lines = list(lines)
    codes = {charge.currency for line in lines for charge in line.charges}
    if len(codes) != 1:
        return {}
    paid = {k: [line.paid(k) for line in lines] for k in ("shipping", "other")}
    return {
        "currency": codes.pop(),
        "shipping": added(amount for amount, _tax in paid["shipping"]),
        "shipping_tax": added(tax for _amount, tax in paid["shipping"]),
        "other": added(amount for amount, _tax in paid["other"]),
        "other_tax": added(tax for _amount, tax in paid["other"]),
    }


def _charge(data: dict) -> Charge:
    return Charge(
        kind=CHARGES.get(str(data.get("chargeType")), "other"),
        amount=money_at(data, "chargeAmount", "amount"),
        tax=money_at(data, "tax", "taxAmount", "amount") or ZERO,
        currency=currency(at(data, "chargeAmount", "currency")),
    )


def _line(data: dict) -> _Line:
    item = a_dict(data.get("item") or {}, "item")
    statuses = a_dict(data.get("orderLineStatuses"), "orderLineStatuses")
    return _Line(
        ref=an_id(data.get("lineNumber"), "lineNumber"),
        sku=a_name(item.get("sku"), "sku"),
        title=a_text(item.get("productName"), "productName"),
        ordered=_amount(data.get("orderLineQuantity"), "orderLineQuantity"),
        changed_at=a_moment(data.get("statusDate"), "statusDate"),
        statuses=tuple(
            _line_status(a_dict(status, "orderLineStatus[]"))
            for status in several(statuses.get("orderLineStatus"), "orderLineStatus")
        ),
        charges=tuple(map(_charge, rows_at(data, "charges", "charge"))),
    )


def _line_status(data: dict) -> tuple[str, float, Mapping]:
    return (
        a_word(data, "status", STATUSES),
        _amount(data.get("statusQuantity"), "statusQuantity"),
        a_dict(data.get("trackingInfo") or {}, "trackingInfo"),
    )


def _status(lines: Iterable[OrderLine]) -> str:
    lines = [line for line in lines if line.quantity]
    if not lines:
        return "canceled"
    if not any(line.quantity_shipped for line in lines):
        return "unshipped"
    whole = all(line.quantity_shipped >= line.quantity for line in lines)
    return "shipped" if whole else "partial"


def _parcels(lines: Iterable[_Line]) -> Iterable[Parcel]:
    """Walmart shows no parcels, but the tracking number of each shipped piece."""
    found: dict[str, list[tuple[str, float, Mapping]]] = {}
    for line in lines:
        for word, quantity, info in line.statuses:
            number = a_name(info.get("trackingNumber"), "trackingNumber")
            if word == "shipped" and number:
                found.setdefault(number, []).append((line.ref, quantity, info))
    for number, pieces in found.items():
        info = pieces[0][2]
        carrier = a_dict(info.get("carrierName") or {}, "carrierName")
        name = carrier.get("carrier") or carrier.get("otherCarrier")
        yield Parcel(
            reference=number,
            carrier=a_text(name, "carrierName", WORD),
            tracking_number=number,
            shipped_at=a_moment(info.get("shipDateTime"), "shipDateTime"),
            lines=tuple(ShipmentLine(ref, quantity) for ref, quantity, _i in pieces),
        )


# --- Items --------------------------------------------------------------------


def parse_item(data: dict) -> Item:
    """Walmart's list of items has no weight and no picture."""
    sku = a_name(data.get("sku"), "sku", required=True)
    return of_item(sku, lambda: _item(sku, data))


def _item(sku: str, data: dict) -> Item:
    names = ("publishedStatus", "lifecycleStatus")
    words = (a_text(data.get(name), name, WORD) for name in names)
    return Item(
        number=a_name(data.get("wpid"), "wpid"),
        sku=sku,
        title=a_text(data.get("productName"), "productName"),
        status=", ".join(filter(None, words)),
    )


# --- Values -------------------------------------------------------------------


def several(value: object, name: str) -> list:
    """Read a list. One object alone may come without its list."""
    return [value] if isinstance(value, dict) else a_list(value, name)


def _amount(value: object, name: str) -> float:
    """Read ``{"unitOfMeasurement": "EACH", "amount": "1"}``."""
    return a_decimal(a_dict(value, name).get("amount"), name)


def a_moment(value: object, name: str) -> datetime | None:
    """Read milliseconds since 1970, or a time as its descriptions have it."""
    if value is None or isinstance(value, str):
        return a_time(value, name)
    number = a_number(value)
    if number is None or not 0 <= number <= HIGHEST * 10_000:
        raise Malformed(_lt("%(name)s is not a date and time.", name=name))
    return _EPOCH + timedelta(milliseconds=number)
