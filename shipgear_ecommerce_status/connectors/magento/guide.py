# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where a seller finds what a Magento account asks for.

Sources: Adobe Commerce Admin guide, "Integrations"; the names of resources are those
of the tree on the integration's API page.
"""

from __future__ import annotations

from ..base import SetupStep
from ..text import _lt

_INTEGRATIONS = ("System", "Extensions", "Integrations")

SETUP_STEPS = (
    SetupStep(
        _lt("Copy the address of the shop."),
        menu=("Stores", "Configuration", "General", "Web", "Base URLs (Secure)"),
        gives=("shop",),
    ),
    SetupStep(
        _lt("Give the integration any name and confirm with your own password."),
        menu=(*_INTEGRATIONS, "Add New Integration"),
        url="https://experienceleague.adobe.com/en/docs/commerce-admin/systems/integrations",
    ),
    SetupStep(
        _lt(
            "Set Resource Access to Custom and tick Sales > Operations > Orders > "
            "Actions > View and Ship, Sales > Operations > Shipments, Catalog > "
            "Inventory > Products, and Stores > Settings > All Stores. Save."
        ),
        menu=("API", "Resource Access"),
    ),
    SetupStep(
        _lt(
            "In the row of the integration. Copy all four values: consumer key, "
            "consumer secret, access token and access token secret."
        ),
        menu=(*_INTEGRATIONS, "Activate", "Allow"),
        gives=("access_token",),
    ),
)
