# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..connectors.base import ConnectorError, SetupStep
from . import parameters
from .translation import say

CHOICE = Markup('<span class="text-nowrap me-3">%s <code>%s</code></span>')
LINK = Markup('<a href="%s" target="_blank" rel="noopener">%s</a>')


class EcommerceSetup(models.AbstractModel):
    """The first minutes of an account, step by step.

    Until the last step it is archived, so that nothing is read or sent by itself,
    and whoever left in the middle goes on where they were.
    """

    _name = "ecommerce.setup"
    _description = "Setup of an eCommerce Account"

    setup_step = fields.Selection(
        [
            ("platform", "1 Platform"),
            ("credentials", "2 Credentials"),
            ("test", "3 Test"),
            ("carriers", "4 Carriers"),
            ("try", "5 Try"),
            ("done", "Connected"),
        ],
        required=True,
        default="done",
        readonly=True,
        copy=False,
    )
    setup_guide = fields.Html(compute="_compute_setup_texts", sanitize=False)
    trial_note = fields.Char(compute="_compute_setup_texts")
    setup_summary = fields.Char(compute="_compute_setup_texts")
    proposal_ids = fields.One2many(
        "ecommerce.carrier.proposal",
        "account_id",
        "Proposals",
        groups="shipgear_ecommerce_status.group_administrator",
    )

    @api.depends_context("lang")
    @api.depends("platform", "read_orders")
    def _compute_setup_texts(self):
        lang = self.env.lang
        for account in self:
            connector = account._connector_class()
            steps = map(account._guide_step, connector.setup_steps)
            account.setup_guide = Markup("<ol>%s</ol>") % Markup("").join(steps)
            account.trial_note = say(lang, connector.test_mode)
            account.setup_summary = account._summary()

    def _guide_step(self, step: SetupStep) -> Markup:
        """A step as an item of a list: menus, what to do there, what it gives."""
        lang = self.env.lang
        labels = {c.name: c.label for c in self._connector_class().credentials}
        gives = ", ".join(say(lang, labels[name]) for name in step.gives)
        lines = [
            Markup("<strong>%s</strong>") % " › ".join(step.menu),
            say(lang, step.text),
            Markup(" ").join(CHOICE % choice for choice in step.choices),
            LINK % (step.url, step.url.removeprefix("https://")),
            Markup("→ <em>%s</em>") % gives,
        ]
        there = (step.menu, step.text, step.choices, step.url, gives)
        kept = [line for line, given in zip(lines, there, strict=True) if given]
        return Markup('<li class="mb-2">%s</li>') % Markup("<br/>").join(kept)

    def _summary(self) -> str:
        if not self.read_orders:
            return self.env._(
                "Deliveries that you validate are told by themselves. Orders are not "
                "read."
            )
        return self.env._(
            "Orders are read every %s minutes. Deliveries that you validate are told "
            "by themselves.",
            parameters.orders_interval(self.env),
        )

    @api.model_create_multi
    def create(self, vals_list):
        begins = self.env.context.get("default_setup_step", "done")
        return super().create(
            [
                vals
                if vals.get("setup_step", begins) == "done"
                else {**vals, "active": False}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.get("active"):  # whoever puts it to work is done with setting it up
            vals = {**vals, "setup_step": "done"}
        return super().write(vals)

    # --- What a person does ---

    def action_connect(self):
        """Open the setup: of the account that was left in the middle, or a new one."""
        self.check_access("create")
        unfinished = self.with_context(active_test=False).search(
            [("setup_step", "!=", "done"), ("create_uid", "=", self.env.uid)],
            order="id desc",
            limit=1,
        )
        return unfinished._open_setup()

    def action_continue_setup(self):
        self.ensure_one()
        self.check_access("write")
        return self._open_setup()

    def _open_setup(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shipgear_ecommerce_status.ecommerce_setup_action"
        )
        return {**action, "res_id": self.id}

    def action_setup_back(self):
        self._go(-1)

    def action_setup_next(self):
        """Leave the present step; refuse, with what is missing, where it is not done.

        The last one lets the account go to work.
        """
        self.ensure_one()
        self.check_access("write")
        if self.setup_step == "credentials":
            self._check_connects()
        elif self.setup_step == "test":
            self._propose_carriers()
        elif self.setup_step == "carriers":
            self.action_map_carriers()
        elif self.setup_step == "try":
            self._finish_setup()
        self._go(1)

    def _go(self, steps: int):
        self.ensure_one()
        self.check_access("write")
        names = list(dict(self._fields["setup_step"].selection))
        place = names.index(self.setup_step)
        if self.setup_step != "done":
            self.setup_step = names[max(0, place + steps)]

    def _check_connects(self):
        """Say what is wrong with the credentials, as far as it shows from here."""
        self.credential_ids._check_identity()
        try:
            self._connector().close()
        except ConnectorError as failure:
            raise UserError(self._say(failure, self.env.lang)) from failure

    def _finish_setup(self):
        self.active = True
        self.env["ecommerce.poll"].sudo()._read_now(self)

    def action_open_form(self):
        """Open the account's own page."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "target": "main",
            "views": [
                (
                    self.env.ref(
                        "shipgear_ecommerce_status.ecommerce_account_view_form"
                    ).id,
                    "form",
                )
            ],
        }

    # --- Carriers ---

    def _propose_carriers(self):
        """Propose a mapping for each carrier of the company that has none."""
        self.ensure_one()
        unmapped = self._unmapped()
        self.proposal_ids.filtered(lambda p: p.carrier_id not in unmapped).unlink()
        connector = self._connector_class()
        guesses = [
            (carrier, connector.propose_carrier(carrier.name, carrier.delivery_type))
            for carrier in unmapped - self.proposal_ids.carrier_id
        ]
        self.env["ecommerce.carrier.proposal"].create(
            [
                {
                    "account_id": self.id,
                    "carrier_id": carrier.id,
                    "carrier_code": guess.code,
                    "carrier_name": guess.name or False,
                    "service": guess.service or False,
                    "recognized": guess.known,
                }
                for carrier, guess in guesses
            ]
        )

    def _unmapped(self):
        """The carriers of the account's company that its platform has no name for."""
        company = self.company_id
        mapped = self.env["ecommerce.carrier.mapping"].search(
            [("platform", "=", self.platform), ("company_id", "=", company.id)]
        )
        return self.env["delivery.carrier"].search(
            [
                ("company_id", "in", (False, company.id)),
                ("id", "not in", mapped.carrier_id.ids),
            ]
        )

    def action_map_carriers(self):
        """Make mappings of the proposals that were kept."""
        self.ensure_one()
        self.check_access("write")
        unmapped = self._unmapped()
        kept = self.proposal_ids.filtered(lambda p: p.keep and p.carrier_id in unmapped)
        self.env["ecommerce.carrier.mapping"].create(
            [
                {
                    "platform": self.platform,
                    "company_id": self.company_id.id,
                    "carrier_id": proposal.carrier_id.id,
                    "carrier_code": proposal.carrier_code,
                    "carrier_name": proposal.carrier_name,
                    "service": proposal.service,
                }
                for proposal in kept
            ]
        )
        self.proposal_ids.unlink()
