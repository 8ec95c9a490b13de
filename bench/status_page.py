# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The status page beside Odoo's own list of transfers, with the same many records."""

from dev import databases, odoo
from dev.console import step

from . import data
from .measured import Measured

ROUNDS = 7
SHIPMENTS, ACCOUNTS = 100_000, 20
PEER = "Odoo's list of transfers"
LIMIT = 1.5  # times what the list of transfers takes
CLICKS = 5
OURS = "shipgear_ecommerce_status.ecommerce_shipment_action"
THEIRS = "stock.action_picking_tree_all"
_PAGE = {"viewport": {"width": 1400, "height": 900}}
_ROW, _CELL = ".o_data_row", ".o_data_row .o_data_cell[name=order_ref]"
#: What a click on a row opens: the information beside it, or else the form.
_OPENED = ".o_ecommerce_information .o_form_view, .o_form_view"

# From the click on a menu to the first rows that were not there before.
_GO = """async (action) => {
    for (const row of document.querySelectorAll(".o_data_row")) {
        row.dataset.before = "1";
    }
    const started = performance.now();
    const shown = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("no rows within 60 s")), 60000);
        const observer = new MutationObserver(() => {
            if (document.querySelector(".o_data_row:not([data-before])")) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(resolve));
            }
        });
        observer.observe(document.body, { childList: true, subtree: true });
    });
    const { services } = odoo.__WOWL_DEBUG__.root.env;
    services.action.doAction(action, { clearBreadcrumbs: true, viewType: "list" });
    await shown;
    return performance.now() - started;
}"""
# From the address bar; a page that is loaded counts from zero.
_SINCE_START = """() => document.querySelector(".o_data_row") && performance.now()"""


def run(scale, rounds):
    """Fill a database of its own and measure in it; return a `Measured`."""
    count = max(200, int(SHIPMENTS * scale))
    full = data.filled(count, accounts=ACCOUNTS, attempts=1, deliveries=count)
    with databases.temporary_copy(full, "bench") as name:
        # Nothing else runs beside what is measured.
        server = odoo.Server(name, crons=0)
        try:
            server.start()
            return _in_browser(server, count, rounds)
        finally:
            server.stop()


def _in_browser(server, count, rounds):
    from playwright.sync_api import sync_playwright  # in the virtual environment

    from dev import runtime

    with sync_playwright() as playwright:
        path = runtime.steerable_browser()
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_context(**_PAGE).new_page()
        try:
            return _measure(page, server, count, rounds)
        finally:
            browser.close()


def _measure(page, server, count, rounds):
    measured = Measured(
        f"{count:,} shipments of {ACCOUNTS} accounts, {count:,} done transfers"
    )
    _log_in(page, server.url)
    step("Opening both pages in turn, from the menu")
    ours, theirs = _in_turn(rounds, lambda action: _from_menu(page, server, action))
    measured.compare("first rows, from the menu", ours, PEER, theirs, at_most=LIMIT)
    step("Opening both pages in turn, from the address bar")
    ours, theirs = _in_turn(rounds, lambda action: _from_address(page, server, action))
    measured.compare(
        "first rows, from the address bar", ours, PEER, theirs, at_most=LIMIT
    )
    step("Clicking on rows")
    _from_address(page, server, OURS)
    clicks = [_click(page, number) for number in range(CLICKS)]
    most = max(clicks, key=len)
    measured.figure(
        "requests until a click shows its information",
        [len(most)],
        "requests",
        at_most=1,
    )
    measured.notes.append(f"The most requests of {CLICKS} clicks: {_names(most)}")
    return measured


def _log_in(page, url):
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def _in_turn(rounds, measure):
    """Both pages in turn, after one round that warms everything up."""
    times = [(measure(OURS), measure(THEIRS)) for _round in range(rounds + 1)][1:]
    return [ours for ours, _theirs in times], [theirs for _ours, theirs in times]


def _quiet(page):
    page.wait_for_selector(".o_loading_indicator", state="detached")
    page.wait_for_timeout(400)  # what comes after the rows is not the next one's


def _from_menu(page, server, action):
    if "/odoo" not in page.url:
        page.goto(f"{server.url}/odoo")
    page.wait_for_function("odoo.__WOWL_DEBUG__?.root")
    _quiet(page)
    return page.evaluate(_GO, action)


def _from_address(page, server, action):
    _quiet(page)
    page.goto(f"{server.url}/odoo/action-{action}", wait_until="commit")
    return page.wait_for_function(_SINCE_START, polling="raf").json_value()


def _click(page, number):
    """Click on a row; return the requests until it shows what it is about."""
    _quiet(page)
    requests = []

    def note(request):
        if (
            request.resource_type in ("xhr", "fetch")
            and "/websocket" not in request.url
        ):
            requests.append(request)

    page.on("request", note)
    row = page.locator(_CELL).nth(number)
    text = row.inner_text().strip()
    row.click()
    page.locator(_OPENED).filter(has_text=text).first.wait_for()
    page.remove_listener("request", note)
    if not page.locator(_ROW).count():  # it was the form: back to the list
        page.go_back()
        page.wait_for_selector(_ROW)
    return requests


def _names(requests):
    return ", ".join(request.url.split("?")[0].split("/", 3)[3] for request in requests)
