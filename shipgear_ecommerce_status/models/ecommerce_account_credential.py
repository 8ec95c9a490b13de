# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Callable
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..connectors import CONNECTORS
from ..connectors.base import Credential
from .database_copy import this_database
from .translation import say


class EcommerceAccountCredential(models.Model):
    """One credential of one account, as its connector declares it.

    Secrets are write-only: ``value`` takes them and never gives them back; the
    stored column is closed to everyone but the server itself.
    """

    _name = "ecommerce.account.credential"
    _description = "eCommerce Account Credential"
    _order = "account_id, sequence, id"
    _rec_name = "label"
    _allow_sudo_commands = False

    account_id = fields.Many2one(
        "ecommerce.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    sequence = fields.Integer()
    name = fields.Char(required=True, readonly=True)
    label = fields.Char(compute="_compute_declaration")
    help = fields.Char(compute="_compute_declaration")
    secret = fields.Boolean(compute="_compute_declaration")
    required = fields.Boolean(compute="_compute_declaration")
    host = fields.Boolean(compute="_compute_declaration")
    stored_value = fields.Char(groups=fields.NO_ACCESS, copy=False, readonly=True)
    entered_in = fields.Char(
        groups=fields.NO_ACCESS,
        copy=False,
        readonly=True,
        help="The database in which the value was entered.",
    )
    value = fields.Char(compute="_compute_value", inverse="_inverse_value")
    changed_at = fields.Datetime(readonly=True, copy=False)
    expires_on = fields.Date(
        compute="_compute_expires_on", help="The platform takes it no more after that."
    )
    placeholder = fields.Char(compute="_compute_value")

    _name_uniq = models.Constraint(
        "UNIQUE(account_id, name)", "An account has each credential once."
    )

    @api.depends_context("lang")
    @api.depends("name", "account_id.platform")
    def _compute_declaration(self):
        lang = self.env.lang
        for record in self:
            credential = record._declared()
            record.label = say(lang, credential.label) if credential else record.name
            record.help = say(lang, credential.help) if credential else False
            record.secret = not credential or credential.secret
            record.required = bool(credential and credential.required)
            record.host = bool(credential and credential.host)

    @api.depends("name", "account_id.platform", "changed_at")
    def _compute_expires_on(self):
        for record in self:
            days = record._declared() and record._declared().lifetime_days
            expires = days and record.changed_at
            record.expires_on = expires and record.changed_at + timedelta(days=days)

    @api.depends_context("lang")
    @api.depends("stored_value", "secret", "required")
    def _compute_value(self):
        for record in self:
            stored = record.sudo().stored_value
            record.value = False if record.secret else stored
            if record.secret and stored:
                record.placeholder = self.env._("Saved and hidden. Type to replace it.")
            elif record.required:
                record.placeholder = self.env._("Required")
            else:
                record.placeholder = self.env._("Optional")

    def _declared(self) -> Credential | None:
        """What the connector says of this credential."""
        connector = CONNECTORS.get(self.account_id.platform)
        declared = connector.credentials if connector else ()
        return next((c for c in declared if c.name == self.name), None)

    def write(self, vals):
        # Under another name or account a secret would be shown or used as what
        # it is not.
        for name in {"name", "account_id"} & vals.keys():
            field = self._fields[name]
            if any(field.convert_to_write(r[name], r) != vals[name] for r in self):
                raise UserError(
                    self.env._("A credential cannot be renamed or moved elsewhere.")
                )
        return super().write(vals)

    def _inverse_value(self):
        copied = self.account_id._copied()
        for record in self:
            value = (record.value or "").strip()
            record._check_may_redirect(value)
            # A secret's field is empty on screen: empty means untouched.
            if value or not record.secret:
                if value != (record.sudo().stored_value or ""):
                    record.sudo().changed_at = fields.Datetime.now()
                record.sudo().stored_value = value or False
                record._belong_here()
        self.invalidate_recordset(["value"])  # what was typed is not to be read
        self._check_identity()
        (copied - copied._copied())._arrive()
        self.account_id._forget_tests()
        self.account_id._resume()

    def _check_may_redirect(self, value: str):
        """Whoever may choose where secrets are sent may read them.

        The address of a shop is for whoever connects it to enter: secrets that were
        saved for another address do not go to it, and are to be entered again.
        """
        changed = self.host and value != (self.sudo().stored_value or "")
        if not changed or self.env.is_system():
            return
        if self.required:
            siblings = self.account_id.credential_ids.sudo()
            siblings.filtered("secret").stored_value = False
        else:
            raise AccessError(
                self.env._(
                    "Only an administrator of the system may change “%s”: the "
                    "account's secrets are sent to that address.",
                    self.label,
                )
            )

    def _values(self) -> dict[str, str]:
        """Return the values by name, for the connector. Server side only."""
        return {record.name: record.sudo().stored_value or "" for record in self}

    def _keeper(self, ask=None) -> Callable[[str, str], None]:
        """Return what keeps a value that the platform put in place of another.

        In a transaction of its own: the old value may be used up, whatever becomes
        of the caller's.

        :param ask: how another thread has something done in this one
        """
        records = {record.name: record.id for record in self}

        def keep(name: str, value: str):
            def store():
                with self.env.registry.cursor() as cr:
                    record = self.with_env(self.env(cr=cr)).browse(records[name])
                    record.sudo().stored_value = value

            ask(store) if ask else store()

        return keep

    def _belong_here(self):
        """Note that these were entered in, or moved with, this database."""
        self.sudo().write({"entered_in": this_database(self.env)})

    def _copied_secrets(self):
        """The secrets that were entered in a database of which this is a copy."""
        here = this_database(self.env)
        return self.sudo().filtered(
            lambda c: c.secret and c.stored_value and c.entered_in != here
        )

    def _check_identity(self):
        """Refuse a second account of the same seller that is active or will be.

        Two accounts of one seller would tell the marketplace everything twice.
        """
        for account in self.account_id.sudo():
            if not account.active and account.setup_step == "done":
                continue
            mine = account._identity()
            if not mine:
                continue
            others = account.search(
                [("platform", "=", account.platform), ("id", "!=", account.id)]
            )
            for other in others:
                if other._identity() == mine:
                    raise ValidationError(self._already_connected(other, mine))

    def _already_connected(self, other, identity: tuple[str, ...]) -> str:
        if other.company_id not in self.env.user.company_ids:
            return self.env._(
                "An account of another company already connects this seller "
                "(%s). Ask the administrator of that company to archive it first.",
                ", ".join(identity),
            )
        return self.env._(
            "The account %(other)s of %(company)s already connects this seller "
            "(%(identity)s). Use that account, or archive it first.",
            other=other.name,
            company=other.company_id.name,
            identity=", ".join(identity),
        )
