# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Callable, Iterator
from datetime import datetime, timezone

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from . import export_files
from .export_files import ExportFile

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
FETCH_ROWS = 2000
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
        convert = self._converter()
        return self._heading(), [map(cell, convert(row)) for row in rows]

    def _file(self) -> ExportFile:
        """Take all that the file needs from the environment.

        The request's cursor is closed before a streamed answer is read.
        """
        self._check_exportable()
        media_type, write = TABLES[self.file_format]
        heading, query, convert = self._heading(), self._rows_sql(), self._converter()

        def chunks(cr):
            return write(heading, map(convert, _fetch(cr, query)))

        name = self._file_name("shipments", self.file_format)
        return ExportFile(name, media_type, chunks)

    def _file_name(self, name: str, extension: str) -> str:
        today = fields.Date.to_string(fields.Date.context_today(self))
        return f"{name}-{today}.{extension}"

    def _rows_sql(self, limit: int | None = None) -> SQL:
        """The query of the chosen columns, under the user's access and rules."""
        shipments = self.env["ecommerce.shipment"]
        query = self._search_shipments(self.order or None)
        query.limit = limit
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

    def _converter(self) -> Callable[[tuple], tuple]:
        """Return what makes a row of the database one of the user."""
        names, zone = self._column_names(), self._zone()
        field = self.env["ecommerce.shipment"]._fields["state"]
        states = dict(field._description_selection(self.env))
        state_at = names.index("state") if "state" in names else None

        def convert(row):
            cells = [_local(v, zone) if isinstance(v, datetime) else v for v in row]
            if state_at is not None:
                cells[state_at] = states.get(cells[state_at], cells[state_at])
            return tuple(cells)

        return convert

    def _zone(self):
        return pytz.timezone(self.env.user.tz or "UTC")

    def _heading(self) -> list[str]:
        labels = self._labels()
        return [labels[name] for name in self._column_names()]

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


def _fetch(cr, query: SQL) -> Iterator[tuple]:
    cr.execute(SQL("DECLARE shipment_export NO SCROLL CURSOR FOR %s", query))
    while True:
        cr.execute(SQL("FETCH %s FROM shipment_export", FETCH_ROWS))
        rows = cr.fetchall()
        if not rows:
            return
        yield from rows


def _local(moment: datetime, zone) -> datetime:
    """UTC as stored to the user's wall clock, in whole seconds."""
    aware = moment.replace(microsecond=0, tzinfo=timezone.utc)
    return aware.astimezone(zone).replace(tzinfo=None)


def _or_empty(value):
    return "" if value is None or value is False else value
