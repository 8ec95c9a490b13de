# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A database is duplicated while a shipment waits: only the original sends it."""

import time

import pytest
from odoo_process import LiveOdoo
from patience import wait_until
from shop import Shop

from dev import databases


@pytest.fixture
def original(live_database):
    """A database of its own: one that is in use cannot be copied."""
    template = databases.template_with_addon()
    with databases.temporary_copy(template, "original") as name:
        yield from _server(name)


@pytest.fixture
def duplicate(original):
    """A copy of the original, made when the test starts it."""
    name = f"{original.db}_copy"
    server = LiveOdoo(name)
    yield server
    server.stop()
    databases.drop(name)


def _server(name):
    server = LiveOdoo(name)
    try:
        server.start()
        key = "shipgear_ecommerce_status.allow_private_hosts"
        server.call("ir.config_parameter", "set_param", key, "1")
        yield server
    finally:
        server.stop()


def _hold(server, until):
    server.sql("UPDATE ecommerce_account SET throttled_until = %s", (until,))


def _wait_for(state, shop):
    def found():
        return shop.shipments("state", "explanation")

    wait_until(lambda: found()[0]["state"] in state, found)


def _account(server, shop):
    [account] = server.call(
        "ecommerce.account", "read", [shop.account_id], ["paused_until", "pause_reason"]
    )
    return account


def test_a_pending_shipment_is_sent_by_the_original_alone(
    original, duplicate, simulator
):
    shop = Shop(original, simulator)
    ref, picking_id = shop.order()
    _hold(original, "2999-01-01")
    shop.validate(picking_id)
    assert shop.shipments("state")[0]["state"] == "pending"
    original.stop()
    databases.copy(original.db, duplicate.db)

    calls_before = simulator.get("/_sim/stats")["calls"]
    _hold(duplicate, None)
    duplicate.start()
    duplicate.call("ecommerce.account", "action_update", [shop.account_id])
    reason = wait_until(
        lambda: _account(duplicate, shop)["pause_reason"], "the copy did not even try"
    )
    assert "copy" in reason
    shop.server = duplicate
    assert shop.shipments("state")[0]["state"] == "pending"
    assert simulator.get("/_sim/stats")["calls"] == calls_before
    assert not shop.told(ref)

    _hold(original, None)
    original.start()
    shop.server = original
    original.call("ecommerce.account", "action_update", [shop.account_id])
    _wait_for(("accepted", "success"), shop)
    shop.server = duplicate
    duplicate.call("ecommerce.account", "action_update", [shop.account_id])
    time.sleep(2)
    assert [confirmation["kind"] for confirmation in shop.told(ref)] == ["new"]
    assert shop.shipments("state")[0]["state"] == "pending"
