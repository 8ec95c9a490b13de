# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Whether somebody runs jobs, as the database shows it: on whichever host that is."""

from datetime import timedelta

from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.queue_job.job import ENQUEUED, PENDING
from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID
from odoo.addons.shipgear_ecommerce_status.models import clock

#: A job that nobody has begun so long after its time is not waited for.
LATE = timedelta(seconds=30)


def is_connected(env: Environment) -> bool:
    """Whether a job runner has this database in its charge.

    Runners elect one by a lock that its connection holds: it ends with the runner,
    however that ends.
    """
    query = SQL(
        """
        SELECT 1
          FROM pg_locks l
          JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database()
           AND l.locktype = 'advisory'
           AND l.objsubid = 1
           AND l.granted
           AND l.classid::bigint << 32 | l.objid::bigint = %s
        """,
        PG_ADVISORY_LOCK_ID,
    )
    return bool(env.execute_query(query))


def is_behind(env: Environment, method: str) -> bool:
    """Whether jobs of this method of accounts wait, and nobody begins them in time:
    the channel is full, or what the runner calls does not answer."""
    limit = clock.now(env) - LATE
    domain = (
        Domain("model_name", "=", "ecommerce.account")
        & Domain("method_name", "=", method)
        & Domain("state", "in", (PENDING, ENQUEUED))
        & Domain("date_created", "<", limit)
        & (Domain("eta", "=", False) | Domain("eta", "<", limit))
    )
    return bool(env["queue.job"].sudo().search_count(domain, limit=1))
