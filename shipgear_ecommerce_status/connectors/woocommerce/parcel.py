# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A parcel as WooCommerce may be told of it, checked before anything is sent.

WooCommerce itself checks next to nothing: it takes items of other orders, more pieces
than were bought, and parcels of canceled orders, and tells the customer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..base import Shipment
from ..by_hand import shipped_without_us
from ..outgoing import carrier, pieces, refuse, ship_date, tracking_numbers
from ..text import _lt
from .carriers import OTHER, label_of
from .parse import Seen

_COMPARE = _lt("Open the order in WooCommerce and compare it with this shipment.")


@dataclass(frozen=True)
class Parcel:
    """``provider`` is a key of WooCommerce's list, or OTHER; people read ``name``."""

    reference: str
    provider: str
    name: str
    number: str
    url: str
    day: str
    items: dict[str, int]
    notify: bool


def checked(shipment: Shipment, seen: Seen) -> Parcel:
    """Return a parcel that the order may have.

    :raises Rejected: with what to correct; nothing was sent
    """
    provider, name = carrier(shipment, OTHER)
    parcel = Parcel(
        reference=shipment.reference,
        provider=provider,
        name=name or label_of(provider),
        number=tracking_numbers(shipment)[0],
        url=shipment.tracking_url.strip(),
        day=ship_date(shipment.shipped_at, seen.zone),
        items=pieces(shipment.lines),
        notify=shipment.notify_buyer,
    )
    _check_status(seen)
    bought = {line.ref: line.quantity for line in seen.order.lines}
    for ref, quantity in parcel.items.items():
        if quantity > bought.get(ref, 0):
            raise too_many(ref)
    return parcel


def _check_status(seen: Seen) -> None:
    if seen.order.status == "pending":
        raise refuse(
            "not_paid",
            _lt(
                "The order is not paid yet: WooCommerce has it as %(status)s.",
                status=seen.word,
            ),
            _lt(
                "Hold the parcel back, and retry when WooCommerce shows it as "
                "Processing."
            ),
        )
    if seen.order.status == "canceled":
        raise refuse(
            "canceled",
            _lt("WooCommerce has the order as %(status)s.", status=seen.word),
            _lt(
                "There is nothing to confirm. Hold the parcel back if it has not left "
                "yet."
            ),
        )


def too_many(ref: str):
    return refuse(
        "too_many",
        _lt("More is shipped of order item %(item)s than is left of it.", item=ref),
        _lt("%(compare)s Correct the quantities and retry.", compare=_COMPARE),
    )


def check_left(parcel: Parcel, left: dict[str, float]) -> None:
    """Refuse what other parcels have already.

    :param left: order line -> pieces that no parcel has
    """
    if not any(quantity > 0 for quantity in left.values()):
        raise shipped_without_us()
    for ref, quantity in parcel.items.items():
        if quantity > left.get(ref, 0):
            raise too_many(ref)


def same_number(one: str, other: str) -> bool:
    """Whether two tracking numbers are one, but for the spaces and hyphens in them."""
    plain = [re.sub(r"[^0-9A-Za-z]", "", number).upper() for number in (one, other)]
    return plain[0] == plain[1] != ""
