# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A copy of a database must not speak for the seller beside the original.

Odoo gives a duplicated database, and one restored as a copy, a uuid of its own.
Each secret remembers the uuid of the database in which it was entered.
"""

from odoo.api import Environment

from ..connectors.base import Unauthorized
from ..connectors.text import _lt


def database_uuid(env: Environment) -> str:
    return env["ir.config_parameter"].sudo().get_param("database.uuid") or ""


def check_may_speak(account) -> None:
    """Let nothing out of a neutralized database, or with a copied secret.

    :raises Unauthorized: so that the account pauses and its shipments wait
    """
    parameters = account.env["ir.config_parameter"].sudo()
    if parameters.get_param("database.is_neutralized"):
        raise Unauthorized(
            _lt("This database is neutralized: nothing is sent from it."),
            code="neutralized",
            hint=_lt("Nothing to do: it is a copy to try things out in."),
        )
    if account.sudo().credential_ids._copied_secrets():
        raise Unauthorized(
            _lt(
                "This database is a copy of the one in which the credentials were "
                "entered, and that one may be at work."
            ),
            code="copied_database",
            hint=_lt(
                "Enter all secrets of this account anew here if this database is to "
                "speak for the seller, and archive the account in the other one."
            ),
        )
