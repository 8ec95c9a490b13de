# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import hashlib
import json
import tempfile
import zipfile
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.shipgear_ecommerce_status.wizards.export_files import ExportFile

from ..models import job_runner

KEEP = timedelta(days=7)


class EcommerceShipmentExport(models.TransientModel):
    """An export that nobody has to wait for: a job writes the file."""

    _inherit = "ecommerce.shipment.export"

    def action_export_in_background(self):
        """Have a job write the file, and tell the user when it is there.

        Where nobody runs jobs the browser downloads it, as with *Export*.
        """
        self.ensure_one()
        self._check_may_export()
        if not job_runner.is_connected(self.env):
            return self.action_export()
        self._check_exportable()
        self._remember()
        wanted = self._wanted()
        self.browse().with_delay(
            description=self.env._("Export shipments"),
            identity_key=self._identity_key(wanted),
        )._job_export(wanted)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The file is written in the background. You are told when it is "
                    "there."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _wanted(self) -> dict:
        """Return what was chosen: this record may be gone before the job begins."""
        return {
            "file_format": self.file_format,
            "domain": self.domain,
            "order": self.order,
            "company_ids": self.company_ids.ids,
            "columns": self._column_names(),
        }

    def _identity_key(self, wanted: dict) -> str:
        """The same of the same user, in the same language, is the same."""
        text = json.dumps([wanted, self.env.uid, self.env.lang, self.env.companies.ids])
        return f"{self._name}:{hashlib.sha256(text.encode()).hexdigest()}"

    # --- The job, with the rights of who asked for it ---

    @api.model
    def _job_export(self, wanted: dict) -> str:
        """Write an export into an attachment that its user alone may open."""
        export = self.create(self._export_vals(wanted))
        export._check_may_export()
        attachment = export._attach(export._file())
        self._notify_user(
            self.env._("Your export is ready: %s", attachment.name),
            Markup('<p><a href="/web/content/%s?download=true">%s</a></p><p>%s</p>')
            % (
                attachment.id,
                attachment.name,
                self.env._("It is kept for %s days.", KEEP.days),
            ),
        )
        return attachment.name

    @api.model
    def _export_vals(self, wanted: dict) -> dict:
        columns = [
            Command.create({"name": name, "sequence": sequence})
            for sequence, name in enumerate(wanted["columns"])
        ]
        return {
            "file_format": wanted["file_format"],
            "domain": wanted["domain"],
            "order": wanted["order"],
            "company_ids": [Command.set(wanted["company_ids"])],
            "column_ids": columns,
        }

    def _attach(self, file: ExportFile):
        """Text is packed: a tenth of it is kept, and Odoo does not index it."""
        packed = file.media_type.startswith("text/")
        with tempfile.TemporaryFile() as target:
            if packed:
                with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                    with archive.open(file.name, "w", force_zip64=True) as entry:
                        self._write(file, entry)
            else:
                self._write(file, target)
            target.seek(0)
            # Of no record: who has made it may open it, and administrators of Odoo.
            return self.env["ir.attachment"].create(
                {
                    "name": f"{file.name}.zip" if packed else file.name,
                    "raw": target.read(),
                    "mimetype": "application/zip" if packed else file.media_type,
                    "res_model": self._name,
                }
            )

    def _write(self, file: ExportFile, target):
        for _count, data in file.chunks(self.env.cr):
            target.write(data)

    @api.model
    def _job_export_failed(self, **_failure):
        """Called by queue_job once it gives up."""
        self._notify_user(
            self.env._("Your export failed"),
            Markup("<p>%s</p>")
            % self.env._(
                "The server could not write the file. Export again; if this persists, "
                "ask your administrator: the job says what happened."
            ),
        )

    @api.model
    def _notify_user(self, subject: str, body: Markup):
        """In the user's inbox or by e-mail, as that user prefers, and on the screen."""
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=self.env.user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=body,
        )
        self.env.user._bus_send(
            "simple_notification", {"type": "info", "message": subject}
        )

    @api.autovacuum
    def _gc_files(self):
        old = fields.Datetime.now() - KEEP
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", False),
                    ("create_date", "<", old),
                ]
            )
        )
        files.unlink()
