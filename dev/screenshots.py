# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make screenshots`: photograph the pages of a running demo, and film a walk.

URL= names the server (http://localhost:8069), OUT= the folder for the pictures
(docs/images, which the README shows), SHOT=orders,walkthrough takes some of them.
Those that the Apps list shows are put into the add-on as well, smaller.
The walk comes last: it sends a shipment, so it needs a demo of its own each time.
"""

import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from . import console, runtime
from .console import CannotContinue, step
from .paths import ADDON_DIR, ROOT


@dataclass(frozen=True)
class Shot:
    """One picture: a page, how wide, and what to click first."""

    name: str
    path: str
    width: int = 1400
    height: int = 800
    clicks: tuple = ()  # CSS selectors, one after another
    wait_for: str = ".o_action_manager .o_view_controller"
    user: str = "admin"


ORDERS, ACCOUNTS = "/odoo/ecommerce-status", "/odoo/ecommerce-accounts"
SOLD = "/odoo/ecommerce-marketplace-orders"
_ACTION = "/odoo/action-shipgear_ecommerce_status."
_FAILED = "[data-filter=failed]"
_SHIPPED = ".o_data_row:has-text('302-2000002') .o_data_cell[name=order_ref]"
# Of the add-on's own demo data, so that its story is always the same.
_FAILED_ROW = ".o_data_row:has-text('111-2000001') .o_data_cell[name=order_ref]"
# Sold on the marketplace, and not in Odoo.
_UNKNOWN_ROW = ".o_data_row:has-text('111-2000002') .o_data_cell >> nth=1"
_OPEN = ".o_ecommerce_information .o_ecommerce_open"
_BY_HAND = ".o_ecommerce_information [name=action_confirm_by_hand]"
_PHONE = {"width": 390, "height": 844}
_WALK = "walkthrough"
APPS_LIST = ADDON_DIR / "static" / "description"
_IN_APPS_LIST = ("orders", "shipment", "connection-status", "orders-phone")

SHOTS = (
    Shot("orders", ORDERS),
    Shot("information", ORDERS, clicks=(_FAILED, _FAILED_ROW)),
    Shot("shipment", ORDERS, height=1100, clicks=(_FAILED_ROW, _OPEN)),
    Shot("confirm-by-hand", ORDERS, clicks=(_FAILED_ROW, _BY_HAND)),
    Shot("export", ORDERS, clicks=(".o_ecommerce_export",)),
    Shot("sales-order", ORDERS, clicks=(_SHIPPED, _OPEN, "[name=sale_order_id] a")),
    Shot("report", f"{_ACTION}ecommerce_shipment_report_action"),
    Shot(
        "setup", ACCOUNTS, clicks=(".o_ecommerce_connect", "[name=action_setup_next]")
    ),
    Shot("settings", f"{_ACTION}res_config_settings_action", height=1300),
    Shot("connection-status", ACCOUNTS),
    Shot("account", ACCOUNTS, clicks=(".o_kanban_record",)),
    Shot("quotation", SOLD, height=600, clicks=(_UNKNOWN_ROW,)),
    Shot("orders-phone", ORDERS, **_PHONE),
)


def _log_in(page, url, user):
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", user)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def _settle(page):
    page.mouse.move(0, 0)  # no tooltip
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1200)  # answers, fading menus and counters
    page.wait_for_selector(".o_loading_indicator", state="detached")
    # News of the moment: more may come while it goes.
    for _try in range(10):
        if not page.locator(".o_notification").count():
            break
        page.evaluate(
            "document.querySelectorAll('.o_notification_close')"
            ".forEach((button) => button.click())"
        )
        page.wait_for_timeout(300)


def _take(browser, url, shot, folder):
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height})
    try:
        page = context.new_page()
        _log_in(page, url, shot.user)
        page.goto(url + shot.path)
        page.wait_for_selector(shot.wait_for)
        _settle(page)
        for selector in shot.clicks:
            page.click(selector)
            _settle(page)
        page.screenshot(path=folder / f"{shot.name}.png")
    finally:
        context.close()


def _for_the_apps_list(path):
    """Few colours and pixels: the add-on carries them wherever it is installed."""
    from PIL import Image  # in the virtual environment

    with Image.open(path) as picture:
        picture.thumbnail((1000, 1000))
        small = picture.convert("RGB").quantize(256, kmeans=2, dither=Image.Dither.NONE)
        small.save(APPS_LIST / path.name, optimize=True)


def _film(browser, url, path):
    from . import walkthrough  # with Pillow, in the virtual environment

    context = browser.new_context(viewport=walkthrough.VIEWPORT)
    try:
        page = context.new_page()
        _log_in(page, url, "admin")
        walkthrough.film(page, url, _settle, path)
    finally:
        context.close()


def main():
    """Take all pictures."""
    runtime.enter_venv("dev.screenshots")
    from playwright.sync_api import sync_playwright  # in the virtual environment

    url = (os.environ.get("URL") or "http://localhost:8069").rstrip("/")
    folder = ROOT / (os.environ.get("OUT") or "docs/images")
    try:
        urllib.request.urlopen(f"{url}/web/health", timeout=10).close()
    except OSError:
        raise CannotContinue(f"nothing answers at {url}: run `make demo`.") from None
    folder.mkdir(parents=True, exist_ok=True)
    chosen = console.chosen("SHOT", [*(shot.name for shot in SHOTS), _WALK])
    path = runtime.steerable_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        for shot in SHOTS:
            if shot.name in chosen:
                _take(browser, url, shot, folder)
                step(f"{Path(os.path.relpath(folder)) / shot.name}.png")
                if shot.name in _IN_APPS_LIST:
                    _for_the_apps_list(folder / f"{shot.name}.png")
        if _WALK in chosen:
            _film(browser, url, folder / f"{_WALK}.gif")
            step(f"{Path(os.path.relpath(folder)) / _WALK}.gif")
        browser.close()


if __name__ == "__main__":
    console.run(main)
