# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import Query

from . import export_files
from .ecommerce_export_table import COLUMNS, TABLES

CHOSEN = COLUMNS[:11]
ROUTE = "/shipgear_ecommerce_status/export"
#: So many rows take long enough that their progress is worth to be seen.
LARGE = 10_000


class EcommerceShipmentExport(models.TransientModel):
    """Export what is listed, in the order in which it is listed."""

    _name = "ecommerce.shipment.export"
    _inherit = "ecommerce.export.table"
    _description = "Export Shipments"

    file_format = fields.Selection(
        lambda self: self._formats(), string="Format", required=True, default="csv"
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
    last_columns = fields.Char(
        default=",".join(CHOSEN),
        help="The columns that the user chose last, in their order.",
    )
    preview = fields.Json(
        compute="_compute_preview",
        help="The heading and the first rows as they are going to be in the file.",
    )

    @api.model
    def _formats(self) -> list[tuple[str, str]]:
        return [("csv", self.env._("CSV")), ("xlsx", self.env._("Excel (XLSX)"))]

    @api.model
    def _default_columns(self):
        last = self.default_get(["last_columns"])["last_columns"].split(",")
        chosen = [name for name in last if name in COLUMNS]
        others = [name for name in COLUMNS if name not in chosen]
        return [
            Command.create({"name": name, "sequence": i, "chosen": name in chosen})
            for i, name in enumerate(chosen + others)
        ]

    @api.depends("domain", "company_ids")
    def _compute_row_count(self):
        for export in self:
            export.row_count = len(export._search_shipments())

    @api.depends(
        "file_format",
        "domain",
        "order",
        "company_ids",
        "column_ids.name",
        "column_ids.chosen",
        "column_ids.sequence",
    )
    def _compute_preview(self):
        for export in self:
            try:
                heading, rows = export._first_rows()
            except UserError as problem:
                export.preview = {"problem": str(problem)}
            else:
                export.preview = {
                    "heading": list(heading),
                    "rows": [list(map(str, row)) for row in rows],
                }

    # --- What the user does ---

    def action_export(self):
        """Remember what was chosen, and download the file."""
        self.ensure_one()
        self._check_may_export()
        self._check_exportable()  # says now, on screen, what would fail later
        self._remember()
        return self._download()

    def action_reset(self):
        """Forget what was chosen last."""
        self.ensure_one()
        self.check_access("write")
        self.env["ir.default"].sudo().search(
            [("user_id", "=", self.env.uid), ("field_id.model", "=", self._name)]
        ).unlink()
        columns = [Command.clear(), *self._default_columns()]
        self.write({"file_format": "csv", "column_ids": columns})
        return self._reopen()

    def _remember(self):
        defaults = self.env["ir.default"].sudo()
        defaults.set(self._name, "file_format", self.file_format, user_id=True)
        if self.file_format in TABLES:
            columns = ",".join(self._column_names())
            defaults.set(self._name, "last_columns", columns, user_id=True)

    def _download(self):
        if self.row_count >= LARGE:
            return self._download_with_progress(self.row_count)
        return {
            "type": "ir.actions.act_url",
            "url": f"{ROUTE}/{self.id}",
            "target": "download",
        }

    def _download_with_progress(self, total: int, **params) -> dict:
        return {
            "type": "ir.actions.client",
            "tag": "shipgear_ecommerce_status.export_progress",
            "params": {"url": f"{ROUTE}/{self.id}/progress", "total": total, **params},
        }

    def _reopen(self) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shipgear_ecommerce_status.ecommerce_shipment_export_action"
        )
        return action | {"res_id": self.id}

    # --- What may be, and can be exported ---

    def _check_may_export(self):
        self.env["ecommerce.shipment"].check_access("read")
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You are not allowed to export. Ask an administrator for the "
                    "right “Export”."
                )
            )

    def _check_exportable(self):
        self._rows_sql()
        most = export_files.XLSX_MAX_ROWS - 1
        if self.file_format == "xlsx" and self.row_count > most:
            raise UserError(
                self.env._(
                    "Excel takes at most %s rows. Filter the list, or export CSV.", most
                )
            )

    def _search_shipments(self, order=None, more=Domain.TRUE) -> Query:
        """What is listed, under the user's access and rules.

        :param more: a domain besides that of the list
        """
        companies = self.company_ids or self.env.companies
        try:
            domain = Domain(json.loads(self.domain)) & more
            domain &= Domain("company_id", "in", companies.ids)
            return self.env["ecommerce.shipment"]._search(domain, order=order)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise UserError(
                self.env._(
                    "The filter or the order of this export cannot be read. Close "
                    "it, choose the filter in the list again, and export anew."
                )
            ) from error
