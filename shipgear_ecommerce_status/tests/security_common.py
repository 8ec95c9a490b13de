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
    "ecommerce.item": ("r", "r"),
    "ecommerce.order": ("r", "r"),
    "ecommerce.order.line": ("r", "r"),
    "ecommerce.poll": ("r", "r"),
    "ecommerce.shipment": ("r", "r"),
    "ecommerce.shipment.export": ("rwcu", "rwcu"),
    "ecommerce.shipment.export.column": ("rwcu", "rwcu"),
    "ecommerce.shipment.line": ("r", "r"),
    "ecommerce.shipment.report": ("r", "r"),
    "writeback.attempt": ("r", "r"),
}
#: All that can be called from outside, beside Odoo's own methods.
PUBLIC = {
    "ecommerce.account": {
        "create",
        "write",
        "action_test_connection",
        "action_update",
    },
    "ecommerce.account.credential": {"write"},
    "ecommerce.carrier.mapping": {"create", "write"},
    "ecommerce.shipment": {
        "action_retry",
        "action_mark_confirmed",
        "action_open_marketplace",
    },
    "ecommerce.shipment.export": {
        "action_export",
        "action_reset",
        "action_open_upload_page",
        "action_confirm_exported",
    },
    "ecommerce.shipment.report": {"action_open_shipment"},
    "res.config.settings": {"set_values"},
    "sale.order": {"write", "action_view_ecommerce_shipments"},
    "stock.picking": {"write", "action_cancel", "action_view_ecommerce_shipments"},
    "writeback.attempt": {"write"},
}


class SecurityCase(EcommerceCommon):
    def _own_models(self):
        """The models that this add-on brings, and that have records."""
        return {
            name: model
            for name, model in self.env.items()
            if model._original_module == ADDON and not model._abstract
        }

    def _records_of_all_models(self):
        """One record at least of every model with a company."""
        self._ship()
        self._drain()
        self.env["ecommerce.item"].create(
            {"account_id": self.account.id, "sku": "LAMP-1"}
        )
        return {
            name: model.search([("company_id", "=", self.env.company.id)])
            for name, model in self._own_models().items()
            if "company_id" in model
        }
