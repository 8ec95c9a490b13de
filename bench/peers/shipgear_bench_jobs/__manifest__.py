# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bench: write-backs as jobs",
    "summary": "Tells marketplaces of shipments by OCA's queue_job, to compare with.",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "shipgear_ecommerce_status contributors",
    "license": "LGPL-3",
    "depends": ["shipgear_ecommerce_status", "queue_job"],
    "installable": True,
}
