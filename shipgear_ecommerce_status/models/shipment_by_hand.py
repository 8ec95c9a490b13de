# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import datetime

from odoo import api, fields, models
from odoo.tools import format_date

from ..connectors.steps import Packed
from .api_status_recording import naive
from .translation import say


class WritebackByHand(models.AbstractModel):
    """What a person enters on the marketplace's own page to confirm a shipment."""

    _name = "writeback.by.hand"
    _description = "Confirmation by Hand"

    marketplace = fields.Char(compute="_compute_marketplace")
    seller_url = fields.Char(string="Seller URL", compute="_compute_seller_url")
    by_hand_where = fields.Char(
        compute="_compute_by_hand", help="Where to click on the marketplace's page."
    )
    by_hand_steps = fields.Json(
        compute="_compute_by_hand",
        help="What that page asks for, in its order: a list of label and value.",
    )

    @api.depends("account_id")
    def _compute_marketplace(self):
        for shipment in self:
            shipment.marketplace = shipment.account_id._connector_class().label

    @api.depends("order_ref", "order_id.key", "account_id")
    def _compute_seller_url(self):
        for shipment in self:
            account, key = shipment.account_id, shipment.order_id.key
            shipment.seller_url = account._seller_url(shipment.order_ref, key)

    @api.depends(
        "carrier_code",
        "carrier_name",
        "service",
        "tracking_ref",
        "shipped_at",
        "told_payload",
        "withdraw",
        "line_ids.quantity",
        "order_id.line_ids.quantity",
    )
    @api.depends_context("lang", "tz")
    def _compute_by_hand(self):
        """Nothing for what must be taken back: its hint says what to do."""
        lang = self.env.lang
        for shipment in self:
            steps = shipment._steps()
            shipment.by_hand_where = not shipment.withdraw and say(lang, steps.where)
            shipment.by_hand_steps = not shipment.withdraw and [
                {"label": say(lang, label), "value": shipment._to_type(value)}
                for label, value in steps.values
            ]

    def _steps(self):
        return self.account_id._connector_class().by_hand(
            Packed(
                shipment=self._frozen(),
                goods=tuple(
                    (line.title or line.sku or "", line.quantity)
                    for line in self.line_ids
                ),
                whole=self._has_all_that_was_read(),
                told=bool(self.told_payload),
            )
        )

    def _has_all_that_was_read(self) -> bool:
        """Whether the order, as far as it was read, is in this parcel alone."""
        ordered = self.order_id.line_ids
        return not ordered or sum(ordered.mapped("quantity")) <= self.quantity

    def _to_type(self, value: str | datetime) -> str:
        if isinstance(value, datetime):
            moment = fields.Datetime.context_timestamp(self, naive(value))
            return format_date(self.env, moment.date())
        return value
