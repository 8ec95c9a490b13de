# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect an Amazon account."""

from __future__ import annotations

from collections.abc import Mapping

from ..base import Credential, Unauthorized
from ..text import Text, _lt, listed
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


def usable(credentials: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials, stripped.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = {c.name: str(credentials.get(c.name) or "").strip() for c in CREDENTIALS}
    missing = [c.label for c in CREDENTIALS if c.required and not given[c.name]]
    if missing:
        raise _not_usable(
            "missing_credentials",
            _lt("Missing: %(labels)s.", labels=listed(missing)),
        )
    odd = [c.label for c in CREDENTIALS if not _plain(given[c.name])]
    if odd:
        raise _not_usable(
            "invalid_credentials",
            _lt(
                "%(labels)s: spaces or other characters that do not belong.",
                labels=listed(odd),
            ),
        )
    if given["marketplace_id"] not in MARKETPLACES:
        raise _not_usable(
            "unknown_marketplace",
            _lt(
                "Marketplace ID %(id)s is unknown.",
                id=repr(given["marketplace_id"][:30]),
            ),
        )
    return given


def _plain(text: str) -> bool:
    """Whether a header and a URL can carry it: visible ASCII, no spaces."""
    return text.isascii() and text.isprintable() and " " not in text


def _not_usable(code: str, message: Text) -> Unauthorized:
    return Unauthorized(
        message,
        code=code,
        hint=_lt(
            "Open the account's settings and enter it as Seller Central or the "
            "Developer Console shows it."
        ),
    )
