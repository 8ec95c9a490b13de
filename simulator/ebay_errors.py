# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How eBay words a refusal.

Shape and ids: the vendor's specification of Sell Fulfillment v1; of what any API may
answer, its guide "Using eBay RESTful APIs", Common errors. Tokens answer as RFC 6749,
section 5.2 says, in the words of the vendor's knowledge base.
"""

from __future__ import annotations

from .core import Refusal
from .server import Response

#: reason -> status, errorId, domain, category, message, longMessage
REASONS = {
    "not_found": (
        404,
        2002,
        "ACCESS",
        "REQUEST",
        "Resource not resolved",
        "A resource (URI) associated with the request could not be resolved.",
    ),
    "throttle": (
        429,
        2001,
        "ACCESS",
        "REQUEST",
        "Too many requests",
        "The request limit has been reached for the resource.",
    ),
    "error500": (500, 30500, "API_FULFILLMENT", "APPLICATION", "System error.", ""),
    "error503": (503, 3005, "ROUTING", "APPLICATION", "Internal error", ""),
    "forbidden": (
        403,
        1100,
        "ACCESS",
        "REQUEST",
        "Access denied",
        "Insufficient permissions to fulfill the request.",
    ),
    "revoked": (
        401,
        1001,
        "OAuth",
        "REQUEST",
        "Invalid access token",
        "Invalid access token. Check the value of the Authorization HTTP request "
        "header.",
    ),
    "no_token": (
        400,
        1002,
        "OAuth",
        "REQUEST",
        "Missing access token",
        "Access token is missing in the Authorization HTTP request header.",
    ),
}
#: errorId -> message of what the Fulfillment API does not take
_MESSAGES = {
    30700: "Invalid filter name",
    30800: "Invalid filter value",
    30810: "Invalid date format",
    30820: "Start date is missing",
    30830: "Time range between start date and end date must be within '2' years.",
    30840: "Start date should be before end date",
    30850: "Start and end dates can't be in the future",
    31000: "Invalid offset",
    31100: "Invalid limit",
    32100: "Invalid Order Id",
    32200: "Invalid line item id",
    32210: "Duplicate line item in the request",
    32300: "Invalid shipment tracking number or carrier",
    32500: "Invalid shipped date",
    32600: "Invalid input data",
    34100: "Maximum tracking number for order is exceeded",
    34300: "Mark As Shipped for multiple Global Shipping Program line items is not "
    "supported",
}


def refusal(
    status: int, id: int, domain: str, category: str, message: str, longer: str = ""
) -> Refusal:
    error = {"errorId": id, "domain": domain, "category": category, "message": message}
    if longer:
        error["longMessage"] = longer
    return Refusal(Response.json(status, {"errors": [error]}))


def invalid(id: int, **parameters: object) -> Refusal:
    """Refuse what a request says; ``parameters`` are named in the answer."""
    pairs = [{"name": name, "value": str(value)} for name, value in parameters.items()]
    error = {
        "errorId": id,
        "domain": "API_FULFILLMENT",
        "category": "REQUEST",
        "message": _MESSAGES[id],
        "parameters": pairs,
    }
    return Refusal(Response.json(400, {"errors": [error]}))


def token_error(error: str, description: str, status: int = 400) -> Refusal:
    answer = {"error": error, "error_description": description}
    return Refusal(Response.json(status, answer))
