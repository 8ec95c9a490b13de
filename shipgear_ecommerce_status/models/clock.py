# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One clock for all workers, whatever the clocks of their machines show."""

from datetime import datetime

from odoo.api import Environment
from odoo.tools import SQL


def now(env: Environment) -> datetime:
    """Return the database's time at this moment: naive UTC, whole seconds."""
    query = SQL("SELECT date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')")
    return env.execute_query(query)[0][0]
