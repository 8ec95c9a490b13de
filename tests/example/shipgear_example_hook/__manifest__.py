# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
{
    "name": "Sales orders know their marketplace (example)",
    "summary": "How another module is told what became of a shipment",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "development_status": "Beta",
    "author": "shipgear_ecommerce_status contributors",
    "license": "LGPL-3",
    "depends": ["shipgear_ecommerce_status"],
}
