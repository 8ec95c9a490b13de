# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from markupsafe import Markup

from odoo import api, models

ADMINISTRATOR = "shipgear_ecommerce_status.group_administrator"


class EcommerceFirstAccount(models.AbstractModel):
    """What empty screens say while no account is connected."""

    _name = "ecommerce.first.account"
    _description = "Way to the First Account"

    @api.model
    def get_empty_list_help(self, help_message):
        # Odoo reads an action's help with all rights, whoever it is for.
        accounts = self.env["ecommerce.account"].sudo(False)
        if accounts.has_access("read") and not accounts.search([], limit=1):
            help_message = self._first_account_help(accounts.has_access("create"))
        return super().get_empty_list_help(help_message)

    def _first_account_help(self, may_connect: bool) -> Markup:
        if may_connect:
            action = self.env.ref("shipgear_ecommerce_status.ecommerce_connect_action")
            title = self.env._("Connect your first marketplace account")
            text = self.env._(
                "It takes a few minutes, and each step says where to find what it asks "
                "for. From then on the marketplace learns of every delivery that you "
                "validate for one of its orders."
            )
            button = Markup(
                '<a type="action" name="%s" role="button" tabindex="0" href="#" '
                'class="btn btn-primary o_ecommerce_connect">%s</a>'
            ) % (action.id, self.env._("Connect an Account"))
        else:
            title = self.env._("No marketplace account is connected yet")
            text = self.env._(
                "Ask an administrator of eCommerce Status to connect one: %s.",
                ", ".join(self._administrators()),
            )
            button = ""
        return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>%s') % (
            title,
            text,
            button,
        )

    def _administrators(self) -> list[str]:
        """Names of some who may connect an account."""
        users = self.env.ref(ADMINISTRATOR).sudo().all_user_ids
        here = users.filtered(
            lambda user: user.active and self.env.company in user.company_ids
        )
        return here[:3].mapped("name")
