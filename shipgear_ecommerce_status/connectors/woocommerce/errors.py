# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""WooCommerce's words for what went wrong, and what a person should do about it.

Sources: WooCommerce REST API documentation, "Authentication" and "Order fulfillments"
(error codes); "Shipment Tracking REST API"; codes that security plugins answer with, as
shop owners report them. Form of an error: ``{"code", "message", "data": {"status"}}``.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from ..answers import Answer, Explanation, error_class
from ..base import Rejected, Unauthorized, Unavailable
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import _lt
from .credentials import WHERE

NO_ROUTE = "rest_no_route"
#: The order is not there. The second is of fulfillments and trackings, the third of
#: WooCommerce before 3.0.
UNKNOWN_ORDER = (
    "woocommerce_rest_shop_order_invalid_id",
    "woocommerce_rest_order_invalid_id",
    "woocommerce_rest_invalid_shop_order_id",
)

_NO_API = _lt(
    "Check the shop's address in the account's settings, that WooCommerce is active, "
    "and that Settings, Permalinks in the shop's administration is not Plain."
)
_KEY = _lt(
    "WooCommerce does not know the key: it is of another shop, was revoked, or its "
    "user was deleted. %(where)s",
    where=WHERE,
)
_READ_ONLY = _lt("The key may not write. %(where)s", where=WHERE)
_USER = _lt(
    "The user of the key may not do that. Make the key anew for an administrator or "
    "shop manager. %(where)s",
    where=WHERE,
)
_BLOCKED = _lt(
    "A security plugin or a firewall of the shop keeps the REST API closed. Let this "
    "server in, for all addresses under /wp-json/wc."
)
_UNKNOWN = _lt(
    "WooCommerce does not know this order. Check the order number, and that the "
    "account is the shop where it was placed."
)
_OLD = _lt("Update WooCommerce: version 5.8 or later is needed.")
_TRACKING = _lt("Correct the tracking number on the delivery and retry.")

#: On code and message. The first match counts.
_RULES: tuple[Rule, ...] = (
    (rf"^{NO_ROUTE}", Unauthorized, _NO_API),
    (r"does not have (read|write) permissions", Unauthorized, _READ_ONLY),
    (r"^woocommerce_rest_authentication", Unauthorized, _KEY),
    (r"special character|tracking number", Rejected, _TRACKING),
    ("|".join(f"^{code}" for code in UNKNOWN_ORDER), Rejected, _UNKNOWN),
    (r"^rest_invalid_param .*(orderby|modified_after)", Rejected, _OLD),
)


def explain(answer: Answer) -> Explanation:
    """Read an error answer; a page that is none of WooCommerce's is told from it."""
    kind = error_class(answer.status, repeatable=True)
    if answer.foreign:
        return _foreign(answer, kind)
    code, message = said(answer)
    rule = find_rule(_RULES, f"{code} {message}", kind)
    if rule and kind in (Rejected, Unauthorized):
        return Explanation(code, message, rule[2], rule[1])
    if kind is Unauthorized:
        hint = _BLOCKED
        if code.startswith("woocommerce_rest_"):
            hint = _USER if answer.status == 403 else _KEY
        return Explanation(code, message, hint)
    return Explanation(code, message)


def _foreign(answer: Answer, kind: type) -> Explanation:
    if answer.status == 404:  # WordPress's own page, or another server's
        return Explanation("no_api", answer.phrase, _NO_API, Unauthorized)
    if kind is Unauthorized:
        return Explanation("blocked", answer.phrase, _BLOCKED)
    if kind is Rejected:
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    return Explanation("", answer.phrase)


def refusal(answer: Answer) -> Explanation | None:
    """Find an error in an answer with a status of success: some hosts replace it."""
    if answer.status >= 400:  # it was accepted
        return None
    data = answer.data if isinstance(answer.data, dict) else {}
    details = data.get("data")
    status = details.get("status") if isinstance(details, dict) else None
    if "code" not in data or not isinstance(status, int) or not 400 <= status < 600:
        return None
    meant = replace(answer, status=status)
    found = explain(meant)
    return replace(found, error=found.error or error_class(status, repeatable=True))


def said(answer: Answer) -> tuple[str, str]:
    """Return code and message of an error, without HTML; fulfillments have numbers."""
    data = answer.data if isinstance(answer.data, dict) else {}
    code = data.get("code")
    if isinstance(code, int) and not isinstance(code, bool):
        code = str(code) if 0 < code < 10**6 else ""
    message = re.sub(r"<[^<>]*>", " ", words(data.get("message")))
    return words(code), " ".join(html.unescape(message).split())
