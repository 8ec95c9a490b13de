# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import contextlib
import csv
import io
import itertools
import json
import tracemalloc
from datetime import datetime
from unittest.mock import patch

import openpyxl
import psutil

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from ..wizards import export_files
from .common import EcommerceCommon

ROUTE = "/shipgear_ecommerce_status/export/%s"
PASSWORD = "long enough"
MEGABYTE = 2**20


class ExportCase(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._keys = itertools.count(1)
        cls.viewer = cls._make_exporter("viewer")

    @classmethod
    def _make_exporter(cls, login, **values):
        groups = ("group_user", "base.group_allow_export")
        values = {"tz": "Asia/Tokyo", "password": PASSWORD} | values
        return cls._make_user(login, *groups, **values)

    def _shipment(self, order_ref="111", account=None, **values):
        key = f"export {next(self._keys)}"
        return self.env["ecommerce.shipment"].create(
            {
                "account_id": (account or self.account).id,
                "order_ref": order_ref,
                "event_key": key,
                "reference": key,
                "shipped_at": "2026-03-01 23:30:00",
                **values,
            }
        )

    def _prepare(self, columns=("order_ref",), user=None, domain=(), **values):
        """What the dialog saves."""
        return (
            self.env["ecommerce.shipment.export"]
            .with_user(user or self.viewer)
            .create(
                {
                    "domain": json.dumps(domain),
                    "order": "id",
                    "column_ids": [
                        Command.create({"name": name, "sequence": sequence})
                        for sequence, name in enumerate(columns)
                    ],
                    **values,
                }
            )
        )


class DownloadCase(ExportCase, HttpCase):
    def _download(self, export, user=None):
        user = user or self.viewer
        self.authenticate(user.login, PASSWORD)
        return self.url_open(ROUTE % export.id, allow_redirects=False)

    def _table(self, *columns, **values):
        """The rows of the CSV file, without its heading."""
        answer = self._download(self._prepare(columns, **values))
        answer.raise_for_status()
        text = answer.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))[1:]


@tagged("post_install", "-at_install")
class TestCsv(DownloadCase):
    def test_excel_reads_it_as_utf_8(self):
        self._shipment()
        answer = self._download(self._prepare())
        self.assertEqual(answer.content[:3], b"\xef\xbb\xbf")
        self.assertIn(".csv", answer.headers["Content-Disposition"])

    def test_html_and_scripts_from_right_to_left_come_out_as_they_are(self):
        text = "<b>שלום</b> \u202e&amp; \"x\", 'y'\nz"
        self._shipment(text)
        self.assertEqual(self._table("order_ref"), [[text]])

    def test_nothing_is_run_as_a_formula(self):
        for start in ("=", "+", "-", "@", "\t", "\r"):
            self._shipment(order_ref=f"{start}cmd|' /C calc'!A0")
        for (cell,) in self._table("order_ref"):
            self.assertEqual(cell[0], "'")
            self.assertIn("cmd", cell)

    def test_what_is_empty_is_an_empty_cell(self):
        self._shipment()
        self.assertEqual(self._table("error_message", "confirmed_at"), [["", ""]])

    def test_columns_are_the_chosen_ones_in_their_order(self):
        self._shipment("111", carrier_code="UPS", tracking_ref="1Z")
        export = self._prepare(("tracking_ref", "account_id.name", "order_ref"))
        lines = self._download(export).content.decode("utf-8-sig").splitlines()
        self.assertEqual(lines[1], "1Z,Amazon US,111")
        self.assertEqual(lines[0].count(","), 2)
        export.column_ids[1].chosen = False
        export.column_ids[2].sequence = -1
        export.invalidate_recordset()
        lines = self._download(export).content.decode("utf-8-sig").splitlines()
        self.assertEqual(lines[1], "111,1Z")

    def test_a_state_is_written_as_on_screen(self):
        self._shipment(state="failed")
        self.assertEqual(self._table("state"), [["Failed"]])

    def test_times_are_those_of_the_users_zone(self):
        self._shipment()
        self.assertEqual(self._table("shipped_at"), [["2026-03-02 08:30:00"]])

    def test_only_what_is_listed(self):
        self._shipment("no", state="success")
        self._shipment("yes", state="failed")
        rows = self._table("order_ref", domain=[["state", "=", "failed"]])
        self.assertEqual(rows, [["yes"]])

    def test_only_what_is_selected(self):
        chosen = self._shipment("1") | self._shipment("3")
        self._shipment("2")
        rows = self._table("order_ref", domain=[["id", "in", chosen.ids]])
        self.assertEqual(rows, [["1"], ["3"]])

    def test_in_the_order_of_the_list(self):
        for ref in "213":
            self._shipment(ref)
        rows = self._table("order_ref", order="order_ref desc, id")
        self.assertEqual(rows, [["3"], ["2"], ["1"]])

    def test_in_the_order_of_the_groups_of_the_list(self):
        other = self.account.copy({"name": "Zebra", "sequence": 1})
        self._shipment("1")
        self._shipment("2", account=other)
        self._shipment("3")
        rows = self._table(
            "account_id.name", "order_ref", order="account_id, order_ref desc"
        )
        self.assertEqual(rows, [["Zebra", "2"], ["Amazon US", "3"], ["Amazon US", "1"]])

    def test_a_list_of_nothing_has_a_heading(self):
        lines = self._download(self._prepare()).content.decode("utf-8-sig").splitlines()
        self.assertEqual(len(lines), 1)

    def test_what_the_dialog_offers_by_itself_can_be_exported(self):
        self._shipment()
        export = self.env["ecommerce.shipment.export"].with_user(self.viewer).create({})
        self.assertEqual(export.row_count, 1)
        export.column_ids.chosen = True
        lines = self._download(export).content.decode("utf-8-sig").splitlines()
        self.assertEqual(lines[1].count(","), len(export.column_ids) - 1)


@tagged("post_install", "-at_install")
class TestXlsx(DownloadCase):
    def _sheet(self, *columns):
        answer = self._download(self._prepare(columns, file_format="xlsx"))
        answer.raise_for_status()
        return openpyxl.load_workbook(io.BytesIO(answer.content)).active

    def test_a_tracking_number_is_text(self):
        number = "00340434161094042557"
        self._shipment(tracking_ref=number)
        cell = self._sheet("tracking_ref")["A2"]
        self.assertEqual((cell.value, cell.data_type), (number, "s"))

    def test_a_time_is_a_time(self):
        self._shipment()
        cell = self._sheet("shipped_at")["A2"]
        self.assertEqual(cell.value, datetime(2026, 3, 2, 8, 30))
        self.assertTrue(cell.is_date)

    def test_a_number_is_a_number(self):
        shipment = self._shipment()
        shipment.attempt_count = 3
        self.assertEqual(self._sheet("attempt_count")["A2"].value, 3)

    def test_a_formula_and_a_link_are_text(self):
        self._shipment(order_ref="=1+1", tracking_ref="https://example.com")
        sheet = self._sheet("order_ref", "tracking_ref")
        self.assertEqual((sheet["A2"].value, sheet["A2"].data_type), ("=1+1", "s"))
        self.assertIsNone(sheet["B2"].hyperlink)

    @mute_logger("odoo.http")
    def test_more_rows_than_excel_takes_are_refused_with_a_way_out(self):
        for _shipment in range(3):
            self._shipment()
        with patch.object(export_files, "XLSX_MAX_ROWS", 3):
            answer = self._download(self._prepare(file_format="xlsx"))
        self.assertLess(answer.status_code, 500)
        self.assertIn("at most 2 rows", answer.text)


@tagged("post_install", "-at_install")
class TestMayExport(DownloadCase):
    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_not_what_another_user_prepared(self):
        self._shipment("mine")
        export = self._prepare()
        answer = self._download(export, self._make_exporter("colleague"))
        self.assertIn(answer.status_code, (403, 404))
        self.assertNotIn("mine", answer.text)

    @mute_logger("odoo.http")
    def test_not_without_the_right_to_export(self):
        user = self._make_user("only viewer", "group_user", password=PASSWORD)
        user.group_ids -= self.env.ref("base.group_allow_export")
        export = self._prepare(user=user)
        with self.assertRaisesRegex(AccessError, "not allowed to export"):
            export.action_export()
        self.assertEqual(self._download(export, user).status_code, 403)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_not_for_customers(self):
        user = self._make_user("customer", "base.group_portal", password=PASSWORD)
        self.assertIn(self._download(self._prepare(), user).status_code, (403, 404))

    def test_not_without_logging_in(self):
        answer = self.url_open(ROUTE % self._prepare().id, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_what_is_not_there_is_not_found(self):
        self.authenticate(self.viewer.login, PASSWORD)
        self.assertEqual(self.url_open(ROUTE % 0).status_code, 404)

    def test_nothing_of_another_company_however_it_is_asked_for(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.account.copy({"company_id": company.id})
        self._shipment("theirs", account=other)
        self._shipment("mine")
        export = self._prepare()
        export.sudo().company_ids |= company
        text = self._download(export).content.decode("utf-8-sig")
        self.assertEqual(text.splitlines()[1:], ["mine"])

    def test_of_the_users_companies_only_the_chosen_ones(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.viewer.company_ids |= company
        self._shipment(
            "not chosen", account=self.account.copy({"company_id": company.id})
        )
        self._shipment("chosen")
        chosen = self.viewer.with_context(allowed_company_ids=self.env.company.ids)
        export = self.env["ecommerce.shipment.export"].with_env(
            chosen.env(user=self.viewer)
        )
        export = export.create({"column_ids": [Command.create({"name": "order_ref"})]})
        self.assertEqual(export.row_count, 1)
        text = self._download(export).content.decode("utf-8-sig")
        self.assertEqual(text.splitlines()[1:], ["chosen"])


@tagged("post_install", "-at_install")
class TestGarbage(DownloadCase):
    """What no screen sends is refused with a sentence, before and after."""

    def _assert_refused(self, **values):
        export = self._prepare(**values)
        with self.subTest(values), self.env.cr.savepoint():
            with self.assertRaises(UserError):
                export.action_export()
            with mute_logger("odoo.http"):
                answer = self._download(export)
            self.assertIn(answer.status_code, (400, 403, 422), answer.text)
            self.assertNotIn("Traceback", answer.text)

    def test_an_order(self):
        for order in (
            "id; DROP TABLE ecommerce_shipment",
            "id desc, (SELECT pg_sleep(1))",
            "nothing",
            "id sideways",
            "account_id.credential_ids",
            "explanation",
            ",",
        ):
            self._assert_refused(order=order)

    def test_a_domain(self):
        for domain in (
            "",
            "{",
            "null",
            "5",
            '"x"',
            "{}",
            "[[]]",
            "[1, 2]",
            '[["nothing", "=", 1]]',
            '[["id", "sounds like", 1]]',
            '["&"]',
            '[["id", "in", [[["x"]]]]]',
            '[["state", "=", {"a": 1}]]',
            '[["shipped_at", ">", "tomorrow-ish"]]',
            '[["account_id.credential_ids.stored_value", "like", "A"]]',
            '[["attempt_ids.request_body", "like", "A"]]',
            "[" * 2000 + "]" * 2000,
        ):
            self._assert_refused(domain=domain)

    def test_a_domain_of_the_wrong_type(self):
        for domain in ('[["id", "=", "x"]]', '[["quantity", "=", "x"]]'):
            self._assert_refused(domain=domain)

    def test_columns(self):
        for columns in (
            (),
            ("nothing",),
            ("event_key",),
            ("reference",),
            ("account_id.pause_reason",),
            ('order_ref" FROM ecommerce_shipment; --',),
        ):
            self._assert_refused(columns=columns)


@tagged("post_install", "-at_install")
class TestStream(ExportCase):
    ROWS = 100_000

    def _fill(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO ecommerce_shipment (
                    account_id, company_id, order_ref, event_key, reference, state,
                    carrier_service, tracking_ref, shipped_at, quantity, error_message
                )
                SELECT %s, %s, 'order ' || n, 'stream ' || n, 'stream ' || n,
                       'success', 'UPS / Ground', '1Z999AA1' || n,
                       '2026-03-01'::timestamp + n * interval '1 second', 2,
                       'a sentence of some length that says what went wrong ' || n
                  FROM generate_series(1, %s) n
                """,
                self.account.id,
                self.account.company_id.id,
                self.ROWS,
            )
        )

    def _peak(self, consume):
        """How many bytes more were needed at any time, and what came of it.

        Python's own count, and what the process took, looked at now and then:
        the database library's memory is in the second alone.
        """
        process = psutil.Process()
        start, peak, result = process.memory_info().rss, 0, None
        tracemalloc.start()
        try:
            for result in consume:  # noqa: B007  the last one is returned
                peak = max(peak, process.memory_info().rss - start)
            return max(peak, tracemalloc.get_traced_memory()[1]), result
        finally:
            tracemalloc.stop()

    def test_a_hundred_thousand_rows_pass_without_being_kept(self):
        self._fill()
        export = self.env["ecommerce.shipment.export"].with_user(self.viewer).create({})
        file, registry = export._file(), self.env.registry

        def stream(kept=None):
            with contextlib.closing(registry.cursor(readonly=True)) as cr:
                lines = 0
                for _count, chunk in file.chunks(cr):
                    lines += chunk.count(b"\n")
                    if kept is not None:
                        kept.extend(map(bytes.decode, chunk.split(b"\n")))
                    yield lines

        with self.enter_registry_test_mode():
            needed, lines = self._peak(stream())
            self.assertEqual(lines, self.ROWS + 1)
            self.assertLess(needed, 20 * MEGABYTE)
            # The measure would notice rows that are kept.
            needed, _lines = self._peak(stream(kept=[]))
            self.assertGreater(needed, 20 * MEGABYTE)
