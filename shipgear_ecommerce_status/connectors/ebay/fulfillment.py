# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as eBay's createShippingFulfillment takes it, checked before it is sent.

Source: the specification of sell_fulfillment v1, ShippingFulfillmentDetails.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from ..answers import Answer
from ..base import AlreadyShipped, Order, Receipt, Shipment
from ..outgoing import carrier, order_id, pieces, refuse, tracking_numbers, utc_text
from ..text import _lt
from .carriers import CARRIERS, OTHER

_LISTED = {code.lower(): code for code, _label in CARRIERS}
#: A string that nobody is to take apart (createShippingFulfillment, orderId).
_ORDER_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z!_-]{0,63}")


def check_order_id(ref: str) -> str:
    """Return an eBay order id, stripped.

    :raises Rejected: before it becomes part of a URL
    """
    return order_id(
        ref,
        _ORDER_ID,
        _lt("%(ref)s is not an eBay order number."),
        _lt(
            "eBay's order numbers look like 12-34567-89012. Correct the "
            "marketplace order of this shipment and retry."
        ),
    )


def fulfillment(shipment: Shipment) -> dict:
    """Return the body of createShippingFulfillment.

    One fulfillment has one tracking number, of letters and digits alone: of several,
    the first is sent, without the spaces and hyphens that labels print in it.

    :raises Rejected: with what to correct; nothing was sent
    """
    number = tracking_numbers(shipment, pattern="[0-9A-Za-z]+", without="-")[0]
    return {
        "lineItems": [
            {"lineItemId": ref, "quantity": quantity}
            for ref, quantity in pieces(shipment.lines).items()
        ],
        "shippedDate": utc_text(shipment.shipped_at).replace("Z", ".000Z"),
        "shippingCarrierCode": _carrier(shipment),
        "trackingNumber": number,
    }


def _carrier(shipment: Shipment) -> str:
    """Return a code of eBay's, or another carrier's name as eBay may take it.

    Source: Trading API, ShippingCarrierUsed: any carrier's name, of letters, digits,
    spaces and dashes; of the same letters whatever their case.
    """
    code, name = carrier(shipment, OTHER)
    if code.lower() in _LISTED and not name:
        return _LISTED[code.lower()]
    letters = unicodedata.normalize("NFKD", name or code)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.sub(r"[^0-9A-Za-z -]+", " ", plain).split()
    return " ".join(words) or OTHER


def as_other_carrier(body: dict) -> dict | None:
    """Return a body whose carrier is Other, None where the carrier is eBay's own."""
    if body["shippingCarrierCode"].lower() in _LISTED:
        return None
    return body | {"shippingCarrierCode": OTHER}


def check_against(order: Order, body: dict) -> None:
    """Refuse what the order does not have to be shipped any more.

    eBay itself would take it: each call makes one more package, and tells the buyer.

    :raises AlreadyShipped: it was shipped, by us or by somebody else
    :raises Rejected: it cannot be shipped
    """
    if order.status == "canceled":
        raise refuse(
            "canceled",
            _lt("The order is canceled on eBay."),
            _lt(
                "There is nothing to confirm. Hold the parcel back if it has not left "
                "yet."
            ),
        )
    lines = {line.ref: line for line in order.lines}
    for wanted in body["lineItems"]:
        line = lines.get(wanted["lineItemId"])
        left = line.quantity - line.quantity_shipped if line else 0.0
        if line and left < wanted["quantity"]:
            message = _lt(
                "The parcel has %(quantity)g of %(sku)s; %(left)g are left to ship on "
                "eBay.",
                quantity=wanted["quantity"],
                sku=line.sku,
                left=max(left, 0.0),
            )
            if not line.quantity_shipped:
                raise refuse("too_many", message, COMPARE)
            raise AlreadyShipped(message, code="already_shipped", hint=COMPARE)


def fulfillment_id(location: str) -> str:
    """Return the last part of a fulfillment's address, which is its id."""
    try:
        path = urlsplit(location).path
    except ValueError:
        return ""
    return unquote(path.rstrip("/").rpartition("/")[2])


def receipt(answer: Answer, number: str) -> Receipt:
    """Read the address of the new fulfillment: ``Location: .../{fulfillmentId}``.

    It is the proof where it names our number, which is then the fulfillment's id.
    """
    made = fulfillment_id(answer.headers.get("Location", ""))
    proof = answer.status == 201 and made.upper() == number.upper()
    return Receipt(number, proof=proof, request_id=answer.request_id)


COMPARE = _lt(
    "Open the order on eBay and compare it with this shipment. If all is well there, "
    "press Mark as Confirmed."
)
