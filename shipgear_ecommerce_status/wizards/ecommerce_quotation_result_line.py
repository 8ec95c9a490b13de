# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models


class EcommerceQuotationResultLine(models.TransientModel):
    """An order that no quotation was made of."""

    _name = "ecommerce.quotation.result.line"
    _description = "Quotation Not Made"

    result_id = fields.Many2one(
        "ecommerce.quotation.result", required=True, index=True, ondelete="cascade"
    )
    number = fields.Char(string="Order", readonly=True)
    reason = fields.Char(readonly=True)
