# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
{
    "name": "eCommerce Status: Job Queue",
    "summary": "Send, read and export in jobs of queue_job, on any number of hosts",
    "version": "19.0.1.0.0",
    "license": "LGPL-3",
    "author": "shipgear_ecommerce_status contributors",
    "category": "Supply Chain/Inventory",
    "development_status": "Beta",
    "depends": ["shipgear_ecommerce_status", "queue_job"],
    "data": [
        "data/queue_job.xml",
        "wizards/ecommerce_shipment_export_views.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
