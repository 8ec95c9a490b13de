# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.fields import Command


class EcommerceQuotationResult(models.TransientModel):
    """What became of orders that quotations were to be made of, where not all did."""

    _name = "ecommerce.quotation.result"
    _description = "Quotations Made"

    sale_order_ids = fields.Many2many(
        "sale.order",
        groups="sales_team.group_sale_salesman",
        readonly=True,
        copy=False,
    )
    made = fields.Integer(readonly=True)
    summary = fields.Char(readonly=True)
    line_ids = fields.One2many(
        "ecommerce.quotation.result.line", "result_id", "Not Made", readonly=True
    )

    @api.model
    def _open(self, made, refused: dict) -> dict:
        """Return an action that opens the dialog.

        :param made: sales orders
        :param refused: marketplace order -> why there is none of it
        """
        result = self.create(
            {
                "sale_order_ids": [Command.set(made.ids)],
                "made": len(made),
                "summary": self.env._(
                    "%(made)s quotations made, %(refused)s not made.",
                    made=len(made),
                    refused=len(refused),
                ),
                "line_ids": [
                    Command.create({"number": order.number, "reason": reason})
                    for order, reason in refused.items()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create Quotations"),
            "res_model": self._name,
            "res_id": result.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_quotations(self):
        self.ensure_one()
        self.check_access("read")
        return self.sale_order_ids._open_as_quotations()
