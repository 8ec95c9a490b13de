# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
{
    "name": "Another Amazon connector (example)",
    "summary": "Tells a marketplace of deliveries itself, beside eCommerce Status",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "development_status": "Beta",
    "author": "shipgear_ecommerce_status contributors",
    "license": "LGPL-3",
    "depends": ["stock_delivery"],
}
