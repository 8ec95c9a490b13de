# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models

from ..connectors import CONNECTORS, offered


class EcommerceCarrierMapping(models.Model):
    _name = "ecommerce.carrier.mapping"
    _description = "What a Platform Calls a Delivery Carrier"
    _order = "platform, carrier_id, id"
    _rec_name = "carrier_id"
    _check_company_auto = True

    platform = fields.Selection(
        selection=lambda self: offered(self.pool._init_modules),
        required=True,
        default=lambda self: next(iter(CONNECTORS)),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    carrier_id = fields.Many2one(
        "delivery.carrier",
        string="Delivery Carrier",
        required=True,
        check_company=True,
        ondelete="cascade",
    )
    carrier_code = fields.Char(
        required=True, help="The marketplace's own code for this carrier."
    )
    carrier_name = fields.Char(
        help="What the buyer reads where the marketplace does not know the carrier: "
        "needed with the code Other."
    )
    service = fields.Char(help="The shipping service, for example Ground.")

    _carrier_uniq = models.Constraint(
        "UNIQUE(company_id, platform, carrier_id)",
        "This carrier is mapped for this platform already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        mappings._release_shipments()
        return mappings

    def write(self, vals):
        result = super().write(vals)
        self._release_shipments()
        return result

    def action_propose(self):
        """Propose mappings for the carriers that have none, a platform at a time."""
        self.check_access("create")
        domain = [("company_id", "in", self.env.companies.ids)]
        for account in self.env["ecommerce.account"].search(domain):
            account._propose_carriers()
            if account.proposal_ids:
                action = self.env["ir.actions.act_window"]._for_xml_id(
                    "shipgear_ecommerce_status.ecommerce_carrier_proposal_action"
                )
                return {**action, "res_id": account.id}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("Every delivery carrier has a mapping."),
                "type": "info",
            },
        }

    def _release_shipments(self):
        """Shipments that waited for a mapping, or wait to be sent, take this one."""
        for mapping in self:
            self.env["ecommerce.shipment"].sudo().search(
                [
                    ("state", "in", ("waiting", "pending")),
                    ("carrier_id", "=", mapping.carrier_id.id),
                    ("account_id.platform", "=", mapping.platform),
                    ("company_id", "=", mapping.company_id.id),
                ]
            )._advance()

    @api.model
    def _of(self, carriers) -> dict:
        """Return the mappings of carriers, looked up together, by what they are for:
        (company, platform, carrier)."""
        found = self.sudo().search([("carrier_id", "in", carriers.ids)])
        return found.grouped(lambda m: (m.company_id, m.platform, m.carrier_id))

    @api.model
    def _payload(self, account, carrier, mappings: dict) -> dict:
        """Return what a shipment says of its carrier; nothing where none is mapped.

        :param mappings: see ``_of``
        """
        key = (account.company_id, account.platform, carrier)
        mapping = mappings.get(key, self.browse())
        return {
            "carrier_id": carrier.id,
            "carrier_code": mapping.carrier_code,
            "carrier_name": mapping.carrier_name,
            "service": mapping.service,
        }
