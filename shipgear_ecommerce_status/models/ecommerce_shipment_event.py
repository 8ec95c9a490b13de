# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..connectors.base import sentences
from . import clock, shipment_timeline
from .insert import insert


class EcommerceShipmentEvent(models.Model):
    """What a person decided about a shipment, and whether the marketplace showed
    what a person did there. Never edited."""

    _name = "ecommerce.shipment.event"
    _inherit = "ecommerce.safe.export"
    _description = "What a Person Did with a Shipment"
    _order = "happened_at desc, id desc"
    _rec_name = "kind"

    shipment_id = fields.Many2one(
        "ecommerce.shipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("retry", "Sent again"),
            ("confirm", "Marked as confirmed"),
            ("undo", "Confirmation undone"),
            ("verified", "Shown by the marketplace"),
            ("not_shown", "Not shown by the marketplace"),
        ],
        string="What Happened",
        required=True,
    )
    happened_at = fields.Datetime(
        string="Time", required=True, default=lambda self: clock.now(self.env)
    )
    user_id = fields.Many2one(
        "res.users", "By", help="Nobody where the marketplace was read."
    )
    confirmed_on = fields.Date(help="As the person stated it.")
    note = fields.Text()
    state_before = fields.Selection(
        selection=lambda self: self.env["ecommerce.shipment"]._fields["state"].selection
    )

    @api.model
    def _record(self, shipments, kind: str, **values):
        """Write down what is about to happen to shipments."""
        now = clock.now(self.env)
        insert(
            self,
            [
                {
                    "shipment_id": shipment.id,
                    "company_id": shipment.company_id.id,
                    "kind": kind,
                    "happened_at": now,
                    "state_before": shipment.state,
                    **values,
                }
                for shipment in shipments
            ],
        )

    def _step(self) -> tuple:
        """This decision as a step of its shipment's timeline."""
        self.ensure_one()
        marketplace, who = self.shipment_id.marketplace, self.user_id.name
        texts = {
            "retry": self.env._("%s sent it again.", who),
            "confirm": self.env._(
                "%(who)s confirmed it on %(marketplace)s on %(date)s.",
                who=who,
                marketplace=marketplace,
                date=format_date(self.env, self.confirmed_on),
            ),
            "undo": self.env._("%s took the confirmation back.", who),
            "verified": self.env._("%s shows the parcel.", marketplace),
            "not_shown": self.env._("%s does not show the parcel.", marketplace),
        }
        failed = self.kind == "not_shown"
        kind = shipment_timeline.FAILED if failed else shipment_timeline.DONE
        return self.happened_at, kind, sentences(texts[self.kind], self.note)

    def write(self, vals):
        self.check_access("write")
        if self:
            raise UserError(self.env._("What happened cannot be changed."))
        return super().write(vals)
