# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Confirming a shipment in Seller Central.

Source: Seller Central, Manage Orders, Confirm shipment.
"""

from __future__ import annotations

from ..steps import Packed, Steps, Value, quantities, steps
from ..text import Text, _lt
from .reference import OTHER


def seller_central_steps(packed: Packed) -> Steps:
    """What Seller Central asks for, in its order and by its words."""
    shipment = packed.shipment
    first, *more = shipment.tracking_numbers or ("",)
    return steps(
        _where(packed, bool(more)),
        [
            (_lt("Ship date"), shipment.shipped_at),
            *_carrier(shipment.carrier_code.strip(), shipment.carrier_name),
            (_lt("Shipping service"), shipment.service),
            (_lt("Tracking ID"), first),
            *((_lt("Tracking ID of another package"), number) for number in more),
            *quantities(packed),
        ],
    )


def _where(packed: Packed, several: bool) -> Text:
    if packed.told:
        return _lt("Manage Orders > the order > Edit shipment.")
    if packed.whole and not several:
        return _lt("Manage Orders > the order > Confirm shipment.")
    if several:
        return _lt(
            "Manage Orders > the order > Confirm shipment. Choose Add a package for "
            "each further tracking ID."
        )
    return _lt(
        "Manage Orders > the order > Confirm shipment. Choose Add a package: this "
        "parcel is only a part of the order."
    )


def _carrier(code: str, name: str) -> list[Value]:
    if code.lower() == OTHER.lower():
        return [(_lt("Carrier"), OTHER), (_lt("Carrier name"), name)]
    return [(_lt("Carrier"), code)]
