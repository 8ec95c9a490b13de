# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How BigCommerce words a refusal.

V2 answers with a list; the gateway before it, in the shape of V3 (Orders V2 and
Catalog V3 specifications). The words of 403 are those that integrators report, those
of a quantity and of a field that cannot be written are BigCommerce's own (earlier
description of the shipments resource; issue 229 of ``bigcommerce/api-specs``); the
others are ours.
"""

from __future__ import annotations

from .core import Refusal
from .server import Response

_STATUS_CODES = (
    "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"
)
#: reason -> status, title
GATEWAY = {
    "no_route": (404, "The requested resource was not found"),
    "revoked": (401, "The access token is not valid"),
    "forbidden": (403, "You don't have a required scope to access the endpoint"),
    "throttle": (429, "Too many requests"),
    "error500": (500, "An unexpected error occurred"),
    "error503": (503, "The store is down for maintenance"),
}


def gateway(reason: str) -> Refusal:
    status, title = GATEWAY[reason]
    data = {"status": status, "title": title, "type": _STATUS_CODES, "errors": {}}
    return Refusal(Response.json(status, data))


def v2(status: int, message: str, **details) -> Refusal:
    error = {"status": status, "message": message}
    return Refusal(
        Response.json(status, [error | {"details": details}] if details else [error])
    )


def not_found() -> Refusal:
    return v2(404, "The requested resource was not found.")


def required(name: str) -> Refusal:
    return v2(400, f"The required field '{name}' was not supplied.")


def invalid(name: str, reason: str = "", **details) -> Refusal:
    if reason:
        details = {"invalid_reason": reason} | details
    return v2(400, f"The field '{name}' is invalid.", **details)


def read_only(name: str) -> Refusal:
    return v2(
        400,
        f"The field '{name}' cannot be written to. Please remove it from your request "
        "before trying again.",
    )
