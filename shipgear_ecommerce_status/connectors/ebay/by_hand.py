# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling eBay of a parcel in Seller Hub.

Source: eBay Help, "Adding tracking to your order": a number can be added, edited and
deleted there, for each item of the order.
"""

from __future__ import annotations

from ..steps import Packed, Steps, quantities, steps
from ..text import Text, _lt
from .carriers import CARRIERS, OTHER

_LABELS = dict(CARRIERS)


def seller_hub_steps(packed: Packed) -> Steps:
    """What Seller Hub asks for, in its order and by its words."""
    shipment = packed.shipment
    code = shipment.carrier_code.strip()
    name = shipment.carrier_name if code.lower() == OTHER.lower() else ""
    return steps(
        _where(packed),
        [
            *((_lt("Tracking Number"), n) for n in shipment.tracking_numbers),
            (_lt("Carrier"), name or _LABELS.get(code, code)),
            *quantities(packed),
        ],
    )


def _where(packed: Packed) -> Text:
    if packed.told:
        return _lt("Orders > the order > Edit tracking.")
    if packed.whole:
        return _lt("Orders > the order > Add tracking.")
    return _lt(
        "Orders > the order > Add tracking. This parcel is only a part of the order: "
        "enter it for its own items alone."
    )
