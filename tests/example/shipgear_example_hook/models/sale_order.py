# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    marketplace_told_at = fields.Datetime(readonly=True, copy=False)
