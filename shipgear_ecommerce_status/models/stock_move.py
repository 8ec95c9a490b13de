# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _quantities_by_sale_line(self) -> list:
        """Return (sale order line, quantity in the line's own unit), zeros left out."""
        quantities = {}
        for move in self:
            line = move.sale_line_id
            quantity = move.product_uom._compute_quantity(
                move.quantity, line.product_uom_id, rounding_method="HALF-UP"
            )
            quantities[line] = quantities.get(line, 0) + quantity
        return [(line, quantity) for line, quantity in quantities.items() if quantity]
