# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect an eBay account."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from .. import credentials as check
from ..base import Credential
from ..text import _lt
from .reference import API, DOMAINS, SANDBOX, TOKEN_PATH

CREDENTIALS = (
    Credential(
        "seller_id",
        _lt("eBay user name"),
        _lt("The name with which you sell. It tells this account from others here."),
    ),
    Credential(
        "marketplace_id",
        _lt("Marketplace ID"),
        _lt(
            "Whose pages of Seller Hub you use, such as EBAY_US for ebay.com or "
            "EBAY_DE for ebay.de. Orders of all eBay sites are read and confirmed."
        ),
    ),
    Credential(
        "client_id",
        _lt("App ID (Client ID)"),
        _lt(
            "eBay Developers Program: Application Keysets, Production. Has -PRD- in "
            "the middle."
        ),
    ),
    Credential(
        "client_secret",
        _lt("Cert ID (Client Secret)"),
        _lt("In the same place as the App ID. Begins with PRD-."),
        secret=True,
    ),
    Credential(
        "refresh_token",
        _lt("Refresh token"),
        _lt(
            "eBay gives it when you sign in and agree that your application works with "
            "the account. Begins with v^1.1. It ends after 18 months, and at once when "
            "the eBay password or user name is changed."
        ),
        secret=True,
        lifetime_days=547,
    ),
    Credential(
        "endpoint",
        _lt("API endpoint"),
        _lt(
            "Leave empty for eBay itself. For eBay's sandbox, with an App ID of the "
            "sandbox: %(url)s.",
            url=SANDBOX,
        ),
        required=False,
        host=True,
    ),
    Credential(
        "token_endpoint",
        _lt("Token endpoint"),
        _lt("Leave empty for %(url)s.", url=API + TOKEN_PATH),
        required=False,
        host=True,
    ),
)

_WHERE = _lt(
    "Open the account's settings and enter it as the eBay Developers Program shows it."
)


def usable(credentials: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials, stripped. Both endpoints are filled in.

    A refresh token that was copied from an address, %5E for ^, is decoded.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = check.usable(credentials, CREDENTIALS, _WHERE)
    if given["marketplace_id"] not in DOMAINS:
        message = _lt(
            "Marketplace ID %(id)s is unknown.", id=repr(given["marketplace_id"][:30])
        )
        raise check.not_usable("unknown_marketplace", message, _WHERE)
    if "-SBX-" in given["client_id"] and not given["endpoint"]:
        raise check.not_usable(
            "sandbox_keys",
            _lt("The App ID is one of eBay's sandbox, where no real order is."),
            _lt("Enter the keys under Production, and a refresh token made with them."),
        )
    if "%5E" in given["refresh_token"].upper():
        given["refresh_token"] = unquote(given["refresh_token"])
    given["endpoint"] = given["endpoint"].rstrip("/") or API
    given["token_endpoint"] = given["token_endpoint"] or given["endpoint"] + TOKEN_PATH
    return given
