# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Odoo is killed while it reads orders, again and again: none is lost or doubled."""

import random
import time

import requests
from shop import Shop

KILLS = 10
ORDERS = 3000


def _stored(server, account_id):
    query = "SELECT ref FROM ecommerce_order WHERE account_id = %s"
    return [ref for (ref,) in server.sql(query, (account_id,))]


def test_ten_kills_in_the_middle_end_with_exactly_the_marketplaces_orders(
    odoo_server, simulator
):
    shop = Shop(odoo_server, simulator)
    made = simulator.post(
        "/_sim/orders/generate",
        {"count": ORDERS, "lines": 2, "seller": shop.seller["seller_id"]},
    )
    requests.patch(f"{simulator.url}/_sim/settings", json={"rate_scale": 0}, timeout=10)
    # Every page takes a while, so that a kill meets a reading under way.
    slow = {"kind": "slow", "operation": "searchOrders", "seconds": 0.3}
    simulator.post("/_sim/faults", slow | {"seller": shop.seller["seller_id"]})
    met = 0
    for _kill in range(KILLS):
        odoo_server.call("ecommerce.account", "action_update", [shop.account_id])
        time.sleep(random.uniform(0.5, 1.2))
        odoo_server.kill()
        met += 0 < len(_stored(odoo_server, shop.account_id)) < ORDERS
        odoo_server.start()
    assert met >= KILLS // 2, "the kills came too early or too late to prove anything"
    odoo_server.call("ecommerce.account", "action_update", [shop.account_id])
    deadline = time.monotonic() + 60
    while len(_stored(odoo_server, shop.account_id)) < ORDERS:
        assert time.monotonic() < deadline, "the reading did not end"
        time.sleep(0.2)
    stored = _stored(odoo_server, shop.account_id)
    assert sorted(stored) == sorted(made["order_ids"])
