# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Fulfilling an order in the Shopify admin.

Source: Shopify Help Center, "Fulfilling your own orders individually".
"""

from __future__ import annotations

from ..steps import Packed, Steps, quantities, steps
from ..text import Text, _lt


def admin_steps(packed: Packed) -> Steps:
    """What the Shopify admin asks for, in its order and by its words."""
    shipment = packed.shipment
    return steps(
        _where(packed),
        [
            *([] if packed.told else quantities(packed)),
            *((_lt("Tracking number"), n) for n in shipment.tracking_numbers),
            (_lt("Shipping carrier"), shipment.carrier_code or shipment.carrier_name),
        ],
    )


def _where(packed: Packed) -> Text:
    if packed.told:
        return _lt("Orders > the order > the fulfilled items > Edit tracking.")
    return _lt("Orders > the order > Mark as fulfilled.")
