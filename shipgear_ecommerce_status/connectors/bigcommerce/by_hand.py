# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Creating a shipment in BigCommerce's control panel.

Source: BigCommerce, Orders > View > Ship Items, as shipping services describe it to
sellers.
"""

from __future__ import annotations

from ..steps import Packed, Steps, quantities, steps
from ..text import _lt
from .carriers import CARRIERS, OTHER


def control_panel_steps(packed: Packed) -> Steps:
    shipment = packed.shipment
    where = _lt("Orders > View > the order's menu (…) > Ship Items.")
    if packed.told:
        where = _lt(
            "Orders > View > the + beside the order > the number of its shipment."
        )
    code = shipment.carrier_code.strip().lower()
    name = dict(CARRIERS).get(code, shipment.carrier_code)
    first, *more = shipment.tracking_numbers or ("",)
    return steps(
        where,
        [
            *quantities(packed),
            (_lt("Carrier"), shipment.carrier_name if code == OTHER else name),
            (_lt("Shipping service"), shipment.service),
            (_lt("Tracking ID"), first),
            *((_lt("Tracking ID of another package"), number) for number in more),
        ],
    )
