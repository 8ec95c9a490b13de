# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's static sandbox: documented examples get documented answers.

Examples: Orders v0, x-amzn-api-sandbox of confirmShipment. What matches none is
answered as sellers report it (issue 592 of jlevers/selling-partner-api).
"""

from __future__ import annotations

import json

from .amazon_errors import invalid, refusal
from .server import Response

_ORDER_ID = "902-1106328-1059050"
_ITEM = {
    "orderItemId": "79039765272157",
    "quantity": 1,
    "transparencyCodes": ["09876543211234567890"],
}


def _example(ship_date: str) -> dict:
    return {
        "marketplaceId": "ATVPDKIKX0DER",
        "packageDetail": {
            "packageReferenceId": "1",
            "carrierCode": "FedEx",
            "carrierName": "FedEx",
            "shippingMethod": "FedEx Ground",
            "trackingNumber": "112345678",
            "shipDate": ship_date,
            "shipFromSupplySourceId": "057d3fcc-b750-419f-bbcd-4d340c60c430",
            "orderItems": [_ITEM],
        },
    }


_TAKEN = _example("2022-02-11T01:00:00.000Z")
_REFUSED = _example("02/21/2022")


def confirm(order_id: str, body: bytes) -> Response:
    """Answer a confirmation, without any effect, or raise Refusal."""
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if order_id == _ORDER_ID and data == _TAKEN:
        return Response(204)
    if order_id == _ORDER_ID and data == _REFUSED:
        raise refusal(400, "Invalid Input", "Invalid Input")
    raise invalid("Could not match input arguments")
