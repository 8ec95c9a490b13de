# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What Amazon takes as a shipment confirmation, and what it refuses.

Shape and required fields: Orders v0, ConfirmShipmentRequest. Wordings are
those that sellers reported, in the issues named; where none is known, ours.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from .amazon_errors import invalid
from .limits import from_iso, to_iso
from .market import Order, Package, Seller

_POSITIVE = re.compile(r"0*[1-9][0-9]*")
# Issue 5094 of selling-partner-api-models.
_WRONG_TYPE = (
    "The input you have submitted is not valid. "
    "Please check the fields with invalid type [{}]."
)
# Issue 489 of jlevers/selling-partner-api.
_REFERENCE = "PackageReferenceId: is invalid, must be a positive numeric value."
# Issue 528 of jlevers/selling-partner-api.
_ITEM = (
    "OrderItemId is invalid, please obtain the value through the getOrderItems API "
    "or Manage Orders page"
)
# Issue 5037 of selling-partner-api-models.
_FULFILLED = (
    "Failed to create package due to not finding a matching package or order already "
    "fulfilled. ErrorMessage(errorCode=GeneralError, errorDescription=Unable to find "
    "package to update for order ({}), errorMetric=PackageToUpdateNotFound, "
    "packageIndex=null)"
)
# Issue 866 of selling-partner-api-docs.
_TRACKING = (
    "The tracking ID {} for {} does not match the expected format for the carrier"
)

# Formats that these carriers publish; other carriers are not checked.
_TRACKING_FORMATS = {
    "UPS": re.compile(r"1Z[0-9A-Z]{16}|T\d{10}|\d{9}|\d{12}"),
    "FEDEX": re.compile(r"\d{12}|\d{15}|\d{20}|\d{22}"),
    "USPS": re.compile(r"\d{20}|\d{22}|\d{26}|\d{30}|\d{34}|[A-Z]{2}\d{9}US"),
}


def read_confirmation(body: bytes, order: Order, seller: Seller, now: float) -> Package:
    """Return the package that a request describes, or raise Refusal."""
    detail = _detail(body, seller)
    package = Package(
        reference=_reference(detail),
        tracking=_tracking(detail),
        carrier=_carrier(detail),
        service=_text(detail, "shippingMethod", required=False),
        shipped_at=_ship_date(detail),
        lines=_lines(detail, order),
        accepted_at=now,
    )
    _check_order(order, package, now)
    return package


def _detail(body: bytes, seller: Seller) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        raise invalid("The request body is not JSON.") from None
    if not isinstance(data, dict):
        raise invalid(_WRONG_TYPE.format("payload"))
    if data.get("marketplaceId") != seller.marketplace_id:
        raise invalid("MarketplaceId is missing or not one of this seller.")
    if data.get("codCollectionMethod", "DirectPayment") != "DirectPayment":
        raise invalid("CodCollectionMethod is invalid.")
    detail = data.get("packageDetail")
    if not isinstance(detail, dict):
        raise invalid(_WRONG_TYPE.format("packageDetail"))
    return detail


def _text(detail: dict, name: str, required: bool = True) -> str:
    value = detail.get(name)
    if value is None and not required:
        return ""
    if value is not None and not isinstance(value, str):
        raise invalid(_WRONG_TYPE.format(f"packageDetail.{name}"))
    if required and not (value or "").strip():
        raise invalid(f"{name[0].upper()}{name[1:]}: is required.")
    return value


def _reference(detail: dict) -> str:
    value = detail.get("packageReferenceId")
    if value is not None and not isinstance(value, str):
        # Taken as a number until January 2026, a string since.
        raise invalid(_WRONG_TYPE.format("packageDetail.packageReferenceId"))
    if not _POSITIVE.fullmatch(value or ""):
        raise invalid(_REFERENCE)
    return value


def _carrier(detail: dict) -> str:
    code = _text(detail, "carrierCode")
    if code != "Other":
        return code
    return _text(detail, "carrierName")


def _tracking(detail: dict) -> str:
    number = _text(detail, "trackingNumber")
    carrier = _text(detail, "carrierCode")
    expected = _TRACKING_FORMATS.get(carrier.upper())
    if expected and not expected.fullmatch(number.replace(" ", "").upper()):
        raise invalid(_TRACKING.format(number, carrier))
    return number


def _ship_date(detail: dict) -> str:
    text = _text(detail, "shipDate")
    try:
        return to_iso(from_iso(text))
    except ValueError:
        raise invalid("ShipDate: is invalid, must be an ISO 8601 time.") from None


def _lines(detail: dict, order: Order) -> tuple[tuple[str, int], ...]:
    rows = detail.get("orderItems")
    if not isinstance(rows, list) or not rows:
        raise invalid(_ITEM)
    known = {line.line_id for line in order.lines}
    quantities: Counter = Counter()
    for row in rows:
        if not isinstance(row, dict) or row.get("orderItemId") not in known:
            raise invalid(_ITEM)
        quantity = row.get("quantity")
        if type(quantity) is not int:  # True is an int, too
            raise invalid(_WRONG_TYPE.format("packageDetail.orderItems.quantity"))
        if quantity < 1:
            raise invalid("Quantity: is invalid, must be a positive number.")
        quantities[row["orderItemId"]] += quantity
    return tuple(sorted(quantities.items()))


def _check_order(order: Order, package: Package, now: float) -> None:
    """Check that the order may have this package, new or edited."""
    if order.fulfilled_by != "seller":
        raise invalid("This order is fulfilled by Amazon, not by the seller.")
    if order.state == "canceled":
        raise invalid("This order has been canceled.")
    if order.state == "pending":
        raise invalid("This order is pending and cannot be shipped yet.")
    if package.reference not in order.packages(now) and order.status(now) == "shipped":
        raise invalid(_FULFILLED.format(order.order_id))
    others = order.shipped(now, besides=package.reference)
    ordered = {line.line_id: line.quantity for line in order.lines}
    for line_id, quantity in package.lines:
        if quantity > ordered[line_id] - others[line_id]:
            raise invalid(
                f"Quantity: is invalid, {quantity} is more than is unshipped of "
                f"order item {line_id}."
            )
