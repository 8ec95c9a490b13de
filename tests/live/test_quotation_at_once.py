# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people make the quotation of the same order: there is one."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

from shop import Shop

from dev import postgres

CALLS = 2


@contextlib.contextmanager
def _order_locked(server, order_id):
    """Hold up whoever begins with the order, so that all of them meet there."""
    with postgres.link(server.db) as link, link.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM ecommerce_order WHERE id = %s FOR UPDATE", (order_id,)
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


def _read_order(server, ref):
    """Have the order read by the server's own scheduled action."""
    domain = [("ref", "=", ref)]
    deadline = time.monotonic() + 60
    while not (found := server.call("ecommerce.order", "search", domain)):
        assert time.monotonic() < deadline, "the order was not read"
        time.sleep(0.2)
    return found[0]


def test_one_order_clicked_twice_at_once_becomes_one_quotation(odoo_server, simulator):
    shop = Shop(odoo_server, simulator)
    row = {
        "platform": "amazon",
        "seller_id": shop.seller["seller_id"],
        "items": [{"sku": shop.sku, "title": "Lamp", "quantity": 1}],
    }
    ref = simulator.post("/_sim/orders", row)["orders"][0]["order_id"]
    odoo_server.call("ecommerce.account", "action_update", [shop.account_id])
    order_id = _read_order(odoo_server, ref)
    click = ("ecommerce.order", "action_create_quotation", [order_id])
    with ThreadPoolExecutor(CALLS) as pool:
        with _order_locked(odoo_server, order_id):
            calls = [pool.submit(odoo_server.call, *click) for _number in range(CALLS)]
            _wait_until_held_up(odoo_server, CALLS)
        opened = [call.result()["res_model"] for call in calls]
    assert sorted(opened) == ["ecommerce.quotation.result", "sale.order"]
    sales = odoo_server.call(
        "sale.order", "search", [("ecommerce_order_ref", "=", ref)]
    )
    assert len(sales) == 1
