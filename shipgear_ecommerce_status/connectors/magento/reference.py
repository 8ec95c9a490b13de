# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's rights and carriers, as its pages name them."""

from __future__ import annotations

#: Right -> its place in the tree of the integration's API page. Source: the 401
#: answers name the right; Adobe Commerce Admin guide, "Integrations".
RESOURCES = {
    "Magento_Sales::actions_view": "Sales > Operations > Orders > Actions > View",
    "Magento_Sales::ship": "Sales > Operations > Orders > Actions > Ship",
    "Magento_Sales::shipment": "Sales > Operations > Shipments",
    "Magento_Catalog::products": "Catalog > Inventory > Products",
    "Magento_Backend::store": "Stores > Settings > All Stores",
}

#: Carrier code -> its name on the shipment page. Source: Adobe Commerce Admin guide,
#: "Shipments", Carrier. Extensions of a shop may add others; a code typed by hand is
#: passed on as it is.
CARRIERS = {
    "dhl": "DHL",
    "fedex": "Federal Express",
    "ups": "United Parcel Service",
    "usps": "United States Postal Service",
}
#: For every other carrier; the buyer reads the title that goes with it.
CUSTOM = "custom"
