# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Who may do what with which model, and records of all of them to try it on."""

from .common import EcommerceCommon
from .public_methods import SCREEN, STABLE

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
    "ecommerce.quotation.result": ("rwcu", "rwcu"),
    "ecommerce.quotation.result.line": ("rwcu", "rwcu"),
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
BY_PERSON = STABLE["ecommerce.shipment"] | SCREEN["ecommerce.shipment"]


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
