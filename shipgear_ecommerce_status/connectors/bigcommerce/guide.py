# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where a seller finds what a BigCommerce account asks for.

Sources: BigCommerce help, "Store API Accounts"; developer documentation, "API Accounts
& OAuth Scopes". The names of menus and scopes are BigCommerce's own, in English.
"""

from __future__ import annotations

from ..base import SetupStep
from ..text import _lt

_TOKENS = ("Settings", "Store-level API Tokens")

SETUP_STEPS = (
    SetupStep(
        _lt(
            "Sign in to the control panel as the store owner, or as a user who was "
            "granted API accounts."
        ),
        url="https://login.bigcommerce.com",
    ),
    SetupStep(
        _lt(
            "Choose V2/V3 API token as the token type, and give the account any name. "
            "Copy the API path."
        ),
        menu=(*_TOKENS, "Create API Account"),
        gives=("store_hash",),
    ),
    SetupStep(
        _lt(
            "Choose these OAuth scopes, and leave the others at None: they cannot be "
            "changed later."
        ),
        choices=(
            ("Orders", "modify"),
            ("Products", "read-only"),
            ("Information & Settings", "read-only"),
        ),
        url="https://developer.bigcommerce.com/docs/start/authentication/api-accounts",
    ),
    SetupStep(
        _lt(
            "Save, and copy the access token: it is shown only once. Client ID and "
            "client secret are not needed."
        ),
        gives=("access_token",),
    ),
    SetupStep(
        _lt(
            "BigCommerce tells the customer of each shipment, or not, as you choose "
            "here for all orders."
        ),
        menu=("Settings", "Order notifications", "Email customers when"),
    ),
)
