# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same call by several people at once, who meet at one record."""

from concurrent.futures import ThreadPoolExecutor

from patience import wait_until

from dev import postgres

CALLS = 2


def call_at_once(server, table, record_id, *click):
    """Return the answers of `click`, made by as many people as `CALLS` says.

    The row is locked until all of them wait for it.
    """
    with ThreadPoolExecutor(CALLS) as pool:
        with postgres.link(server.db) as link, link.cursor() as cursor:
            query = f'SELECT 1 FROM "{table}" WHERE id = %s FOR UPDATE'
            cursor.execute(query, (record_id,))
            calls = [pool.submit(server.call, *click) for _number in range(CALLS)]
            _wait_until_held_up(server, CALLS)
            link.rollback()
        return [call.result() for call in calls]


def _wait_until_held_up(server, number):
    query = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = %s AND wait_event_type = 'Lock'"
    )
    wait_until(
        lambda: server.sql(query, (server.db,))[0][0] >= number,
        "the calls did not meet",
        patience=30,
    )
