# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_sync_status = fields.Selection(
        [
            ("pending", "Pending"),
            ("processing", "Processing"),
            ("done", "Done"),
            ("error", "Error"),
        ],
        copy=False,
        readonly=True,
        help="What became of telling Amazon of this delivery.",
    )

    def _action_done(self):
        result = super()._action_done()
        self.filtered(
            lambda picking: picking.state == "done" and picking._is_of_amazon()
        ).amazon_sync_status = "pending"
        return result

    def _is_of_amazon(self) -> bool:
        return any(self.move_ids.sale_line_id.order_id.mapped("amazon_order_ref"))
