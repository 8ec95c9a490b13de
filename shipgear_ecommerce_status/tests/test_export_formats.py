# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the files of an export have in common, and CSV to the byte."""

import base64
import csv
import io
import itertools
import json
from datetime import datetime, timedelta

import openpyxl

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..wizards import export_files
from .test_export import PASSWORD, ROUTE, DownloadCase


@tagged("post_install", "-at_install")
class TestBothFormats(DownloadCase):
    """What holds in a CSV file holds in a spreadsheet, and the other way round."""

    def _rows(self, *columns, path="", **values):
        """Yield the rows of each format, each cell as text."""
        export = self._prepare(columns, **values)
        self.authenticate(self.viewer.login, PASSWORD)
        for export.file_format in ("csv", "xlsx"):
            answer = self.url_open(ROUTE % export.id + path)
            answer.raise_for_status()
            data = answer.content
            if path:
                _first, *lines, _last = map(json.loads, answer.text.splitlines())
                data = b"".join(base64.b64decode(line["data"]) for line in lines)
            yield self._read(export.file_format, data)

    def _read(self, file_format, data):
        if file_format == "csv":
            text = io.StringIO(data.decode("utf-8-sig"), newline="")
            return list(csv.reader(text))[1:]
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]

    def test_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"].search(
            [("name", "=", "shipgear_ecommerce_status")]
        )._update_translations(["de_DE"])
        self.viewer.lang = "de_DE"
        self._shipment(state="failed")
        for rows in self._rows("state"):
            self.assertEqual(rows, [["Fehlgeschlagen"]])

    def test_in_the_users_zone_summer_and_winter(self):
        self.viewer.tz = "America/New_York"
        last = datetime(2026, 3, 8, 6, 59, 59, 999_999)
        for moment in (last, last + timedelta(microseconds=1)):
            self._shipment(shipped_at=moment)
        for rows in self._rows("shipped_at", "confirmed_at"):
            self.assertEqual(
                rows, [["2026-03-08 01:59:59", ""], ["2026-03-08 03:00:00", ""]]
            )

    def test_nothing_of_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.account.copy({"company_id": company.id})
        self._shipment("theirs", account=other)
        self._shipment("mine")
        for path in ("", "/progress"):
            for rows in self._rows("order_ref", path=path):
                self.assertEqual(rows, [["mine"]])

    @mute_logger("odoo.http")
    def test_no_column_that_the_user_may_not_read(self):
        for column in ("tracking_ref", "picking_id.name"):
            export = self._prepare(("order_ref", column))
            name = column.partition(".")[0]
            field = self.env["ecommerce.shipment"]._fields[name]
            self.patch(field, "groups", "base.group_system")
            for export.file_format in ("csv", "xlsx"):
                self.assertEqual(self._download(export).status_code, 403)


@tagged("post_install", "-at_install")
class TestCsvLines(BaseCase):
    def test_it_is_what_the_csv_module_writes_of_each_cell_alone(self):
        texts = ("", None, "a,b", 'a"b', "a\r\nb", "=1", "1;=1", "\t", "é")
        rows = list(itertools.product(texts, texts, (None, -1.5), (0, -2)))
        columns = [
            export_files.Column("=", kind) for kind in ("text", "text", *["number"] * 2)
        ]
        for some in (columns, columns[:1], columns[2:3]):
            width = slice(columns.index(some[0]), columns.index(some[0]) + len(some))
            expected = io.StringIO()
            writer = csv.writer(expected)
            writer.writerow(["'="] * len(some))
            mine = [row[width] for row in rows]
            writer.writerows([map(export_files.defuse, row) for row in mine])
            chunks = export_files.csv_chunks(some, [mine[:7], mine[7:]])
            text = b"".join(data for _count, data in chunks).decode("utf-8-sig")
            self.assertEqual(text, expected.getvalue())
