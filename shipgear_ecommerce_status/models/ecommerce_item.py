# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models


class EcommerceItem(models.Model):
    """What the marketplace lists for an account."""

    _name = "ecommerce.item"
    _description = "Marketplace Item"
    _order = "account_id, sku, id"
    _rec_name = "title"
    _rec_names_search = ["title", "sku", "number"]

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    sku = fields.Char(string="SKU", required=True, readonly=True)
    number = fields.Char(
        string="Item Number", readonly=True, help="The marketplace's own number."
    )
    title = fields.Char(readonly=True)
    weight = fields.Float(readonly=True, digits="Stock Weight")
    weight_unit = fields.Char(readonly=True)
    image_url = fields.Char(string="Picture Address", readonly=True)
    status = fields.Char(string="Status in the Source", readonly=True)

    _sku_uniq = models.Constraint(
        "UNIQUE(account_id, sku)", "An account lists each SKU once."
    )
