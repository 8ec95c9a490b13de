# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Iterator

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, Query

from . import export_files
from .export_files import Column, ExportFile

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
PREVIEW_ROWS = 5
FETCH_ROWS = 1000
#: type of a field -> what its column has; the others have text
KINDS = {"integer": "number", "float": "number", "datetime": "moment"}
#: format -> media type, and how rows become a file
TABLES = {
    "csv": ("text/csv; charset=utf-8", export_files.csv_chunks),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        export_files.xlsx_chunks,
    ),
}


class EcommerceExportTable(models.AbstractModel):
    """The chosen columns of the listed shipments, as rows of a CSV or Excel file."""

    _name = "ecommerce.export.table"
    _description = "Table of an Export"

    def _column_names(self) -> list[str]:
        chosen = self.column_ids.filtered("chosen").sorted("sequence")
        names = chosen.mapped("name")
        if not names:
            raise UserError(self.env._("Choose at least one column."))
        unknown = set(names) - set(COLUMNS)
        if unknown:
            raise UserError(
                self.env._("There is no column %s.", ", ".join(sorted(unknown)))
            )
        return names

    def _first_rows(self) -> tuple[list[str], list]:
        """Return the heading and a few rows, as the file has them."""
        rows = self.env.execute_query(self._rows_sql(PREVIEW_ROWS))
        cell = export_files.defuse if self.file_format == "csv" else _or_empty
        heading = [column.label for column in self._columns()]
        return heading, [map(cell, row) for row in rows]

    def _file(self) -> ExportFile:
        """Take all that the file needs from the environment.

        The request's cursor is closed before a streamed answer is read.
        """
        self._check_exportable()
        media_type, write = TABLES[self.file_format]
        columns, query = self._columns(), self._rows_sql()

        def chunks(cr):
            return write(columns, _fetch(cr, query))

        name = self._file_name("shipments", self.file_format)
        return ExportFile(name, media_type, chunks)

    def _file_name(self, name: str, extension: str) -> str:
        today = fields.Date.to_string(fields.Date.context_today(self))
        return f"{name}-{today}.{extension}"

    def _columns(self) -> list[Column]:
        labels, shipments = self._labels(), self.env["ecommerce.shipment"]
        return [
            Column(labels[name], KINDS.get(shipments._fields[name].type, "text"))
            if name in shipments._fields
            else Column(labels[name])
            for name in self._column_names()
        ]

    def _rows_sql(self, limit: int | None = None) -> SQL:
        """The query of the chosen columns, under the user's access and rules.

        It gives what is to be in the cells: the database is quicker at it.
        """
        query = self._search_shipments(self.order or None)
        query.limit = limit
        return query.select(*[self._cell_sql(n, query) for n in self._column_names()])

    def _cell_sql(self, name: str, query: Query) -> SQL:
        shipments = self.env["ecommerce.shipment"]
        field_name, _dot, target = name.partition(".")
        field = shipments._fields[field_name]
        stored = shipments._field_to_sql(query.table, field_name, query)  # if readable
        if target:
            table = self.env[field.comodel_name]._table
            alias = query.left_join(query.table, field_name, table, "id", field_name)
            return SQL.identifier(alias, target)
        if field.type == "datetime":
            return self._moment_sql(stored)
        if field.type == "selection":
            return self._label_sql(stored, field)
        return stored

    def _moment_sql(self, stored: SQL) -> SQL:
        """UTC as stored to the user's wall clock, in whole seconds."""
        wall_clock = SQL("timezone(%s, timezone('UTC', %s))", self._zone().zone, stored)
        return SQL("date_trunc('second', %s)::text", wall_clock)

    def _label_sql(self, stored: SQL, field) -> SQL:
        labels = [
            SQL("WHEN %s THEN %s", value, label)
            for value, label in field._description_selection(self.env)
        ]
        return SQL("CASE %s %s ELSE %s END", stored, SQL(" ").join(labels), stored)

    def _zone(self):
        return pytz.timezone(self.env.user.tz or "UTC")

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


def _fetch(cr, query: SQL) -> Iterator[list[tuple]]:
    """Return the rows, some at a time.

    What the database refuses of the query it refuses now, before anything is sent.
    """
    cr.execute(SQL("DECLARE shipment_export NO SCROLL CURSOR FOR %s", query))

    def fetch():
        cr.execute(SQL("FETCH %s FROM shipment_export", FETCH_ROWS))
        return cr.fetchall()

    return iter(fetch, [])


def _or_empty(value):
    return "" if value is None else value
