# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _quantities_by_sale_line(self, later=()) -> dict:
        """Return {sale order line: quantity in its own unit}, zeros left out."""
        left = {
            line: line._quantity_left(moves, later)
            for line, moves in self.grouped("sale_line_id").items()
        }
        return {line: quantity for line, quantity in left.items() if quantity}
