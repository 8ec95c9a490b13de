# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as Amazon's confirmShipment takes it, checked before it is sent.

Source: the SP-API model ordersV0, ConfirmShipmentRequest.
"""

from __future__ import annotations

import hashlib
import re

from ..base import Shipment
from ..outgoing import carrier, order_id, pieces, tracking_numbers, utc_text
from ..text import _lt
from .reference import OTHER

_ORDER_ID = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}")


def check_order_id(ref: str) -> str:
    """Return an Amazon order id (digits 3-7-7), stripped.

    :raises Rejected: before it becomes part of a URL
    """
    return order_id(
        ref,
        _ORDER_ID,
        _lt("%(ref)s is not an Amazon order number."),
        _lt(
            "Amazon's order numbers look like 123-1234567-1234567. Correct the "
            "marketplace order of this shipment and retry."
        ),
    )


def package_reference(reference: str) -> str:
    """Return the number of a parcel: 1 to 999999999, the same at every retry.

    Amazon takes a text of digits that is unique within the order.
    """
    digest = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest, "big") % 999_999_999 + 1)


def confirmation(shipment: Shipment, marketplace_id: str) -> dict:
    """Return the body of confirmShipment.

    One parcel has one tracking number at Amazon: of several, the first is sent. A
    delivery in packages comes as one shipment per package, each with its own.

    :raises Rejected: with what to correct; nothing was sent
    """
    code, name = carrier(shipment, OTHER)
    package = {
        "packageReferenceId": package_reference(shipment.reference),
        "carrierCode": code,
        "trackingNumber": tracking_number(shipment),
        "shipDate": utc_text(shipment.shipped_at),
        "orderItems": [
            {"orderItemId": ref, "quantity": quantity}
            for ref, quantity in pieces(shipment.lines).items()
        ],
    }
    if name:
        package["carrierName"] = name
    if shipment.service.strip():
        package["shippingMethod"] = shipment.service.strip()
    return {"marketplaceId": marketplace_id, "packageDetail": package}


def tracking_number(shipment: Shipment) -> str:
    """Return the first tracking number: a parcel has one at Amazon."""
    return tracking_numbers(shipment)[0]
