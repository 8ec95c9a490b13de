# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect a Walmart account, and the way to it.

Sources: Walmart Developer Portal, "Retrieve API keys", "OAuth authentication" and
"Delegated access authorization" (keys made for a solution provider are no longer
taken since October 2026, so that a seller's own are needed).
"""

from __future__ import annotations

from ..base import Credential, SetupStep
from ..text import _lt

#: Source: Walmart's OpenAPI document "Walmart Order Management", servers.
ENDPOINT = "https://marketplace.walmartapis.com"
TOKEN_PATH = "/v3/token"
SELLER_CENTER = "https://seller.walmart.com"

CREDENTIALS = (
    Credential(
        "client_id",
        _lt("Client ID"),
        _lt(
            "Of your own API keys, which have a lock beside them. Walmart Developer "
            "Portal: My Account, API Keys."
        ),
    ),
    Credential(
        "client_secret",
        _lt("Client secret"),
        _lt(
            "In the same place as the client ID. It does not expire, but stops when "
            "somebody resets it there."
        ),
        secret=True,
    ),
    Credential(
        "endpoint",
        _lt("API endpoint"),
        _lt("Leave empty for %(url)s.", url=ENDPOINT),
        required=False,
        host=True,
    ),
    Credential(
        "token_endpoint",
        _lt("Token endpoint"),
        _lt("Leave empty for %(url)s.", url=ENDPOINT + TOKEN_PATH),
        required=False,
        host=True,
    ),
)
COMPARE = _lt(
    "Open the account's settings and enter the client ID and the client secret as the "
    "Walmart Developer Portal shows them (My Account, API Keys)."
)

SETUP_STEPS = (
    SetupStep(
        _lt("Sign in to Seller Center as an administrator of the account."),
        url=SELLER_CENTER,
    ),
    SetupStep(
        _lt(
            "Open the page of the API keys. It leads to the Developer Portal: sign in."
        ),
        menu=("API Integration", "API Key Management"),
        url=f"{SELLER_CENTER}/api-key",
    ),
    SetupStep(
        _lt(
            "Copy both of your own keys, those with a lock. Do not reset the secret: "
            "other programs that use it would stop."
        ),
        menu=("My Account", "API Keys"),
        gives=("client_id", "client_secret"),
        url="https://developer.walmart.com",
    ),
)
