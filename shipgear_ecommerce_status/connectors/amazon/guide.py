# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where a seller finds what an Amazon account asks for.

Sources: SP-API documentation, "SP-API Registration Overview", "Register your
Application", "View your application information and credentials", "Authorize Private
Applications"; Seller Central help, "Update your account information". The names of
menus are Amazon's own, as its pages show them in English.
"""

from __future__ import annotations

from ..base import SetupStep
from ..text import _lt
from .reference import MARKETPLACES

_DEVELOP = ("Apps and Services", "Develop Apps")
_STORES = tuple(sorted((m.domain, id) for id, m in MARKETPLACES.items()))

SETUP_STEPS = (
    SetupStep(
        _lt(
            "Sign in to Seller Central as the primary user of the account: nobody else "
            "may register an application. The selling plan must be Professional."
        ),
        url="https://sellercentral.amazon.com",
    ),
    SetupStep(
        _lt("The gear at the top right opens Settings. Copy the merchant token."),
        menu=("Settings", "Account Info", "Your Merchant Token"),
        gives=("seller_id",),
    ),
    SetupStep(
        _lt("Copy the ID of the store where you sell."),
        choices=_STORES,
        gives=("marketplace_id",),
    ),
    SetupStep(
        _lt(
            "Only once: register as a private developer, for your own company alone, "
            "and ask for the roles Product Listing and Inventory and Order Tracking. "
            "Amazon looks at it before you can go on."
        ),
        menu=(*_DEVELOP, "Proceed to Developer Profile"),
        url="https://developer-docs.amazon.com/sp-api/docs/sp-api-registration-overview",
    ),
    SetupStep(
        _lt(
            "Give the application any name, choose SP API as its type and tick the "
            "same two roles. It needs no data of buyers, and may stay a draft."
        ),
        menu=(*_DEVELOP, "Add new app client"),
        url="https://developer-docs.amazon.com/sp-api/docs/registering-your-application",
    ),
    SetupStep(
        _lt("In the row of the application. Copy both."),
        menu=(*_DEVELOP, "LWA credentials", "View"),
        gives=("client_id", "client_secret"),
    ),
    SetupStep(
        _lt(
            "The arrow beside Edit App opens the menu. Copy the refresh token: it is "
            "not shown again."
        ),
        menu=(*_DEVELOP, "Edit App", "Authorize", "Authorize app"),
        gives=("refresh_token",),
        url="https://developer-docs.amazon.com/sp-api/docs/self-authorization",
    ),
)
