# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""While one marketplace takes its time to answer, the others are told at once."""

import time

from patience import wait_until
from shop import Shop

SLOW = 25  # seconds: longer than a run begins new work


def test_a_delivery_does_not_wait_for_another_account(odoo_server, simulator):
    slow, quick = Shop(odoo_server, simulator), Shop(odoo_server, simulator)
    fault = {"kind": "slow", "seconds": SLOW, "seller": slow.seller["seller_id"]}
    slow_ref, slow_picking = slow.order()
    orders = [quick.order() for _n in range(2)]
    simulator.post("/_sim/faults", fault | {"operation": "confirmShipment"})
    slow.validate(slow_picking)
    wait_until(lambda: slow.shipments("state")[0]["state"] == "sending", patience=20)
    started = time.monotonic()
    for (ref, picking), after in zip(orders, (2, 14), strict=True):
        time.sleep(max(0, started + after - time.monotonic()))
        quick.validate(picking)
        wait_until(lambda ref=ref: quick.told(ref), patience=5)
        assert not slow.shipments("accepted_at")[0]["accepted_at"]
    wait_until(
        lambda: slow.shipments("state")[0]["state"] == "accepted", patience=SLOW + 20
    )
    assert len(slow.told(slow_ref)) == 1
