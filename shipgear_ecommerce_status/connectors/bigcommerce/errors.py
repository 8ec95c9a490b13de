# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce's words for what went wrong, and what a person should do about it.

Sources: developer documentation, "API Status Codes", "API Rate Limits", "About Our
APIs"; the Orders V2 specification for the list that V2 answers with, the Catalog V3
specification for the object of V3, in which the gateway before V2 answers too. Words
of a refused shipment: BigCommerce's earlier description of the shipments resource
(quantity) and issue 229 of bigcommerce/api-specs (fields that cannot be written).
"""

from __future__ import annotations

from ..answers import Answer, Explanation, error_class
from ..base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from ..buckets import a_number
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import Text, _lt

#: Seconds to wait after a 429 without a time: the platform is under load.
UNDER_LOAD = 30.0

_TOKEN = _lt(
    "BigCommerce does not take the access token: it is wrong, or its API account was "
    "deleted. Create an API account under Settings > Store-level API Tokens, and enter "
    "its access token in this account."
)
_SCOPES = _lt(
    "The API account lacks a right, and cannot be changed. Create another one under "
    "Settings > Store-level API Tokens with the scopes Orders (modify), Products "
    "(read-only) and Information & Settings (read-only), and enter its access token in "
    "this account."
)
_FORBIDDEN = _lt(
    "See that the API path in the account's settings is that of the API account, and "
    "that the store still has that account under Settings > Store-level API Tokens."
)
_CLOSED = _lt(
    "Nothing to do now: it is tried again later. If this persists, see in the control "
    "panel whether the store is down for maintenance or suspended."
)
_COMPARE = _lt("Open the order on BigCommerce and compare it with this shipment.")
_SHIPPED_ALREADY = _lt(
    "BigCommerce has less left to ship than this shipment holds. %(compare)s If all is "
    "shipped there, press Mark as Confirmed.",
    compare=_COMPARE,
)
_ITEMS = _lt(
    "BigCommerce does not take the items of the shipment. %(compare)s Then read the "
    "marketplace orders again and retry.",
    compare=_COMPARE,
)
_CARRIER = _lt(
    "BigCommerce does not know this carrier. Choose another one in the carrier "
    "mapping, or Other with the carrier's name, and retry."
)
_NUMBER = _lt("Correct the tracking number on the delivery and retry.")
_LINK = _lt("Correct the tracking link of the delivery's carrier and retry.")
_NOT_FOUND = _lt(
    "BigCommerce does not have this order, or not this parcel any more. See that the "
    "order number is right, and that the API path of the account is that of its store."
)
_UNSAID = _lt(
    "BigCommerce does not say which value it refuses. %(compare)s Correct what differs "
    "and retry.",
    compare=_COMPARE,
)

_REFUSALS: tuple[Rule, ...] = ((r"\bscopes?\b", None, _SCOPES),)
_FAULTS: tuple[Rule, ...] = (
    (
        r"quantity specified is greater|available to ship",
        AlreadyShipped,
        _SHIPPED_ALREADY,
    ),
    (r"'quantity'|order_product|order_address|'items", Rejected, _ITEMS),
    (r"tracking_carrier|shipping_provider", Rejected, _CARRIER),
    (r"tracking_link", Rejected, _LINK),
    (r"tracking_number", Rejected, _NUMBER),
)
_BY_STATUS: dict[int, Text] = {
    401: _TOKEN,
    403: _FORBIDDEN,
    404: _NOT_FOUND,
    503: _CLOSED,
}


def explain(answer: Answer) -> Explanation:
    """Read an error answer, whichever of the shapes it has."""
    kind = _class(answer.status)
    if kind is Rejected and answer.foreign:
        # A proxy's page says nothing about the shipment: it must not fail it.
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    message = _message(answer.data)
    if kind is Throttled:
        wait = pause(answer)
        if wait is None and "Retry-After" not in answer.headers:
            wait = UNDER_LOAD
        return Explanation(message=message, retry_after=wait)
    rules = _REFUSALS if kind is Unauthorized else _FAULTS
    rule = find_rule(rules, message, kind)
    if rule:
        _pattern, error, hint = rule
        return Explanation(message=message, hint=hint, error=error)
    hint = _BY_STATUS.get(answer.status) or (_UNSAID if kind is Rejected else "")
    return Explanation(message=message, hint=hint, error=kind)


def _class(status: int) -> type[ConnectorError]:
    """423: locked by another change. 499: the gateway gave the request up."""
    if status in (423, 499):
        return Unavailable
    return error_class(status, repeatable=True)


def pause(answer: Answer) -> float | None:
    """Return the seconds until the store's quota is full again, None if unsaid."""
    milliseconds = a_number(answer.headers.get("X-Rate-Limit-Time-Reset-Ms"))
    if milliseconds and milliseconds > 0:
        return milliseconds / 1000
    seconds = a_number(answer.headers.get("X-Retry-After"))
    return seconds if seconds and seconds > 0 else None


def _message(data: object) -> str:
    """Return all that an error says, however broken.

    V2: ``[{"status", "message", "details": {"invalid_reason"}}]``. V3 and the
    gateway: ``{"status", "title", "detail", "errors": {field: text}}``.
    """
    errors = data if isinstance(data, list) else [data]
    texts = []
    for error in errors[:10]:
        if isinstance(error, dict):
            texts += [words(error.get(name)) for name in ("message", "title", "detail")]
            for name in ("details", "errors"):
                more = error.get(name)
                if isinstance(more, dict):
                    texts += [words(text) for text in list(more.values())[:10]]
    return " ".join(dict.fromkeys(filter(None, texts)))
