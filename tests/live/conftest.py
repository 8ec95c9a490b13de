# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fixtures for tests that need more than one process: Odoo, simulator, browser.

Everything real: an Odoo server with its crons, the simulator over HTTP, Chromium.
"""

import pytest
from documented import Program, make_keys, map_carrier, orders_read
from odoo_process import LiveOdoo
from patience import wait_until
from playwright.sync_api import sync_playwright
from shop import Shop
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


# --- What the examples of the documentation find ---


@pytest.fixture(scope="session")
def api_keys(odoo_server, tmp_path_factory):
    """User's name -> API key."""
    return make_keys(odoo_server, tmp_path_factory.mktemp("keys") / "keys")


@pytest.fixture
def shop(odoo_server, simulator):
    """A shop of its own for each test."""
    return Shop(odoo_server, simulator)


@pytest.fixture
def failed(shop):
    """A shop whose only shipment has failed: its carrier has a code and no name.

    Returns the marketplace's reference of the order.
    """
    map_carrier(shop, carrier_code="Other", carrier_name=False)
    ref, picking_id = shop.order()
    shop.validate(picking_id)
    wait_until(lambda: shop.shipments("state")[0]["state"] == "failed")
    return ref


@pytest.fixture
def program(odoo_server, shop, api_keys):
    """A program that may call Odoo as a user of the add-on."""
    return Program(odoo_server, shop, api_keys)


@pytest.fixture
def failed_program(program, failed):
    """The same, which knows of a shipment that failed."""
    program.variables["SHIPMENT_ID"] = str(program.shipment("id")["id"])
    return program


@pytest.fixture
def unread(shop):
    """A shop whose orders were read just now, and that has sold something since."""
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    wait_until(lambda: orders_read(shop)["finished_at"])
    order = {"seller_id": shop.seller["seller_id"], "items": [{"sku": "X"}]}
    shop.simulator.post("/_sim/orders", order)
    return shop
