# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import contextlib
from collections.abc import Iterator
from datetime import datetime, timezone

import pytz

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools import SQL

from ..wizards import export_files

FETCH_ROWS = 2000


class ShipmentExportController(http.Controller):
    @http.route(
        "/shipgear_ecommerce_status/export/<int:export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, export_id):
        """Stream an export that the user has prepared."""
        export = request.env["ecommerce.shipment.export"].browse(export_id).exists()
        if not export:
            raise request.not_found()
        export.check_access("read")
        export._check_may_export()
        labels = export._labels()
        names = export._column_names()
        heading = [labels[name] for name in names]
        rows = _rows(export, names)
        if export.file_format == "xlsx":
            return _xlsx(export, heading, rows)
        return _response(
            export_files.csv_chunks(heading, rows), "csv", "text/csv; charset=utf-8"
        )


def _xlsx(export, heading, rows):
    try:
        with contextlib.closing(rows):
            file = export_files.xlsx_file(heading, rows)
    except OverflowError as error:
        raise UserError(
            export.env._(
                "Excel takes at most %s rows. Filter the list, or export CSV.",
                error.args[0],
            )
        ) from error
    return _response(
        iter(lambda: file.read(1 << 16), b""),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _response(chunks: Iterator[bytes], extension: str, content_type: str):
    today = fields.Date.to_string(fields.Date.context_today(request.env.user))
    return request.make_response(
        chunks,
        [
            ("Content-Type", content_type),
            (
                "Content-Disposition",
                content_disposition(f"shipments-{today}.{extension}"),
            ),
            ("X-Accel-Buffering", "no"),
            ("Cache-Control", "no-store"),
        ],
    )


def _rows(export, names: list[str]) -> Iterator[tuple]:
    """Yield the rows through a cursor of their own.

    The request's cursor is closed before a streamed answer is read, so all that
    the rows need is taken from the environment here, before the first one.
    """
    registry, query = export.env.registry, export._rows_sql()
    states = export._state_labels()
    zone = pytz.timezone(export.env.user.tz or "UTC")
    state_at = names.index("state") if "state" in names else None

    def convert(row):
        cells = [_local(v, zone) if isinstance(v, datetime) else v for v in row]
        if state_at is not None:
            cells[state_at] = states.get(cells[state_at], cells[state_at])
        return tuple(cells)

    def fetch():
        with contextlib.closing(registry.cursor(readonly=True)) as cr:
            cr.execute(SQL("DECLARE shipment_export NO SCROLL CURSOR FOR %s", query))
            while True:
                cr.execute(SQL("FETCH %s FROM shipment_export", FETCH_ROWS))
                rows = cr.fetchall()
                if not rows:
                    return
                yield from map(convert, rows)

    return fetch()


def _local(moment: datetime, zone) -> datetime:
    """UTC as stored to the user's wall clock, in whole seconds."""
    aware = moment.replace(microsecond=0, tzinfo=timezone.utc)
    return aware.astimezone(zone).replace(tzinfo=None)
