# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models

from . import other_connectors
from .ecommerce_take_over import left_to
from .translation import say

#: What says where an order came from.
ORIGIN = frozenset(
    ("ecommerce_account_id", "ecommerce_order_ref", "client_order_ref", "team_id")
)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    ecommerce_account_id = fields.Many2one(
        "ecommerce.account",
        string="eCommerce Account",
        compute="_compute_ecommerce_account_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",  # a customer sees the order, in the portal
        help="The marketplace account that this order came from.",
    )
    ecommerce_order_ref = fields.Char(
        string="Marketplace Order",
        compute="_compute_ecommerce_order_ref",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        copy=False,
        groups="base.group_user",
        help="The order's reference on the marketplace.",
    )
    ecommerce_shipment_ids = fields.One2many(
        "ecommerce.shipment",
        "sale_order_id",
        string="eCommerce Shipments",
        groups="shipgear_ecommerce_status.group_user",
    )
    ecommerce_shipment_count = fields.Integer(
        string="eCommerce Shipment Count",
        compute="_compute_ecommerce_shipment_count",
        groups="base.group_user",
    )
    ecommerce_told_by = fields.Char(
        string="Told by Another Connector",
        compute="_compute_ecommerce_told_by",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("team_id", "company_id")
    def _compute_ecommerce_account_id(self):
        """The account of the sales team, where there is exactly one."""
        groups = (
            self.env["ecommerce.account"]
            .sudo()
            ._read_group(
                [("team_id", "in", self.team_id.ids)],
                ["team_id", "company_id"],
                ["id:recordset"],
            )
        )
        accounts = {(team, company): found for team, company, found in groups}
        for order in self:
            found = accounts.get((order.team_id, order.company_id))
            if found and len(found) == 1 and not order.ecommerce_account_id:
                order.ecommerce_account_id = found
            else:
                order.ecommerce_account_id = order.ecommerce_account_id

    @api.depends(
        lambda self: (
            "client_order_ref",
            "ecommerce_account_id",
            *other_connectors.reference_fields(self.env),
        )
    )
    def _compute_ecommerce_order_ref(self):
        others = other_connectors.installed(self.env)
        for order in self:
            ref = order.ecommerce_order_ref
            if order.ecommerce_account_id and not ref:
                ref = order.client_order_ref or order._ref_of_others(others)
            order.ecommerce_order_ref = order._tidy_ecommerce_order_ref(ref)

    def _ref_of_others(self, others) -> str | bool:
        """The marketplace's reference as another connector keeps it."""
        platform = self.ecommerce_account_id.sudo().platform
        refs = (self[o.ref] for o in others if o.ref and o.platform == platform)
        return next(filter(None, refs), False)

    @api.depends_context("lang")
    @api.depends("ecommerce_account_id", "ecommerce_order_ref")
    def _compute_ecommerce_told_by(self):
        """Say so where another connector tells the marketplace, and not we."""
        self.ecommerce_told_by = False
        for order, other in self._left_to_others().items():
            order.ecommerce_told_by = say(self.env.lang, left_to(other))

    def _compute_ecommerce_shipment_count(self):
        counts = self.env["ecommerce.shipment"]._count_by("sale_order_id", self)
        for order in self:
            order.ecommerce_shipment_count = counts.get(order.id, 0)

    def _tidy_ecommerce_order_ref(self, ref: str | bool) -> str | bool:
        """Return a reference as the marketplace writes it: people add a # or spaces,
        and the marketplace's own orders are found by it."""
        self.ensure_one()
        account = self.ecommerce_account_id.sudo()
        if ref and account:
            ref = account._connector_class().tidy_order_ref(ref)
        return (ref or "").strip() or False

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._tidy_ecommerce_order_refs()
        return orders

    def _tidy_ecommerce_order_refs(self):
        for order in self.filtered("ecommerce_order_ref"):
            tidy = order._tidy_ecommerce_order_ref(order.ecommerce_order_ref)
            if tidy != order.ecommerce_order_ref:
                order.ecommerce_order_ref = tidy

    def write(self, vals):
        result = super().write(vals)
        if not ORIGIN.isdisjoint(vals):
            self._tidy_ecommerce_order_refs()
            self.sudo()._correct_ecommerce_shipments()
        return result

    def _correct_ecommerce_shipments(self):
        """What left before its origin was known, or under a wrong reference, is
        told now, and no longer in the name of the wrong order."""
        self.ecommerce_shipment_ids._advance()
        self.picking_ids._enqueue_ecommerce_shipments()

    def _of_marketplaces(self):
        """Those that a marketplace waits for news of."""
        return self.filtered(lambda o: o.ecommerce_account_id and o.ecommerce_order_ref)

    def _left_to_others(self) -> dict:
        """Return {order: other connector} of those that another connector tells of."""
        brought = other_connectors.bringing(self._of_marketplaces())
        return {
            order: other
            for order, other in brought.items()
            if not order.ecommerce_account_id.tells_for_others
        }

    def _ecommerce_orders(self) -> dict:
        """What is known of these orders on the marketplace: {order: its twin there}."""
        twins = self.env["ecommerce.order"]
        refs = self.mapped("ecommerce_order_ref")
        found = twins.search_fetch(
            [("account_id", "in", self.ecommerce_account_id.ids), ("ref", "in", refs)],
            ["account_id", "ref", "fulfilled_by", "ship_by"],
        ).grouped(lambda twin: (twin.account_id, twin.ref))
        return {
            order: found.get(
                (order.ecommerce_account_id, order.ecommerce_order_ref), twins
            )
            for order in self
        }

    def action_view_ecommerce_shipments(self):
        return self.env["ecommerce.shipment"]._action_of("sale_order_id", self)

    def _open_as_quotations(self) -> dict:
        """Return an action that opens these: the one, or a list of them."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotations"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        views = [(False, "list"), (False, "form")]
        return {**action, "domain": [("id", "in", self.ids)], "views": views}
