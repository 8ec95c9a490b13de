# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect an Amazon account."""

from __future__ import annotations

from collections.abc import Mapping

from .. import credentials as check
from ..base import Credential
from ..text import _lt
from .reference import MARKETPLACES, TOKEN_ENDPOINT

CREDENTIALS = (
    Credential(
        "seller_id",
        _lt("Seller ID"),
        _lt(
            "Also called merchant token. Seller Central: Settings, Account Info, "
            "Your Merchant Token."
        ),
    ),
    Credential(
        "marketplace_id",
        _lt("Marketplace ID"),
        _lt(
            "The id of the Amazon store, such as ATVPDKIKX0DER for amazon.com or "
            "A1PA6795UKMFR9 for amazon.de. Amazon lists them under Marketplace IDs."
        ),
    ),
    Credential(
        "client_id",
        _lt("Client ID"),
        _lt(
            "Developer Console (Seller Central: Apps and Services, Develop Apps), "
            "your application, LWA credentials, View. Begins with "
            "amzn1.application-oa2-client."
        ),
    ),
    Credential(
        "client_secret",
        _lt("Client secret"),
        _lt(
            "In the same place as the client ID. Amazon lets it expire after 180 "
            "days: rotate it there and enter the new one here."
        ),
        secret=True,
        lifetime_days=180,
    ),
    Credential(
        "refresh_token",
        _lt("Refresh token"),
        _lt(
            "Developer Console, your application, Authorize. Begins with Atzr|. It "
            "stays valid when the client secret is rotated."
        ),
        secret=True,
    ),
    Credential(
        "endpoint",
        _lt("API endpoint"),
        _lt(
            "Leave empty: it follows from the marketplace. Only for a proxy of your "
            "own, whose /sandbox stands for Amazon's."
        ),
        required=False,
        host=True,
    ),
    Credential(
        "token_endpoint",
        _lt("Token endpoint"),
        _lt("Leave empty for %(url)s.", url=TOKEN_ENDPOINT),
        required=False,
        host=True,
    ),
)


_WHERE = _lt(
    "Open the account's settings and enter it as Seller Central or the Developer "
    "Console shows it."
)


def usable(credentials: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials, stripped.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = check.usable(credentials, CREDENTIALS, _WHERE)
    if given["marketplace_id"] not in MARKETPLACES:
        message = _lt(
            "Marketplace ID %(id)s is unknown.", id=repr(given["marketplace_id"][:30])
        )
        raise check.not_usable("unknown_marketplace", message, _WHERE)
    return given
