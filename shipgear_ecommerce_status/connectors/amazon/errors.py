# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's words for what went wrong, and what a person should do about it.

Sources: the SP-API models of the operations (status codes, error list of code,
message, details), "Rotating your app's LWA credentials", RFC 6749 section 5.2
for the token endpoint, and messages that sellers report in Amazon's own issue
tracker.
"""

from __future__ import annotations

from .. import refusals
from ..answers import Answer, Explanation, error_class
from ..base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import Text, _lt

_SECRET_EXPIRED = _lt(
    "Amazon's client secret has expired: it must be replaced every 180 days. "
    "Create a new one in the Developer Console (Apps and Services, Develop Apps, "
    "LWA credentials, Rotate secret) and enter it in this account."
)
_AUTHORIZE_AGAIN = _lt(
    "Authorize the application again in Seller Central (Apps and Services, "
    "Manage Your Apps) and enter the new refresh token in this account."
)
_NO_RIGHT = _lt(
    "Amazon does not let this application do that. See in Seller Central (Apps and "
    "Services, Manage Your Apps) that it is still authorized, and in the Developer "
    "Console that it has the roles “Inventory and Order Tracking” and “Product "
    "Listing”; then authorize it again."
)
_WRONG_REGION = _lt(
    "The credentials belong to a different region from the marketplace of this "
    "account. Correct the marketplace ID, or enter the refresh token for its region."
)
_COMPARE = _lt("Open the order on Amazon and compare it with this shipment.")

_SHIPPED_ALREADY = _lt(
    "Amazon has this order as shipped already, or cannot find it. %(compare)s "
    "If it is shipped there, mark the shipment as confirmed.",
    compare=_COMPARE,
)
_NUMBER_OF_OTHER_CARRIER = _lt(
    "The tracking number is not one of this carrier. Correct the tracking "
    "number or the carrier mapping and retry."
)
_PACKAGE_NUMBER = _lt(
    "Amazon did not take the number under which the parcel was announced. "
    "Confirm the shipment in Seller Central and report this to your "
    "administrator."
)
_ITEM_OF_OTHER_ORDER = _lt(
    "An item of the shipment is not one of this order. %(compare)s Then read "
    "the marketplace orders again and retry.",
    compare=_COMPARE,
)
_UNKNOWN_CARRIER = _lt(
    "Amazon does not know this carrier. Choose another carrier code in the "
    "carrier mapping, or Other with the carrier's name, and retry."
)
_TRACKING_NUMBER = _lt("Correct the tracking number on the delivery and retry.")
_SHIP_DATE = _lt(
    "Amazon does not take this ship date: it may be neither in the future nor "
    "before the order. Correct the date and the clock of the server and retry."
)
_QUANTITIES = _lt(
    "More is shipped than is left to ship on Amazon. %(compare)s Correct the "
    "quantities and retry.",
    compare=_COMPARE,
)
_CANCELED = _lt(
    "The order is canceled on Amazon: there is nothing to confirm. Hold the "
    "parcel back if it has not left yet."
)
_PENDING = _lt(
    "The order is still pending on Amazon: it must not be shipped yet. Retry "
    "when Amazon shows it as unshipped."
)
_SHIPPED_BY_AMAZON = _lt("Amazon ships this order itself. There is nothing to confirm.")
_OTHER_MARKETPLACE = _lt(
    "The order is not of this marketplace. Correct the marketplace ID in the "
    "account's settings and retry."
)
_TRANSPARENCY = _lt(
    "This item needs Transparency codes, which are not sent from here. Confirm "
    "the shipment in Seller Central."
)

_REFUSALS: tuple[Rule, ...] = (
    (r"secret\b.*\bexpired", None, _SECRET_EXPIRED),
    (r"region mismatch|not in (this|the) region", None, _WRONG_REGION),
    (r"token\b.*\b(expired|revoked|malformed|invalid)", None, _AUTHORIZE_AGAIN),
)

_FAULTS: tuple[Rule, ...] = (
    (
        r"PackageToUpdateNotFound|already (been )?(fulfilled|shipped|confirmed)",
        AlreadyShipped,
        _SHIPPED_ALREADY,
    ),
    (r"does not match the expected format", Rejected, _NUMBER_OF_OTHER_CARRIER),
    (r"package ?reference ?id", Rejected, _PACKAGE_NUMBER),
    (r"order ?item ?id", Rejected, _ITEM_OF_OTHER_ORDER),
    (r"carrier", Rejected, _UNKNOWN_CARRIER),
    (r"tracking", Rejected, _TRACKING_NUMBER),
    (r"ship(ping)? ?date|shipment date", Rejected, _SHIP_DATE),
    (r"quantit", Rejected, _QUANTITIES),
    (r"cancell?ed", Rejected, _CANCELED),
    (r"pending", Rejected, _PENDING),
    (r"fulfilled by amazon", Rejected, _SHIPPED_BY_AMAZON),
    (r"marketplace ?id", Rejected, _OTHER_MARKETPLACE),
    (r"transparency", Rejected, _TRANSPARENCY),
)

_BY_CLASS: dict[type[ConnectorError], Text] = {
    Throttled: _lt(
        "Nothing to do: Amazon asks to wait, and it is tried again after that."
    ),
    Unauthorized: _NO_RIGHT,
    Unavailable: _lt(
        "Nothing to do now: Amazon has a problem, and it is tried again later."
    ),
    Rejected: _lt(
        "Amazon does not say which value it refuses. %(compare)s Look at tracking "
        "number, carrier, ship date, items and quantities, correct what differs and "
        "retry.",
        compare=_COMPARE,
    ),
}
_NOT_FOUND = _lt(
    "Amazon does not know this order. Check that the order number is right, and that "
    "seller ID and marketplace ID of the account are those it was placed with."
)
_TOO_LARGE = _lt(
    "Amazon found the request too large or of the wrong kind. Report this to your "
    "administrator."
)


def explain(answer: Answer) -> Explanation:
    """Read an error answer: ``{"errors": [{"code", "message", "details"}]}``."""
    kind = error_class(answer.status, repeatable=True)
    if kind is Rejected and answer.foreign:
        # A proxy's page says nothing about the shipment: it must not fail it.
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    code, message = _words(answer.data)
    rules = _REFUSALS if kind is Unauthorized else _FAULTS
    rule = None if kind is Throttled else find_rule(rules, message, kind)
    if rule:
        _pattern, error, hint = rule
        return Explanation(code, message, hint, error)
    hint = _BY_CLASS.get(kind, "")
    if answer.status == 404:
        hint = _NOT_FOUND
    elif answer.status in (413, 415):
        hint = _TOO_LARGE
    return Explanation(code, message, hint)


def _words(data: object) -> tuple[str, str]:
    """Return the first code and all messages of an error list, however broken."""
    errors = data.get("errors") if isinstance(data, dict) else data
    if isinstance(errors, dict):
        errors = [errors]
    if not isinstance(errors, list):
        return "", ""
    code, messages = "", []
    for error in errors[:10]:
        if isinstance(error, dict):
            code = code or words(error.get("code"))
            message = words(error.get("message"))
            details = words(error.get("details"))
            messages.append(f"{message} ({details})" if details else message)
        else:
            messages.append(words(error))
    return code, " ".join(filter(None, messages))


#: Errors of the token endpoint. Source: RFC 6749 section 5.2; the meanings are
#: those of "Rotating your app's LWA credentials" and Amazon's own answers to
#: developers.
_TOKEN_ERRORS = {
    "invalid_grant": _lt(
        "The refresh token is revoked or wrong. %(then)s", then=_AUTHORIZE_AGAIN
    ),
    "invalid_client": _lt(
        "Amazon does not take the client ID and client secret. Compare them with the "
        "Developer Console (Apps and Services, Develop Apps, LWA credentials), and "
        "see there whether the secret has expired: it must be replaced every 180 days."
    ),
    "unauthorized_client": _lt(
        "The refresh token was issued for an application other than that of this "
        "client ID. %(then)s",
        then=_AUTHORIZE_AGAIN,
    ),
    "invalid_scope": _AUTHORIZE_AGAIN,
    "access_denied": _AUTHORIZE_AGAIN,
    "invalid_request": _lt(
        "Compare client ID, client secret and refresh token with the Developer Console."
    ),
    "unsupported_grant_type": _lt(
        "Correct the token endpoint in the account's settings."
    ),
}


explain_token = refusals.explain_token(_TOKEN_ERRORS, _BY_CLASS)
