# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A write-back in Amazon's static sandbox, which knows its own example alone.

Sources: SP-API documentation, "Selling Partner API Sandbox" (hosts, allowance); the
SP-API model ordersV0, x-amzn-api-sandbox of confirmShipment (order and body).
"""

from __future__ import annotations

from collections.abc import Callable

from ..answers import Answer
from ..base import Limit, Receipt, Rejected
from ..text import _lt

#: Of all operations together; a bucket of its own, beside those of real calls.
OPERATION, LIMIT = "sandboxConfirmShipment", Limit(rate=5, burst=15)
NOTE = _lt(
    "Amazon's sandbox is sent the confirmation of an order that exists only there. "
    "Nothing is told about your own orders."
)

ORDER_ID = "902-1106328-1059050"
#: Any other body is answered 400 "Could not match input arguments", in all regions.
CONFIRMATION = {
    "marketplaceId": "ATVPDKIKX0DER",
    "packageDetail": {
        "packageReferenceId": "1",
        "carrierCode": "FedEx",
        "carrierName": "FedEx",
        "shippingMethod": "FedEx Ground",
        "trackingNumber": "112345678",
        "shipDate": "2022-02-11T01:00:00.000Z",
        "shipFromSupplySourceId": "057d3fcc-b750-419f-bbcd-4d340c60c430",
        "orderItems": [
            {
                "orderItemId": "79039765272157",
                "quantity": 1,
                "transparencyCodes": ["09876543211234567890"],
            }
        ],
    },
}


def sandbox_of(endpoint: str, own: str) -> str:
    """Return the address of the sandbox that stands beside an endpoint.

    :param own: an endpoint that the administrator chose; its sandbox is below it, so
        that a test can never reach real orders behind a proxy
    """
    return f"{own}/sandbox" if own else endpoint.replace("https://", "https://sandbox.")


def try_writeback(confirm: Callable[..., Answer]) -> Receipt:
    """Send the example.

    :param confirm: sends an order id and a body to the sandbox
    """
    try:
        answer = confirm(ORDER_ID, CONFIRMATION, operation=OPERATION, repeatable=True)
    except Rejected as refusal:
        failure = _example_refused(refusal)
    else:
        reference = CONFIRMATION["packageDetail"]["packageReferenceId"]
        return Receipt(reference, request_id=answer.request_id)
    raise failure


def _example_refused(refusal: Rejected) -> Rejected:
    return Rejected(
        refusal.message,
        code=refusal.code,
        hint=_lt(
            "Amazon may have changed the example of its sandbox. That says nothing "
            "about real write-backs: the test of the connection covers those."
        ),
        status=refusal.status,
        request_id=refusal.request_id,
    )
