# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import base64
import contextlib
import json
import logging
from collections.abc import Iterator

from odoo import http
from odoo.http import content_disposition, request

from ..wizards.ecommerce_shipment_export import ROUTE
from ..wizards.export_files import Chunks

_logger = logging.getLogger(__name__)
GET = {"type": "http", "auth": "user", "methods": ["GET"], "readonly": True}


class ShipmentExportController(http.Controller):
    @http.route(f"{ROUTE}/<int:export_id>", **GET)
    def export(self, export_id):
        """Stream an export that the user has prepared."""
        export = _prepared(export_id)
        file = export._file()
        chunks = (data for _count, data in _chunks(export, file) if data)
        return _response(
            chunks,
            ("Content-Type", file.media_type),
            ("Content-Disposition", content_disposition(file.name)),
        )

    @http.route(f"{ROUTE}/<int:export_id>/progress", **GET)
    def export_with_progress(self, export_id):
        """Stream an export in lines of JSON, for a page that shows how far it is.

        ``{"name", "type"}`` comes first, then ``{"rows", "data"}`` with the rows
        written so far and the next bytes in base64, and in the end ``{"done": true}``
        or ``{"error"}``: a file that was cut off never looks complete.
        """
        export = _prepared(export_id)
        return _response(
            _lines(export, export._file()),
            ("Content-Type", "application/x-ndjson; charset=utf-8"),
        )


def _prepared(export_id: int):
    export = request.env["ecommerce.shipment.export"].browse(export_id).exists()
    if not export:
        raise request.not_found()
    export.check_access("read")
    export._check_may_export()
    return export


def _response(chunks: Iterator[bytes], *headers: tuple[str, str]):
    return request.make_response(
        chunks, [*headers, ("X-Accel-Buffering", "no"), ("Cache-Control", "no-store")]
    )


def _chunks(export, file) -> Chunks:
    """Yield a file through a cursor of its own: the request's is closed by then."""
    registry = export.env.registry

    def write():
        with contextlib.closing(registry.cursor(readonly=True)) as cr:
            yield from file.chunks(cr)

    return write()


def _lines(export, file) -> Iterator[bytes]:
    chunks, cut_off = (
        _chunks(export, file),
        export.env._(
            "The server could not write the file to its end. Export again; if this "
            "persists, ask your administrator."
        ),
    )

    def write():
        yield _line(name=file.name, type=file.media_type)
        try:
            for count, data in chunks:
                yield _line(rows=count, data=base64.b64encode(data).decode())
        except Exception:  # the page must be told, whatever it was
            _logger.exception("An export broke off")
            yield _line(error=cut_off)
        else:
            yield _line(done=True)

    return write()


def _line(**values) -> bytes:
    return json.dumps(values).encode() + b"\n"
