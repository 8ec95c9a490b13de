# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as Walmart takes it, checked before it is sent.

Sources: Walmart's OpenAPI document "Walmart Order Management", shippingUpdates; the
characters of tracking numbers: Walmart Marketplace Learn, "Valid tracking number
policy".
"""

from __future__ import annotations

import re
from datetime import datetime, timezone

from ..base import Shipment
from ..outgoing import carrier, in_zone, order_id, pieces, refuse, tracking_numbers
from ..text import _lt
from .carriers import OTHER, exact

#: trackingInfo.methodCode
METHODS = ("Standard", "Express", "OneDay", "Freight", "WhiteGlove", "Value")
#: Characters of sellerOrderId, which Walmart prints on return labels.
SELLER_ORDER_ID = 30

_ORDER_ID = re.compile(r"[0-9]{4,20}")


def tidy(typed: str) -> str:
    """Return a purchase order's number without what people write before it."""
    return re.sub(r"\A(po)?[\s#:]*", "", typed.strip(), flags=re.IGNORECASE)


def check_order_id(ref: str) -> str:
    """Return a purchase order ID, stripped.

    :raises Rejected: before it becomes part of a URL
    """
    return order_id(
        ref,
        _ORDER_ID,
        _lt("%(ref)s is not the number of a Walmart purchase order."),
        _lt(
            "Seller Center shows it as Purchase Order #: digits alone. Correct the "
            "marketplace order of this shipment and retry."
        ),
    )


class Parcel:
    """What is told of a parcel, whatever its order.

    Each piece has one tracking number at Walmart: of several, the first is told.

    :raises Rejected: with what to correct; nothing was sent
    """

    def __init__(self, shipment: Shipment):
        self.number = tracking_numbers(shipment, pattern="[!-~]+", without="-")[0]
        self._pieces = pieces(shipment.lines)
        self._service = shipment.service.strip()
        self._info = {
            "shipDateTime": _milliseconds(shipment.shipped_at),
            "carrierName": _carrier(shipment),
            "trackingNumber": self.number,
        }
        if shipment.tracking_url.strip():
            self._info["trackingURL"] = shipment.tracking_url.strip()

    def body(self, order_id: str, method: str, instead_of: str = "") -> dict:
        """Return the body of shippingUpdates.

        intentToCancelOverride: without it, Walmart takes nothing for an order that
        the buyer asked to cancel meanwhile. The parcel has left all the same.

        :param method: how Walmart wants the order shipped
        :param instead_of: the tracking number told before, where it is corrected
        """
        told = {"trackingInfo": {**self._info, "methodCode": self._method(method)}}
        if instead_of:
            told["currentTrackingInfo"] = {"trackingNumber": instead_of}
        lines = [
            {
                "lineNumber": ref,
                "sellerOrderId": order_id[:SELLER_ORDER_ID],
                "intentToCancelOverride": True,
                "orderLineStatuses": {
                    "orderLineStatus": [
                        {
                            "status": "Shipped",
                            "statusQuantity": {
                                "unitOfMeasurement": "EACH",
                                "amount": str(quantity),
                            },
                            **told,
                        }
                    ]
                },
            }
            for ref, quantity in self._pieces.items()
        ]
        mode = {"processMode": "PARTIAL_UPDATE"} if instead_of else {}
        return {"orderShipment": {**mode, "orderLines": {"orderLine": lines}}}

    def _method(self, wanted: str) -> str:
        known = {method.casefold(): method for method in METHODS}
        service = self._service.replace(" ", "").casefold()
        return known.get(service) or known.get(wanted.casefold()) or METHODS[0]


def _milliseconds(moment: datetime) -> int:
    """Return an aware time since 1970. Walmart refuses what is still to come."""
    utc = min(in_zone(moment, timezone.utc), datetime.now(timezone.utc))
    return int(utc.timestamp()) * 1000


def _carrier(shipment: Shipment) -> dict[str, str]:
    code, name = carrier(shipment, OTHER)
    if not name:
        return {"carrier": exact(code)}
    if not re.match(r"https?://[!-~]+\Z", shipment.tracking_url.strip()):
        raise refuse(
            "missing_tracking_url",
            _lt(
                "Walmart does not list the carrier %(name)s, and the parcel has no "
                "tracking link.",
                name=name,
            ),
            _lt(
                "Enter the Tracking Link on the delivery method in Odoo, or choose a "
                "carrier that Walmart lists in the carrier mapping, and retry."
            ),
        )
    return {"otherCarrier": name}
