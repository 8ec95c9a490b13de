# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people make the quotation of the same order: there is one."""

import time

from at_once import call_at_once
from shop import Shop


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
    ref = shop.sell()
    odoo_server.call("ecommerce.account", "action_update", [shop.account_id])
    order_id = _read_order(odoo_server, ref)
    click = ("ecommerce.order", "action_create_quotation", [order_id])
    answers = call_at_once(odoo_server, "ecommerce_order", order_id, *click)
    opened = [answer["res_model"] for answer in answers]
    assert sorted(opened) == ["ecommerce.quotation.result", "sale.order"]
    sales = odoo_server.call(
        "sale.order", "search", [("ecommerce_order_ref", "=", ref)]
    )
    assert len(sales) == 1
