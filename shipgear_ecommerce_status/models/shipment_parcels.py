# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.fields import Command

from ..connectors.base import sentences


def split_numbers(text: str | bool) -> tuple[str, ...]:
    """Odoo joins the tracking numbers of several parcels with commas."""
    numbers = (number.strip() for number in (text or "").split(","))
    return tuple(dict.fromkeys(number for number in numbers if number))


class WritebackParcels(models.AbstractModel):
    """One shipment per package, where each package has a tracking number of its own.

    A marketplace knows one number of a parcel. Odoo knows the numbers of a delivery,
    "A,B", and its packages: the first number is that of the package which Odoo hands
    to the carrier first, and so on. Where they do not pair off, the delivery stays
    one shipment.
    """

    _name = "writeback.parcels"
    _description = "Write-back Parcels"

    parcel = fields.Integer(
        readonly=True,
        copy=False,
        help="Which package of the delivery this is; 0 for the whole delivery.",
    )
    note = fields.Char(
        compute="_compute_note",
        compute_sudo=True,
        help="What the marketplace is not told of this delivery.",
    )

    # --- From one to several ---

    def _split_parcels(self):
        """Split what was never sent into its packages; return all there is now.

        The shipment that was queued keeps its event key and becomes the order's first
        package: who queues the delivery again finds it there, split or not.
        """
        parcels = self
        for shipment in self.filtered(lambda shipment: shipment._may_be_split()):
            (parcel, content), *others = shipment._contents() or [(0, {})]
            if parcel:
                vals_list = [shipment._parcel_vals(*other) for other in others]
                shipment.parcel = parcel
                for line in shipment.line_ids:
                    line.quantity = content.get(line.sale_line_id, 0)
                shipment.line_ids.filtered(lambda line: not line.quantity).unlink()
                # Whoever splits it at the same time meets this row, and tries again.
                shipment.flush_recordset()
                parcels += self.create(vals_list)
        return parcels

    def _may_be_split(self) -> bool:
        numbers = split_numbers(self.picking_id.carrier_tracking_ref)
        return (
            len(numbers) > 1
            and not self.parcel
            and self.state in ("waiting", "pending")
            and not self._may_be_known()
            and len(self._packages()) == len(numbers)
            and not self.attempt_ids
        )

    def _contents(self) -> list[tuple[int, dict]]:
        """Return (package, {sale line: quantity}) of this order's packages.

        Nothing where they do not add up to this shipment, in whole pieces: a kit may
        lie in several packages, and half a dozen cannot be told.
        """
        rest = {line.sale_line_id: line.quantity for line in self.line_ids}
        contents, packages = {}, list(self._packages())
        for line in self._move_lines_left():
            sale_line = line.move_id.sale_line_id
            if sale_line not in rest:
                continue
            quantity = line.product_uom_id._compute_quantity(
                line.quantity, sale_line.product_uom_id, rounding_method="HALF-UP"
            )
            if quantity % 1 or line.product_id != sale_line.product_id:
                return []
            number = packages.index(line.result_package_id) + 1
            content = contents.setdefault(number, {})
            content[sale_line] = content.get(sale_line, 0) + quantity
            rest[sale_line] -= quantity
        return [] if any(rest.values()) else sorted(contents.items())

    def _parcel_vals(self, parcel: int, content: dict) -> dict:
        lines = self.line_ids.filtered(lambda line: line.sale_line_id in content)
        return {
            **self._keys(self.event_key, "parcel", parcel),
            "parcel": parcel,
            "account_id": self.account_id.id,
            "order_ref": self.order_ref,
            "order_id": self.order_id.id,
            "ship_by": self.ship_by,
            "sale_order_id": self.sale_order_id.id,
            "picking_id": self.picking_id.id,
            "line_ids": [
                Command.create(
                    {
                        "sale_line_id": line.sale_line_id.id,
                        "product_id": line.product_id.id,
                        "sku": line.sku,
                        "title": line.title,
                        "quantity": content[line.sale_line_id],
                        "order_line_id": line.order_line_id.id,
                    }
                )
                for line in lines
            ],
        }

    # --- The delivery ---

    def _move_lines_left(self):
        return self.picking_id.move_line_ids.filtered(
            lambda line: (
                line.state == "done"
                and line.quantity
                and line.location_dest_usage != "inventory"
            )
        )

    def _packages(self):
        """The packages in the order in which Odoo hands them to a carrier; nothing
        where goods lie outside of packages."""
        lines = self._move_lines_left().sorted()
        packages = lines.result_package_id
        packed = all(line.result_package_id for line in lines)
        return packages if packed else packages.browse()

    def _own_tracking_ref(self) -> str | bool:
        """The part of the delivery's tracking numbers that this shipment is told with.

        No number is told of two packages: not even after somebody reordered them. A
        package that was told keeps its number for as long as the delivery has it.
        """
        numbers = self.picking_id.carrier_tracking_ref
        if not self.parcel:
            return numbers
        numbers = split_numbers(numbers)
        known = self._may_be_known()
        if known and self.tracking_ref in numbers:
            return self.tracking_ref
        others = self._of_same_delivery().filtered(lambda other: other._may_be_known())
        free = [n for n in numbers if n not in others.mapped("tracking_ref")]
        own = numbers[self.parcel - 1 : self.parcel]
        if own and own[0] in free:
            return own[0]
        return free[0] if known and free else False

    def _of_same_delivery(self):
        """The other shipments of this delivery and order."""
        return (
            self.picking_id.ecommerce_shipment_ids.filtered(
                lambda shipment: shipment.sale_order_id == self.sale_order_id
            )
            - self
        )

    def _missing_number(self) -> str:
        """Why there is no tracking number for this shipment."""
        others = self.parcel and self.picking_id.carrier_tracking_ref
        return "fewer_numbers" if others else "no_tracking"

    # --- What is not told ---

    @api.depends("state", "parcel", "tracking_ref")
    def _compute_note(self):
        for shipment in self:
            settled = shipment.state in ("confirmed", "canceled")
            notes = [shipment._note_on_numbers(), shipment._note_on_goods()]
            shipment.note = not settled and sentences(*notes)

    def _note_on_numbers(self) -> str:
        connector = self.account_id._connector_class()
        taken = connector.tracking_numbers_per_parcel
        numbers = split_numbers(self.tracking_ref)
        if self.parcel:
            numbers = split_numbers(self.picking_id.carrier_tracking_ref)
            taken = len(self._packages())
        if taken is None or len(numbers) <= taken:
            return ""
        return self.env._(
            "%(marketplace)s takes fewer tracking numbers for one parcel and is not "
            "told %(numbers)s. Add them there by hand or, before you validate a "
            "delivery, put the goods into packages, one for each number.",
            marketplace=connector.label,
            numbers=", ".join(numbers[taken:]),
        )

    def _note_on_goods(self) -> str:
        """What left beyond what the order asked for."""
        told = (self | self._of_same_delivery()).line_ids.grouped("sale_line_id")
        left = self._move_lines_left().move_id.filtered(
            lambda move: (
                move.sale_line_id.order_id == self.sale_order_id
                and move.product_id == move.sale_line_id.product_id
            )
        )
        quantities = self.env["sale.order.line"]._quantities_left(
            left.grouped("sale_line_id")
        )
        extra = [
            f"{quantity - sum(lines.mapped('quantity')):g} × {line.product_id.name}"
            for line, quantity in quantities.items()
            for lines in [told.get(line, self.line_ids.browse())]
            if line.product_uom_id.compare(quantity, sum(lines.mapped("quantity"))) > 0
        ]
        if not extra:
            return ""
        return self.env._(
            "Not told, because the order does not ask for it: %(goods)s.",
            goods=", ".join(extra),
        )
