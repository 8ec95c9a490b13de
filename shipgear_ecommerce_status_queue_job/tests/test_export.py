# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import csv
import io
import json
import zipfile
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.shipgear_ecommerce_status.tests.test_export import ExportCase

from ..wizards.ecommerce_shipment_export import KEEP
from .common import JobsMixin


@tagged("post_install", "-at_install")
class TestExportInBackground(JobsMixin, ExportCase):
    def setUp(self):
        super().setUp()
        self._connect_runner()

    def _press(self, user=None, **values):
        """Prepare an export and have a job write it; return the job."""
        before = self._jobs("_job_export")
        export = self._prepare(user=user, **values)
        action = export.action_export_in_background()
        self.assertEqual(action["tag"], "display_notification")
        return self._jobs("_job_export") - before

    def _files(self):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "ecommerce.shipment.export")]
        )

    def _refs(self, attachment):
        """The order references in a packed CSV file."""
        with zipfile.ZipFile(io.BytesIO(attachment.raw)) as archive:
            [name] = archive.namelist()
            text = archive.read(name).decode("utf-8-sig")
        self.assertEqual(attachment.name, f"{name}.zip")
        return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]

    def test_the_file_is_of_its_user_and_has_what_that_user_may_see(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        account = self._make_account_on("ebay", "elsewhere", company_id=company.id)
        self._shipment("here")
        self._shipment("elsewhere", account)
        job = self._press()
        self.assertEqual(job.channel, "root.ecommerce_status.export")
        self.assertEqual(job.user_id, self.viewer)
        self._perform(job)
        self.assertEqual(job.state, "done")
        attachment = self._files()
        self.assertEqual(self._refs(attachment.with_user(self.viewer)), ["here"])
        other = self._make_exporter("other")
        with self.assertRaises(AccessError):
            attachment.with_user(other).read(["raw"])

    def test_the_user_is_told_where_the_file_is(self):
        self._shipment()
        self._perform(self._press(file_format="xlsx"))
        attachment = self._files()
        self.assertTrue(attachment.name.endswith(".xlsx"))
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.viewer.partner_id.ids)], limit=1
        )
        self.assertIn(f"/web/content/{attachment.id}", message.body)
        self.assertIn(attachment.name, message.subject)

    def test_the_dialog_may_be_gone_when_the_job_begins(self):
        self._shipment("kept")
        job = self._press()
        self.env["ecommerce.shipment.export"].search([]).unlink()
        self._perform(job)
        self.assertEqual(self._refs(self._files()), ["kept"])

    def test_the_same_is_written_once_for_each_user(self):
        self._shipment()
        self.assertTrue(self._press())
        self.assertFalse(self._press())
        self.assertTrue(self._press(domain=[("order_ref", "=", "222")]))
        self.assertTrue(self._press(user=self._make_exporter("other")))

    def test_who_may_not_export_gets_no_job(self):
        user = self._make_user("looker", "group_user")
        user.group_ids -= self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self._prepare(user=user).action_export_in_background()
        self.assertFalse(self._jobs("_job_export"))

    def test_a_right_that_is_gone_by_then_is_gone(self):
        self._shipment()
        job = self._press()
        self.viewer.group_ids -= self.env.ref("base.group_allow_export")
        with (
            mute_logger("odoo.addons.queue_job.controllers.main"),
            self.assertRaises(AccessError),
        ):
            self._perform(job)
        self.assertFalse(self._files())

    def test_the_user_is_told_when_queue_job_gives_up(self):
        export = self.env["ecommerce.shipment.export"].with_user(self.viewer)
        export._job_export_failed(exc_name="X", exc_message="Y", exc_info="Z")
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.viewer.partner_id.ids)], limit=1
        )
        self.assertEqual(message.subject, "Your export failed")
        job_function = self.env.ref(
            "shipgear_ecommerce_status_queue_job.job_function_export"
        )
        self.assertEqual(job_function.on_fail_method, "_job_export_failed")

    def test_files_go_after_a_week(self):
        self._shipment()
        self._perform(self._press())
        attachment = self._files()
        exports = self.env["ecommerce.shipment.export"]
        exports._gc_files()
        self.assertTrue(attachment.exists())
        old = fields.Datetime.now() - KEEP - timedelta(hours=1)
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = %s WHERE id = %s",
            (old, attachment.id),
        )
        self.env.invalidate_all()
        exports._gc_files()
        self.assertFalse(attachment.exists())


@tagged("post_install", "-at_install")
class TestExportWithoutRunner(ExportCase):
    def test_the_browser_downloads_it(self):
        self._shipment()
        export = self._prepare()
        action = export.action_export_in_background()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertFalse(self.env["queue.job"].search([]))
        self.assertEqual(json.loads(export.domain), [])
