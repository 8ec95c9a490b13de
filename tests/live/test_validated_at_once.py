# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people validate the same delivery: Odoo runs one of them again."""

import time

from at_once import CALLS, call_at_once
from shop import Shop


def test_a_delivery_validated_twice_at_once_is_told_once(odoo_server, simulator):
    shop = Shop(odoo_server, simulator)
    ref, picking_id = shop.order()
    values = {"carrier_tracking_ref": "1Z999AA10123456784"}
    odoo_server.call("stock.picking", "write", [picking_id], values)
    click = ("stock.picking", "button_validate", [picking_id])
    answers = call_at_once(odoo_server, "stock_picking", picking_id, *click)
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
