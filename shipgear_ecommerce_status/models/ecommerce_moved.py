# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models

from . import clock


class EcommerceMoved(models.AbstractModel):
    """An account in a database that is a copy of another one, or was moved.

    It sends and reads nothing until a person says that the other database is at rest,
    or enters all secrets anew. What that one may have told is then asked for first.
    """

    _name = "ecommerce.moved"
    _description = "Account in a Copied Database"

    is_copied = fields.Boolean(
        compute="_compute_is_copied",
        help="The credentials were entered in another database, which may be at work.",
    )
    moved_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When this account went on in this database. What may have been told of "
        "older orders before that is looked up before it is told.",
    )

    def _compute_is_copied(self):
        copied = self._copied()
        for account in self:
            account.is_copied = account in copied

    def _copied(self):
        """Those whose secrets were entered in a database of which this is a copy."""
        secrets = self.env["ecommerce.account.credential"].sudo()
        found = secrets.search([("account_id", "in", self.ids)])._copied_secrets()
        return self.browse(found.account_id.ids)

    def action_go_on(self):
        """Go on in this database: it was moved, and the other one is at rest.

        These accounts, or those of all companies that the user works in: it is said
        of the database.
        """
        self.check_access("write")
        companies = self.env.user.company_ids.ids
        everywhere = self.with_context(active_test=False, allowed_company_ids=companies)
        accounts = self or everywhere.search([("company_id", "in", companies)])
        copied = accounts._copied()
        copied.check_access("write")
        copied.sudo().credential_ids._copied_secrets()._belong_here()
        for account in copied:
            account._message_log(
                body=self.env._(
                    "%s said that the database was moved here, and that the other one "
                    "is switched off.",
                    self.env.user.name,
                )
            )
        copied._arrive()
        copied._forget_tests()
        copied._resume()

    def _arrive(self):
        """The account speaks from this database now."""
        self.sudo().moved_at = clock.now(self.env)
        self.env["ecommerce.shipment"].sudo()._ask_first_all(self)
