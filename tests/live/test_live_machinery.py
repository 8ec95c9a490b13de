# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The processes that all live tests build on are really there."""

import pytest
from odoo_process import RpcError
from web_browser import run_tour


def test_server_answers_and_the_addon_is_installed(odoo_server):
    domain = [("name", "=", "shipgear_ecommerce_status"), ("state", "=", "installed")]
    assert odoo_server.call("ir.module.module", "search_count", domain) == 1


def test_errors_of_the_server_are_raised(odoo_server):
    with pytest.raises(RpcError, match="no_such_method"):
        odoo_server.call("res.users", "no_such_method")


def test_a_killed_server_comes_back_at_the_same_address(start_odoo):
    server = start_odoo()
    url = server.url
    server.kill()
    server.start()
    assert server.url == url
    assert server.call("res.users", "search_count", [])


def test_a_person_can_log_in(odoo_server, browser):
    page = browser.login(browser.page(), odoo_server.url)
    assert "/odoo" in page.url
    assert page.console_errors == []


def test_a_failed_tour_says_so(odoo_server, browser):
    page = browser.login(browser.page(), odoo_server.url)
    page.add_init_script(_BROKEN_TOUR)
    with pytest.raises(AssertionError, match="live_broken_tour failed"):
        run_tour(page, odoo_server, "live_broken_tour")


def test_a_tour_runs_to_its_end(odoo_server, browser):
    page = browser.login(browser.page(), odoo_server.url)
    page.add_init_script(_TOUR)
    run_tour(page, odoo_server, "live_tour")
    assert page.console_errors == []


# A tour that no bundle carries: registered as soon as the registry is there.
_REGISTER = """
    window.addEventListener("DOMContentLoaded", () => {
        const timer = setInterval(() => {
            const registry = odoo.loader?.modules.get("@web/core/registry")?.registry;
            if (!registry) { return; }
            clearInterval(timer);
            registry.category("web_tour.tours").add("%s", {
                steps: () => [{ trigger: "%s", timeout: 2000 }],
            });
        }, 20);
    });
"""
_TOUR = _REGISTER % ("live_tour", ".o_main_navbar")
_BROKEN_TOUR = _REGISTER % ("live_broken_tour", ".no_such_element")


def test_the_simulator_answers(simulator):
    simulator.stop()
    simulator.start()
    assert simulator.process.poll() is None
