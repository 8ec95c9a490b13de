# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import base64
from collections.abc import Iterable
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.image import image_process

from ..connectors.base import KILOGRAMS, Item, Unauthorized
from ..connectors.images import fetch_image
from . import parameters
from .database_copy import check_may_speak
from .upsert import company_of, upsert

#: Weights that differ by less are the same: both sides round.
WEIGHT_TOLERANCE = 0.02
IMAGE_RETRY = timedelta(days=1)


class EcommerceItem(models.Model):
    """What the marketplace lists for an account.

    Its product is the one with its SKU as internal reference or barcode; it is
    looked up, not kept, so that a corrected SKU is right at once.
    """

    _name = "ecommerce.item"
    _inherit = "ecommerce.safe.export"
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
    weight_kg = fields.Float(
        string="Weight (kg)", readonly=True, help="0 where the unit is not known."
    )
    image_url = fields.Char(string="Image URL", readonly=True)
    status = fields.Char(string="Status in the Source", readonly=True)
    image = fields.Image(max_width=256, max_height=256, readonly=True)
    image_tried_at = fields.Datetime(readonly=True)
    image_src = fields.Char(string="Image Source", compute="_compute_image_src")
    product_ids = fields.Many2many(
        "product.product",
        compute="_compute_product_ids",
        search="_search_product_ids",
    )
    weight_differs = fields.Boolean(
        compute="_compute_weight_differs",
        search="_search_weight_differs",
        help="The marketplace has another weight than the product.",
    )

    _sku_uniq = models.Constraint(
        "UNIQUE(account_id, sku)", "An account lists each SKU once."
    )

    def _compute_image_src(self):
        for item in self:
            item.image_src = (
                item.image_url and f"/shipgear_ecommerce_status/item/{item.id}/image"
            )

    def _fetch_image(self):
        """Fetch the picture when somebody first looks, and once a day at most."""
        self.ensure_one()
        now = fields.Datetime.now()
        recently = self.image_tried_at and now - self.image_tried_at < IMAGE_RETRY
        if self.image or not self.image_url or recently:
            return
        try:
            check_may_speak(self.account_id)
        except Unauthorized:
            return
        data = fetch_image(
            self.image_url,
            allow_private_hosts=bool(parameters.allow_private_hosts(self.env)),
        )
        self.sudo().write({"image": _as_picture(data), "image_tried_at": now})

    @api.depends("sku", "account_id")
    def _compute_product_ids(self):
        skus = [sku for sku in self.mapped("sku") if sku]
        products = self.env["product.product"].search(
            ["|", ("default_code", "in", skus), ("barcode", "in", skus)]
        )
        for item in self:
            item.product_ids = products.filtered(
                lambda p, sku=item.sku: sku and sku in (p.default_code, p.barcode)
            )

    def _search_product_ids(self, operator, value):
        if operator != "in" or list(value) != [False]:
            return NotImplemented
        return [("id", "not in", self._linked_to(SQL("TRUE")))]

    @api.depends("product_ids.weight", "weight_kg")
    def _compute_weight_differs(self):
        factor = self._product_weight_factor()
        for item in self:
            item.weight_differs = item.weight_kg and any(
                abs(product.weight * factor - item.weight_kg)
                > item.weight_kg * WEIGHT_TOLERANCE
                for product in item.product_ids
            )

    def _search_weight_differs(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        differs = SQL(
            "i.weight_kg > 0 "
            "AND abs(COALESCE(p.weight, 0) * %s - i.weight_kg) > i.weight_kg * %s",
            self._product_weight_factor(),
            WEIGHT_TOLERANCE,
        )
        return [("id", "in", self._linked_to(differs))]

    def _linked_to(self, condition: SQL) -> SQL:
        """Items that have a product for which a condition holds."""
        return SQL(
            """(SELECT i.id
                  FROM ecommerce_item i
                  JOIN product_product p
                    ON p.active AND (p.default_code = i.sku OR p.barcode = i.sku)
                 WHERE %s)""",
            condition,
        )

    @api.model
    def _product_weight_factor(self) -> float:
        """Kilograms in one unit of the weights of products."""
        unit = self.env[
            "product.template"
        ]._get_weight_uom_id_from_ir_config_parameter()
        kilogram = self.env.ref("uom.product_uom_kgm")
        return unit._compute_quantity(1, kilogram, round=False)

    @api.model
    def _store(self, account, items: Iterable[Item]):
        """Keep what the marketplace lists; what is the same is not written.

        An item without SKU cannot be told from others, and is left out.
        """
        upsert(
            self,
            ("account_id", "sku"),
            [self._row(item) for item in items if item.sku],
            common={"account_id": account.id, "company_id": company_of(account)},
        )

    @api.model
    def _row(self, item: Item) -> dict:
        return {
            "sku": item.sku,
            "number": item.number,
            "title": item.title,
            "weight": item.weight or 0,
            "weight_unit": item.weight_unit,
            "weight_kg": (item.weight or 0)
            * KILOGRAMS.get(item.weight_unit.lower(), 0),
            "image_url": item.image_url,
            "status": item.status,
        }


def _as_picture(data: bytes | None):
    """Return bytes as a small picture for a field, False where they are none."""
    if data and data.lstrip().startswith(b"<"):
        return False  # a web page, or a drawing that could run scripts
    try:
        small = data and image_process(data, size=(256, 256), verify_resolution=True)
    except UserError:  # no picture, or too large to be drawn
        return False
    return small and base64.b64encode(small)
