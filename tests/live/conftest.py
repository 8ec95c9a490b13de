# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fixtures for tests that need more than one process: Odoo, simulator, browser.

Everything real: an Odoo server with its crons, the simulator over HTTP, Chromium.
"""

import pytest
from odoo_process import LiveOdoo
from playwright.sync_api import sync_playwright
from web_browser import Browser

from dev import databases, postgres, runtime
from dev.marketplace import Simulator


@pytest.fixture(scope="session")
def live_database():
    """A copy of a database with the add-on installed, gone afterwards."""
    with postgres.running():
        template = databases.template_with_addon()
        with databases.temporary_copy(template, "live") as name:
            yield name


@pytest.fixture(scope="session")
def odoo_server(live_database):
    """The server that most tests share; it may call the simulator on loopback."""
    server = LiveOdoo(live_database)
    try:
        server.start()
        server.call(
            "ir.config_parameter",
            "set_param",
            "shipgear_ecommerce_status.allow_private_hosts",
            "1",
        )
        yield server
    finally:
        server.stop()


@pytest.fixture
def start_odoo(odoo_server):
    """Start one more server on the same database, stopped after the test."""
    started = []

    def start(**options):
        server = LiveOdoo(odoo_server.db, **options)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def simulator():
    """The simulated marketplaces as a process; a restart keeps the address."""
    process = Simulator()
    try:
        process.start()
        yield process
    finally:
        process.stop()


@pytest.fixture(scope="session")
def chromium():
    """The machine's own browser, started once."""
    path = runtime.steerable_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium):
    """Pages for one test: `browser.page()`, `browser.login(page, url)`."""
    opener = Browser(chromium)
    yield opener
    opener.close()
