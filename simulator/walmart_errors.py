# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How Walmart words a refusal.

Shape and codes: Walmart Developer Portal, "Error codes"; wordings as sellers met them.
"""

from __future__ import annotations

from .core import Refusal
from .server import Response

_GATEWAY = "GMP_GATEWAY_API"
_TOKEN = (
    "Unauthorized token or incorrect authorization header. Please verify correct "
    "format: Basic Base64Encode(clientId:clientSecret)"
)
#: reason -> status, code, description, field
REASONS = {
    "not_found": (404, f"URI_NOT_FOUND.{_GATEWAY}", "There is no such resource.", ""),
    "throttle": (
        429,
        f"REQUEST_THRESHOLD_VIOLATED.{_GATEWAY}",
        "Too many requests.",
        "",
    ),
    "error500": (500, f"SYSTEM_ERROR.{_GATEWAY}", "Internal error", ""),
    "error503": (503, f"SYSTEM_ERROR.{_GATEWAY}", "Service unavailable", ""),
    "forbidden": (403, f"FORBIDDEN.{_GATEWAY}", "Forbidden", ""),
    "revoked": (401, f"UNAUTHORIZED.{_GATEWAY}", _TOKEN, "UNAUTHORIZED"),
}
_CATEGORIES = {404: "APPLICATION", 429: "REQUEST", 500: "SYSTEM", 503: "SYSTEM"}


def refusal(status: int, code: str, description: str, field: str = "") -> Refusal:
    error = {
        "code": code,
        "field": field,
        "description": description,
        "info": "",
        "severity": "INFO" if code.startswith("CONTENT_NOT_FOUND") else "ERROR",
        "category": _CATEGORIES.get(status, "DATA"),
        "causes": [],
        "errorIdentifiers": {},
    }
    # The gateway wraps its errors once, the services behind it twice.
    errors = {"error": [error]}
    gateway = code.endswith(_GATEWAY)
    return Refusal(Response.json(status, errors if gateway else {"errors": errors}))


def invalid(description: str, field: str = "data") -> Refusal:
    return refusal(400, "INVALID_REQUEST_CONTENT.GMP_ORDER_API", description, field)


def invalid_header(field: str, description: str) -> Refusal:
    return refusal(400, f"INVALID_REQUEST_HEADER.{_GATEWAY}", description, field)


def nothing(description: str, service: str = "GMP_ORDER_API") -> Refusal:
    """Walmart's way to say that a search found nothing."""
    return refusal(404, f"CONTENT_NOT_FOUND.{service}", description)
