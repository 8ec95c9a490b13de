# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models

from ..connectors.base import Order
from .api_status import naive


class EcommerceOrder(models.Model):
    """What the marketplace says was bought. No buyer data is kept."""

    _name = "ecommerce.order"
    _description = "Marketplace Order"
    _order = "purchased_at desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "ref"]

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    ref = fields.Char(string="Order Reference", required=True, readonly=True)
    number = fields.Char(string="Order", readonly=True)
    status = fields.Selection(
        [
            ("pending", "Pending"),
            ("unshipped", "Unshipped"),
            ("partial", "Partly Shipped"),
            ("shipped", "Shipped"),
            ("canceled", "Canceled"),
        ],
        string="Status in the Source",
        readonly=True,
    )
    fulfilled_by = fields.Selection(
        [("seller", "Seller"), ("marketplace", "Marketplace")], readonly=True
    )
    purchased_at = fields.Datetime(string="Purchased", readonly=True)
    updated_at = fields.Datetime(string="Updated in the Source", readonly=True)
    ship_by = fields.Datetime(readonly=True)
    line_ids = fields.One2many("ecommerce.order.line", "order_id", readonly=True)

    _ref_uniq = models.Constraint(
        "UNIQUE(account_id, ref)", "An account has each marketplace order once."
    )

    @api.model
    def _store(self, account, order: Order):
        """Keep what the marketplace says of one order; return the record."""
        record = self.search([("account_id", "=", account.id), ("ref", "=", order.ref)])
        values = {
            "number": order.number,
            "status": order.status,
            "fulfilled_by": order.fulfilled_by,
            "purchased_at": order.purchased_at and naive(order.purchased_at),
            "updated_at": order.updated_at and naive(order.updated_at),
            "ship_by": order.ship_by and naive(order.ship_by),
        }
        if record:
            record.write(values)
        else:
            record = self.create({"account_id": account.id, "ref": order.ref, **values})
        record.line_ids._store(record, order.lines)
        return record
