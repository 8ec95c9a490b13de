# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's shipping confirmation file, for Upload Order Related Files.

Source: Seller Central help, "Shipping Confirmation Template" (G641).
"""

from __future__ import annotations

from datetime import tzinfo

from ..base import Shipment
from ..outgoing import carrier, pieces, ship_date
from ..text import _lt
from ..upload import UploadFile
from .confirmation import check_order_id, tracking_number
from .reference import OTHER


class ShippingConfirmation(UploadFile):
    """Each row names its order item and quantity: so Amazon takes split orders too.

    An order without rows of its items is confirmed as a whole.
    """

    label = _lt("Amazon shipping confirmation (TXT)")
    name = "amazon-shipping-confirmation"
    columns = (
        "order-id",
        "order-item-id",
        "quantity",
        "ship-date",
        "carrier-code",
        "carrier-name",
        "tracking-number",
        "ship-method",
    )
    next_step = _lt(
        "In Seller Central, open Orders > Upload Order Related Files, choose the "
        "shipping confirmation, select the file and upload it. When Amazon's "
        "processing report shows no errors, mark the shipments as confirmed here: "
        "nothing is sent for them any more."
    )

    def rows(self, shipment: Shipment, zone: tzinfo) -> list[tuple[str, ...]]:
        order_id = check_order_id(shipment.order_ref)
        code, name = carrier(shipment, OTHER)
        parcel = (
            ship_date(shipment.shipped_at, zone),
            code,
            name,
            tracking_number(shipment),
            shipment.service.strip(),
        )
        if not shipment.lines:
            return [(order_id, "", "", *parcel)]
        return [
            (order_id, ref, str(quantity), *parcel)
            for ref, quantity in pieces(shipment.lines).items()
        ]
