# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay's words for what went wrong, and what a person should do about it.

Sources: the specification of sell_fulfillment v1 (x-response-codes of the operations);
"Using eBay RESTful APIs", Common errors; for the token endpoint RFC 6749, section 5.2,
and eBay's knowledge base, "Why is the seller OAuth refresh token invalidated
unexpectedly?".
"""

from __future__ import annotations

from .. import refusals
from ..answers import HINTS, Answer, Explanation, error_class
from ..base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from ..refusals import NOT_THE_API, words
from ..text import Text, _lt
from .fulfillment import COMPARE

#: Seconds. An allowance lasts until midnight in California, and eBay does not say how
#: long that is: it is tried again now and then.
PAUSE = 900.0

_SIGN_IN_AGAIN = _lt(
    "eBay has ended your consent, as it does after a change of password or user name "
    "and after 18 months. Trying again is of no use: sign in once more as when the "
    "account was connected, and enter the new refresh token here."
)
_NO_RIGHT = _lt(
    "Your consent does not cover that. Sign in once more as when the account was "
    "connected, with sell.fulfillment and sell.inventory in the address, and enter the "
    "new refresh token here."
)
_SUSPENDED = _lt("eBay has suspended the seller. Read eBay's messages in Seller Hub.")
_NO_ORDER = _lt(
    "eBay does not know this order. Check that the order number is right, that the "
    "order is less than two years old, and that it was sold by the eBay user of this "
    "account."
)
_OTHER_LINE = _lt(
    "An item of the shipment is not one of this order. Read the marketplace orders "
    "again and retry."
)
_CARRIER_OR_NUMBER = _lt(
    "The tracking number is not one of this carrier, or eBay does not know the "
    "carrier. Correct the tracking number on the delivery, or choose Other with the "
    "carrier's name in the carrier mapping, and retry."
)
_SHIP_DATE = _lt(
    "eBay does not take this ship date. Correct the date and the clock of the server "
    "and retry."
)
_TOO_MANY_NUMBERS = _lt(
    "The order has as many tracking numbers as eBay takes. There is nothing more to "
    "tell: press Mark as Confirmed."
)
_PROGRAM = _lt(
    "eBay ships these items abroad and wants each in a parcel of its own. Confirm the "
    "shipment in Seller Hub."
)
_UNNAMED = _lt(
    "eBay does not say which value it refuses. Look at tracking number, carrier, ship "
    "date, items and quantities, correct what differs from the order and retry."
)
_CLOCK = _lt("Check the clock of the server.")

#: errorId -> class and hint. The class is None where the status code decides it.
_Meaning = tuple[type[ConnectorError] | None, Text]
_MEANINGS: dict[int, _Meaning] = {
    # of all APIs
    1001: (Unauthorized, _SIGN_IN_AGAIN),
    1002: (Unauthorized, _SIGN_IN_AGAIN),
    1003: (Unauthorized, _SIGN_IN_AGAIN),
    1100: (Unauthorized, _NO_RIGHT),
    # The call did not reach the API: that is no fault of the data.
    2002: (Unavailable, NOT_THE_API),
    3001: (Unavailable, NOT_THE_API),
    3002: (Unavailable, NOT_THE_API),
    3003: (Unavailable, NOT_THE_API),
    # getOrders
    30830: (Unavailable, _CLOCK),
    30850: (Unavailable, _CLOCK),
    # createShippingFulfillment
    32100: (Rejected, _NO_ORDER),
    32200: (Rejected, _OTHER_LINE),
    32300: (Rejected, _CARRIER_OR_NUMBER),
    32400: (Unauthorized, _SUSPENDED),
    32500: (Rejected, _SHIP_DATE),
    34100: (Rejected, _TOO_MANY_NUMBERS),
    34200: (Rejected, _PROGRAM),
    34300: (Rejected, _PROGRAM),
    # There is no such PUT: it says that the package is there.
    34500: (AlreadyShipped, COMPARE),
}
_BY_STATUS: dict[int, _Meaning] = {
    404: (Rejected, _NO_ORDER),
    # Not explained by eBay. The order is read before anything is sent again.
    409: (Unavailable, HINTS[Unavailable]),
}
_BY_CLASS: dict[type[ConnectorError], Text] = {
    Unauthorized: _NO_RIGHT,
    Rejected: _UNNAMED,
}


def explain(answer: Answer) -> Explanation:
    """Read an error answer: ``{"errors": [{"errorId", "message", "longMessage"}]}``."""
    kind = error_class(answer.status, repeatable=True)
    if kind is Rejected and answer.foreign:
        # A proxy's page says nothing about the shipment: it must not fail it.
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    ids, message = _words(answer.data)
    code = str(ids[0]) if ids else ""
    if kind is Throttled:
        pause = None if "Retry-After" in answer.headers else PAUSE
        return Explanation(code, message, retry_after=pause)
    if kind in (Rejected, Unauthorized):
        known = [_MEANINGS[id] for id in ids if id in _MEANINGS]
        for error, hint in (*known, *_status_meaning(answer.status)):
            return Explanation(code, message, hint, error)
    return Explanation(code, message, _BY_CLASS.get(kind, ""))


def _status_meaning(status: int) -> tuple[_Meaning, ...]:
    return (_BY_STATUS[status],) if status in _BY_STATUS else ()


def _words(data: object) -> tuple[list[int], str]:
    """Return the ids and the messages of an error list, however broken."""
    errors = data.get("errors") if isinstance(data, dict) else None
    ids, messages = [], []
    for error in errors[:10] if isinstance(errors, list) else ():
        if isinstance(error, dict):
            if type(error.get("errorId")) is int and abs(error["errorId"]) < 10**9:
                ids.append(error["errorId"])
            message = words(error.get("longMessage")) or words(error.get("message"))
            messages.append(message)
    return ids, " ".join(filter(None, messages))


_COMPARE_KEYS = _lt(
    "Compare App ID and Cert ID with the eBay Developers Program (Application Keysets, "
    "Production), and see there that the keyset is not disabled."
)
explain_token = refusals.explain_token(
    {
        "invalid_grant": _SIGN_IN_AGAIN,
        "invalid_scope": _NO_RIGHT,
        "access_denied": _NO_RIGHT,
        "invalid_client": _COMPARE_KEYS,
        "unauthorized_client": _COMPARE_KEYS,
        "invalid_request": _COMPARE_KEYS,
        "unsupported_grant_type": _lt(
            "Correct the token endpoint in the account's settings."
        ),
    },
    {},
)
