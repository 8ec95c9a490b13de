# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect a Magento shop.

Sources: Adobe Commerce Admin guide, "Integrations"; Web API guide, "Token-based
authentication" (an access token alone is refused since 2.4.4, unless a setting
allows it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import credentials as check
from ..base import Credential
from ..text import _lt, listed
from .oauth import Signer

CREDENTIALS = (
    Credential(
        "shop",
        _lt("Shop address"),
        _lt(
            "The address of the shop, such as https://shop.example.com: in Magento, "
            "Stores > Configuration > General > Web > Base URLs (Secure)."
        ),
        host=True,
    ),
    Credential(
        "consumer_key",
        _lt("Consumer key"),
        _lt("Magento shows it when the integration is activated."),
        required=False,
    ),
    Credential(
        "consumer_secret",
        _lt("Consumer secret"),
        _lt("Magento shows it when the integration is activated."),
        secret=True,
        required=False,
    ),
    Credential(
        "access_token",
        _lt("Access token"),
        _lt(
            "Magento shows it when the integration is activated. Alone it is enough "
            "only where Magento allows it: enter all four values."
        ),
        secret=True,
    ),
    Credential(
        "access_token_secret",
        _lt("Access token secret"),
        _lt("Magento shows it when the integration is activated."),
        secret=True,
        required=False,
    ),
    Credential(
        "store_view",
        _lt("Store view code"),
        _lt(
            "Leave empty for the orders of all store views. Otherwise the code that "
            "Stores > All Stores shows below the store view, such as default."
        ),
        required=False,
    ),
    Credential(
        "source_code",
        _lt("Source code"),
        _lt(
            "Only where Magento knows several sources of goods: the code of the one "
            "you ship from (Stores > Sources)."
        ),
        required=False,
    ),
    Credential(
        "admin_url",
        _lt("Admin address"),
        _lt(
            "For links to your orders: the address of the Magento Admin, such as "
            "https://shop.example.com/admin_1a2b3c. Nothing is sent there."
        ),
        required=False,
    ),
)
#: Of these, all are needed to sign a request.
_TO_SIGN = ("consumer_key", "consumer_secret", "access_token_secret")
#: Paths that people copy from the browser with the address of the shop or the Admin.
_SHOP_PAGES = (r"/admin(_[a-z0-9]+)?", "/rest", "/soap", "/graphql")
_ADMIN_PAGES = ("/admin/(dashboard|auth|index|system_.*)", "/sales", "/key", "/catalog")
_CLOUD_SERVICE = re.compile(r"https?://[^/]*\.api\.commerce\.adobe\.com(:\d+)?(/.*)?")
_HINT = _lt(
    "Open the account's settings and enter it as Magento shows it under System > "
    "Integrations."
)


def usable(credentials: Mapping[str, str], allow_http: bool) -> dict[str, str]:
    """Return the credentials, stripped; addresses without the pages behind them.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = check.usable(credentials, CREDENTIALS, _HINT)
    missing = [c.label for c in CREDENTIALS if c.name in _TO_SIGN and not given[c.name]]
    if 0 < len(missing) < len(_TO_SIGN):
        raise check.not_usable(
            "missing_credentials",
            _lt("Missing: %(labels)s.", labels=listed(missing)),
            _HINT,
        )
    given["shop"] = check.shop_address(
        given["shop"], pages=_SHOP_PAGES, allow_http=allow_http
    )
    if _CLOUD_SERVICE.fullmatch(given["shop"]):
        raise check.not_usable(
            "cloud_service",
            _lt("Adobe Commerce as a Cloud Service is not supported."),
            _lt(
                "Shops on Adobe Commerce Cloud, on Adobe Commerce of your own and on "
                "Magento Open Source can be connected."
            ),
        )
    _check_store_view(given["store_view"])
    given["admin_url"] = check.shop_address(
        given["admin_url"] or f"{given['shop']}/admin",
        pages=_ADMIN_PAGES,
        allow_http=allow_http,
    )
    return given


def _check_store_view(code: str) -> None:
    # Magento: "all" is for writing only, and a code begins with a letter.
    if code and (code == "all" or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", code)):
        raise check.not_usable(
            "invalid_store_view",
            _lt("%(code)s is not the code of a store view.", code=repr(code[:50])),
            _lt(
                "Enter the code that Stores > All Stores shows below the store view, "
                "such as default, or leave it empty."
            ),
        )


def signer(given: Mapping[str, str]) -> Signer | None:
    """Return what signs requests, None where there is an access token alone."""
    if not given["consumer_secret"]:
        return None
    return Signer(
        given["consumer_key"],
        given["consumer_secret"],
        given["access_token"],
        given["access_token_secret"],
    )
