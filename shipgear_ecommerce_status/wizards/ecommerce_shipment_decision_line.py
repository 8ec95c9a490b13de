# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models


class EcommerceShipmentDecisionLine(models.TransientModel):
    """What will become of one shipment."""

    _name = "ecommerce.shipment.decision.line"
    _description = "Preview of a Decision"

    decision_id = fields.Many2one(
        "ecommerce.shipment.decision", required=True, index=True, ondelete="cascade"
    )
    order_ref = fields.Char(string="Order", readonly=True)
    state = fields.Selection(
        selection=lambda self: (
            self.env["ecommerce.shipment"]._fields["state"].selection
        ),
        string="Status",
        readonly=True,
    )
    fate = fields.Char(string="What Will Happen", readonly=True)
    is_done = fields.Boolean(readonly=True, help="Rather than left alone.")
