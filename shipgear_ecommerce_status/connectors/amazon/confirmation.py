# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as Amazon's confirmShipment takes it, checked before it is sent.

Source: the SP-API model ordersV0, ConfirmShipmentRequest.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timezone, tzinfo

from ..base import Rejected, Shipment, ShipmentLine
from ..text import Text, _lt
from .reference import OTHER

#: Amazon names no limit; no carrier has numbers of this length.
MAX_TRACKING = 64

_ORDER_ID = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}")


def check_order_id(ref: str) -> str:
    """Return an Amazon order id (digits 3-7-7), stripped.

    :raises Rejected: before it becomes part of a URL
    """
    ref = ref.strip()
    if not _ORDER_ID.fullmatch(ref):
        raise _refuse(
            "invalid_order_id",
            _lt("%(ref)s is not an Amazon order number.", ref=repr(ref[:50])),
            _lt(
                "Amazon's order numbers look like 123-1234567-1234567. Correct the "
                "marketplace order of this shipment and retry."
            ),
        )
    return ref


def package_reference(reference: str) -> str:
    """Return the number of a parcel: 1 to 999999999, the same at every retry.

    Amazon takes a text of digits that is unique within the order.
    """
    digest = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest, "big") % 999_999_999 + 1)


def confirmation(shipment: Shipment, marketplace_id: str) -> dict:
    """Return the body of confirmShipment.

    One parcel has one tracking number at Amazon: of several, the first is sent. A
    delivery in packages comes as one shipment per package, each with its own.

    :raises Rejected: with what to correct; nothing was sent
    """
    code, name = carrier(shipment)
    package = {
        "packageReferenceId": package_reference(shipment.reference),
        "carrierCode": code,
        "trackingNumber": tracking_number(shipment),
        "shipDate": utc_text(shipment.shipped_at),
        "orderItems": [
            {"orderItemId": ref, "quantity": quantity}
            for ref, quantity in items(shipment.lines).items()
        ],
    }
    if name:
        package["carrierName"] = name
    if shipment.service.strip():
        package["shippingMethod"] = shipment.service.strip()
    return {"marketplaceId": marketplace_id, "packageDetail": package}


def utc_text(moment: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, in whole seconds."""
    utc = _in_zone(moment, timezone.utc)
    # Not strftime: it writes years before 1000 without leading zeros.
    return utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def ship_date(moment: datetime, zone: tzinfo) -> str:
    """Return the day of an aware time in a time zone, as yyyy-mm-dd."""
    return _in_zone(moment, zone).date().isoformat()


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise _refuse(
            "naive_datetime",
            _lt("The time has no time zone."),
            _lt("Report this to your administrator: it is a fault of the program."),
        )
    try:
        return moment.astimezone(zone)
    except OverflowError:
        raise _refuse(
            "invalid_date",
            _lt("The date is out of range."),
            _lt("Correct the date and retry."),
        ) from None


def carrier(shipment: Shipment) -> tuple[str, str]:
    """Return carrier code and, for Other only, the carrier's name."""
    code, name = shipment.carrier_code.strip(), shipment.carrier_name.strip()
    if not code:
        raise _refuse(
            "missing_carrier",
            _lt("The shipment has no carrier code."),
            _lt("Add the carrier to the carrier mapping of this account and retry."),
        )
    if code.lower() != OTHER.lower():
        return code, ""
    if not name:
        raise _refuse(
            "missing_carrier_name",
            _lt("The carrier code is Other, but the carrier's name is missing."),
            _lt("Enter the carrier's name in the carrier mapping and retry."),
        )
    return OTHER, name


def tracking_number(shipment: Shipment) -> str:
    """Return the first tracking number, without the spaces labels print in it."""
    numbers = (re.sub(r"[ \t\u00a0]", "", n) for n in shipment.tracking_numbers)
    number = next(filter(None, numbers), "")
    if not number:
        raise _refuse(
            "missing_tracking_number",
            _lt("The shipment has no tracking number."),
            _lt("Enter the tracking number on the delivery and retry."),
        )
    if len(number) > MAX_TRACKING or not number.isprintable():
        shown = number[:MAX_TRACKING].encode("ascii", "backslashreplace").decode()
        raise _refuse(
            "invalid_tracking_number",
            _lt(
                "The tracking number %(number)s is too long or has characters that "
                "cannot be seen.",
                number=repr(shown),
            ),
            _lt(
                "Type the tracking number on the delivery anew, as the label has it, "
                "and retry."
            ),
        )
    return number


def items(lines: tuple[ShipmentLine, ...]) -> dict[str, int]:
    """Return how many pieces of which order item are in the parcel."""
    quantities: dict[str, int] = {}
    for line in lines:
        ref = line.line_ref.strip()
        if not ref:
            raise _refuse(
                "missing_order_item",
                _lt("An item of the shipment has no order item ID."),
                _lt("Read the marketplace order again and retry."),
            )
        quantities[ref] = quantities.get(ref, 0) + _quantity(line)
    if not quantities:
        raise _refuse(
            "no_items",
            _lt("The shipment has no items."),
            _lt(
                "Amazon must know what is in the parcel: see that the products of the "
                "delivery are those of the marketplace order, and retry."
            ),
        )
    return quantities


def _quantity(line: ShipmentLine) -> int:
    # NaN and infinity are no whole numbers either.
    if line.quantity > 0 and line.quantity % 1 == 0:
        return int(line.quantity)
    raise _refuse(
        "invalid_quantity",
        _lt(
            "%(quantity)g of order item %(item)s cannot be confirmed.",
            quantity=line.quantity,
            item=line.line_ref,
        ),
        _lt(
            "Amazon takes whole pieces only. Correct the quantity, or confirm the "
            "shipment in Seller Central."
        ),
    )


def _refuse(code: str, message: Text, hint: Text) -> Rejected:
    return Rejected(message, code=code, hint=hint)
