# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Iterable

from odoo import api, fields, models

from ..connectors.base import Item
from .upsert import upsert


class EcommerceItem(models.Model):
    """What the marketplace lists for an account."""

    _name = "ecommerce.item"
    _description = "Marketplace Item"
    _order = "account_id, sku, id"
    _rec_name = "title"
    _rec_names_search = ["title", "sku", "number"]

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    sku = fields.Char(string="SKU", required=True, readonly=True)
    number = fields.Char(
        string="Item Number", readonly=True, help="The marketplace's own number."
    )
    title = fields.Char(readonly=True)
    weight = fields.Float(readonly=True, digits="Stock Weight")
    weight_unit = fields.Char(readonly=True)
    image_url = fields.Char(string="Picture Address", readonly=True)
    status = fields.Char(string="Status in the Source", readonly=True)

    _sku_uniq = models.Constraint(
        "UNIQUE(account_id, sku)", "An account lists each SKU once."
    )

    @api.model
    def _store(self, account, items: Iterable[Item]):
        """Keep what the marketplace lists; what is the same is not written.

        An item without SKU cannot be told from others, and is left out.
        """
        upsert(
            self,
            ("account_id", "sku"),
            [
                {
                    "account_id": account.id,
                    "company_id": account.company_id.id,
                    "sku": item.sku,
                    "number": item.number,
                    "title": item.title,
                    "weight": item.weight or 0,
                    "weight_unit": item.weight_unit,
                    "image_url": item.image_url,
                    "status": item.status,
                }
                for item in items
                if item.sku
            ],
        )
