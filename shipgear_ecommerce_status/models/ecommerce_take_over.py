# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..connectors.text import Text, _lt
from . import other_connectors
from .other_connectors import OtherConnector
from .shipment_by_person import UNCONFIRMED
from .translation import say
from .writeback_outbox import NO_ERROR

LEFT = _lt("%(connector)s confirms this order: nothing is sent from here.")
LEFT_HINT = _lt(
    "To confirm later deliveries from here, an administrator switches on Confirm "
    "Orders of Other Connectors on the account."
)


def left_to(other: OtherConnector) -> Text:
    return LEFT.fill(connector=str(other))


class EcommerceTakeOver(models.AbstractModel):
    """Who confirms the orders that another connector brought into Odoo: that connector,
    until an administrator says otherwise, and of no delivery both.

    A delivery is left to the other connector once and for all: what was validated
    before the take-over is never sent from here.
    """

    _name = "ecommerce.take.over"
    _description = "Taking Over from Another Connector"

    tells_for_others = fields.Boolean(
        string="Confirm Orders of Other Connectors",
        copy=False,
        tracking=True,
        help="First switch off what the other connector sends by itself: otherwise the "
        "marketplace is told twice. Deliveries that are validated from then on are "
        "confirmed from here, earlier ones are not.",
    )
    tells_for_others_since = fields.Datetime(
        compute="_compute_tells_for_others_since", store=True
    )
    other_connectors_note = fields.Char(compute="_compute_other_connectors_note")

    @api.depends("tells_for_others")
    def _compute_tells_for_others_since(self):
        # Odoo's own clock, by which deliveries are dated as well.
        now = fields.Datetime.now()
        for account in self:
            account.tells_for_others_since = account.tells_for_others and now

    @api.depends_context("lang", "tz")
    @api.depends("platform", "tells_for_others_since")
    def _compute_other_connectors_note(self):
        """Say who else is there, and who of us confirms what."""
        for account in self:
            others = other_connectors.installed(self.env, account.platform)
            names = ", ".join(map(str, others))
            since = account.tells_for_others_since
            if not others:
                account.other_connectors_note = False
            elif since:
                account.other_connectors_note = self.env._(
                    "Orders of %(connectors)s are confirmed from here, for deliveries "
                    "validated since %(since)s.",
                    connectors=names,
                    since=format_datetime(self.env, since, dt_format="short"),
                )
            else:
                account.other_connectors_note = self.env._(
                    "%s confirms the orders that it brought into Odoo: nothing is sent "
                    "of them from here.",
                    names,
                )

    @api.onchange("tells_for_others")
    def _onchange_tells_for_others(self):
        if not self.tells_for_others:
            return None
        return {
            "warning": {
                "title": self.env._("Two connectors, one marketplace"),
                "message": self.env._(
                    "Before you save, make sure that the other connector sends no "
                    "confirmations any more. If both do, the marketplace is told "
                    "twice, and the buyer may be too."
                ),
            }
        }

    def write(self, vals):
        back = self.browse()
        if "tells_for_others" in vals and not vals["tells_for_others"]:
            back = self.filtered("tells_for_others")
        result = super().write(vals)
        back._leave_untold()
        return result

    def _leave_untold(self):
        """What was not told when the other connector takes over again, it tells."""
        untold = self.env["ecommerce.shipment"].sudo()
        untold = untold.search(
            [("account_id", "in", self.ids), ("state", "in", UNCONFIRMED)]
        )
        untold = untold.try_lock_for_update().filtered(lambda s: not s._may_be_known())
        brought = other_connectors.bringing(untold.sale_order_id)
        for shipment in untold:
            other = brought.get(shipment.sale_order_id)
            if other:
                shipment.write(shipment.account_id._left_values(other))

    def _leaves(self, picking, other: OtherConnector) -> bool:
        """Whether another connector tells of a delivery of its orders, or did."""
        since = self.tells_for_others_since
        earlier = not since or (picking.date_done and picking.date_done < since)
        return earlier or other.has_told(picking)

    def _left_values(self, other: OtherConnector) -> dict:
        """Return what a shipment shows that is never sent from here."""
        lang = self._reader_lang()
        return {
            **NO_ERROR,
            "state": "canceled",
            "waiting_reason": False,
            "next_attempt_at": False,
            "error_message": say(lang, left_to(other)),
            "error_hint": say(lang, LEFT_HINT),
        }
