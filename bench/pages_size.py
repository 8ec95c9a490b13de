# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The pages with a million shipments beside the same pages with a thousand.

What each page asks of the server is noted in a real browser, once, and then asked
again in databases of all sizes in turn, by a User of the add-on.
"""

from statistics import median

from dev import databases, odoo
from dev.console import step
from dev.paths import logs

from . import data, probe
from .measured import Measured

ROUNDS = 7
SMALL, LARGE = 1_000, 1_000_000  # shipments, each with five attempts
LIMIT = 1.5
LOGIN = "clerk"
OURS = ("ecommerce.", "api.status", "writeback.")  # models
_SHIPMENTS, _ACCOUNTS = "/odoo/ecommerce-status", "/odoo/ecommerce-accounts"
_ROW = ".o_data_row .o_data_cell[name=order_ref]"
_OPEN = ".o_ecommerce_information .o_ecommerce_open"
_FAILED = "[data-filter=failed]"
# name: (address, clicks of which the last one counts; none: the opening counts)
PAGES = {
    "status page": (_SHIPMENTS, ()),
    "status page, Failed": (_SHIPMENTS, (_FAILED,)),
    "shipment": (_SHIPMENTS, (_FAILED, _ROW, _OPEN)),
    "connection status": (_ACCOUNTS, ()),
    "marketplace orders": ("/odoo/ecommerce-orders", ()),
}
# What else a person does with the grid: (what differs of what it asks for).
CLICKS = {
    "to ship within 24 hours": {"domain": [["is_urgent", "=", True]]},
    "last 7 days": {"domain": [["shipped_at", ">=", "today -7d"]]},
    "waiting": {"domain": [["state", "=", "waiting"]]},
    "one account": {"domain": [["account_id", "=", 1]]},
    "one account, failed": {
        "domain": ["&", ["account_id", "=", 1], ["state", "=", "failed"]]
    },
    "search for an order": {
        "domain": [
            "|",
            ["order_name", "ilike", "{order_ref}"],
            ["sale_order_name", "ilike", "{order_ref}"],
        ]
    },
    "search for a sales order": {
        "domain": [
            "|",
            ["order_name", "ilike", "{sale_order_name}"],
            ["sale_order_name", "ilike", "{sale_order_name}"],
        ]
    },
    "search for a tracking number": {
        "domain": [["tracking_ref", "ilike", "{tracking_ref}"]]
    },
    "search for a delivery": {"domain": [["picking_name", "ilike", "{picking_name}"]]},
}


def run(scale, rounds):
    """Fill a database of each size; return a `Measured`."""
    sizes = data.sizes(SMALL, int(LARGE * scale))
    names = [data.filled(size) for size in sizes]
    pages = _noted(names[0])
    [grid] = pages["status page, Failed"]
    for name, changes in CLICKS.items():
        pages[name] = [grid | {"kwargs": grid["kwargs"] | changes}]
    step(f"Asking for each page with {', '.join(f'{size:,}' for size in sizes)}")
    found = probe.ask("pages_probe", names, pages=pages, login=LOGIN, rounds=rounds)
    measured = Measured(
        f"{sizes[-1]:,} shipments with 5 attempts each, beside {SMALL:,}"
    )
    for page in found:
        _compare(measured, page, found[page], names)
        medians = [median(found[page]["times"][name]) for name in names]
        if page in PAGES:
            measured.curve(page, "ms", zip(sizes, medians, strict=True))
    plans = [plan for page in found.values() for plan in page["plans"]]
    measured.figure(
        "tables of more than 10,000 rows that are read through",
        [sum(len(plan["through"]) for plan in plans)],
        "tables",
        at_most=0,
    )
    shorts = sorted({plan["short"] for plan in plans})
    measured.notes += ["Plans, with the most shipments:", *shorts]
    path = logs() / "bench-plans.log"
    path.write_text("\n\n".join(plan["text"] for plan in plans), encoding="utf-8")
    step(f"The plans in full are in {path}")
    return measured


def _compare(measured, page, found, names):
    """The pages have to keep the limits; of the clicks, one wants to know."""
    peer, (small, *_between, large) = f"with {SMALL:,}", names
    for what, figures, unit, limit in (
        (page, found["times"], "ms", {"at_most": LIMIT}),
        (f"{page}: queries", found["queries"], "queries", {"at_most": 1}),
    ):
        ours, theirs = figures[large], figures[small]
        limits = limit if page in PAGES else {}
        measured.compare(what, ours, peer, theirs, unit, **limits)


def _noted(name):
    """What each page asks, as (model, method, args, kwargs) of its calls."""
    from playwright.sync_api import sync_playwright  # in the virtual environment

    from dev import runtime

    step("Noting what the pages ask")
    with databases.temporary_copy(name, "bench") as copy:
        server = odoo.Server(copy, crons=0)
        try:
            server.start()
            with sync_playwright() as playwright:
                path = runtime.steerable_browser()
                browser = playwright.chromium.launch(executable_path=path)
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                _log_in(page, server.url)
                return {
                    title: _calls(page, server.url + address, clicks)
                    for title, (address, clicks) in PAGES.items()
                }
        finally:
            server.stop()


def _log_in(page, url):
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", LOGIN)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def _calls(page, address, clicks):
    calls = []

    def note(request):
        if "/web/dataset/call_kw/" in request.url:
            call = request.post_data_json["params"]
            # Views are kept by the browser, and the rest is Odoo's own.
            if call["model"].startswith(OURS) and call["method"] != "get_views":
                calls.append(call)

    page.on("request", note)
    page.goto(address)
    for click in clicks:
        _quiet(page)
        calls.clear()
        page.locator(click).first.click()
    _quiet(page)
    page.remove_listener("request", note)
    return calls


def _quiet(page):
    page.wait_for_selector(".o_data_row, .o_kanban_record, .o_form_view")
    page.wait_for_selector(".o_loading_indicator", state="detached")
    page.wait_for_timeout(700)
