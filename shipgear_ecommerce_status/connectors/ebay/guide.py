# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where a seller finds what an eBay account asks for.

Sources: eBay Developers Program, "Create the eBay API keysets", "Getting your
redirect_uri value", "The authorization code grant flow". The names of menus are
eBay's own, as its pages show them in English.
"""

from __future__ import annotations

from ..base import SetupStep
from ..text import _lt
from .reference import API, DOMAINS, MAY_LIST, MAY_WRITE, TOKEN_PATH

_MARKETPLACES = tuple(sorted((domain, id) for id, domain in DOMAINS.items()))
_SCOPES = f"{MAY_WRITE}%20{MAY_LIST}"
_CONSENT = (
    "https://auth.ebay.com/oauth2/authorize?client_id=APP_ID&redirect_uri=RUNAME"
    f"&response_type=code&prompt=login&scope={_SCOPES}"
)
_EXCHANGE = (
    "curl -u APP_ID:CERT_ID -d grant_type=authorization_code -d redirect_uri=RUNAME "
    f"-d code=CODE {API}{TOKEN_PATH}"
)

SETUP_STEPS = (
    SetupStep(
        _lt("The user name of your eBay shop, as Seller Hub shows it at the top left."),
        gives=("seller_id",),
        url="https://www.ebay.com/sh/ovw",
    ),
    SetupStep(
        _lt("Copy the ID of the eBay site whose Seller Hub you use."),
        choices=_MARKETPLACES,
        gives=("marketplace_id",),
    ),
    SetupStep(
        _lt(
            "Join the eBay Developers Program, enter any name for an application, and "
            "create its keyset under Production. Copy App ID and Cert ID."
        ),
        menu=("Application Keysets", "Production", "Create a keyset"),
        gives=("client_id", "client_secret"),
        url="https://developer.ebay.com/my/keys",
    ),
    SetupStep(
        _lt(
            "Where eBay says that the keyset is disabled, follow its link and opt out "
            "of the account deletion notifications: this add-on keeps no data of "
            "buyers."
        ),
        url="https://developer.ebay.com/marketplace-account-deletion",
    ),
    SetupStep(
        _lt(
            "Add an eBay redirect URL and copy its RuName. Leave the Auth Accepted URL "
            "empty: eBay then shows a page of its own."
        ),
        menu=("User Tokens", "Get a Token from eBay via Your Application"),
        url="https://developer.ebay.com/my/auth",
    ),
    SetupStep(
        _lt(
            "Put App ID and RuName into this address, open it, sign in with your eBay "
            "shop and agree. From the address of the page that follows, copy what is "
            "between code= and the next &."
        ),
        choices=((_lt("Address"), _CONSENT),),
    ),
    SetupStep(
        _lt(
            "Within five minutes, put the values into this command and run it. Copy "
            "the refresh_token of the answer."
        ),
        choices=((_lt("Command"), _EXCHANGE),),
        gives=("refresh_token",),
        url="https://developer.ebay.com/api-docs/static/oauth-auth-code-grant-request.html",
    ),
)
