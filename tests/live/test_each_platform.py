# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each marketplace in a live Odoo: connected, tested, told, seen."""

import pytest
from connectors import CONNECTORS
from documented import has_gone
from patience import wait_until
from shop import Shop


@pytest.mark.parametrize("platform", list(CONNECTORS))
def test_connected_told_and_seen(odoo_server, simulator, platform):
    shop = Shop(odoo_server, simulator, platform)
    _test_connection(shop)
    ref, picking_id = shop.order()
    shop.validate(picking_id)
    wait_until(lambda: has_gone(shop))
    odoo_server.call("ecommerce.account", "action_update", [shop.account_id])
    wait_until(lambda: shop.shipments("state")[0]["state"] == "success")
    assert len(shop.told(ref)) == 1
    _test_connection(shop)  # beside what was recorded meanwhile


def _test_connection(shop):
    call, account_id = shop.server.call, [shop.account_id]
    call("ecommerce.account", "action_test_connection", account_id)
    [account] = call("ecommerce.account", "read", account_id, ["test_result"])
    answers = account["test_result"]
    assert [answer["ok"] for answer in answers] == [True] * 3, answers
    domain = [("account_id", "=", shop.account_id), ("api", "=", "writeback")]
    [lamp] = call("api.status", "search_read", domain, ["note", "color"])
    assert lamp["color"] == "green"
    # How it is used with this account is told in both places, where there is choice.
    assert (lamp["note"] or "") in answers[1]["sentence"]
