# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Iterable, Mapping

from odoo import api, fields, models

from ..connectors.base import OrderLine
from .upsert import company_of, upsert


class EcommerceOrderLine(models.Model):
    _name = "ecommerce.order.line"
    _inherit = "ecommerce.safe.export"
    _description = "Marketplace Order Line"
    _order = "order_id, id"
    _rec_name = "sku"

    order_id = fields.Many2one(
        "ecommerce.order", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    ref = fields.Char(string="Line Reference", required=True, readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    title = fields.Char(readonly=True)
    quantity = fields.Float(string="Ordered", readonly=True)
    quantity_shipped = fields.Float(string="Shipped", readonly=True)
    part_of = fields.Char(
        readonly=True, help="The reference of the bundle's line that this is a part of."
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    price_unit = fields.Monetary(
        string="Price", readonly=True, aggregator=None, help="As it is listed there."
    )
    discount = fields.Monetary(readonly=True, aggregator=None)
    amount = fields.Monetary(
        readonly=True,
        aggregator=None,
        help="What is paid for all of it, with tax, less the discount.",
    )
    tax = fields.Monetary(readonly=True, aggregator=None)

    shipment_line_ids = fields.One2many(
        "ecommerce.shipment.line", "order_line_id", "Shipped With", readonly=True
    )

    _ref_uniq = models.Constraint(
        "UNIQUE(order_id, ref)", "A marketplace order has each line once."
    )

    @api.model
    def _store(self, account, lines_by_order: Mapping[int, Iterable[OrderLine]]):
        """Write what changed, add what is new. Lines are never dropped: a
        shipment may stand on one."""
        upsert(
            self,
            ("order_id", "ref"),
            [
                {
                    "order_id": order_id,
                    "ref": line.ref,
                    "sku": line.sku,
                    "title": line.title,
                    "quantity": line.quantity,
                    "quantity_shipped": line.quantity_shipped,
                    "part_of": line.part_of or None,
                    "price_unit": line.price,
                    "discount": line.discount,
                    "amount": line.amount,
                    "tax": line.tax,
                }
                for order_id, lines in lines_by_order.items()
                for line in lines
            ],
            common={"company_id": company_of(account)},
        )
