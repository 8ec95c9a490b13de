# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where a seller finds what a Shopify account asks for.

Sources: Shopify documentation, "Create apps using the Dev Dashboard", "About client
credentials", "Using the client credentials grant", "Shopify API access scopes".
"""

from __future__ import annotations

from ..base import SetupStep
from ..text import _lt

#: What this add-on does needs these; reading fulfillment orders comes with writing.
READ = ("read_orders", "read_products")
WRITE = (
    "write_merchant_managed_fulfillment_orders",
    "write_assigned_fulfillment_orders",
    "write_third_party_fulfillment_orders",
)

SETUP_STEPS = (
    SetupStep(
        _lt("Copy the address that ends in .myshopify.com."),
        menu=("Settings", "Domains"),
        gives=("shop",),
        url="https://admin.shopify.com",
    ),
    SetupStep(
        _lt(
            "Open the Dev Dashboard with the store's own organization, and give the "
            "app any name. An app of another organization gets no access token."
        ),
        menu=("Apps", "Create app", "Start from Dev Dashboard", "Create"),
        url="https://dev.shopify.com/dashboard",
    ),
    SetupStep(
        _lt(
            "Select these access scopes. Add read_all_orders if orders older than 60 "
            "days are to be told."
        ),
        menu=("Versions", "Access", "Select scopes", "Release"),
        choices=(
            (_lt("Orders"), READ[0]),
            (_lt("Products"), READ[1]),
            (_lt("Your own locations"), WRITE[0]),
            (_lt("Locations of fulfillment services"), WRITE[2]),
        ),
    ),
    SetupStep(_lt("Install the app on the store."), menu=("Home", "Install app")),
    SetupStep(
        _lt("Copy client ID and secret."),
        menu=("Settings", "Credentials"),
    ),
)
