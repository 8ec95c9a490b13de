# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make screenshots`: photograph the pages of a running demo.

URL= names the server (http://localhost:8069), OUT= the folder for the pictures.
"""

import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from . import console, runtime
from .console import CannotContinue, step
from .paths import ROOT, RUNTIME


@dataclass(frozen=True)
class Shot:
    """One picture: a page, how wide, and what to click first."""

    name: str
    path: str
    width: int = 1366
    height: int = 850
    clicks: tuple = ()  # CSS selectors, one after another
    wait_for: str = ".o_action_manager > *"
    user: str | None = "admin"  # None: not logged in


SHOTS = (
    Shot("login", "/web/login", wait_for="form.oe_login_form", user=None),
    Shot("login-phone", "/web/login", 390, 844, wait_for=".oe_login_form", user=None),
)


def _log_in(page, url, user):
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", user)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def _take(browser, url, shot, folder):
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, device_scale_factor=2
    )
    try:
        page = context.new_page()
        if shot.user:
            _log_in(page, url, shot.user)
        page.goto(url + shot.path)
        page.wait_for_selector(shot.wait_for)
        for selector in shot.clicks:
            page.click(selector)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)  # fading menus and counters
        page.screenshot(path=folder / f"{shot.name}.png")
    finally:
        context.close()


def main():
    """Take all pictures."""
    runtime.enter_venv("dev.screenshots")
    from playwright.sync_api import sync_playwright  # in the virtual environment

    url = (os.environ.get("URL") or "http://localhost:8069").rstrip("/")
    folder = ROOT / (os.environ.get("OUT") or RUNTIME / "screenshots")
    try:
        urllib.request.urlopen(f"{url}/web/health", timeout=10).close()
    except OSError:
        raise CannotContinue(f"nothing answers at {url}: run `make demo`.") from None
    folder.mkdir(parents=True, exist_ok=True)
    path = runtime.steerable_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        for shot in SHOTS:
            _take(browser, url, shot, folder)
            step(f"{Path(os.path.relpath(folder)) / shot.name}.png")
        browser.close()


if __name__ == "__main__":
    console.run(main)
