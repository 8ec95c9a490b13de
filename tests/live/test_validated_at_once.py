# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people validate the same delivery: Odoo runs one of them again."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

from shop import Shop

from dev import postgres

CALLS = 2


@contextlib.contextmanager
def _delivery_locked(server, picking_id):
    """Hold up whoever writes the delivery, so that all of them meet there."""
    with postgres.link(server.db) as link, link.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM stock_picking WHERE id = %s FOR UPDATE", (picking_id,)
        )
        yield
        link.rollback()


def _wait_until_held_up(server, number):
    query = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = %s AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + 30
    while server.sql(query, (server.db,))[0][0] < number:
        assert time.monotonic() < deadline, "the calls did not meet"
        time.sleep(0.05)


def test_a_delivery_validated_twice_at_once_is_told_once(odoo_server, simulator):
    shop = Shop(odoo_server, simulator)
    ref, picking_id = shop.order()
    values = {"carrier_tracking_ref": "1Z999AA10123456784"}
    odoo_server.call("stock.picking", "write", [picking_id], values)
    click = ("stock.picking", "button_validate", [picking_id])
    with ThreadPoolExecutor(CALLS) as pool:
        with _delivery_locked(odoo_server, picking_id):
            calls = [pool.submit(odoo_server.call, *click) for _number in range(CALLS)]
            _wait_until_held_up(odoo_server, CALLS)
        answers = [call.result() for call in calls]
    assert answers == [True] * CALLS
    log = "\n".join(odoo_server.log_lines())
    assert "SERIALIZATION_FAILURE, 4 tries left, try again" in log
    assert len(shop.shipments("id")) == 1
    deadline = time.monotonic() + 30
    while not shop.told(ref):
        assert time.monotonic() < deadline, "nothing was told"
        time.sleep(0.1)
    time.sleep(1)
    assert len(shop.told(ref)) == 1
