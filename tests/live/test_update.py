# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Update, pressed in one window, shows in another that somebody else looks at."""

import requests
from playwright.sync_api import expect
from shop import Shop

GRID = "/odoo/ecommerce-status"


def _settings(simulator, **values):
    url = f"{simulator.url}/_sim/settings"
    requests.patch(url, json=values, timeout=10).raise_for_status()


def test_update_in_one_window_refreshes_another(odoo_server, simulator, browser):
    # Until Update is pressed no reading shows the parcel, and none is refused.
    _settings(simulator, visibility_lag=3600, rate_scale=0)
    shop = Shop(odoo_server, simulator)
    ref, picking_id = shop.order()
    shop.validate(picking_id)
    row = f".o_data_row:has-text('{ref}')"
    windows = [browser.login(browser.page(), odoo_server.url) for _user in range(2)]
    for window in windows:
        window.goto(odoo_server.url + GRID)
        expect(window.locator(row)).to_contain_text("Accepted")
    # Enough to read that the progress can be seen.
    simulator.post(
        "/_sim/orders/generate",
        {"count": 500, "lines": 1, "seller": shop.seller["seller_id"]},
    )
    # They are older than what a reading may have brought by now.
    odoo_server.sql(
        "UPDATE ecommerce_poll SET watermark = NULL WHERE account_id = %s",
        (shop.account_id,),
    )
    _settings(simulator, visibility_lag=0, latency_ms=300)
    here, there = windows
    here.get_by_role("button", name="Update").click()
    expect(there.locator(".o_ecommerce_progress").first).to_contain_text("read")
    requests.patch(f"{simulator.url}/_sim/settings", json={"latency_ms": 0}, timeout=10)
    expect(there.locator(row)).to_contain_text("Success", timeout=30_000)
    expect(here.locator(row)).to_contain_text("Success")
    expect(there.locator(".o_ecommerce_progress")).to_have_count(0)
