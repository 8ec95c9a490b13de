# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling of a parcel in WooCommerce's own pages, whatever the shop has for it.

Sources: WooCommerce documentation, "Order Fulfillment", "Shipment Tracking" (names of
fields and buttons).
"""

from __future__ import annotations

from ..steps import Packed, Steps, quantities, steps
from ..text import _lt
from .carriers import OTHER, label_of


def order_page_steps(packed: Packed) -> Steps:
    shipment = packed.shipment
    where = _lt(
        "WooCommerce > Orders > the order. Choose Fulfill items, or Add Tracking "
        "Number where the shop has Shipment Tracking. Once all of it has left, set the "
        "status to Completed and press Update."
    )
    if packed.told:
        where = _lt(
            "WooCommerce > Orders > the order. Edit the fulfillment, or delete the "
            "tracking number and add it anew."
        )
    code = shipment.carrier_code.strip()
    return steps(
        where,
        [
            *quantities(packed),
            (
                _lt("Provider"),
                shipment.carrier_name if code == OTHER else label_of(code),
            ),
            *((_lt("Tracking number"), number) for number in shipment.tracking_numbers),
            (_lt("Tracking link"), shipment.tracking_url),
            (_lt("Date shipped"), shipment.shipped_at),
        ],
    )
