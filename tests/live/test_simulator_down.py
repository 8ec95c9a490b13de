# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The marketplace is away while parcels leave: all of them arrive, each once."""

import pytest
from patience import wait_until
from shop import Shop

from dev.marketplace import Simulator


@pytest.fixture
def restartable(tmp_path):
    """A simulator that remembers its orders over a restart."""
    process = Simulator(arguments=("--state", tmp_path / "state"))
    try:
        process.start()
        yield process
    finally:
        process.stop()


def test_shipments_of_the_meantime_arrive_exactly_once(odoo_server, restartable):
    shop = Shop(odoo_server, restartable)
    orders = [shop.order() for _number in range(3)]
    restartable.stop()
    for _ref, picking_id in orders:
        shop.validate(picking_id)
    wait_until(
        lambda: all(
            shipment["state"] == "pending" and shipment["attempt_count"] == 1
            for shipment in shop.shipments("state", "attempt_count")
        )
    )
    restartable.start()
    assert not any(shop.told(ref) for ref, _picking_id in orders)
    shipment_ids = [shipment["id"] for shipment in shop.shipments("id")]
    odoo_server.call("ecommerce.shipment", "action_retry", shipment_ids)
    wait_until(
        lambda: (
            {shipment["state"] for shipment in shop.shipments("state")}
            <= {"accepted", "success"}
        )
    )
    for ref, _picking_id in orders:
        assert [confirmation["kind"] for confirmation in shop.told(ref)] == ["new"]
