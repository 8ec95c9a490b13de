# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Creating a shipment in the Magento Admin.

Source: Adobe Commerce Admin guide, "Shipments".
"""

from __future__ import annotations

from ..steps import Packed, Steps, Value, quantities, steps
from ..text import _lt
from . import reference
from .reference import CUSTOM


def admin_steps(packed: Packed) -> Steps:
    """What the Admin asks for, in its order and by its words."""
    shipment = packed.shipment
    if packed.told:
        where = _lt(
            "Sales > Shipments > the shipment > Shipping and Tracking Information: "
            "Add the right number, delete the wrong one, and choose Send Tracking "
            "Information."
        )
    else:
        where = _lt(
            "Sales > Orders > the order > Ship. Choose Add Tracking Number, fill in "
            "the rest, and choose Submit Shipment."
        )
    code = shipment.carrier_code.strip()
    title = shipment.carrier_name.strip() or reference.CARRIERS.get(code, code)
    carrier: list[Value] = [
        (_lt("Carrier"), reference.CARRIERS.get(code) or _lt("Custom Value")),
        (_lt("Title"), "" if title == CUSTOM else title),
    ]
    return steps(
        where,
        [
            *quantities(packed),
            *(
                value
                for number in shipment.tracking_numbers
                for value in (*carrier, (_lt("Number"), number))
            ),
        ],
    )
