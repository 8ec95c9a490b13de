# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models


class EcommerceCarrierProposal(models.Model):
    """What a platform may call a carrier: to be looked at, before it is a mapping."""

    _name = "ecommerce.carrier.proposal"
    _description = "Proposed Carrier Mapping"
    _order = "recognized desc, id"
    _rec_name = "carrier_id"

    account_id = fields.Many2one(
        "ecommerce.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    keep = fields.Boolean(string="Add", default=True)
    carrier_id = fields.Many2one(
        "delivery.carrier",
        string="Delivery Carrier",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    carrier_code = fields.Char(
        required=True, help="The marketplace's own code for this carrier."
    )
    carrier_name = fields.Char(
        help="What the buyer reads where the marketplace does not know the carrier."
    )
    service = fields.Char(help="The shipping service, for example Ground.")
    recognized = fields.Boolean(
        readonly=True, help="The marketplace lists a carrier of this name."
    )
