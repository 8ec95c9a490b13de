# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
{
    "name": "eCommerce Status",
    "summary": "Tell each marketplace what was shipped, and see that it knows",
    "version": "19.0.1.1.0",
    "license": "LGPL-3",
    "author": "shipgear_ecommerce_status contributors",
    "category": "Inventory/Delivery",
    "depends": ["stock_delivery", "mail", "bus"],
    "external_dependencies": {"python": ["requests", "xlsxwriter"]},
    "data": [
        "security/ecommerce_security.xml",
        "security/ir.model.access.csv",
        "data/ir_cron.xml",
        "data/mail_activity_type.xml",
        "data/digest.xml",
        "views/writeback_attempt_views.xml",
        "views/ecommerce_shipment_form_views.xml",
        "views/ecommerce_shipment_information_views.xml",
        "views/ecommerce_shipment_views.xml",
        "views/ecommerce_order_views.xml",
        "views/ecommerce_item_views.xml",
        "views/ecommerce_carrier_mapping_views.xml",
        "views/ecommerce_account_views.xml",
        "views/sale_order_views.xml",
        "views/stock_picking_views.xml",
        "views/res_config_settings_views.xml",
        "wizards/ecommerce_shipment_export_views.xml",
        "views/menus.xml",
    ],
    "demo": [
        "demo/ecommerce_account_demo.xml",
        "demo/ecommerce_order_demo.xml",
        "demo/ecommerce_shipment_demo.xml",
    ],
    "assets": {
        "web.assets_backend": ["shipgear_ecommerce_status/static/src/**/*"],
        "web.assets_unit_tests": [
            "shipgear_ecommerce_status/static/tests/*.js"
        ],
        "web.assets_tests": ["shipgear_ecommerce_status/static/tests/tours/**/*"],
    },
    "application": True,
}
