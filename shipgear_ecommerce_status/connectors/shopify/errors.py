# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shopify's words for what went wrong, and what a person should do about it.

Sources: Shopify documentation, "Shopify API response status and error codes",
"GraphQL Admin API rate limits", "Using the client credentials grant"; the wording of
userErrors, which have no codes, as the API gives them (version 2026-04) and as sellers
report them (issue 102 of ChannelApe/shopify-sdk: delivery method types).
"""

from __future__ import annotations

import re

from .. import refusals
from ..answers import HINTS, Answer, Explanation, error_class
from ..base import (
    AlreadyShipped,
    ConnectorError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from ..buckets import a_number
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import Text, _lt
from .documents import VERSION

#: Seconds to wait where an answer does not say how long.
_PAUSE = 2.0

_TOKEN = _lt(
    "Shopify does not take the access token. See in the Shopify admin that the app is "
    "still installed, and enter its access token, or its client ID and secret, anew."
)
_SCOPES = _lt(
    "Give the app the access scopes read_orders, read_products and "
    "write_merchant_managed_fulfillment_orders, and install it again."
)
_NO_SHOP = _lt(
    "There is no store at this address. Enter the one that ends in .myshopify.com. "
    "Shopify admin: Settings, Domains."
)
_CHANGED = _lt("The order was changed in Shopify just now. It is tried again later.")
_COMPARE = _lt("Open the order in the Shopify admin and compare it with this shipment.")
_UPDATE = _lt(
    "Shopify does not understand this add-on. Update the add-on: it was made for "
    "version %(version)s of Shopify's API.",
    version=VERSION,
)

RELEASE = _lt("Choose Release hold in the Shopify admin, and retry.")
EARLY = _lt("Choose Fulfill early in the Shopify admin, and retry.")
UNSAID = _lt("Shopify does not say what it has done.")

#: Statuses that Shopify has a meaning of its own for.
_STATUSES: dict[int, tuple[type[ConnectorError] | None, Text]] = {
    400: (Unavailable, _UPDATE),
    401: (Unauthorized, _TOKEN),
    402: (
        Unauthorized,
        _lt("The store is frozen until its bill is paid: Settings, Billing."),
    ),
    403: (Unauthorized, _SCOPES),
    404: (Unauthorized, _NO_SHOP),
    406: (Unavailable, _UPDATE),
    423: (
        Unauthorized,
        _lt("Shopify has locked the store. Only Shopify Support can open it."),
    ),
    430: (
        Unauthorized,
        _lt("Shopify takes this server for an attacker. Write to Shopify Support."),
    ),
}

#: Codes in errors[].extensions. Others mean that Shopify failed on its side: what it
#: did before is not known.
_CODES: dict[str, tuple[type[ConnectorError], Text]] = {
    "THROTTLED": (Throttled, HINTS[Throttled]),
    "ACCESS_DENIED": (Unauthorized, _SCOPES),
    "SHOP_INACTIVE": (Unauthorized, _lt("Open the store again in the Shopify admin.")),
    "MAX_COST_EXCEEDED": (Rejected, _UPDATE),
    "RESOURCE_NOT_FOUND": (Rejected, _COMPARE),
    "INVALID_VARIABLE": (Rejected, HINTS[Rejected]),
    "INVALID_FIELD_ARGUMENTS": (Rejected, HINTS[Rejected]),
    "MAX_INPUT_SIZE_EXCEEDED": (Rejected, HINTS[Rejected]),
    "BAD_REQUEST": (Rejected, HINTS[Rejected]),
}

#: Words of userErrors.
_FAULTS: tuple[Rule, ...] = (
    (
        r"unfulfillable status.*on_hold",
        Rejected,
        RELEASE,
    ),
    (
        r"unfulfillable status.*scheduled",
        Rejected,
        EARLY,
    ),
    # It was open when it was read, a moment ago.
    (r"unfulfillable status", AlreadyShipped, _COMPARE),
    (r"quantity requested", AlreadyShipped, _COMPARE),
    (r"fulfillment order.* does not exist", Unavailable, _CHANGED),
    (r"must (be assigned|belong|have the same)", Unavailable, _CHANGED),
    (r"permission|access denied", Unauthorized, _SCOPES),
    (
        r"tracking|url",
        Rejected,
        _lt("Correct tracking number, carrier or tracking link, and retry."),
    ),
)
_VAGUE = _lt("%(compare)s Correct what differs, and retry.", compare=_COMPARE)

_LOGIN = {
    "shop_not_permitted": _lt(
        "The app belongs to another organization than the store. Make it in the Dev "
        "Dashboard of the store's own organization."
    ),
    "app_not_installed": _lt(
        "The app is not installed on this store. Install it from the Dev Dashboard."
    ),
}
_LOGIN_WORDS = re.compile(r"oauth error (\w+): ([^\n<]*)", re.IGNORECASE)
_PAIR = _lt(
    "Shopify does not take client ID and secret. Compare them with the Dev Dashboard: "
    "your app, Settings."
)


def explain(answer: Answer) -> Explanation:
    """Read an answer with an error status: ``{"errors": text or list}``."""
    data = answer.data if isinstance(answer.data, dict) else {}
    errors = data.get("errors")
    code, message = _first(errors)
    message = message or words(errors)
    kind, hint = _STATUSES.get(answer.status, (None, ""))
    if answer.status < 500:
        kind, hint = _CODES.get(code, (kind, hint))
    if kind is None and error_class(answer.status, True) is Rejected:
        # No status that Shopify gives a shipment: a proxy's, or a fault of ours.
        return Explanation(code, message, NOT_THE_API, Unavailable)
    return Explanation(code, message, hint, kind)


def explain_login(answer: Answer) -> Explanation:
    """Read an error of the token endpoint: JSON, or "Oauth error code: words"."""
    if answer.status in (402, 404, 423, 430):
        return explain(answer)
    text = answer.body.decode("utf-8", "replace")
    for code, hint in _LOGIN.items():
        if answer.status < 500 and code in text:
            return Explanation(code, "", hint, Unauthorized)
    data = answer.data if isinstance(answer.data, dict) else {}
    code, said = words(data.get("error")), _LOGIN_WORDS.search(text)
    if answer.status in (400, 401, 403) and (code or said):
        code = code or said[1]
        message = words(data.get("error_description")) or (said[2] if said else code)
        return Explanation(code, message, _PAIR, Unauthorized)
    return refusals.explain_token({}, {})(answer)


def refusal(answer: Answer) -> Explanation | None:
    """Find what was refused in an answer with status 200."""
    data = answer.data if isinstance(answer.data, dict) else {}
    if "access_token" in data:  # the token endpoint's
        return None
    done = data.get("data")
    changes = _changes(done)
    if any(changes) and not all(changes):
        return _partly(done)
    if data.get("errors"):
        return _failed(answer, data["errors"])
    if not isinstance(done, dict):
        return Explanation("unreadable", _lt("Shopify's answer has no data."))
    if all(changes):
        return None
    said = _user_errors(done)
    if said:
        return _user_error(said)
    return Explanation("unreadable", UNSAID)


def _changes(done: object) -> list[bool]:
    """Return of each change that was asked for whether it was made.

    Their answers are named f0, f1, ...; a reading has none of these.
    """
    parts = done.items() if isinstance(done, dict) else ()
    return [
        isinstance(part, dict)
        and isinstance(part.get("fulfillment"), dict)
        and not part.get("userErrors")
        for name, part in parts
        if re.fullmatch(r"f[0-9]+", name)
    ]


def _failed(answer: Answer, errors: object) -> Explanation:
    code, message = _first(errors)
    if code == "THROTTLED":
        return Explanation(code, message, "", Throttled, _pause(answer))
    kind, hint = _CODES.get(code, (None, ""))
    if code and code != code.upper():  # as "undefinedField": nothing was done
        kind, hint = Unavailable, _UPDATE
    return Explanation(code, message, hint, kind)


def _pause(answer: Answer) -> float | None:
    """Return when the bucket will have enough; an answer may also say it itself."""
    if "Retry-After" in answer.headers:
        return None
    cost = cost_of(answer)
    wanted = a_number(cost.get("requestedQueryCost"))
    left, rate = (a_number(cost.get(n)) for n in ("currentlyAvailable", "restoreRate"))
    if wanted is None or left is None or not rate or rate <= 0:
        return _PAUSE
    return min(max((wanted - left) / rate, 0.1), 60.0)


def cost_of(answer: Answer) -> dict:
    """Return extensions.cost of an answer, with its throttleStatus in it."""
    found = answer.data
    for name in ("extensions", "cost"):
        found = found.get(name) if isinstance(found, dict) else None
    cost = found if isinstance(found, dict) else {}
    status = cost.get("throttleStatus")
    return {**cost, **status} if isinstance(status, dict) else cost


def _first(errors: object) -> tuple[str, str]:
    """Return the first code and all messages of ``errors``, however broken."""
    code, messages = "", []
    for error in errors[:10] if isinstance(errors, list) else ():
        if isinstance(error, dict):
            extensions = error.get("extensions")
            if isinstance(extensions, dict):
                code = code or words(extensions.get("code"))
            messages.append(words(error.get("message")))
    return code, " ".join(filter(None, messages))


def _user_errors(done: dict) -> str:
    said: dict[str, None] = {}
    for part in done.values():
        found = part.get("userErrors") if isinstance(part, dict) else None
        for error in found[:10] if isinstance(found, list) else ():
            if isinstance(error, dict):
                said[words(error.get("message"))] = None
    return " ".join(filter(None, said))


def _user_error(said: str) -> Explanation:
    rule = find_rule(_FAULTS, said, Rejected)
    _pattern, kind, hint = rule or ("", Rejected, _VAGUE)
    return Explanation("user_error", said, hint, kind)


def _partly(done: dict) -> Explanation:
    """Of several fulfillments that were sent at once, some were made."""
    return Explanation(
        "partly_taken",
        _lt(
            "Shopify took a part of the parcel, but not the other. %(why)s",
            why=_user_errors(done),
        ),
        HINTS[OutcomeUnknown],
        OutcomeUnknown,
    )
