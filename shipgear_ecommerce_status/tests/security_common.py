# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Who may do what with which model, and records of all of them to try it on."""

from .common import EcommerceCommon

#: Roles that have none of our groups.
OUTSIDERS = ("anonymous", "portal", "employee", "packer")
ADDON = "shipgear_ecommerce_status"
OPERATIONS = ("read", "write", "create", "unlink")
#: model -> what a User may, what an Administrator may: read, write, create, unlink.
#: Nobody else may anything.
RIGHTS = {
    "api.status": ("r", "r"),
    "api.status.sample": ("r", "r"),
    "ecommerce.account": ("r", "rwcu"),
    "ecommerce.account.credential": ("", "rwcu"),
    "ecommerce.allowance": ("", "r"),
    "ecommerce.carrier.mapping": ("r", "rwcu"),
    "ecommerce.carrier.proposal": ("", "rwcu"),
    "ecommerce.item": ("r", "r"),
    "ecommerce.order": ("r", "r"),
    "ecommerce.order.line": ("r", "r"),
    "ecommerce.poll": ("r", "r"),
    "ecommerce.shipment": ("r", "r"),
    "ecommerce.shipment.decision": ("rwcu", "rwcu"),
    "ecommerce.shipment.decision.line": ("rwcu", "rwcu"),
    "ecommerce.shipment.event": ("r", "r"),
    "ecommerce.shipment.export": ("rwcu", "rwcu"),
    "ecommerce.shipment.export.column": ("rwcu", "rwcu"),
    "ecommerce.shipment.line": ("r", "r"),
    "ecommerce.shipment.report": ("r", "r"),
    "writeback.attempt": ("r", "r"),
}
#: What a person may do with shipments.
BY_PERSON = {
    "action_retry",
    "action_retry_many",
    "action_confirm_by_hand",
    "action_mark_confirmed",
    "action_undo_confirmation",
    "action_open_marketplace",
}
CONNECTION = {"action_test_connection", "action_try_writeback"}
SETUP = {
    "create",
    "write",
    "action_connect",
    "action_continue_setup",
    "action_map_carriers",
    "action_open_form",
    "action_setup_back",
    "action_setup_next",
}
#: All that can be called from outside, beside Odoo's own methods.
PUBLIC = {
    "ecommerce.account": CONNECTION
    | SETUP
    | {"action_go_on", "action_update", "get_empty_list_help"},
    "ecommerce.account.credential": {"write"},
    "ecommerce.carrier.mapping": {"create", "write", "action_propose"},
    "ecommerce.first.account": {"get_empty_list_help"},
    "ecommerce.connection": CONNECTION,
    "ecommerce.moved": {"action_go_on"},
    "ecommerce.setup": SETUP,
    "ecommerce.shipment": BY_PERSON | {"get_empty_list_help"},
    "ecommerce.shipment.decision": {"action_apply"},
    "ecommerce.shipment.event": {"write"},
    "ir.cron": {"action_open_from_settings"},
    "ecommerce.shipment.export": {
        "action_export",
        "action_reset",
        "action_open_upload_page",
        "action_confirm_exported",
    },
    "ecommerce.shipment.report": {"action_open_shipment"},
    "res.config.settings": {"set_values"},
    "sale.order": {"create", "write", "action_view_ecommerce_shipments"},
    "stock.picking": {"write", "action_cancel", "action_view_ecommerce_shipments"},
    "writeback.attempt": {"write"},
    "writeback.by.person": BY_PERSON,
}


class SecurityCase(EcommerceCommon):
    def _own_models(self):
        """The models that this add-on brings, and that have records."""
        return {
            name: model
            for name, model in self.env.items()
            if model._original_module == ADDON and not model._abstract
        }

    def _propose_a_carrier(self):
        self._make_carrier("DHL Express")
        self.account._propose_carriers()

    def _records_of_all_models(self):
        """One record at least of every model with a company."""
        self._ship()
        self._ship().action_mark_confirmed()
        self._drain()
        self.env["ecommerce.item"].create(
            {"account_id": self.account.id, "sku": "LAMP-1"}
        )
        self._propose_a_carrier()
        return {
            name: model.search([("company_id", "=", self.env.company.id)])
            for name, model in self._own_models().items()
            if "company_id" in model
        }
