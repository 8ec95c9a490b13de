# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart's words for what went wrong, and what a person should do about it.

Sources: Walmart Developer Portal, "Error codes" (codes and statuses), and texts that
sellers and their programs met: issue 29 of highsidelabs/walmart-api-php (method code),
the notes of Bet.Extensions.Walmart (acknowledging), and logs of shipping programs
(shipped lines, quantities, the answer during outages).
"""

from __future__ import annotations

import html
import re

from ..answers import HINTS, Answer, Explanation, error_class
from ..base import AlreadyShipped, Rejected, Throttled, Unauthorized, Unavailable
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import _lt
from .allowance import pause
from .credentials import COMPARE

NO_RIGHT = _lt(
    "The API keys of this account may not do that. Enter the keys of your own in the "
    "Walmart Developer Portal (My Account, API Keys), those with a lock: they have "
    "full access."
)
CANCELED = _lt(
    "The order is canceled on Walmart: there is nothing to confirm. Hold the parcel "
    "back if it has not left yet."
)
_SHIPPED_ALREADY = _lt(
    "Walmart has these items as shipped or canceled already. Open the order in Seller "
    "Center and compare it with this shipment. If it is shipped there, mark the "
    "shipment as confirmed."
)
_METHOD = _lt(
    "Walmart does not take this shipping method. Enter Standard, Express, OneDay, "
    "Freight, WhiteGlove or Value as the service in the carrier mapping, and retry."
)
_SHIP_DATE = _lt(
    "Walmart does not take this ship date. Correct the date and the clock of the "
    "server, and retry."
)
_TRACKING_LINK = _lt(
    "Correct the Tracking Link on the delivery method in Odoo, and retry."
)
_CARRIER = _lt(
    "Walmart does not know this carrier. Choose another carrier code in the carrier "
    "mapping, or Other with the carrier's name, and retry."
)
_TRACKING_NUMBER = _lt("Correct the tracking number on the delivery and retry.")
_ACKNOWLEDGE = _lt(
    "Walmart wants the order acknowledged first. Open it in Seller Center, acknowledge "
    "it, and retry."
)
_SHIPPED_BY_WALMART = _lt(
    "Walmart ships this order itself. There is nothing to confirm."
)
_LINES = _lt(
    "An item or a quantity of the shipment is not in the order. Open the order in "
    "Seller Center and compare. Then read the marketplace orders again and retry."
)
_NOT_FOUND = _lt(
    "Walmart does not know this purchase order. Check its number, and that the API "
    "keys of the account are those of the seller that it was placed with."
)
_OUR_FAULT = _lt(
    "Walmart could not read the request. Report this to your administrator."
)

#: What the rules look at is "CODE field: description".
_FAULTS: tuple[Rule, ...] = (
    (
        r"in shipped status|overshipped|already (been )?shipped"
        r"|enough quantity to ship|in higher status",
        AlreadyShipped,
        _SHIPPED_ALREADY,
    ),
    # What it says of good requests too, during outages.
    (
        r"INVALID_REQUEST\.GMP_ORDER_API data: Invalid Request\Z",
        Unavailable,
        HINTS[Unavailable],
    ),
    (r"RESOURCE_IS_LOCKED", Unavailable, HINTS[Unavailable]),
    (r"cancell?ed", Rejected, CANCELED),
    (r"method ?code", Rejected, _METHOD),
    (r"ship ?date", Rejected, _SHIP_DATE),
    (r"tracking ?(url|link)", Rejected, _TRACKING_LINK),
    (r"carrier", Rejected, _CARRIER),
    (r"tracking", Rejected, _TRACKING_NUMBER),
    (r"acknowledg", Rejected, _ACKNOWLEDGE),
    (r"\bWFS|fulfilled by walmart", Rejected, _SHIPPED_BY_WALMART),
    (r"line ?number|order ?line|quantit|\bqty\b", Rejected, _LINES),
    (
        r"\b(MALFORMED|MISSING|UNSUPPORTED|METHOD_NOT|URI_NOT|INVALID_ACCEPT"
        r"|INVALID_REQUEST_(HEADER|PARAM))|unexpected element",
        Rejected,
        _OUR_FAULT,
    ),
)

#: Characters of an XML answer that are looked at, and errors of a list.
_XML, _ERRORS = 20_000, 10


def explain(answer: Answer) -> Explanation:
    """Read an answer with an error status."""
    errors = _errors(answer)
    code, message, text = _told(errors)
    kind = error_class(answer.status, repeatable=True)
    if kind is Throttled:
        return Explanation(code, message, retry_after=_pause(answer))
    if kind is Unauthorized:
        hint = COMPARE if answer.status == 401 else NO_RIGHT
        return Explanation(code, message, hint)
    if kind is Rejected and answer.foreign and not errors:
        # A proxy's page says nothing about the shipment: it must not fail it.
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    rule = find_rule(_FAULTS, text, kind)
    if rule:
        _pattern, error, hint = rule
        return Explanation(code, message, hint, error)
    return Explanation(code, message, _NOT_FOUND if answer.status == 404 else "")


def refusal(answer: Answer) -> Explanation | None:
    """Find errors in an answer that claims success.

    What was done nevertheless is not known. Unavailable leaves a write-back in doubt
    too, so that the order is read before anything is sent again.
    """
    if answer.status >= 300:
        return None  # a status that its caller asked for
    code, message, text = _told(e for e in _errors(answer) if not _is_notice(e))
    if not text:
        return None
    if code.startswith("REQUEST_THRESHOLD_VIOLATED"):
        return Explanation(code, message, error=Throttled, retry_after=_pause(answer))
    if code.startswith("UNAUTHORIZED"):
        return Explanation(code, message, COMPARE, Unauthorized)
    rule = find_rule(_FAULTS, text, Rejected)
    if rule and rule[1] is AlreadyShipped:
        return Explanation(code, message, rule[2], AlreadyShipped)
    return Explanation(code, message, rule[2] if rule else "", Unavailable)


def explain_token(answer: Answer) -> Explanation:
    """Read an error of the token endpoint. It is never the fault of a shipment.

    Keys that are not taken were seen to be answered with 400 as well as 401.
    """
    errors = _errors(answer)
    code, message, _text = _told(errors)
    if answer.status in (400, 401, 403) and (errors or not answer.foreign):
        return Explanation(code, message, COMPARE, Unauthorized)
    kind = error_class(answer.status, repeatable=True)
    if kind is Throttled:
        return Explanation(code, message, retry_after=_pause(answer))
    if kind in (Rejected, Unauthorized):
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    return Explanation(code, message)


def nothing_found(answer: Answer) -> bool:
    """Whether a 404 says that the search is empty (code CONTENT_NOT_FOUND)."""
    codes = (words(error.get("code")) for error in _errors(answer))
    return any(code.startswith("CONTENT_NOT_FOUND") for code in codes)


# --- Their shapes -------------------------------------------------------------


def _errors(answer: Answer) -> list[dict]:
    """Return the errors of an answer, however they are wrapped.

    Seen: ``{"errors": {"error": []}}``, ``{"error": []}``, ``{"errors": []}``, the
    same below "list", and XML although JSON was asked for.
    """
    if answer.data is None:
        return _xml_errors(answer)
    data = answer.data if isinstance(answer.data, dict) else {"errors": answer.data}
    if isinstance(data.get("list"), dict):
        data = data["list"]
    found = data.get("errors") or data.get("error")
    if isinstance(found, dict):
        found = found.get("error", found)
    found = found if isinstance(found, list) else [found]
    return [error for error in found[:_ERRORS] if isinstance(error, dict)]


def _xml_errors(answer: Answer) -> list[dict]:
    text = answer.body[:_XML].decode("utf-8", "replace")
    blocks = re.findall(r"<(?:\w+:)?error>(.*?)</(?:\w+:)?error>", text, re.DOTALL)
    return [
        {
            name: html.unescape(value)
            for name, value in re.findall(r"<(?:\w+:)?(\w+)>([^<]*)<", block)
        }
        for block in blocks[:_ERRORS]
    ]


def _told(errors) -> tuple[str, str, str]:
    """Return the first code, all messages, and what the rules look at."""
    code, messages, texts = "", [], []
    for error in errors:
        code = code or words(error.get("code"))
        message = words(error.get("description")) or words(error.get("message"))
        message = message or words(error.get("info"))
        messages.append(message)
        field = words(error.get("field"))
        texts.append(f"{words(error.get('code'))} {field}: {message}")
    return code, " ".join(filter(None, messages)), "\n".join(texts)


def _is_notice(error: dict) -> bool:
    return words(error.get("severity")).upper() in ("INFO", "WARN", "WARNING")


def _pause(answer: Answer) -> float | None:
    """Return the seconds to wait, where no Retry-After says it."""
    return None if "Retry-After" in answer.headers else pause(answer.headers)
