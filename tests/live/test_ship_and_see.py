# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the warehouse's click to the marketplace's ledger, nothing played."""

from datetime import datetime, timedelta, timezone

from shop import Shop
from web_browser import run_tour


def test_a_validated_delivery_is_known_there_within_five_seconds(
    odoo_server, simulator, browser
):
    shop = Shop(odoo_server, simulator)
    ref, picking_id = shop.order()
    page = browser.login(browser.page(), odoo_server.url)
    run_tour(
        page,
        odoo_server,
        "ecommerce_ship_and_see_tour",
        f"/odoo/action-stock.action_picking_tree_all/{picking_id}",
    )
    [confirmation] = shop.told(ref)
    assert confirmation["tracking"] == "1Z999AA10123456784"
    assert confirmation["kind"] == "new"
    [picking] = odoo_server.call("stock.picking", "read", [picking_id], ["date_done"])
    left_at = datetime.fromisoformat(picking["date_done"]).replace(tzinfo=timezone.utc)
    told_at = datetime.fromisoformat(confirmation["time"])
    assert told_at - left_at < timedelta(seconds=5)
