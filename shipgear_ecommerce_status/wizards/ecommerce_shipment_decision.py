# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.fields import Command

from ..models.access import check_may_act
from ..models.shipment_by_person import CONFIRM, DONE, RETRY

PREVIEWED = 50  # shipments that a person can look through


class EcommerceShipmentDecision(models.TransientModel):
    """Send shipments again, or mark them as confirmed on the marketplace by hand.

    Of one, a person is led through confirming it there. Of several, it shows what
    will become of each. What is done is judged anew when it is done.
    """

    _name = "ecommerce.shipment.decision"
    _description = "Decide about Shipments"

    decision = fields.Selection(
        [(RETRY, "Retry"), (CONFIRM, "Mark as Confirmed")],
        required=True,
        default=RETRY,
        readonly=True,
    )
    shipment_ids = fields.Many2many(
        "ecommerce.shipment", string="Shipments", readonly=True
    )
    line_ids = fields.One2many(
        "ecommerce.shipment.decision.line", "decision_id", "Preview", readonly=True
    )
    summary = fields.Text(readonly=True, help="How many meet which fate.")
    more = fields.Char(readonly=True, help="How many the preview leaves out.")

    # Of one. Under the rights of whoever reads it: anybody may name a shipment.
    shipment_id = fields.Many2one("ecommerce.shipment", compute="_compute_shipment_id")
    seller_url = fields.Char(related="shipment_id.seller_url", related_sudo=False)
    where = fields.Char(related="shipment_id.by_hand_where", related_sudo=False)
    steps = fields.Json(related="shipment_id.by_hand_steps", related_sudo=False)
    error_hint = fields.Char(related="shipment_id.error_hint", related_sudo=False)

    confirmed_on = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="The day on which it was confirmed on the marketplace.",
    )
    note = fields.Text(help="For whoever looks at this later.")

    @api.depends("shipment_ids")
    def _compute_shipment_id(self):
        for wizard in self:
            shipments = wizard.shipment_ids
            wizard.shipment_id = len(shipments) == 1 and shipments

    @api.model
    def _open(self, decision: str, shipments) -> dict:
        """Return an action that opens the dialog."""
        texts = shipments._fate_texts()
        fates = shipments._fates(decision)
        fate_of = [(s, fate) for fate, group in fates.items() for s in group]
        counts = {fate: len(group) for fate, group in fates.items()}
        more = len(shipments) - PREVIEWED
        wizard = self.create(
            {
                "decision": decision,
                "shipment_ids": [Command.set(shipments.ids)],
                "summary": "\n".join(shipments._count_lines(counts)),
                "more": more > 0 and self.env._("And %s more.", more),
                "line_ids": [
                    Command.create(
                        {
                            "order_ref": shipment.order_ref,
                            "state": shipment.state,
                            "fate": texts[fate],
                            "is_done": fate in DONE,
                        }
                    )
                    for shipment, fate in fate_of[:PREVIEWED]
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": wizard._title(),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _title(self) -> str:
        if self.shipment_id:
            return self.env._("Confirm %s by Hand", self.shipment_id.order_ref)
        if self.decision == CONFIRM:
            return self.env._("Mark %s Shipments as Confirmed", len(self.shipment_ids))
        return self.env._("Retry %s Shipments", len(self.shipment_ids))

    def action_apply(self):
        """Carry it out, and say how many did."""
        self.ensure_one()
        check_may_act(self.shipment_ids)
        details = {}
        if self.decision == CONFIRM:
            details = {"confirmed_on": self.confirmed_on, "note": self.note}
        counts = self.shipment_ids._decide(self.decision, **details)
        return self.shipment_ids._tell_what_was_done(counts)
