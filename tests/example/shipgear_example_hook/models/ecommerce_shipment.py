# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo import fields, models


class EcommerceShipment(models.Model):
    _inherit = "ecommerce.shipment"

    def _on_shipment_settled(self, before):
        result = super()._on_shipment_settled(before)
        taken = self.filtered(
            lambda shipment: (
                shipment.state in ("accepted", "success")
                and before[shipment.id] == "sending"
            )
        )
        taken.sale_order_id.marketplace_told_at = fields.Datetime.now()
        for shipment in self.filtered(lambda shipment: shipment.state == "failed"):
            note = f"{shipment.account_id.name}: {shipment.explanation}"
            shipment.sale_order_id.message_post(body=note)
        return result
