# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models


class EcommerceShipmentExportColumn(models.TransientModel):
    _name = "ecommerce.shipment.export.column"
    _description = "Column of a Shipment Export"
    _order = "sequence, id"

    export_id = fields.Many2one(
        "ecommerce.shipment.export", required=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Char(required=True)
    label = fields.Char(compute="_compute_label")
    chosen = fields.Boolean(default=True)

    @api.depends("name")
    def _compute_label(self):
        labels = self.env["ecommerce.shipment.export"]._labels()
        for column in self:
            column.label = labels.get(column.name, column.name)
