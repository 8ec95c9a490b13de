# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL, Query

#: What can be exported, in the order in which the grid shows it. A name with a
#: dot is a field of the record that a many2one points to.
COLUMNS = (
    "order_ref",
    "account_id.name",
    "state",
    "carrier_service",
    "tracking_ref",
    "quantity",
    "shipped_at",
    "last_attempt_at",
    "attempt_count",
    "error_message",
    "error_hint",
    "carrier_code",
    "carrier_name",
    "service",
    "sale_order_id.name",
    "picking_id.name",
    "next_attempt_at",
    "error_code",
    "confirmed_at",
)
CHOSEN = COLUMNS[:11]


class EcommerceShipmentExport(models.TransientModel):
    """Export what is listed, in the order in which it is listed."""

    _name = "ecommerce.shipment.export"
    _description = "Export Shipments"

    file_format = fields.Selection(
        [("csv", "CSV"), ("xlsx", "Excel (XLSX)")],
        string="Format",
        required=True,
        default="csv",
    )
    domain = fields.Char(
        required=True, default="[]", help="What is listed, as a JSON domain."
    )
    order = fields.Char(string="Sorted By", default="shipped_at desc, id desc")
    company_ids = fields.Many2many(
        "res.company",
        default=lambda self: self.env.companies,
        help="The companies that were chosen when the export was opened.",
    )
    row_count = fields.Integer(string="Shipments", compute="_compute_row_count")
    column_ids = fields.One2many(
        "ecommerce.shipment.export.column",
        "export_id",
        string="Columns",
        default=lambda self: self._default_columns(),
    )

    @api.model
    def _default_columns(self):
        return [
            Command.create({"name": name, "sequence": i, "chosen": name in CHOSEN})
            for i, name in enumerate(COLUMNS)
        ]

    @api.depends("domain", "company_ids")
    def _compute_row_count(self):
        for export in self:
            export.row_count = len(export._search_shipments())

    def action_export(self):
        self.ensure_one()
        self._check_may_export()
        self._rows_sql()  # says now, on screen, what would fail in the download
        return {
            "type": "ir.actions.act_url",
            "url": f"/shipgear_ecommerce_status/export/{self.id}",
            "target": "download",
        }

    def _check_may_export(self):
        self.env["ecommerce.shipment"].check_access("read")
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You are not allowed to export. Ask an administrator for the "
                    "right “Access to export feature”."
                )
            )

    def _search_shipments(self, order=None) -> Query:
        """What is listed, under the user's access and rules."""
        companies = self.company_ids or self.env.companies
        try:
            domain = Domain(json.loads(self.domain))
            domain &= Domain("company_id", "in", companies.ids)
            return self.env["ecommerce.shipment"]._search(domain, order=order)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise UserError(
                self.env._(
                    "The filter or the order of this export cannot be read. Close "
                    "it, choose the filter in the list again, and export anew."
                )
            ) from error

    # --- The rows, for the controller ---

    def _column_names(self) -> list[str]:
        names = self.column_ids.filtered("chosen").mapped("name")
        if not names:
            raise UserError(self.env._("Choose at least one column."))
        unknown = set(names) - set(COLUMNS)
        if unknown:
            raise UserError(
                self.env._("There is no column %s.", ", ".join(sorted(unknown)))
            )
        return names

    def _rows_sql(self) -> SQL:
        """The query of the chosen columns, under the user's access and rules."""
        shipments = self.env["ecommerce.shipment"]
        query = self._search_shipments(self.order or None)
        terms = []
        for name in self._column_names():
            field_name, _dot, target = name.partition(".")
            if target:
                field = shipments._fields[field_name]
                alias = query.left_join(
                    query.table,
                    field_name,
                    self.env[field.comodel_name]._table,
                    "id",
                    field_name,
                )
                terms.append(SQL.identifier(alias, target))
            else:
                terms.append(shipments._field_to_sql(query.table, name, query))
        return query.select(*terms)

    @api.model
    def _labels(self) -> dict[str, str]:
        """Return the headings by column name, in the user's language."""
        names = [name.partition(".")[0] for name in COLUMNS]
        described = self.env["ecommerce.shipment"].fields_get(names, ["string"])
        return {
            name: described[name.partition(".")[0]]["string"]
            for name in COLUMNS
            if name.partition(".")[0] in described
        }

    def _state_labels(self) -> dict[str, str]:
        field = self.env["ecommerce.shipment"]._fields["state"]
        return dict(field._description_selection(self.env))
