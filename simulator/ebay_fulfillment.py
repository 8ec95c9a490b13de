# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What eBay takes as a shipping fulfillment, and what it refuses.

Shape and error ids: the vendor's specification of Sell Fulfillment v1. Carriers and
ship dates: its Trading API, ShippingCarrierUsed and ShippedTime. What it does with
orders that are canceled or not paid, and how many numbers an order may have, is not
documented: that is ours.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .ebay_errors import invalid
from .limits import from_iso, to_iso
from .market import Order, Package, Seller

_NUMBER = re.compile(r"[0-9A-Za-z]+")
_CARRIER = re.compile(r"[0-9A-Za-z -]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_AHEAD = 3 * 86400
MOST_NUMBERS = 20
#: A seller with the option ``listed_carriers`` may name no other.
LISTED = ("UPS", "USPS", "FedEx", "DHL", "DPD", "GLS", "RoyalMail", "Other")


def read_fulfillment(body: bytes, order: Order, seller: Seller, now: float) -> Package:
    """Return the package that a request describes, or raise Refusal."""
    data = _object(body)
    number, carrier = _number_and_carrier(data, seller)
    lines = _lines(data, order)
    _check_order(order, lines, now)
    return Package(
        # Each call makes one more, whatever it says.
        reference=f"{number or 'none'}/{len(order.history) + 1}",
        tracking=number,
        carrier=carrier,
        service="",
        shipped_at=_ship_date(data, now),
        lines=lines,
        accepted_at=now,
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        raise invalid(32600) from None
    if not isinstance(data, dict):
        raise invalid(32600)
    return data


def _text(data: dict, name: str) -> str:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid(32600, **{name: value})
    return value or ""


def _number_and_carrier(data: dict, seller: Seller) -> tuple[str, str]:
    number = _text(data, "trackingNumber")
    carrier = _text(data, "shippingCarrierCode")
    if bool(number) != bool(carrier):
        raise invalid(32300, trackingNumber=number, shippingCarrierCode=carrier)
    if number and not (_NUMBER.fullmatch(number) and _CARRIER.fullmatch(carrier)):
        raise invalid(32300, trackingNumber=number, shippingCarrierCode=carrier)
    if seller.options.get("listed_carriers") and carrier not in ("", *LISTED):
        raise invalid(32300, shippingCarrierCode=carrier)
    return number, carrier


def _ship_date(data: dict, now: float) -> str:
    text = _text(data, "shippedDate")
    if not text:
        return to_iso(now)
    try:
        moment = from_iso(text) if _DATE.fullmatch(text) else now + 2 * _AHEAD
    except ValueError:
        raise invalid(32500, shippedDate=text) from None
    if moment > now + _AHEAD:
        raise invalid(32500, shippedDate=text)
    return text


def _lines(data: dict, order: Order) -> tuple[tuple[str, int], ...]:
    ordered = {line.line_id: line.quantity for line in order.lines}
    rows = data.get("lineItems")
    if rows is None:
        return tuple(sorted(ordered.items()))
    if not isinstance(rows, list) or not rows:
        raise invalid(32600, lineItems=rows)
    quantities: dict[str, int] = {}
    for row in rows:
        line_id = row.get("lineItemId") if isinstance(row, dict) else None
        if line_id not in ordered:
            raise invalid(32200, lineItemId=line_id)
        if line_id in quantities:
            raise invalid(32210, lineItemId=line_id)
        quantity = row.get("quantity", 1)
        if type(quantity) is not int or quantity < 1:  # True is an int, too
            raise invalid(32600, quantity=quantity)
        quantities[line_id] = quantity
    return tuple(sorted(quantities.items()))


def _check_order(order: Order, lines: tuple[tuple[str, int], ...], now: float) -> None:
    if order.state != "open" or order.fulfilled_by != "seller":
        raise invalid(32600, orderId=order.order_id)
    if "GSP" in order.programs and len(lines) > 1:
        raise invalid(34300)
    if len(order.packages(now)) >= MOST_NUMBERS:
        raise invalid(34100)
