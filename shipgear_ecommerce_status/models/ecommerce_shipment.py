# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from ..connectors.base import sentences
from . import parameters
from .shipment_by_person import OPEN
from .writeback_enqueue import carrier_service

#: States in which the marketplace has not been told yet.
UNTOLD = (*OPEN, "sending", "failed")
URGENT = timedelta(days=1)  # before the marketplace's ship-by time


class EcommerceShipment(models.Model):
    """One parcel of one order, to be written back.

    What is sent is kept here, copied from the delivery: later changes of the
    delivery reach a shipment only through ``_advance`` and ``_retry``.
    """

    _name = "ecommerce.shipment"
    _description = "eCommerce Shipment"
    _inherit = [
        "ecommerce.first.account",
        "ecommerce.safe.export",
        "writeback.hook",
        "writeback.payload",
        "writeback.parcels",
        "writeback.punctuality",
        "writeback.upload",
        "writeback.enqueue",
        "writeback.moved",
        "writeback.outbox",
        "writeback.senders",
        "writeback.settlement",
        "writeback.correction",
        "writeback.verification",
        "shipment.names",
        "shipment.timeline",
        "writeback.by.hand",
        "writeback.by.person",
    ]
    _order = "shipped_at desc, id desc"
    _rec_name = "order_ref"
    _rec_names_search = ["order_name", "tracking_ref", "sale_order_name"]

    company_id = fields.Many2one(related="account_id.company_id", store=True)
    platform = fields.Selection(related="account_id.platform")
    order_id = fields.Many2one("ecommerce.order", "Marketplace Order", readonly=True)
    sale_order_id = fields.Many2one(
        "sale.order", "Sales Order", index=True, readonly=True
    )
    picking_id = fields.Many2one("stock.picking", "Delivery", index=True, readonly=True)
    line_ids = fields.One2many(
        "ecommerce.shipment.line", "shipment_id", "Lines", readonly=True
    )
    quantity = fields.Float(
        string="Shipped Quantity", compute="_compute_quantity", store=True
    )
    carrier_id = fields.Many2one("delivery.carrier", "Delivery Carrier", readonly=True)
    carrier_code = fields.Char(readonly=True)
    carrier_name = fields.Char(readonly=True)
    service = fields.Char(readonly=True)
    carrier_service = fields.Char(
        string="Carrier/Service", compute="_compute_carrier_service", store=True
    )
    tracking_url = fields.Char(string="Tracking URL", readonly=True)
    shipped_at = fields.Datetime(string="Ship Date", readonly=True)

    ship_by = fields.Datetime(
        readonly=True, help="The marketplace wants to know by then that it left."
    )
    is_urgent = fields.Boolean(
        compute="_compute_is_urgent",
        search="_search_is_urgent",
        help="Not told yet, and less than a day is left.",
    )

    waiting_reason = fields.Selection(
        [
            ("no_tracking", "No tracking number yet: enter it on the delivery"),
            (
                "fewer_numbers",
                "Fewer tracking numbers than packages: enter those that are missing",
            ),
            ("no_carrier", "No carrier yet: choose it on the delivery"),
            (
                "no_mapping",
                "The carrier has no mapping for this marketplace: add one",
            ),
            ("account_archived", "The account is archived: restore it"),
        ],
        readonly=True,
    )
    error_count = fields.Char(compute="_compute_error_count")
    explanation = fields.Char(
        compute="_compute_explanation", help="Where it stands, and what to do."
    )

    _order_idx = models.Index("(account_id, order_ref)")
    # With the company, which record rules ask for: what a page counts is counted
    # in the index alone.
    _latest_idx = models.Index("(shipped_at DESC, id DESC) INCLUDE (company_id)")
    _shipped_idx = models.Index(
        "(account_id, shipped_at DESC, id DESC) INCLUDE (company_id)"
    )
    # What somebody, or something, still has to do with: counted, and looked through.
    _open_idx = models.Index(
        "(account_id, state) INCLUDE (company_id)"
        " WHERE state IN ('failed', 'waiting', 'pending', 'sending')"
    )
    _unproved_idx = models.Index(
        "(state, shipped_at DESC, id DESC) INCLUDE (company_id)"
        " WHERE state <> 'success'"
    )
    _not_shown_idx = models.Index(
        "(account_id) WHERE state = 'confirmed' AND not_shown_at IS NOT NULL"
    )

    @api.depends("line_ids.quantity")
    def _compute_quantity(self):
        for shipment in self:
            shipment.quantity = sum(shipment.line_ids.mapped("quantity"))

    @api.depends("carrier_id", "carrier_code", "carrier_name", "service")
    def _compute_carrier_service(self):
        for shipment in self:
            shipment.carrier_service = carrier_service(shipment, shipment.carrier_id)

    @api.depends("ship_by", "state")
    def _compute_is_urgent(self):
        soon = fields.Datetime.now() + URGENT
        for shipment in self:
            told = shipment.state not in UNTOLD
            shipment.is_urgent = (
                not told and shipment.ship_by and shipment.ship_by <= soon
            )

    def _search_is_urgent(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        soon = fields.Datetime.now() + URGENT
        return [("state", "in", UNTOLD), ("ship_by", "<=", soon)]

    @api.depends("attempt_count")
    def _compute_error_count(self):
        maximum = parameters.max_attempts(self.env)
        for shipment in self:
            shipment.error_count = self.env._(
                "%(count)s of %(maximum)s",
                count=shipment.attempt_count,
                maximum=maximum,
            )

    @api.depends(
        "state",
        "waiting_reason",
        "error_message",
        "error_hint",
        "account_id",
        "told_payload",
        "withdraw",
        "read_back_first",
        "order_id",
        "confirmed_by_id",
        "verified_at",
        "not_shown_at",
    )
    @api.depends_context("lang", "tz")
    def _compute_explanation(self):
        reasons = dict(self._fields["waiting_reason"]._description_selection(self.env))
        pending = self.filtered(lambda shipment: shipment.state == "pending")
        held_back = {a: a._held_back() for a in pending.account_id}
        unread = pending.account_id.filtered(lambda account: account._is_down("orders"))
        for shipment in self:
            text = sentences(shipment.error_message, shipment.error_hint)
            if shipment.state == "confirmed":
                text = shipment._confirmation_text()
            elif shipment.state == "waiting":
                text = reasons.get(shipment.waiting_reason)
            elif shipment.state == "pending":
                text = held_back[shipment.account_id] or text or shipment._next_step()
                if shipment.account_id in unread and shipment._must_be_read():
                    text = self.env._(
                        "The marketplace's orders cannot be read. It is asked every "
                        "minute, and this is sent as soon as it answers."
                    )
            shipment.explanation = text

    def _must_be_read(self) -> bool:
        """Whether the order is read before anything is sent."""
        return self.read_back_first or not self.order_id

    def _next_step(self) -> str:
        """What is going to happen to a pending shipment."""
        if self.withdraw:
            return self.env._("The parcel was canceled: the marketplace is told so.")
        if self.told_payload:
            return self.env._("The delivery changed: the marketplace is told so.")
        return self.env._("It is sent in a moment.")

    def _confirmation_text(self) -> str:
        """Who says that the marketplace has it, and whether it shows it."""
        values = {
            "who": self.confirmed_by_id.sudo().name,
            "on": format_date(self.env, self.confirmed_on or self.confirmed_at),
            "marketplace": self.marketplace,
        }
        if not self.confirmed_by_id:
            return self.env._(
                "%(marketplace)s has the whole order as shipped: somebody confirmed it "
                "there. It is not sent.",
                **values,
            )
        if self.verified_at:
            return self.env._(
                "%(who)s confirmed it on %(on)s, and %(marketplace)s shows the parcel "
                "since %(since)s.",
                since=format_datetime(self.env, self.verified_at, dt_format="short"),
                **values,
            )
        if self.not_shown_at:
            return self.env._(
                "%(who)s confirmed it on %(on)s, but %(marketplace)s does not show it. "
                "Open the order there. If the parcel is missing, enter it there, or "
                "press Undo Confirmation and then Retry.",
                **values,
            )
        return self.env._(
            "%(who)s confirmed it on %(on)s. It is not sent; %(marketplace)s is asked "
            "whether it shows the parcel.",
            **values,
        )

    # --- Of sales orders and deliveries ---

    @api.model
    def _count_by(self, name: str, records) -> dict[int, int]:
        """Return {id of a record: how many shipments it has}, of those that have any.

        Whoever sees the record may know the number.

        :param name: the field that says which record a shipment belongs to
        """
        groups = self.sudo()._read_group(
            [(name, "in", records.ids)], [name], ["__count"]
        )
        return {record.id: count for record, count in groups}

    @api.model
    def _action_of(self, name: str, records) -> dict:
        """Return the action that shows the shipments of records."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shipgear_ecommerce_status.ecommerce_shipment_action"
        )
        return action | {"domain": [(name, "in", records.ids)], "context": {}}
