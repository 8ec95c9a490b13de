# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections import Counter, defaultdict
from math import floor

from odoo import api, models
from odoo.tools import float_round

from .meeting import meet_at


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _quantities_told(self) -> Counter:
        """What the shipments of these lines claim, told already or still to tell."""
        groups = self.env["ecommerce.shipment.line"]._read_group(
            [
                ("sale_line_id", "in", self.ids),
                ("shipment_id.state", "!=", "canceled"),
                ("shipment_id.withdraw", "=", False),
            ],
            ["sale_line_id"],
            ["quantity:sum"],
        )
        return Counter(dict(groups))

    def _still_wanted(self, left: dict, told: Counter) -> dict:
        """The part of what left that the order still asks for.

        The marketplace refuses more than was ordered, and what a person has added
        to the delivery: neither may hold up the rest. If additions are all that left
        and something is still asked for, they may stand in for that: they are kept,
        so that the refusal asks a person.

        :param told: what earlier shipments claim of each line
        """
        goods = self.filtered(lambda line: line.product_id.type == "consu")
        missing = {
            line: max(line.product_uom_id.round(line.product_uom_qty - told[line]), 0)
            for line in goods
        }
        wanted = {line: min(left[line], missing.get(line, 0)) for line in left}
        wanted = {line: quantity for line, quantity in wanted.items() if quantity}
        if wanted or not any(missing.values()):
            return wanted
        return {line: left[line] for line in left if not line.product_uom_qty}

    @api.model
    def _quantities_left(self, left: dict, later=()) -> dict:
        """Return {sale order line: quantity in its own unit}, zeros left out.

        :param left: {sale order line: its moves that left}
        :param later: deliveries that are done as well, but count as leaving later
        """
        found = {
            line: line._quantity_left(moves, later) for line, moves in left.items()
        }
        return {line: quantity for line, quantity in found.items() if quantity}

    def _quantity_left(self, moves, later) -> float:
        """What of this line left with these moves, in the line's own unit."""
        self.ensure_one()
        bom = self._kit_bom(moves)
        if bom:
            # Each of two would miss the other's parts, and neither would tell the kit.
            meet_at(self)
            # The parts of a kit may leave one by one: it goes with the last of them.
            before = self._moves_left().filtered(lambda m: m.picking_id not in later)
            earlier = self._kits_in(bom, before - moves)
            return self._kits_in(bom, before | moves) - earlier
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, self.product_uom_id, rounding_method="HALF-UP"
            )
            for move in moves
        )

    def _moves_left(self):
        return self.move_ids.filtered(
            lambda m: m.state == "done" and m.picking_id._leaves_for_customer()
        )

    def _kit_bom(self, moves):
        """The bill of materials of the kit that was sold; None for a plain product.

        Manufacturing is no dependency: without it there are no kits.
        """
        if moves.product_id == self.product_id or "bom_line_id" not in moves._fields:
            return None
        # The one that the moves came from, should there be another by now. A kit
        # that consists of kits, or is dropshipped, has left no trace of its own.
        product, template = self.product_id, self.product_id.product_tmpl_id
        own = moves.bom_line_id.bom_id.filtered(
            lambda bom: (
                bom.type == "phantom"
                and (bom.product_id or product) == product
                and bom.product_tmpl_id == template
            )
        )
        found = self.env["mrp.bom"]._bom_find(
            product, company_id=self.company_id.id, bom_type="phantom"
        )
        return own[:1] or found[product]

    def _kits_in(self, bom, moves) -> float:
        """How many complete kits the moves make up, in the line's own unit."""
        product = self.product_id
        wanted = self.product_uom_id._compute_quantity(
            self.product_uom_qty or 1, bom.product_uom_id, round=False
        )
        _boms, parts = bom.explode(product, wanted / bom.product_qty)
        needed, there = defaultdict(float), defaultdict(float)
        for part, values in parts:
            if part.product_id.type != "service":
                needed[part.product_id] += part.product_uom_id._compute_quantity(
                    values["qty"], part.product_id.uom_id, round=False
                )
        for move in moves:
            there[move.product_id] += move.product_uom._compute_quantity(
                move.quantity, move.product_id.uom_id, round=False
            )
        shares = [there[part] / amount for part, amount in needed.items() if amount]
        kits = bom.product_uom_id._compute_quantity(
            min(shares, default=0) * wanted, product.uom_id, round=False
        )
        return product.uom_id._compute_quantity(
            floor(float_round(kits, precision_digits=6)),
            self.product_uom_id,
            rounding_method="HALF-UP",
        )
