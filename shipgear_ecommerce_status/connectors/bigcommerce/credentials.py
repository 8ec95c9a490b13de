# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect a BigCommerce store."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import credentials as entered
from ..base import Credential
from ..text import _lt
from .reference import ENDPOINT

CREDENTIALS = (
    Credential(
        "store_hash",
        _lt("API path"),
        _lt(
            "As BigCommerce shows it with the API account, such as "
            "https://api.bigcommerce.com/stores/abc123/v3/. The store hash in it is "
            "enough."
        ),
    ),
    Credential(
        "access_token",
        _lt("Access token"),
        _lt(
            "Of a store-level API account that may modify orders and read products "
            "and information. It does not expire."
        ),
        secret=True,
    ),
    Credential(
        "endpoint",
        _lt("API endpoint"),
        _lt("Leave empty for %(url)s. Only for a proxy of your own.", url=ENDPOINT),
        required=False,
        host=True,
    ),
)
_WHERE = _lt(
    "Open the account's settings and enter it as BigCommerce shows it under "
    "Settings > Store-level API Tokens."
)

_HASH = "([a-z0-9]{3,40})"
#: The hash in an API path; in an address of the control panel, or of one of the
#: storefronts (store-HASH-2); and alone.
_SPELLINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:https?://)?[^/]+(?:/[^/]+)*?/stores/{_HASH}(?:/.*)?",
        rf"(?:https?://)?store-{_HASH}(?:-[0-9]+)?\.mybigcommerce\.com(?:[/?#].*)?",
        _HASH,
    )
)


def usable(credentials: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials, ``store_hash`` as the bare hash.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = entered.usable(credentials, CREDENTIALS, _WHERE)
    found = store_hash(given["store_hash"])
    if not found:
        raise entered.not_usable(
            "invalid_store_hash",
            _lt(
                "%(typed)s does not name a BigCommerce store.",
                typed=repr(given["store_hash"][:100]),
            ),
            _lt(
                "Enter the API path as BigCommerce shows it under Settings > "
                "Store-level API Tokens: the store's own domain does not hold what "
                "is needed."
            ),
        )
    return {**given, "store_hash": found}


def store_hash(typed: str) -> str:
    """Return the store hash in what was typed or pasted, "" where there is none."""
    for spelling in _SPELLINGS:
        found = spelling.fullmatch(typed.strip())
        if found:
            return found[1].lower()
    return ""
