# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import json
from collections import defaultdict

from odoo import api, fields, models

from . import other_connectors
from .ecommerce_take_over import left_to
from .shipment_parcels import split_numbers
from .translation import say


class StockPicking(models.Model):
    _inherit = "stock.picking"

    ecommerce_shipment_ids = fields.One2many(
        "ecommerce.shipment",
        "picking_id",
        string="eCommerce Shipments",
        groups="shipgear_ecommerce_status.group_user",
    )
    ecommerce_shipment_count = fields.Integer(
        string="eCommerce Shipment Count",
        compute="_compute_ecommerce_shipment_count",
        groups="base.group_user",
    )
    ecommerce_carrier_warning = fields.Char(
        string="eCommerce Carrier Warning",
        compute="_compute_ecommerce_carrier_warning",
        compute_sudo=True,
        groups="base.group_user",
    )
    ecommerce_told_by = fields.Char(
        string="Told by Another Connector",
        compute="_compute_ecommerce_told_by",
        compute_sudo=True,
        groups="base.group_user",
    )

    def _compute_ecommerce_shipment_count(self):
        counts = self.env["ecommerce.shipment"]._count_by("picking_id", self)
        for picking in self:
            picking.ecommerce_shipment_count = counts.get(picking.id, 0)

    # Of this record alone: what others change would be searched for at every change.
    @api.depends("state", "carrier_id")
    def _compute_ecommerce_carrier_warning(self):
        """Say what is missing while the delivery is still in somebody's hands."""
        self.ecommerce_carrier_warning = False
        accounts = {picking: picking._accounts_to_tell() for picking in self}
        mapped = {}
        if any(accounts.values()):
            mapped = self.env["ecommerce.carrier.mapping"]._of(self.carrier_id)
        for picking, to_tell in accounts.items():
            carrier = picking.carrier_id
            for account in to_tell:
                if (account.company_id, account.platform, carrier) not in mapped:
                    picking.ecommerce_carrier_warning = self.env._(
                        "%(marketplace)s will not be told of this delivery: the "
                        "carrier %(carrier)s has no mapping. Ask an administrator to "
                        "add one in eCommerce Status > Configuration > Carrier "
                        "Mapping, or choose another carrier.",
                        marketplace=account._connector_class().label,
                        carrier=carrier.name,
                    )

    @api.depends_context("lang")
    def _compute_ecommerce_told_by(self):
        """Say so where another connector tells the marketplace, and not we."""
        self.ecommerce_told_by = False
        if not other_connectors.installed(self.env):
            return
        for picking in self.filtered(lambda picking: picking._is_for_customer()):
            orders = picking.move_ids.sale_line_id.order_id._of_marketplaces()
            for order, other in other_connectors.bringing(orders).items():
                if order.ecommerce_account_id._leaves(picking, other):
                    picking.ecommerce_told_by = say(self.env.lang, left_to(other))

    def _accounts_to_tell(self):
        """The accounts that the chosen carrier must be known to."""
        if not self.carrier_id or self.state == "cancel" or not self._is_for_customer():
            return self.env["ecommerce.account"]
        if self.state == "done":
            waiting = self.ecommerce_shipment_ids.filtered(
                lambda shipment: shipment.waiting_reason == "no_mapping"
            )
            return waiting.account_id
        orders = self.move_ids.sale_line_id.order_id
        theirs = orders.browse().union(*orders._left_to_others())
        return (orders - theirs)._of_marketplaces().ecommerce_account_id

    def _action_done(self):
        # After super: the carrier has given its tracking number by then, and
        # every way of validating (batch, barcode, code) comes through here.
        result = super()._action_done()
        self.sudo()._enqueue_ecommerce_shipments()
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"carrier_tracking_ref", "carrier_id"} & vals.keys():
            done = self.filtered(lambda picking: picking.state == "done")
            if done:  # Odoo writes to nothing at all, once for each that it validates
                done.sudo().ecommerce_shipment_ids._advance()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        canceled = self.filtered(lambda picking: picking.state == "cancel")
        canceled.sudo().ecommerce_shipment_ids._advance()
        return result

    def _enqueue_ecommerce_shipments(self):
        """Queue one shipment per delivery and marketplace order. No network.

        Whatever there is to look up is looked up for all of them together.
        """
        deliveries = self.filtered(lambda p: p._leaves_for_customer()).sorted("id")
        orders = deliveries.move_ids.sale_line_id.order_id._of_marketplaces()
        twins = orders._ecommerce_orders()
        # What the marketplace ships itself there is nothing to confirm of.
        orders = orders.filtered(lambda o: twins[o].fulfilled_by != "marketplace")
        if not orders:
            return
        mappings = self.env["ecommerce.carrier.mapping"]._of(deliveries.carrier_id)
        brought = other_connectors.bringing(orders)
        ours, theirs = [], {}
        for picking, order, quantities in deliveries._ecommerce_quantities(orders):
            account, other = order.ecommerce_account_id, brought.get(order)
            vals = picking._ecommerce_shipment_vals(order, twins[order], quantities)
            vals |= picking._ecommerce_payload(account, mappings)
            if other and account._leaves(picking, other):
                theirs.setdefault((account, other), []).append(vals)
            else:
                ours.append(vals)
        shipments = self.env["ecommerce.shipment"]
        if ours:
            shipments._enqueue(ours)
        for (account, other), vals_list in theirs.items():
            shipments._enqueue(vals_list, account._left_values(other))

    def _ecommerce_quantities(self, orders):
        """Yield (delivery, order, {sale line: quantity to tell}) where there is any;
        what one delivery tells the next one need not."""
        told, orders = orders.order_line._quantities_told(), set(orders)
        left = self._ecommerce_moves()
        for number, picking in enumerate(self, 1):
            for order, moves in left[picking].items():
                if order in orders:
                    lines = order.order_line
                    quantities = lines._still_wanted(
                        lines._quantities_left(moves, later=self[number:]), told
                    )
                    told.update(quantities)
                    if quantities:
                        yield picking, order, quantities

    def _ecommerce_moves(self) -> dict:
        """Return {delivery: {order: {sale line: moves that are done}}}."""
        left = defaultdict(lambda: defaultdict(dict))
        done = self.move_ids.filtered(lambda move: move.state == "done")
        each = done.grouped(lambda move: (move.picking_id, move.sale_line_id))
        for (picking, line), moves in each.items():
            left[picking][line.order_id][line] = moves
        return left

    def _leaves_for_customer(self) -> bool:
        return self.state == "done" and self._is_for_customer()

    def _is_for_customer(self) -> bool:
        return self._is_to_external_location() and not self.return_id

    def _ecommerce_shipment_vals(self, order, twin, quantities) -> dict:
        """Return what is queued of an order, whatever the delivery says later.

        :param twin: the order on the marketplace, if it is known
        """
        account = order.ecommerce_account_id
        return {
            "account_id": account.id,
            "company_id": account.company_id.id,
            "order_ref": order.ecommerce_order_ref,
            "order_id": twin.id,
            "ship_by": twin.ship_by,
            "sale_order_id": order.id,
            "picking_id": self.id,
            "line_ids": [
                {
                    "company_id": account.company_id.id,
                    "sale_line_id": line.id,
                    "product_id": line.product_id.id,
                    "sku": line.product_id.default_code,
                    "title": line.product_id.display_name,
                    "quantity": quantity,
                }
                for line, quantity in quantities.items()
            ],
        }

    def _ecommerce_payload(self, account, mappings: dict) -> dict:
        """Return what the delivery and the carrier mappings say now.

        :param mappings: see ``_of`` of ecommerce.carrier.mapping
        """
        return {
            **account.env["ecommerce.carrier.mapping"]._payload(
                account, self.carrier_id, mappings
            ),
            **self._ecommerce_tracking(self.carrier_tracking_ref),
            "shipped_at": self.date_done,
        }

    def _ecommerce_tracking(self, tracking_ref) -> dict:
        """Return what is told of all its tracking numbers, or of some of them."""
        tracking_ref = (tracking_ref or "").strip() or False
        first = next(iter(split_numbers(tracking_ref)), "")
        return {
            "tracking_ref": tracking_ref,
            "tracking_url": self._ecommerce_tracking_url(first) or False,
        }

    def _ecommerce_tracking_url(self, number):
        """The carrier's page for one of the delivery's tracking numbers."""
        url, numbers = self.carrier_tracking_url, self.carrier_tracking_ref
        try:
            pages = dict(json.loads(url or ""))
        except ValueError:
            return url and number and url.replace(numbers, number)
        return pages.get(number) or next(iter(pages.values()), False)

    def action_view_ecommerce_shipments(self):
        return self.env["ecommerce.shipment"]._action_of("picking_id", self)
