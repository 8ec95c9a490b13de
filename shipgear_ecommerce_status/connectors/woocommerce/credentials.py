# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator enters to connect a WooCommerce shop, and where it is found.

Sources: WooCommerce REST API documentation, "Authentication"; documentation of
WooCommerce, "WooCommerce REST API" (menus, permalinks). The names of menus are
WooCommerce's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from .. import credentials as check
from ..base import Credential, SetupStep
from ..text import _lt

CREDENTIALS = (
    Credential(
        "shop_url",
        _lt("Shop address"),
        _lt(
            "The address of the shop as the browser shows it, such as "
            "https://shop.example.com or https://example.com/shop."
        ),
        host=True,
    ),
    Credential(
        "consumer_key",
        _lt("Consumer key"),
        _lt("WooCommerce, Settings, Advanced, REST API. Begins with ck_."),
        secret=True,
    ),
    Credential(
        "consumer_secret",
        _lt("Consumer secret"),
        _lt("Shown beside the consumer key, and only once. Begins with cs_."),
        secret=True,
    ),
)

SETUP_STEPS = (
    SetupStep(
        _lt(
            "Sign in to the administration of the shop, and copy the address of the "
            "shop from the browser."
        ),
        gives=("shop_url",),
    ),
    SetupStep(
        _lt(
            "Choose any structure but Plain, and save: without it, WooCommerce's API "
            "has no address."
        ),
        menu=("Settings", "Permalinks"),
    ),
    SetupStep(
        _lt(
            "Describe the key, choose a user who is an administrator or shop manager, "
            "and the permissions Read/Write. Copy both: they are not shown again."
        ),
        menu=("WooCommerce", "Settings", "Advanced", "REST API", "Add key"),
        gives=("consumer_key", "consumer_secret"),
    ),
)

WHERE = _lt(
    "In WooCommerce, open Settings, Advanced, REST API, and add a key with the "
    "permissions Read/Write. Enter both its parts in the account's settings."
)
#: What follows the address of a shop in a browser's address bar.
_PAGES = (r"/wp-admin", r"/wp-login\.php", r"/wp-json", r"/index\.php")


def usable(credentials: Mapping[str, str], allow_http: bool) -> dict[str, str]:
    """Return the credentials, with the shop's address as it is called.

    :raises Unauthorized: one is missing or cannot be right
    """
    given = check.usable(credentials, CREDENTIALS, WHERE)
    if given["consumer_key"].startswith("cs_"):
        message = _lt("The consumer key and the consumer secret are swapped.")
        raise check.not_usable("swapped_credentials", message, WHERE)
    given["shop_url"] = check.shop_address(
        given["shop_url"], pages=_PAGES, allow_http=allow_http
    )
    return given
