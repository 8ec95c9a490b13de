# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's words for what went wrong, and what a person should do about it.

Sources: Adobe Commerce Web API guide, "Status codes and REST responses" (message and
parameters), "OAuth error codes", "Input limiting"; the texts themselves are those that
Magento Open Source answers and sellers report, in issues of magento2 unless another
repository is named.
"""

from __future__ import annotations

import re

from ..answers import Answer, Explanation, error_class
from ..base import AlreadyShipped, Rejected, Throttled, Unauthorized, Unavailable
from ..refusals import NOT_THE_API, Rule, find_rule, words
from ..text import Text, _lt
from .reference import RESOURCES

_COMPARE = _lt("Open the order in the Magento Admin and compare it with this shipment.")

_TOKEN_ALONE = _lt(
    "Since release 2.4.4 Magento takes no access token alone. Enter the consumer key, "
    "the consumer secret and the access token secret as well. If all is entered, see "
    "in Magento under System > Integrations that the integration is active and has "
    "the box %(resource)s."
)
_NO_RIGHT = _lt(
    "In Magento, open System > Integrations and the integration. See that it is "
    "active, tick the box %(resource)s on the page API, and save."
)
_SIGNATURE = _lt(
    "Compare the consumer secret and the access token secret with System > "
    "Integrations, and the address of the shop with the Base URL that Magento has "
    "under Stores > Configuration > General > Web: https or www makes a difference."
)
_COPY_AGAIN = _lt(
    "In Magento, open System > Integrations, choose Reauthorize in the row of the "
    "integration, and enter all four values anew."
)
_CLOCK = _lt("The clock of this server or of the shop is wrong. Correct it.")
_ADDRESS = _lt(
    "There is a shop at this address, but its API is not there. Correct the address "
    "of the shop and the code of the store view in the account's settings."
)
_FIREWALL = _lt(
    "Something in front of the shop refused the call, not Magento. Ask whoever hosts "
    "the shop to let this server call the addresses that contain /rest/."
)
_NOT_FOUND = _lt(
    "Magento does not have what was asked for. %(compare)s", compare=_COMPARE
)
_SHIPPED_ALREADY = _lt(
    "Magento has nothing left to ship of this order. %(compare)s If it is shipped "
    "there, mark the shipment as confirmed.",
    compare=_COMPARE,
)
_STATE = _lt(
    "The order is on hold, in payment review or canceled in Magento. Release it there "
    "and retry."
)
_BUNDLE = _lt(
    "The product was changed since the order was placed: Magento now ships its bundle "
    "in the other way. Confirm the shipment in the Magento Admin."
)
_STOCK = _lt(
    "Magento's stock has too few of the product at this source. Correct the quantity "
    "there, or the source code in the account's settings, and retry."
)
_NOT_SAVED = _lt(
    "Magento's own log says why. Often the stock of the source is too low, or the "
    "source code in the account's settings is not the right one. It is tried again."
)
_PAGE_SIZE = _lt(
    "In Magento, allow at least 100 under Stores > Configuration > Services > Web API "
    "Input Limits > Maximum Page Size."
)

#: Refused before anything was looked at: 401, and 400 where a value cannot be one.
_SIGN_IN: tuple[Rule, ...] = (
    (r"signature is invalid|invalid signature|signatire", Unauthorized, _SIGNATURE),
    (r"timestamp", Unauthorized, _CLOCK),
    (r"nonce", Unavailable, NOT_THE_API),
    (
        r"consumer key|consumer having|consumer with the ID|oauth|signature method"
        r"|token (does not|is not|has been|length)|not an access token",
        Unauthorized,
        _COPY_AGAIN,
    ),
)
_FAULTS: tuple[Rule, ...] = (
    # Issue 12975; with it comes "You can't create a shipment without products."
    (r"does not allow a shipment", AlreadyShipped, _SHIPPED_ALREADY),
    (r"cannot be created when an order has a status", Rejected, _STATE),
    # Issue 9762, pull request 30813.
    (r"has shipment type", Rejected, _BUNDLE),
    (r"without products|invalid quantity|not found item", Rejected, _COMPARE),
    # Issue 24433.
    (r"not all of your products are available", Rejected, _STOCK),
    # Issue 3150 of magento/inventory.
    (r"could not save (a|the) shipment", Unavailable, _NOT_SAVED),
    (r"maximum searchcriteria pagesize", Rejected, _PAGE_SIZE),
    (r"does not match any route|request cannot be processed", Unauthorized, _ADDRESS),
)
#: Issue 38426 and many others; older releases say "Consumer is not authorized".
_MAY_NOT = re.compile(r"(isn't|is not) authorized", re.IGNORECASE)


def explain(answer: Answer, signed: bool) -> Explanation:
    """Read ``{"message", "parameters"}``, or ``{"messages": {"error": [...]}}`` of
    a request that Magento gave up early.

    :param signed: the request was signed; else it had an access token alone
    """
    kind = error_class(answer.status, repeatable=True)
    if answer.foreign and kind in (Rejected, Unauthorized):
        if answer.status == 403:
            return Explanation("firewall", answer.phrase, _FIREWALL)
        # A proxy's page says nothing about the shipment: it must not fail it.
        return Explanation("not_the_api", answer.phrase, NOT_THE_API, Unavailable)
    if kind is Throttled:
        return Explanation()
    message = _message(answer.data)
    right = _right(answer.data)
    if kind is Unauthorized and (right or _MAY_NOT.search(message)):
        return Explanation("no_right", message, _may(right or message, signed))
    rules = _FAULTS
    if kind is Unauthorized or answer.status == 400:
        rules = (*_SIGN_IN, *_FAULTS)
    rule = find_rule(rules, message, kind)
    if rule:
        _pattern, error, hint = rule
        return Explanation("", message, hint, error)
    hint: Text | str = ""
    if answer.status == 404:
        hint = _NOT_FOUND
    elif kind is Rejected:
        hint = _COMPARE
    elif kind is Unauthorized:
        hint = _COPY_AGAIN
    return Explanation("", message, hint)


def _right(data: object) -> str:
    """Return the right that is missing; the words may be in any language."""
    given = data.get("parameters") if isinstance(data, dict) else None
    return words(given.get("resources")) if isinstance(given, dict) else ""


def _may(right: str, signed: bool) -> Text:
    places = [place for name, place in RESOURCES.items() if name in right]
    named = re.search(r"([\w:]{1,100})\.?\Z", right)
    place = places[0] if places else (named[1] if named else "?")
    return (_NO_RIGHT if signed else _TOKEN_ALONE).fill(resource=place)


def _message(data: object) -> str:
    """Return what is said, with its parameters filled in, however broken."""
    if not isinstance(data, dict):
        return ""
    if isinstance(data.get("messages"), dict):
        errors = data["messages"].get("error")
        errors = errors if isinstance(errors, list) else []
        said = (words(e.get("message")) for e in errors[:10] if isinstance(e, dict))
        return " ".join(filter(None, said))
    texts = [_filled(data)]
    errors = data.get("errors")
    for error in errors[:10] if isinstance(errors, list) else ():
        if isinstance(error, dict):
            texts.append(_filled(error))
    return " ".join(filter(None, texts))


def _filled(data: dict) -> str:
    """Fill %1, %2 from a list of parameters, %name from an object."""
    message, given = words(data.get("message")), data.get("parameters")
    if isinstance(given, list):
        given = {str(number): value for number, value in enumerate(given, 1)}
    if not isinstance(given, dict):
        return message

    def fill(found: re.Match) -> str:
        value = given.get(found[1])
        plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        return str(value)[:200] if plain else found[0]

    return re.sub(r"%([A-Za-z]\w*|\d+)", fill, message)
