# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import contextlib
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..connectors import CONNECTORS
from ..connectors.base import ConnectorError, Rejected, sentences
from ..connectors.upload import UploadFile
from ..models.translation import say
from ..models.writeback_upload import BATCH, LEFT_OUT, TOLD_BY_HAND
from .ecommerce_export_table import PREVIEW_ROWS, TABLES
from .export_files import ExportFile

#: So many shipments that lack something are named, the others counted.
NAMED = 20


class EcommerceShipmentExport(models.TransientModel):
    """The file that a marketplace itself takes, and what comes after it."""

    _inherit = "ecommerce.shipment.export"

    available_formats = fields.Json(compute="_compute_accounts")
    account_ids = fields.Many2many(
        "ecommerce.account",
        string="Accounts",
        compute="_compute_accounts",
        help="Those of the listed shipments whose marketplace takes such a file.",
    )
    account_id = fields.Many2one(
        "ecommerce.account",
        domain="[('id', 'in', account_ids)]",
        help="A file is uploaded to one account.",
    )
    asks_account = fields.Boolean(compute="_compute_accounts")
    is_upload = fields.Boolean(compute="_compute_is_upload")
    upload_count = fields.Integer(string="In the File", compute="_compute_upload")
    upload_row_count = fields.Integer(string="Rows", compute="_compute_upload")
    left_out = fields.Text(compute="_compute_upload")
    lacking = fields.Text(string="Something Is Missing", compute="_compute_upload")
    # A list of ids in the order of the list, which a relation does not keep.
    exported_ids = fields.Json(readonly=True)
    exported_count = fields.Integer(readonly=True)
    next_step = fields.Char(compute="_compute_next_step")
    upload_url = fields.Char(string="Upload URL", compute="_compute_next_step")

    @api.model
    def _formats(self):
        files = [(c.platform, c.upload_file) for c in CONNECTORS.values()]
        return super()._formats() + [
            (platform, say(self.env.lang, file.label))
            for platform, file in files
            if file
        ]

    def _upload_file(self) -> UploadFile | None:
        connector = CONNECTORS.get(self.file_format)
        return connector and connector.upload_file

    @api.depends("file_format")
    def _compute_is_upload(self):
        for export in self:
            export.is_upload = bool(export._upload_file())

    @api.depends("file_format", "domain", "company_ids")
    def _compute_accounts(self):
        for export in self:
            accounts = export._listed_counts().keys()
            platforms = {account.platform for account in accounts}
            export.available_formats = [*TABLES, *platforms]
            export.account_ids = self.env["ecommerce.account"].union(
                *(a for a in accounts if a.platform == export.file_format)
            )
            export.asks_account = len(export.account_ids) > 1

    def _listed_counts(self) -> dict:
        """Return how many of the listed shipments an account has in each state."""
        counts = {}
        for account, state, count in self.env["ecommerce.shipment"]._read_group(
            [("id", "in", self._search_shipments())],
            ["account_id", "state"],
            ["__count"],
        ):
            counts.setdefault(account, Counter())[state] = count
        return counts

    def _uploading_account(self):
        """The account of the file: the chosen one, or the only one there is."""
        accounts = self.account_ids._origin
        return self.account_id & accounts if len(accounts) > 1 else accounts

    # --- What is in the file, and what is not ---

    @api.depends("file_format", "account_id", "domain", "order", "company_ids")
    def _compute_upload(self):
        nothing = dict.fromkeys(
            ("upload_count", "upload_row_count", "left_out", "lacking"), False
        )
        for export in self:
            export.update(nothing)
            if export._uploading_account():
                texts = export._left_out_texts(export._count_left_out())
                export.left_out = "\n".join(texts)
                export.update(export._summary())

    def _untold(self):
        """What is listed of the account and not sent by itself, in listed order."""
        more = Domain("state", "in", TOLD_BY_HAND) & Domain(
            "account_id", "=", self._uploading_account().id
        )
        query = self._search_shipments(self.order or None, more)
        return self.env["ecommerce.shipment"].browse(query.get_result_ids())

    def _count_left_out(self) -> Counter:
        """Return reason -> how many of the listed shipments are not in the file."""
        counts = Counter(shipment._not_uploaded() for shipment in self._untold())
        for account, states in self._listed_counts().items():
            for state, count in states.items():
                here = account == self._uploading_account()
                counts[LEFT_OUT.get(state) if here else "elsewhere"] += count
        return counts

    def _left_out_texts(self, counts: Counter) -> list[str]:
        texts = {
            "known": self.env._("Left out, as the marketplace has them: %s."),
            "sent": self.env._("Left out, as they are sent by themselves: %s."),
            "canceled": self.env._("Left out, as they were canceled: %s."),
            "corrected": self.env._(
                "Left out, as the marketplace was told before, and what changed is "
                "corrected there by hand: %s."
            ),
            "elsewhere": self.env._("Left out, as they are of other accounts: %s."),
        }
        return [text % counts[why] for why, text in texts.items() if counts[why]]

    def _uploads(self):
        """Yield what is to be told, each with its rows or with what it lacks."""
        shipments = self._untold().filtered(lambda s: not s._not_uploaded())
        return shipments._upload_rows(self._upload_file(), self._zone())

    def _summary(self) -> dict:
        count, rows, lacks = 0, 0, []
        for shipment, result in self._uploads():
            if isinstance(result, Rejected):
                lacks.append((shipment.order_ref, result))
            else:
                count, rows = count + 1, rows + len(result)
        return {
            "upload_count": count,
            "upload_row_count": rows,
            "lacking": "\n".join(self._lacking_texts(lacks)),
        }

    def _lacking_texts(self, lacks: list[tuple[str, Rejected]]) -> list[str]:
        lang = self.env.lang
        texts = [
            f"{ref}: {sentences(say(lang, lack.message), say(lang, lack.hint))}"
            for ref, lack in lacks[:NAMED]
        ]
        if len(lacks) > NAMED:
            texts.append(self.env._("And %s more.", len(lacks) - NAMED))
        return texts

    @api.depends("account_id")
    def _compute_preview(self):
        return super()._compute_preview()

    def _first_rows(self):
        upload_file = self._upload_file()
        if not upload_file:
            return super()._first_rows()
        rows = []
        for _shipment, result in self._check_account()._uploads():
            rows += [] if isinstance(result, Rejected) else result
            if len(rows) >= PREVIEW_ROWS:
                break
        return list(upload_file.columns), map(upload_file.cells, rows[:PREVIEW_ROWS])

    def _check_account(self):
        if not self._uploading_account():
            raise UserError(
                self.env._("Choose the account that you upload the file to.")
            )
        return self

    # --- The file ---

    def _check_exportable(self):
        if not self._upload_file():
            return super()._check_exportable()
        if self._check_account().upload_count == 0:
            raise UserError(
                self.env._(
                    "None of these shipments can be confirmed with a file. The dialog "
                    "says why each is left out, and what is missing."
                )
            )

    def _download(self):
        if not self._upload_file():
            return super()._download()
        told = [s.id for s, rows in self._uploads() if not isinstance(rows, Rejected)]
        self.write(
            {
                "account_id": self._uploading_account().id,
                "exported_ids": told,
                "exported_count": len(told),
            }
        )
        return self._download_with_progress(self.upload_row_count, then=self._reopen())

    def _file(self):
        upload_file = self._upload_file()
        if not upload_file:
            return super()._file()

        def chunks(cr):
            return self.with_env(self.env(cr=cr))._upload_chunks(upload_file)

        name = self._file_name(upload_file.name, upload_file.extension)
        return ExportFile(name, upload_file.media_type, chunks)

    def _upload_chunks(self, upload_file: UploadFile):
        """Yield the rows of just what was listed when the export was made."""
        shipments = self.env["ecommerce.shipment"].browse(self.exported_ids or ())
        count, ready = 0, [upload_file.columns]
        for _shipment, rows in shipments._upload_rows(upload_file, self._zone()):
            if isinstance(rows, Rejected):
                raise rows
            count, ready = count + len(rows), ready + rows
            if len(ready) >= BATCH:
                yield count, upload_file.encode(ready)
                ready = []
        yield count, upload_file.encode(ready)

    # --- After the download ---

    @api.depends("file_format", "account_id", "exported_count")
    def _compute_next_step(self):
        self.update({"next_step": False, "upload_url": False})
        for export in self.filtered("exported_count"):
            export.next_step = say(self.env.lang, export._upload_file().next_step)
            with contextlib.suppress(ConnectorError):  # not connected any more
                export.upload_url = export.account_id._connector().upload_url()

    def action_open_upload_page(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.upload_url, "target": "new"}

    def action_confirm_exported(self):
        """The marketplace took the file: what is in it is not sent any more."""
        self.ensure_one()
        exported = self.env["ecommerce.shipment"].browse(self.exported_ids or ())
        return exported.exists().action_confirm_by_hand()
