# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How Amazon words a refusal.

Shape: ErrorList of the vendor's API models. Wordings are those that sellers reported
in public issues of ``amzn/selling-partner-api-models`` (429: 4258, 403: 826 and 230);
the others are ours. Tokens answer as RFC 6749, section 5.2 says.
"""

from __future__ import annotations

from .core import Refusal
from .server import Response

_DENIED = "Access to requested resource is denied."
#: reason -> status, code, message, details
REASONS = {
    "not_found": (404, "NotFound", "There is no such resource.", ""),
    "throttle": (
        429,
        "QuotaExceeded",
        "You exceeded your quota for the requested resource.",
        "",
    ),
    "error500": (500, "InternalFailure", "The service met an error of its own.", ""),
    "error503": (503, "ServiceUnavailable", "The service is being looked after.", ""),
    "forbidden": (403, "Unauthorized", _DENIED, ""),
    "no_token": (401, "Unauthorized", _DENIED, "There is no access token."),
    "revoked": (
        403,
        "Unauthorized",
        _DENIED,
        "The access token you provided is revoked, malformed or invalid.",
    ),
    "expired": (
        403,
        "Unauthorized",
        _DENIED,
        "The access token you provided has expired.",
    ),
}


def refusal(status: int, code: str, message: str, details: str = "") -> Refusal:
    error = {"code": code, "message": message, "details": details}
    return Refusal(Response.json(status, {"errors": [error]}))


def invalid(message: str) -> Refusal:
    return refusal(400, "InvalidInput", message)


def token_error(error: str, description: str, status: int = 400) -> Refusal:
    answer = {"error": error, "error_description": description}
    return Refusal(Response.json(status, answer))
