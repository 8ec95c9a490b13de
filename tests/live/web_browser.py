# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pages in a real browser, and Odoo's tours in them."""

import time

from playwright.sync_api import Error

from dev.paths import logs

# Chromium reports a failed request to the console too; a test that cuts the
# connection on purpose has to live with that.
_NOT_OURS = ("Failed to load resource", "WebSocket connection to")


class Browser:
    """Opens pages; each belongs to one test and remembers its console."""

    def __init__(self, chromium):
        self._chromium = chromium
        self._contexts = []

    def page(self, width=1366, height=900, **options):
        """A fresh page with its own cookies.

        `page.console` lists (type, text) of all messages, `page.console_errors`
        the texts of the errors.
        """
        context = self._chromium.new_context(
            viewport={"width": width, "height": height}, **options
        )
        self._contexts.append(context)
        page = context.new_page()
        page.console, page.console_errors = [], []
        page.on("console", lambda message: _note(page, message.type, message.text))
        page.on("pageerror", lambda error: _note(page, "error", str(error)))
        return page

    def login(self, page, url, user="admin", password="admin"):
        """Log in through the form."""
        page.goto(f"{url}/web/login")
        page.fill("input[name=login]", user)
        page.fill("input[name=password]", password)
        page.click("form.oe_login_form button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
        return page

    def close(self):
        """Close all pages."""
        while self._contexts:
            self._contexts.pop().close()


def _note(page, kind, text):
    page.console.append((kind, text))
    if kind == "error" and not text.startswith(_NOT_OURS):
        page.console_errors.append(text)


def _begin(page, tour_name, options, timeout):
    """Start a tour once it is there; False if the page was loaded anew meanwhile."""
    # `isTourReady` throws until the tour is there.
    page.wait_for_function(
        """async (name) => {
            try {
                return (await odoo.isTourReady(name)) && Boolean(odoo.startTour);
            } catch {
                return false;
            }
        }""",
        arg=tour_name,
        timeout=timeout * 1000,
    )
    try:
        # Not awaited: the tour may leave the page that this runs in.
        page.evaluate(
            "([name, options]) => { odoo.startTour(name, options); }",
            [tour_name, options],
        )
    except Error as problem:
        if "is not a function" in str(problem):
            return False
        if "context was destroyed" not in str(problem):
            raise
    return True


def run_tour(page, server, tour_name, start_url="/odoo", timeout=90, strict=True):
    """Run one of the add-on's tours in a page that is logged in.

    `?debug=tests` makes a live server load the tours. With `strict`, an error on
    the console fails the tour, as in Odoo's own tests.
    """
    mark, errors = len(page.console), len(page.console_errors)
    joint = "&" if "?" in start_url else "?"
    page.goto(f"{server.url}{start_url}{joint}debug=tests")
    options = {
        "mode": "auto",
        "stepDelay": 0,
        "keepWatchBrowser": False,
        "debug": False,
        "startUrl": start_url,
        "delayToCheckUndeterminisms": 0,
    }
    deadline = time.monotonic() + timeout
    while not _begin(page, tour_name, options, timeout):
        assert time.monotonic() < deadline, "the page does not come to rest"
    while time.monotonic() < deadline:
        page.wait_for_timeout(100)
        if strict and page.console_errors[errors:]:
            _fail(page, tour_name, mark, "failed")
        for kind, text in page.console[mark:]:
            if kind == "error" and text.startswith("FAILED: "):
                _fail(page, tour_name, mark, "failed")
            if text.strip() == "tour succeeded":
                return
    _fail(page, tour_name, mark, f"was not through after {timeout} s")


def _fail(page, tour_name, mark, how):
    page.wait_for_timeout(500)  # the rest of what it has to say
    picture = logs() / f"tour-{tour_name}.png"
    page.screenshot(path=picture)
    said = "\n".join(f"{kind}: {text}" for kind, text in page.console[mark:])
    raise AssertionError(f"tour {tour_name} {how}; picture: {picture}\n{said}")
