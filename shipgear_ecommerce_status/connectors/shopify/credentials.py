# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect a Shopify store.

Sources: Shopify documentation, "Using the client credentials grant" (apps of the Dev
Dashboard); Shopify Help Center, "Custom apps" (apps made in the admin until 2025).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import credentials as check
from ..base import Credential
from ..text import _lt

CREDENTIALS = (
    Credential(
        "shop",
        _lt("Store"),
        _lt(
            "The store's address that ends in .myshopify.com, such as "
            "example.myshopify.com. Shopify admin: Settings, Domains."
        ),
    ),
    Credential(
        "client_id",
        _lt("Client ID"),
        _lt("Dev Dashboard: your app, Settings. Leave empty with an access token."),
        required=False,
    ),
    Credential(
        "client_secret",
        _lt("Client secret"),
        _lt("In the same place as the client ID. Leave empty with an access token."),
        secret=True,
        required=False,
    ),
    Credential(
        "access_token",
        _lt("Admin API access token"),
        _lt(
            "Only of an app that was made in the Shopify admin before 2026: Settings, "
            "Apps, Develop apps, your app, API credentials. Begins with shpat_. Else "
            "leave empty."
        ),
        secret=True,
        required=False,
    ),
    Credential(
        "endpoint",
        _lt("API endpoint"),
        _lt("Leave empty: it is the store's address. Only for a proxy of your own."),
        required=False,
        host=True,
    ),
)
WHERE = _lt(
    "Open the account's settings and enter it as the Dev Dashboard or the Shopify "
    "admin shows it."
)
#: How other secrets of an app begin that are taken for its access token.
_OTHER_SECRETS = ("shpss_", "shptka_")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_ADMIN = re.compile(r"(https?://)?admin\.shopify\.com/store/([^/?#]+)")
_OWN = re.compile(r"(https?://)?([^/?#:]+)\.myshopify\.com([/?#:].*)?")


def usable(credentials: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials; "shop" is the name before .myshopify.com.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = check.usable(credentials, CREDENTIALS, WHERE)
    given["shop"] = shop_name(given["shop"])
    if given["access_token"].startswith(_OTHER_SECRETS):
        raise check.not_usable(
            "wrong_secret",
            _lt("What was entered for the access token is another secret of the app."),
            WHERE,
        )
    if given["access_token"] and given["client_id"] + given["client_secret"]:
        raise check.not_usable(
            "two_logins",
            _lt("There are an access token and a client ID or secret."),
            _lt("Leave either the access token empty, or client ID and secret."),
        )
    if not (given["access_token"] or (given["client_id"] and given["client_secret"])):
        raise check.not_usable(
            "missing_credentials",
            _lt("Missing: client ID and client secret, or an access token."),
            WHERE,
        )
    return given


def shop_name(typed: str) -> str:
    """Return the name of a store, out of any address of it that Shopify shows.

    :raises Unauthorized: it is another address, such as a domain of the seller's own
    """
    text = typed.strip().lower()
    found = _ADMIN.match(text) or _OWN.fullmatch(text)
    name = found[2] if found else text
    if not _NAME.fullmatch(name):
        raise check.not_usable(
            "invalid_shop",
            _lt("%(shop)s is not a Shopify address.", shop=repr(typed[:100])),
            _lt(
                "Enter the address that ends in .myshopify.com. Shopify admin: "
                "Settings, Domains."
            ),
        )
    return name
