# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How Shopify words a refusal.

Statuses: "Shopify API response status and error codes". Wordings are those that the
API (2026-04) and its token endpoint give, as recorded and reported in public.
"""

from __future__ import annotations

from .core import Refusal
from .server import Response

#: reason -> status and body
REASONS = {
    "not_found": (404, {"errors": "Not Found"}),
    "error500": (500, {"errors": "Internal Server Error"}),
    "error503": (503, {"errors": "Service Unavailable"}),
    "revoked": (
        401,
        {
            "errors": "[API] Invalid API key or access token "
            "(unrecognized login or wrong password)"
        },
    ),
    "frozen": (402, {"errors": "Unavailable Shop"}),
    "locked": (423, {"errors": "This store is unavailable"}),
}
THROTTLED = {
    "message": "Throttled",
    "extensions": {
        "code": "THROTTLED",
        "documentation": "https://shopify.dev/api/usage/rate-limits",
    },
}


def refusal(reason: str) -> Refusal:
    return Refusal(Response.json(*REASONS[reason]))


def denied(field: str, scopes: str) -> dict:
    """One of ``errors``: the app was not given the scopes."""
    required = f"{scopes} access scope."
    return {
        "message": f"Access denied for {field} field. Required access: {required}",
        "extensions": {
            "code": "ACCESS_DENIED",
            "documentation": "https://shopify.dev/api/usage/access-scopes",
            "requiredAccess": required,
        },
        "path": [field],
    }


def login_error(code: str, words: str) -> Refusal:
    """The token endpoint answers with text."""
    text = f"Oauth error {code}: {words}".encode()
    return Refusal(Response(400, text, {"Content-Type": "text/html"}))
