# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ShipmentNames(models.AbstractModel):
    """By what people look for a shipment: a part of it is enough.

    The records that names belong to are not for every User of the add-on.
    """

    _name = "shipment.names"
    _description = "Names to Find a Shipment by"

    order_name = fields.Char(
        "Order Number",
        compute="_compute_names",
        search="_search_order_name",
        compute_sudo=True,
    )
    tracking_ref = fields.Char(string="Tracking Number", index="trigram", readonly=True)
    sale_order_name = fields.Char(
        "Order Name",
        compute="_compute_names",
        search="_search_sale_order_name",
        compute_sudo=True,
    )
    picking_name = fields.Char(
        "Delivery Name",
        compute="_compute_names",
        search="_search_picking_name",
        compute_sudo=True,
    )

    # Not of order_ref itself: PostgreSQL would take trigrams for equality too, where
    # they are hundreds of times slower than the index of the sender.
    _order_words_idx = models.Index(
        lambda registry: (
            "USING gin (upper(order_ref) gin_trgm_ops)" if registry.has_trigram else ""
        )
    )

    @api.depends("order_ref", "sale_order_id.name", "picking_id.name")
    def _compute_names(self):
        for shipment in self:
            shipment.order_name = shipment.order_ref
            shipment.sale_order_name = shipment.sale_order_id.name
            shipment.picking_name = shipment.picking_id.name

    def _search_order_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator != "ilike" or not isinstance(value, str):
            return Domain("order_ref", operator, value)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "upper(%s) LIKE upper(%s)",
                model._field_to_sql(alias, "order_ref", query),
                f"%{value}%",
            )
        )

    def _search_sale_order_name(self, operator, value):
        return self._named("sale_order_id", operator, value)

    def _search_picking_name(self, operator, value):
        return self._named("picking_id", operator, value)

    def _named(self, name: str, operator: str, value):
        """Find by the name of a related record, through an index of the relation even
        where another criterion would do: a subquery beside OR has none."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        records = self.env[self._fields[name].comodel_name].sudo()
        found = records.with_context(active_test=False)._search(
            [("name", operator, value)]
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(ARRAY(%s))",
                model._field_to_sql(alias, name, query),
                found.select(),
            )
        )
