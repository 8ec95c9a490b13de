# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A copy of a database must not speak for the seller beside the original.

Each secret remembers in which database it was entered. Odoo gives a duplicated
database, and one restored as a copy, a uuid of its own. One that was restored as moved,
or copied with PostgreSQL's own tools, has the original's uuid but is in another place:
on another server, or another database of the same one. A person says whether the other
one is at rest (see ecommerce_moved.py).
"""

from odoo.api import Environment
from odoo.tools import SQL

from ..connectors.base import Unauthorized
from ..connectors.text import _lt


def this_database(env: Environment) -> str:
    """Return what names this database and no copy of it: "<uuid> <server>/<number>".

    A standby that takes over, and a renamed database, go by the same name.
    """
    uid = env["ir.config_parameter"].sudo().get_param("database.uuid") or ""
    query = SQL("SELECT oid FROM pg_database WHERE datname = current_database()")
    [[number]] = env.execute_query(query)
    return f"{uid} {_server(env)}/{number}"


def _server(env: Environment) -> str:
    """Return what PostgreSQL numbered its cluster with when that was made; "" where
    the server keeps it from us."""
    query = SQL("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
    [[allowed]] = env.execute_query(query)
    if not allowed:
        return ""
    [[number]] = env.execute_query(
        SQL("SELECT system_identifier FROM pg_control_system()")
    )
    return str(number)


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
    if account.sudo()._copied():
        raise Unauthorized(
            _lt(
                "This database is a copy of the one in which the credentials were "
                "entered, or was moved, and that one may be at work."
            ),
            code="copied_database",
            hint=_lt(
                "If it was moved and the other one is switched off, press “It was "
                "moved: go on” on the Orders page. In a copy to try things out in, "
                "leave it so, or enter all secrets of a test account anew."
            ),
        )
