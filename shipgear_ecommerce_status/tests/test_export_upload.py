# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The marketplace's own upload file, from the list to the confirmation."""

import base64
import json
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from ..wizards import ecommerce_shipment_export_upload as upload_wizard
from .common import OTHER_SELLER
from .test_export import PASSWORD, ROUTE, DownloadCase, ExportCase

HEADING = (
    b"order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name"
    b"\ttracking-number\tship-method\r\n"
)
TRACKING = "1Z999AA10123456784"


class UploadCase(DownloadCase):
    def _drain(self):
        # A caller's test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _failed(self, quantities=None, tracking=TRACKING, account=None, **values):
        """A delivery that the marketplace refused, of an order that was read."""
        shipment = self._ship(quantities, tracking=tracking, account=account)
        self._read_order(shipment)
        shipment.write({"state": "failed", "shipped_at": "2026-03-01 23:30:00"})
        shipment.write(values)
        return shipment

    def _read_order(self, shipment):
        lines = shipment.line_ids
        shipment.order_id = self.env["ecommerce.order"].create(
            {
                "account_id": shipment.account_id.id,
                "ref": shipment.order_ref,
                "line_ids": [
                    (0, 0, {"ref": f"4711000000000{n}", "sku": line.sku, "quantity": 9})
                    for n, line in enumerate(lines)
                ],
            }
        )

    def _prepare(self, columns=(), **values):
        values = {"file_format": "amazon", "domain": self._of_test()} | values
        return super()._prepare(columns, **values)

    def _of_test(self):
        return [["account_id", "in", self._accounts.ids]]

    def setUp(self):
        super().setUp()
        self._accounts = self.account

    def _file(self, export=None):
        """The file, as the page receives it after Export."""
        export = export or self._prepare()
        action = export.action_export()
        self.authenticate(self.viewer.login, PASSWORD)
        answer = self.url_open(action["params"]["url"])
        answer.raise_for_status()
        first, *parts, last = map(json.loads, answer.text.splitlines())
        self.assertEqual(last, {"done": True})
        self.assertEqual(parts[-1]["rows"], action["params"]["total"])
        self.assertRegex(first["name"], r"^amazon-shipping-confirmation-[-\d]+\.txt$")
        return b"".join(base64.b64decode(part["data"]) for part in parts)


@tagged("post_install", "-at_install")
class TestUploadFile(UploadCase):
    def test_one_line(self):
        shipment = self._failed()
        self.assertEqual(
            self._file(),
            HEADING
            + f"{shipment.order_ref}\t47110000000000\t1\t2026-03-02\tUPS\t"
            f"\t{TRACKING}\tGround\r\n".encode(),
        )

    def test_a_split_order_with_several_lines(self):
        order = self._order({self.lamp: 3, self.mug: 2})
        one = self._deliver(order, "1ZONE", {self.lamp: 1, self.mug: 2})
        two = self._deliver(order, "1ZTWO", {self.lamp: 2})
        self._read_order(one)
        two.order_id = one.order_id
        (one | two).write({"state": "failed", "shipped_at": "2026-03-01 10:00:00"})
        day = "2026-03-01\tUPS\t"
        rows = (
            f"{one.order_ref}\t47110000000000\t1\t{day}\t1ZONE\tGround",
            f"{one.order_ref}\t47110000000001\t2\t{day}\t1ZONE\tGround",
            f"{one.order_ref}\t47110000000000\t2\t{day}\t1ZTWO\tGround",
        )
        self.assertEqual(
            self._file(), HEADING + "".join(f"{r}\r\n" for r in rows).encode()
        )

    def test_a_carrier_with_a_name(self):
        self._failed(carrier_code="Other", carrier_name="Vélo\tExpress\n", service="")
        self.assertTrue(
            self._file().endswith(f"\tOther\tVélo Express\t{TRACKING}\t\r\n".encode())
        )

    def test_an_order_that_was_never_read_is_confirmed_as_a_whole(self):
        shipment = self._ship({self.lamp: 2, self.mug: 1})
        shipment.write({"state": "failed", "shipped_at": "2026-03-01 10:00:00"})
        row = f"{shipment.order_ref}\t\t\t2026-03-01\tUPS\t\t{TRACKING}\tGround\r\n"
        self.assertEqual(self._file(), HEADING + row.encode())

    def test_in_the_order_of_the_list(self):
        for ref in "213":
            self._failed(order_ref=f"111-0000000-000000{ref}")
        file = self._file(self._prepare(order="order_ref desc"))
        refs = [line[:19] for line in file.decode().splitlines()[1:]]
        self.assertEqual(refs, [f"111-0000000-000000{ref}" for ref in "321"])

    def test_of_several_accounts_one_is_chosen(self):
        other = self._make_account("Amazon DE", OTHER_SELLER)
        self._accounts |= other
        mine, theirs = self._failed(), self._failed(account=other)
        export = self._prepare()
        self.assertEqual(export.account_ids, self._accounts)
        with self.assertRaisesRegex(UserError, "Choose the account"):
            export.action_export()
        self.assertIn("Choose the account", export.preview["problem"])
        export.account_id = other
        self.assertEqual(export.left_out, "Left out, as they are of other accounts: 1.")
        file = self._file(export).decode()
        self.assertIn(theirs.order_ref, file)
        self.assertNotIn(mine.order_ref, file)

    def test_what_changed_after_the_export_was_made_is_not_in_it(self):
        exported = self._failed()
        export = self._prepare()
        export.action_export()
        later = self._failed()
        self.authenticate(self.viewer.login, PASSWORD)
        text = self.url_open(ROUTE % export.id).text
        self.assertIn(exported.order_ref, text)
        self.assertNotIn(later.order_ref, text)

    def test_a_file_that_breaks_off_says_so(self):
        self._failed()
        export = self._prepare()
        action = export.action_export()
        self.authenticate(self.viewer.login, PASSWORD)
        breaking = patch.object(
            type(self.env["ecommerce.shipment"]), "_as_uploaded", side_effect=OSError
        )
        with (
            breaking,
            self.assertLogs("odoo.addons.shipgear_ecommerce_status", "ERROR"),
        ):
            lines = self.url_open(action["params"]["url"]).text.splitlines()
        self.assertIn("could not write the file", json.loads(lines[-1])["error"])
        self.assertNotIn('"done"', lines[-1])


@tagged("post_install", "-at_install")
class TestWhatIsUploaded(UploadCase):
    def test_what_the_marketplace_knows_or_is_told_anyway_is_left_out(self):
        self._failed()
        for state in ("waiting", "accepted", "success", "confirmed", "sending"):
            self._failed(state=state)
        self._failed(state="canceled")
        self._failed(state="pending")
        self._failed().order_id.status = "canceled"
        export = self._prepare()
        self.assertEqual((export.upload_count, export.upload_row_count), (2, 2))
        self.assertEqual(
            export.left_out.splitlines(),
            [
                "Left out, as the marketplace has them: 3.",
                "Left out, as they are sent by themselves: 2.",
                "Left out, as they were canceled: 2.",
            ],
        )

    def test_a_correction_or_a_parcel_taken_back_is_no_confirmation(self):
        for values in (
            {"withdraw": True},
            {"told_payload": {"tracking_numbers": ["old"]}},
            {"confirmed_at": "2026-03-02 10:00:00"},
        ):
            self._failed(**values)
        export = self._prepare()
        self.assertFalse(export.upload_count)
        self.assertIn("told before, and what changed", export.left_out)
        self.assertIn(": 3.", export.left_out)
        with self.assertRaisesRegex(UserError, "None of these shipments"):
            export.action_export()

    def test_what_lacks_something_is_named_with_what_to_do(self):
        good = self._failed()
        bare = self._failed(tracking_ref=False)
        unmapped = self._failed(carrier_code=False)
        export = self._prepare(order="id")
        self.assertEqual(
            export.lacking.splitlines(),
            [
                f"{bare.order_ref}: The shipment has no tracking number. Enter the "
                "tracking number on the delivery and retry.",
                f"{unmapped.order_ref}: The shipment has no carrier code. Add the "
                "carrier to the carrier mapping of this account and retry.",
            ],
        )
        self.assertEqual(self._file(export).count(b"\r\n"), 2)
        self.assertEqual(export.exported_ids, good.ids)

    def test_of_many_that_lack_something_the_first_are_named(self):
        for _shipment in range(3):
            self._failed(tracking_ref=False)
        with patch.object(upload_wizard, "NAMED", 2):
            lines = self._prepare().lacking.splitlines()
        self.assertEqual(lines[2:], ["And 1 more."])

    def test_part_of_an_order_that_was_never_read_is_named(self):
        order = self._order({self.lamp: 2})
        shipment = self._deliver(order, quantities={self.lamp: 1})
        shipment.state = "failed"
        self.assertIn("is not known. Press Update", self._prepare().lacking)

    def test_an_item_that_the_order_does_not_have_is_named(self):
        shipment = self._failed()
        shipment.order_id.line_ids.sku = "OTHER"
        self.assertIn("is not on the marketplace order", self._prepare().lacking)

    def test_the_dialog_knows_before_it_is_saved(self):
        failed = self._failed()
        with Form(self.env["ecommerce.shipment.export"]) as form:
            form.file_format = "amazon"
            self.assertFalse(form.asks_account)
            self.assertEqual(form.preview["rows"][0][0], failed.order_ref)
        other = self._make_account("Amazon DE", OTHER_SELLER)
        self._failed(account=other)
        with Form(self.env["ecommerce.shipment.export"]) as form:
            form.file_format = "amazon"
            self.assertTrue(form.asks_account)
            form.account_id = self.account
            self.assertEqual(form.upload_count, 1)
            self.assertEqual(form.preview["rows"][0][0], failed.order_ref)

    def test_the_preview_is_as_the_file(self):
        shipment = self._failed({self.lamp: 1, self.mug: 2}, service="Next\tDay")
        preview = self._prepare().preview
        self.assertEqual("\t".join(preview["heading"]), HEADING.decode().strip())
        row = [shipment.order_ref, "47110000000001", "2", "2026-03-02", "UPS", ""]
        self.assertEqual(preview["rows"][1], [*row, TRACKING, "Next Day"])
        self.assertEqual(len(preview["rows"]), 2)

    def test_it_is_offered_where_an_account_listed_has_such_a_file(self):
        self._failed()
        self.assertEqual(self._prepare().available_formats, ["csv", "xlsx", "amazon"])
        nothing = self._prepare(domain=[["id", "=", 0]])
        self.assertEqual(nothing.available_formats, ["csv", "xlsx"])

    def test_a_user_without_any_other_rights_may(self):
        self._ship().state = "failed"
        self.assertEqual(self._prepare().upload_count, 1)


@tagged("post_install", "-at_install")
class TestAfterTheUpload(UploadCase):
    def test_the_dialog_says_what_to_do_and_confirms_what_was_exported(self):
        shipment = self._failed()
        self._failed(tracking_ref=False)
        export = self._prepare()
        action = export.action_export()["params"]["then"]
        self.assertEqual(action["res_id"], export.id)
        self.assertEqual(export.exported_count, 1)
        self.assertIn("Upload Order Related Files", export.next_step)
        self.assertEqual(
            export.action_open_upload_page()["url"], "https://sellercentral.amazon.com"
        )
        asked = []
        with patch.object(
            type(shipment),
            "action_confirm_by_hand",
            lambda shipments: asked.append(shipments.ids),
            create=True,
        ):
            export.action_confirm_exported()
        self.assertEqual(asked, [shipment.ids])

    def test_nothing_else_is_confirmed(self):
        shipment = self._failed()
        self._prepare().action_export()
        self.assertEqual(shipment.state, "failed")


@tagged("post_install", "-at_install")
class TestChoices(ExportCase, HttpCase):
    def _open(self, user=None):
        exports = self.env["ecommerce.shipment.export"].with_user(user or self.viewer)
        return exports.create({})

    def _chosen(self, export):
        return export._column_names()

    def test_they_are_remembered(self):
        export = self._prepare(("tracking_ref", "order_ref"), file_format="xlsx")
        export.action_export()
        again = self._open()
        self.assertEqual(again.file_format, "xlsx")
        self.assertEqual(self._chosen(again), ["tracking_ref", "order_ref"])
        self.assertGreater(len(again.column_ids), 2)

    def test_each_user_has_their_own(self):
        before = self._chosen(self._open(self._make_exporter("colleague")))
        self._prepare(("order_ref",), file_format="xlsx").action_export()
        colleague = self._open(
            self.env["res.users"].search([("login", "=", "colleague")])
        )
        self.assertEqual(colleague.file_format, "csv")
        self.assertEqual(self._chosen(colleague), before)

    def test_they_can_be_reset(self):
        standard = self._chosen(self._open())
        export = self._prepare(("order_ref",), file_format="xlsx")
        export.action_export()
        self.assertEqual(export.action_reset()["res_id"], export.id)
        for shown in (export, self._open()):
            self.assertEqual(shown.file_format, "csv")
            self.assertEqual(self._chosen(shown), standard)

    def test_a_column_that_is_gone_is_forgotten(self):
        self.env["ir.default"].set(
            "ecommerce.shipment.export",
            "last_columns",
            "gone,state",
            user_id=self.viewer.id,
        )
        self.assertEqual(self._chosen(self._open()), ["state"])

    def test_the_preview_follows_them(self):
        self._shipment("=1+1", tracking_ref="1Z")
        export = self._prepare(("order_ref", "tracking_ref"))
        self.assertEqual(export.preview["rows"], [["'=1+1", "1Z"]])
        export.file_format = "xlsx"
        self.assertEqual(export.preview["rows"], [["=1+1", "1Z"]])
        export.column_ids[0].sequence = 9
        self.assertEqual(export.preview["rows"], [["1Z", "=1+1"]])
        export.column_ids.chosen = False
        self.assertEqual(export.preview, {"problem": "Choose at least one column."})

    def test_the_preview_has_the_first_rows(self):
        for n in range(7):
            self._shipment(str(n))
        rows = self._prepare(domain=[["account_id", "=", self.account.id]]).preview[
            "rows"
        ]
        self.assertEqual(rows, [[str(n)] for n in range(5)])

    def test_what_is_large_shows_its_progress(self):
        self._shipment()
        export = self._prepare()
        self.assertEqual(export.action_export()["type"], "ir.actions.act_url")
        with patch(
            "odoo.addons.shipgear_ecommerce_status.wizards"
            ".ecommerce_shipment_export.LARGE",
            1,
        ):
            action = export.action_export()
        self.assertEqual(action["params"]["total"], export.row_count)
        self.authenticate(self.viewer.login, PASSWORD)
        lines = self.url_open(action["params"]["url"]).text.splitlines()
        self.assertEqual(json.loads(lines[-2])["rows"], export.row_count)
