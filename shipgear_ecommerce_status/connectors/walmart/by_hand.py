# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling of a parcel in Seller Center.

Sources: Walmart Marketplace Learn, "Manage Order Status"; the names of the fields are
those of the API.
"""

from __future__ import annotations

from ..steps import Packed, Steps, Value, quantities, steps
from ..text import _lt
from .carriers import OTHER, exact


def seller_center_steps(packed: Packed) -> Steps:
    """What Seller Center asks for."""
    shipment = packed.shipment
    where = _lt("Orders > Manage Orders > the order. Mark its items as shipped.")
    if packed.told:
        where = _lt(
            "Orders > Manage Orders > the order > its tracking number. Walmart lets "
            "you correct it within four hours."
        )
    code = exact(shipment.carrier_code)
    carrier: list[Value] = [(_lt("Carrier"), code)]
    if code == OTHER:
        carrier = [
            (_lt("Carrier"), OTHER),
            (_lt("Carrier name"), shipment.carrier_name),
            (_lt("Tracking URL"), shipment.tracking_url),
        ]
    return steps(
        where,
        [
            *quantities(packed),
            (_lt("Ship Date"), shipment.shipped_at),
            *carrier,
            (_lt("Tracking Number"), next(iter(shipment.tracking_numbers), "")),
        ],
    )
