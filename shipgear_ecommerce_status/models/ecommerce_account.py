# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..connectors import CONNECTORS, offered
from ..connectors.base import APIS, Connector
from .access import check_may_act

READ_APIS = ("orders", "products")


class EcommerceAccount(models.Model):
    _name = "ecommerce.account"
    _description = "eCommerce Account"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "ecommerce.alert",
        "ecommerce.connection",
        "ecommerce.first.account",
        "ecommerce.metrics",
        "ecommerce.moved",
        "ecommerce.pause",
        "ecommerce.quoting",
        "ecommerce.setup",
        "ecommerce.take.over",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True,
        tracking=True,
        help="An archived account sends nothing. Its shipments wait and go out "
        "when it is restored.",
    )
    platform = fields.Selection(
        selection=lambda self: offered(self.pool._init_modules),
        required=True,
        default=lambda self: next(iter(CONNECTORS)),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        check_company=True,
        help="Orders of this team are taken to come from this account, with the "
        "customer reference as the marketplace's order reference.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        help="The person who is asked when write-backs fail for good.",
    )
    digest = fields.Boolean(
        string="Daily Email",
        help="Mail the responsible person once a day what needs attention, if anything "
        "does.",
    )
    notify_buyer = fields.Boolean(
        string="Notify the Buyer",
        default=True,
        help="Whether the marketplace tells the buyer that the parcel left.",
    )
    asks_to_notify = fields.Boolean(compute="_compute_asks_to_notify")
    read_orders = fields.Boolean(
        default=True,
        help="Read the marketplace's orders: their lines, deadlines and parcels.",
    )
    read_items = fields.Boolean(
        default=True, help="Read what the marketplace lists: SKU, weight, picture."
    )
    credential_ids = fields.One2many(
        "ecommerce.account.credential",
        "account_id",
        "Credentials",
        groups="shipgear_ecommerce_status.group_administrator",
    )
    poll_ids = fields.One2many("ecommerce.poll", "account_id", "Readings")
    status_ids = fields.One2many("api.status", "account_id", string="API Status")
    shipment_ids = fields.One2many("ecommerce.shipment", "account_id", "Shipments")

    failed_count = fields.Integer(compute="_compute_shipment_counts")
    pending_count = fields.Integer(compute="_compute_shipment_counts")
    last_contact = fields.Datetime(compute="_compute_last_contact")

    def _compute_shipment_counts(self):
        groups = self.env["ecommerce.shipment"]._read_group(
            [
                ("account_id", "in", self.ids),
                ("state", "in", ("failed", "waiting", "pending", "sending")),
            ],
            ["account_id", "state"],
            ["__count"],
        )
        counts = {(account.id, state): count for account, state, count in groups}
        for account in self:
            account.failed_count = counts.get((account.id, "failed"), 0)
            account.pending_count = sum(
                counts.get((account.id, state), 0)
                for state in ("waiting", "pending", "sending")
            )

    @api.depends("platform")
    def _compute_asks_to_notify(self):
        """Some marketplaces leave it to the seller; others always do."""
        for account in self:
            account.asks_to_notify = account._connector_class().asks_to_notify

    @api.depends("status_ids.last_call_at")
    def _compute_last_contact(self):
        for account in self:
            answered = account.status_ids.filtered("last_answer_at")
            account.last_contact = max(answered.mapped("last_answer_at"), default=False)

    @api.onchange("platform")
    def _onchange_platform(self):
        connector = self._connector_class()
        self.name = self.name or connector.label
        names = [c.name for c in connector.credentials]
        self.credential_ids = [Command.clear()] + [
            Command.create({"name": name, "sequence": sequence})
            for sequence, name in enumerate(names)
        ]

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts._complete_rows()
        accounts._switch_apis()
        return accounts

    def write(self, vals):
        if "platform" in vals and any(a.platform != vals["platform"] for a in self):
            raise ValidationError(
                self.env._(
                    "The platform of an account cannot change: its orders and "
                    "shipments belong to it. Create another account instead."
                )
            )
        if "company_id" in vals and self._have_shipments():
            raise ValidationError(
                self.env._(
                    "The company of an account that has shipments cannot change. "
                    "Archive it, and create one in the other company."
                )
            )
        result = super().write(vals)
        if "read_orders" in vals or "read_items" in vals:
            self._switch_apis()
        if "active" in vals:
            self.credential_ids._check_identity()
            self.env["ecommerce.shipment"].sudo().search(
                [
                    ("account_id", "in", self.ids),
                    ("state", "in", ("waiting", "pending")),
                ]
            )._advance()
        return result

    def _switch_apis(self):
        """An API that is not read has no lamp, rather than a grey one."""
        for account in self.sudo().with_context(active_test=False):
            read = {"orders": account.read_orders, "products": account.read_items}
            for row in [*account.status_ids, *account.poll_ids]:
                if row.active != read.get(row.api, True):
                    row.active = not row.active

    def _complete_rows(self):
        """Give each account one row per credential and one lamp per API."""
        for account in self:
            have = set(account.credential_ids.mapped("name"))
            account.credential_ids = [
                Command.create({"name": credential.name, "sequence": sequence})
                for sequence, credential in enumerate(
                    account._connector_class().credentials
                )
                if credential.name not in have
            ]
            have = set(account.status_ids.mapped("api"))
            account.sudo().status_ids = [
                Command.create({"api": name}) for name in APIS if name not in have
            ]
            have = set(account.sudo().poll_ids.mapped("api"))
            account.sudo().poll_ids = [
                Command.create({"api": name}) for name in READ_APIS if name not in have
            ]

    def _connector_class(self) -> type[Connector]:
        return CONNECTORS[self.platform]

    def action_update(self):
        """Read and write back now, in the background: these accounts, or all.

        Open pages are told of the progress over the bus.
        """
        check_may_act(self)
        self.env["ecommerce.shipment"]._trigger_drain()
        self.env["ecommerce.poll"].sudo()._read_now(
            self or self.search([("company_id", "in", self.env.companies.ids)])
        )

    def _have_shipments(self) -> bool:
        domain = [("account_id", "in", self.ids)]
        return bool(self.env["ecommerce.shipment"].sudo().search(domain, limit=1))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self._have_shipments():
            raise UserError(
                self.env._(
                    "This account has shipments, which are the record of what the "
                    "marketplace was told. Archive it instead of deleting it."
                )
            )
