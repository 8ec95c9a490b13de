# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment checked before it is sent: what cannot be right is Rejected here.

Every refusal has a sentence for the person who has to mend it; nothing was sent.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone, tzinfo

from .base import Rejected, Shipment, ShipmentLine
from .text import Text, _lt

#: No carrier has numbers of this length.
MAX_TRACKING = 64


def refuse(code: str, message: Text, hint: Text) -> Rejected:
    """Return what is to be raised instead of sending."""
    return Rejected(message, code=code, hint=hint)


def order_id(ref: str, pattern: re.Pattern, odd: Text, hint: Text) -> str:
    """Return an order's reference, stripped.

    :param odd: says that ``%(ref)s`` cannot be one
    :raises Rejected: before it becomes part of a URL
    """
    ref = ref.strip()
    if not pattern.fullmatch(ref):
        raise refuse("invalid_order_id", odd.fill(ref=repr(ref[:50])), hint)
    return ref


# --- Times --------------------------------------------------------------------


def utc_text(moment: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, in whole seconds."""
    utc = in_zone(moment, timezone.utc)
    # Not strftime: it writes years before 1000 without leading zeros.
    return utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def ship_date(moment: datetime, zone: tzinfo) -> str:
    """Return the day of an aware time in a time zone, as yyyy-mm-dd."""
    return in_zone(moment, zone).date().isoformat()


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return an aware time in another zone.

    :raises Rejected: it is naive or out of range
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise refuse(
            "naive_datetime",
            _lt("The time has no time zone."),
            _lt("Report this to your administrator: it is a fault of the program."),
        )
    try:
        return moment.astimezone(zone)
    except OverflowError:
        raise refuse(
            "invalid_date",
            _lt("The date is out of range."),
            _lt("Correct the date and retry."),
        ) from None


# --- Carrier and numbers ------------------------------------------------------


def carrier(shipment: Shipment, other: str = "") -> tuple[str, str]:
    """Return the carrier's code and, where the code is ``other``, its name, else "".

    :param other: the platform's code for a carrier that it does not list
    """
    code, name = shipment.carrier_code.strip(), shipment.carrier_name.strip()
    if not code:
        raise refuse(
            "missing_carrier",
            _lt("The shipment has no carrier code."),
            _lt("Add the carrier to the carrier mapping of this account and retry."),
        )
    if not other or code.lower() != other.lower():
        return code, ""
    if not name:
        raise refuse(
            "missing_carrier_name",
            _lt(
                "The carrier code is %(code)s, but the carrier's name is missing.",
                code=other,
            ),
            _lt("Enter the carrier's name in the carrier mapping and retry."),
        )
    return other, name


def tracking_numbers(
    shipment: Shipment,
    *,
    longest: int = MAX_TRACKING,
    pattern: str = "",
    without: str = "",
) -> tuple[str, ...]:
    """Return the tracking numbers as the platform takes them: one at least.

    Spaces that labels print in a number are left out.

    :param pattern: what a number must match as a whole, beside being visible
    :param without: further characters that are left out, such as "-"
    """
    spaces = re.compile(f"[ \t\u00a0{re.escape(without)}]")
    numbers = (spaces.sub("", number) for number in shipment.tracking_numbers)
    numbers = tuple(dict.fromkeys(filter(None, numbers)))
    if not numbers:
        raise refuse(
            "missing_tracking_number",
            _lt("The shipment has no tracking number."),
            _lt("Enter the tracking number on the delivery and retry."),
        )
    for number in numbers:
        fits = len(number) <= longest and number.isprintable()
        if not fits or (pattern and not re.fullmatch(pattern, number)):
            raise _odd_number(number, bool(fits))
    return numbers


def _odd_number(number: str, seen: bool) -> Rejected:
    shown = repr(number[:MAX_TRACKING].encode("ascii", "backslashreplace").decode())
    message = _lt(
        "The tracking number %(number)s is too long or has characters that "
        "cannot be seen.",
        number=shown,
    )
    if seen:
        message = _lt(
            "The tracking number %(number)s has characters that the marketplace does "
            "not take.",
            number=shown,
        )
    return refuse(
        "invalid_tracking_number",
        message,
        _lt(
            "Type the tracking number on the delivery anew, as the label has it, "
            "and retry."
        ),
    )


# --- What is in the parcel ----------------------------------------------------


def pieces(lines: tuple[ShipmentLine, ...]) -> dict[str, int]:
    """Return how many whole pieces of which order line are in the parcel."""
    quantities: dict[str, int] = {}
    for line in lines:
        ref = line.line_ref.strip()
        if not ref:
            raise refuse(
                "missing_order_item",
                _lt("An item of the shipment has no order item ID."),
                _lt("Read the marketplace order again and retry."),
            )
        quantities[ref] = quantities.get(ref, 0) + _whole(line)
    if not quantities:
        raise refuse(
            "no_items",
            _lt("The shipment has no items."),
            _lt(
                "The marketplace must know what is in the parcel: see that the "
                "products of the delivery are those of the marketplace order, and "
                "retry."
            ),
        )
    return quantities


def _whole(line: ShipmentLine) -> int:
    # NaN and infinity are no whole numbers either.
    if line.quantity > 0 and line.quantity % 1 == 0:
        return int(line.quantity)
    raise refuse(
        "invalid_quantity",
        _lt(
            "%(quantity)g of order item %(item)s cannot be confirmed.",
            quantity=line.quantity,
            item=line.line_ref,
        ),
        _lt(
            "The marketplace takes whole pieces only. Correct the quantity, or confirm "
            "the shipment there by hand."
        ),
    )
