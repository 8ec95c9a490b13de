# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import json

from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    ecommerce_shipment_ids = fields.One2many(
        "ecommerce.shipment",
        "picking_id",
        groups="shipgear_ecommerce_status.group_user",
    )
    ecommerce_shipment_count = fields.Integer(
        compute="_compute_ecommerce_shipment_count"
    )

    def _compute_ecommerce_shipment_count(self):
        groups = (
            self.env["ecommerce.shipment"]
            .sudo()
            ._read_group([("picking_id", "in", self.ids)], ["picking_id"], ["__count"])
        )
        counts = {picking.id: count for picking, count in groups}
        for picking in self:
            picking.ecommerce_shipment_count = counts.get(picking.id, 0)

    def _action_done(self):
        # After super: the carrier has given its tracking number by then, and
        # every way of validating (batch, barcode, code) comes through here.
        result = super()._action_done()
        self.sudo()._enqueue_ecommerce_shipments()
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"carrier_tracking_ref", "carrier_id"} & vals.keys():
            done = self.filtered(lambda picking: picking.state == "done")
            done.sudo().ecommerce_shipment_ids._advance()
        return result

    def _enqueue_ecommerce_shipments(self):
        """Queue one shipment per delivery and marketplace order. No network."""
        later = self.filtered(lambda p: p._leaves_for_customer()).sorted("id")
        orders = later.move_ids.sale_line_id.order_id._of_marketplaces()
        if not orders:
            return
        vals_list, told = [], orders.order_line._quantities_told()
        for picking in later:
            later -= picking
            moves = picking.move_ids.filtered(lambda m: m.state == "done")
            for order, left in moves.grouped(lambda m: m.sale_line_id.order_id).items():
                if order in orders:
                    quantities = order.order_line._still_wanted(
                        left._quantities_by_sale_line(later), told
                    )
                    told.update(quantities)
                    vals_list += picking._ecommerce_shipment_vals(order, quantities)
        if vals_list:
            self.env["ecommerce.shipment"]._enqueue(vals_list)

    def _leaves_for_customer(self) -> bool:
        return self.state == "done" and self._is_for_customer()

    def _is_for_customer(self) -> bool:
        return self._is_to_external_location() and not self.return_id

    def _ecommerce_shipment_vals(self, order, quantities) -> list[dict]:
        """Return what to queue; nothing where there is nothing to confirm."""
        there = order._ecommerce_order()
        if there.fulfilled_by == "marketplace" or not quantities:
            return []
        vals = {
            "account_id": order.ecommerce_account_id.id,
            "order_ref": order.ecommerce_order_ref,
            "order_id": there.id,
            "ship_by": there.ship_by,
            "sale_order_id": order.id,
            "picking_id": self.id,
            "line_ids": [
                fields.Command.create(
                    {
                        "sale_line_id": line.id,
                        "product_id": line.product_id.id,
                        "sku": line.product_id.default_code,
                        "title": line.product_id.display_name,
                        "quantity": quantity,
                    }
                )
                for line, quantity in quantities.items()
            ],
        }
        return [vals]

    def _ecommerce_tracking_url(self, number):
        """The carrier's page for one of the delivery's tracking numbers."""
        url, numbers = self.carrier_tracking_url, self.carrier_tracking_ref
        try:
            pages = dict(json.loads(url or ""))
        except ValueError:
            return url and number and url.replace(numbers, number)
        return pages.get(number) or next(iter(pages.values()), False)

    def action_view_ecommerce_shipments(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shipgear_ecommerce_status.ecommerce_shipment_action"
        )
        action["domain"] = [("picking_id", "in", self.ids)]
        action["context"] = {}
        return action
