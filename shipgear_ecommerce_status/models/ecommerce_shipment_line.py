# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from dataclasses import replace

from odoo import api, fields, models

from ..connectors.base import OrderLine, Rejected, ShipmentLine
from ..connectors.matching import WantedLine, match_lines


class EcommerceShipmentLine(models.Model):
    _name = "ecommerce.shipment.line"
    _inherit = "ecommerce.safe.export"
    _description = "eCommerce Shipment Line"
    _order = "shipment_id, id"
    _rec_name = "title"

    shipment_id = fields.Many2one(
        "ecommerce.shipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True)
    sale_line_id = fields.Many2one("sale.order.line", index="btree_not_null")
    product_id = fields.Many2one("product.product", ondelete="set null")
    sku = fields.Char(string="SKU")
    title = fields.Char()
    quantity = fields.Float(
        digits="Product Unit", help="In the unit in which the order was placed."
    )
    order_line_id = fields.Many2one(
        "ecommerce.order.line",
        string="Marketplace Line",
        index="btree_not_null",
        ondelete="set null",
    )

    def _refresh_skus(self):
        """A product's SKU may have been put right since the delivery left."""
        for line in self.filtered("product_id"):
            if line.sku != line.product_id.default_code:
                line.write(
                    {"sku": line.product_id.default_code, "order_line_id": False}
                )

    def _wanted(self, order) -> tuple[tuple[WantedLine, ...], frozenset[str]]:
        """Return these lines for a job, and the order lines that others stand for.

        Lines whose marketplace line is known already carry its reference.
        """
        refs, used = self._known_refs(order)
        wanted = tuple(
            WantedLine(
                key=line.id,
                sku=line.sku or "",
                title=line.title or "",
                quantity=line.quantity,
                line_ref=refs.get(line.id, ""),
            )
            for line in self
        )
        if order and any(not line.line_ref for line in wanted):
            wanted = self._match_stored(wanted, order, used)
        return wanted, used

    def _taken(self) -> tuple[ShipmentLine, ...]:
        """Return the lines as the marketplace was told them."""
        return tuple(
            ShipmentLine(line.order_line_id.ref, line.quantity)
            for line in self.filtered("order_line_id")
        )

    def _known_refs(self, order) -> tuple[dict[int, str], frozenset[str]]:
        """Other deliveries of the order tell which line stands for which."""
        siblings = order.line_ids.shipment_line_ids
        by_sale_line = {
            line.sale_line_id: line.order_line_id.ref
            for line in siblings
            if line.sale_line_id
        }
        refs = {
            line.id: line.order_line_id.ref or by_sale_line.get(line.sale_line_id, "")
            for line in self
        }
        others = siblings.filtered(lambda s: s.sale_line_id not in self.sale_line_id)
        return refs, frozenset(others.order_line_id.mapped("ref"))

    @api.model
    def _match_stored(self, wanted, order, used):
        """Match against the order as it was read last. Where that does not do,
        the lines go without, and the order is read anew before the send."""
        lines = [
            OrderLine(o.ref, o.sku or "", o.title or "", o.quantity)
            for o in order.line_ids
        ]
        try:
            refs = match_lines(wanted, lines, used)
        except Rejected:
            return wanted
        return tuple(replace(line, line_ref=refs[line.key]) for line in wanted)
