# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""All that can be called from outside, beside Odoo's own methods.

A public method that is in none of these tables fails a test, and so does a stable one
that docs/API.md does not name, or one for the screen that it does not say so of.
"""

#: For other programs and server actions: kept as docs/VERSIONS.md promises.
STABLE = {
    "ecommerce.account": {"action_update", "action_test_connection"},
    "ecommerce.order": {"action_create_quotation"},
    "ecommerce.shipment": {
        "action_retry",
        "action_mark_confirmed",
        "action_undo_confirmation",
    },
}
#: For our own pages alone: buttons that open something, and steps of dialogs. They
#: may change with any version.
SCREEN = {
    "ecommerce.account": {
        "action_connect",
        "action_go_on",
        "action_continue_setup",
        "action_map_carriers",
        "action_open_form",
        "action_setup_back",
        "action_setup_next",
        "action_try_writeback",
    },
    "ecommerce.carrier.mapping": {"action_propose"},
    "ecommerce.quotation.result": {"action_open_quotations"},
    "ecommerce.shipment": {
        "action_confirm_by_hand",
        "action_open_marketplace",
        "action_retry_many",
    },
    "ecommerce.shipment.decision": {"action_apply"},
    "ecommerce.shipment.export": {
        "action_confirm_exported",
        "action_export",
        "action_open_upload_page",
        "action_reset",
    },
    "ecommerce.shipment.report": {"action_open_shipment"},
    "ir.cron": {"action_open_from_settings"},
    "sale.order": {"action_view_ecommerce_shipments"},
    "stock.picking": {"action_view_ecommerce_shipments"},
}
#: Odoo's own methods, to which the add-on adds something.
OF_ODOO = {
    "ecommerce.account": {"create", "get_empty_list_help", "write"},
    "ecommerce.account.credential": {"write"},
    "ecommerce.carrier.mapping": {"create", "write"},
    "ecommerce.shipment": {"get_empty_list_help", "write"},
    "ecommerce.shipment.event": {"write"},
    "res.config.settings": {"set_values"},
    "sale.order": {"create", "write"},
    "stock.picking": {"action_cancel", "write"},
    "writeback.attempt": {"write"},
}
#: Parts of models, which cannot be called for themselves: part -> model.
PARTS = {
    "ecommerce.connection": "ecommerce.account",
    "ecommerce.first.account": "ecommerce.account",
    "ecommerce.moved": "ecommerce.account",
    "ecommerce.order.quotation": "ecommerce.order",
    "ecommerce.setup": "ecommerce.account",
    "ecommerce.take.over": "ecommerce.account",
    "writeback.by.person": "ecommerce.shipment",
    "writeback.hook": "ecommerce.shipment",
}


def public_methods(model: str) -> set[str]:
    """Return all that may be public on a model."""
    model = PARTS.get(model, model)
    return set().union(*(table.get(model, ()) for table in (STABLE, SCREEN, OF_ODOO)))
