# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A marketplace says scripts, formulas, text turned round, and a megabyte of it."""

import csv
import io
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openpyxl
from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..wizards import export_files
from .common import SELLER, EcommerceCommon, simulator

PASSWORD = "long enough"
SCRIPT = (
    "<script>window.hostileRan = 1</script><img src=x onerror='window.hostileRan = 1'>"
)
HOSTILE = {
    "SCRIPT": SCRIPT,
    "FORMULA": "=cmd|' /C calc'!A0",
    "AT": "@SUM(1+1)*cmd|' /C calc'!A0",
    "ARRAY": "{=1+1}",
    "MARKUP": "<r></is></c><c r='Z9'><f>1+1</f></c><c><is></r>",
    "LINK": "external:\\\\evil\\share",
    "CELL": "harmless;=1+1",
    "TAB": "\t=1+1",
    "TURNED": "invoice \u202egnp.exe \u2066x\u2069",
    "INVISIBLE": "zero\u200bwidth\ufeff",
    "CONTROLS": "bell\x07 nul\x00 escape\x1b[31m \ufffe",
    "LONG": "long " * 200_000,
}
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]")


class RudeMarketplace(BaseHTTPRequestHandler):
    """Gives a token, and refuses everything else in its own words."""

    words = ""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = {"access_token": "Atza|1", "expires_in": 3600}
        error = {"code": self.words[:500], "message": self.words, "details": ""}
        good = self.path.endswith("/token")
        body = json.dumps(token if good else {"errors": [error]}).encode()
        self.send_response(200 if good else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *args):
        """Say nothing."""


class HostileCase(EcommerceCommon, HttpCase):
    def _drain(self):
        # A browser's test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _read_hostile_items(self):
        rows = [
            {"seller_id": SELLER["seller_id"], "sku": sku, "title": title}
            for sku, title in HOSTILE.items()
        ]
        simulator.records.add_items(self.sim, rows)
        self.env.flush_all()
        cron = self.env.ref("shipgear_ecommerce_status.ir_cron_poll")
        cron.method_direct_trigger()
        self.env.invalidate_all()
        items = self.env["ecommerce.item"].search([("sku", "in", list(HOSTILE))])
        self.assertEqual(len(items), len(HOSTILE))
        return items

    def _refused_with(self, words):
        """A shipment that the marketplace refused in these words."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), RudeMarketplace)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        RudeMarketplace.words = words
        shipment = self._ship()
        url = f"http://127.0.0.1:{server.server_port}"
        self._set_credentials(
            self.account, endpoint=url, token_endpoint=f"{url}/o2/token"
        )
        self._drain()
        self.assertEqual(shipment.state, "failed", shipment.explanation)
        return shipment

    def assertHarmless(self, text):
        self.assertFalse(TURNING.search(text or ""), ascii(text)[:200])
        self.assertLess(len(text or ""), 6000)

    def assertNoMarkup(self, body):
        """What was said is in it as text alone."""
        for element in html.fromstring(body).iter():
            self.assertNotIn(element.tag, ("script", "img", "iframe", "object"))
            self.assertFalse([name for name in element.attrib if name[:2] == "on"])


@tagged("post_install", "-at_install")
class TestHostileText(HostileCase):
    def test_titles_are_kept_as_harmless_text(self):
        items = {item.sku: item.title for item in self._read_hostile_items()}
        for title in items.values():
            self.assertHarmless(title)
        self.assertEqual(items["SCRIPT"], SCRIPT)
        self.assertEqual(items["TURNED"], "invoice gnp.exe x")
        self.assertEqual(len(items["LONG"]), 500)

    def test_names_of_things_are_refused_rather_than_changed(self):
        sku = "X" * 1_000_000
        simulator.records.add_items(
            self.sim,
            [
                {"seller_id": SELLER["seller_id"], "sku": sku, "title": "Long"},
                {
                    "seller_id": SELLER["seller_id"],
                    "sku": "\u202eXUS",
                    "title": "Turned",
                },
                {"seller_id": SELLER["seller_id"], "sku": "GOOD", "title": "Good"},
            ],
        )
        self.env.ref("shipgear_ecommerce_status.ir_cron_poll").method_direct_trigger()
        skus = self.env["ecommerce.item"].search([]).mapped("sku")
        self.assertIn("GOOD", skus)
        self.assertFalse([sku for sku in skus if "XUS" in sku or "XXX" in sku])
        poll = self.account.poll_ids.filtered(lambda p: p.api == "products")
        self.assertIn("too long or has unusual characters", poll.problem)
        self.assertHarmless(poll.problem)

    def test_errors_are_kept_and_told_as_harmless_text(self):
        words = f"{HOSTILE['TURNED']} {HOSTILE['CONTROLS']} {SCRIPT} " + "x" * 1_000_000
        shipment = self._refused_with(words)
        self.account.user_id.email = "boss@example.com"
        self.account._send_digest()
        self.account._refresh_alerts()
        attempt = shipment.attempt_ids
        for text in (
            *(shipment[name] for name in ("error_message", "error_code", "error_hint")),
            *(attempt[name] for name in ("message", "code", "hint", "response_body")),
            *self.account.status_ids.mapped("reason"),
            *self.account.status_ids.mapped("last_message"),
            *self.account.activity_ids.mapped("summary"),
        ):
            self.assertHarmless(text)
        self.assertIn(SCRIPT, shipment.error_message)
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("hostileRan", mail.body_html)
        self.assertNoMarkup(mail.body_html)
        for message in self.env["mail.message"].search([], order="id desc", limit=20):
            self.assertNoMarkup(message.body or "<p/>")
        self.env.cr.precommit.run()
        for note in self.env["bus.bus"].search([]).mapped("message"):
            self.assertNotIn("<script", note)


@tagged("post_install", "-at_install")
class TestHostileExports(HostileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.viewer = cls._make_user(
            "viewer", "group_user", "base.group_allow_export", password=PASSWORD
        )

    def assertNoFormulas(self, answer, count):
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        self.assertGreaterEqual(len(cells), count)
        for cell in cells:
            self.assertNotEqual(cell.data_type, "f", cell.value)
            self.assertFalse(cell.hyperlink, cell.value)
            self.assertLessEqual(len(str(cell.value or "")), 32_767)

    def assertNoFormulaInCsv(self, answer):
        text = answer.content.decode("utf-8-sig")
        for separator in (",", ";", "\t"):
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            for cell in (cell for line in lines for cell in line):
                # Not what Odoo itself writes in the middle of a quoted cell.
                self.assertNotRegex(cell, r"\A\s*[=+@\uff1d]", separator)

    def _odoo_export(self, kind, records, *names):
        self.authenticate("viewer", PASSWORD)
        data = {
            "model": records._name,
            "fields": [{"name": n, "label": n, "type": "char"} for n in names],
            "ids": records.ids,
            "domain": [],
            "import_compat": False,
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )
        answer.raise_for_status()
        return answer

    def test_odoos_own_export_of_items(self):
        items = self._read_hostile_items()
        answer = self._odoo_export("xlsx", items, "sku", "title")
        self.assertNoFormulas(answer, 2 * len(HOSTILE))
        self.assertNoFormulaInCsv(self._odoo_export("csv", items, "sku", "title"))

    def test_our_export_of_shipments(self):
        shipments = self.env["ecommerce.shipment"]
        for number, text in enumerate(HOSTILE.values()):
            text = text.replace("\x00", "")  # no database keeps it
            shipments |= shipments.create(
                {
                    "account_id": self.account.id,
                    "order_ref": text[:200],
                    "event_key": f"hostile {number}",
                    "reference": f"hostile {number}",
                    "error_message": text,
                }
            )
        for kind in ("xlsx", "csv"):
            export = self.env["ecommerce.shipment.export"].with_user(self.viewer)
            export = export.create({"file_format": kind})
            self.authenticate("viewer", PASSWORD)
            url = f"/shipgear_ecommerce_status/export/{export.id}"
            answer = self.url_open(url)
            answer.raise_for_status()
            if kind == "xlsx":
                self.assertNoFormulas(answer, len(HOSTILE))
            else:
                self.assertNoFormulaInCsv(answer)

    def test_a_cell_that_a_spreadsheet_would_run_is_defused(self):
        texts = "=1| =1|\uff1d1|\t=1|\nx|{=1}|external:x|<r>".split("|")
        for text in texts:
            self.assertEqual(export_files.defuse(text)[0], "'", text)
        self.assertEqual(export_files.defuse("a; =1\n@x"), "a; '=1\n'@x")
        for text in ("1Z999", "a-b", "a = b", "x@y.example", 5, "Grüße; bis bald"):
            self.assertEqual(export_files.defuse(text), text)


@tagged("post_install", "-at_install")
class TestHostileScreens(HostileCase):
    def test_items_are_shown_without_running(self):
        self._read_hostile_items()
        self.start_tour(
            "/odoo/ecommerce-items", "ecommerce_hostile_text_tour", login="admin"
        )

    def test_errors_are_shown_without_running(self):
        self._refused_with(SCRIPT)
        self.start_tour(
            "/odoo/ecommerce-status", "ecommerce_hostile_error_tour", login="admin"
        )
