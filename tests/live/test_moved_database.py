# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A backup is restored while the original goes on: as a copy, as moved, and with
PostgreSQL's own tools. Nothing is told twice, whoever runs, and whoever goes on."""

import time

import pytest
from lived_in import SENDING, TO_SEND, at_work, serve
from patience import wait_until

from dev import databases, logcheck, postgres
from dev.paths import logs

MANAGER = """
from odoo.service import db
from odoo.tools import config
config["list_db"] = True  # as on the page of the database manager
"""
DUMP = """
with open({file!r}, "wb") as stream:
    db.dump_db({database!r}, stream, "zip")
"""
RESTORE = """
db.restore_db({database!r}, {file!r}, copy={copy!r})
"""
#: Time is made to go by behind the back of what is being sent; that is tried again.
AT_ONCE = "could not serialize access due to concurrent update"
GRID = "/odoo/ecommerce-status"


@pytest.fixture
def original(simulator, live_database):
    """A database at work, that believes to be the only one."""
    with at_work(simulator, "original") as life:
        yield life


@pytest.fixture
def servers():
    """Servers on databases by name, stopped afterwards."""
    started = []

    def start(database):
        server = serve(database)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(params=["copy", "moved", "by PostgreSQL's tools"])
def backup(request, original):
    """The name of a database that a backup of the original was restored to."""
    name = f"{original.database}_b"
    file = str(logs() / f"{name}.zip")
    if request.param == "by PostgreSQL's tools":
        with databases.snapshot(original.database, "clone") as clone:
            _forget_that_it_is_at_home(clone, original)
            yield clone
        return
    log = databases.fresh_log("backup")
    _script(DUMP.format(file=file, database=original.database), original, log)
    copy = request.param == "copy"
    _script(RESTORE.format(file=file, database=name, copy=copy), original, log)
    try:
        yield name
    finally:
        databases.drop(name)


def _script(text, original, log):
    code = databases.run_text(MANAGER + text, original.database, log)
    assert not code, log.read_text(encoding="utf-8")
    assert not logcheck.findings(log), log


def _forget_that_it_is_at_home(clone, original):
    """A snapshot is made to go on; one that anybody makes is not."""
    query = "SELECT id, entered_in FROM ecommerce_account_credential"
    entered = original.sql(query)
    for credential_id, database in entered:
        postgres.execute(
            "UPDATE ecommerce_account_credential SET entered_in = %s WHERE id = %s",
            (database, credential_id),
            database=clone,
        )


def _sent(life, server, refs):
    life.make_due(server)
    return _are_sent(server, refs) == len(refs)


def _are_sent(server, refs):
    """How many of these the database counts as told."""
    domain = [("order_ref", "in", refs), ("state", "in", ("accepted", "success"))]
    return server.call("ecommerce.shipment", "search_count", domain)


def _copied(server):
    rows = server.call("ecommerce.account", "search_read", [], ["is_copied"])
    return [row["id"] for row in rows if row["is_copied"]]


def test_what_was_restored_waits_for_a_word_and_then_asks_first(
    original, backup, servers, browser
):
    refs = original.refs(*TO_SEND, *SENDING)
    there = servers(backup)
    _stays_silent(original, there)
    here = servers(original.database)
    wait_until(lambda: _sent(original, here, refs), lambda: original.states())
    here.stop()
    _is_told_once(original)
    assert not _are_sent(there, refs), "both have sent"
    _press_go_on(there, browser)
    wait_until(lambda: _sent(original, there, refs), "the copy did not go on")
    # Before it is stopped: whatever it is reading just then complains.
    assert not logcheck.findings(there.log, (AT_ONCE,)), there.log
    there.stop()
    _is_told_once(original)


def _is_told_once(life):
    told = {ref: life.news(ref) for ref in life.refs(*TO_SEND, *SENDING)}
    assert told == {
        **dict.fromkeys(life.refs(*TO_SEND, "sending_unsent"), 1),
        **dict.fromkeys(life.refs("sending_sent"), 0),
    }
    assert not life.told_twice()


def _stays_silent(life, server):
    """It pauses, and makes no call, whatever is tried in it."""
    calls = life.calls()
    life.make_due(server)
    active = server.call("ecommerce.account", "search_count", [])
    wait_until(
        lambda: (
            server.call(
                "ecommerce.account", "search_count", [("paused_until", "!=", False)]
            )
            == active
        ),
        "the copy did not even try",
    )
    life.make_due(server)
    time.sleep(2)
    assert life.calls() == calls
    assert len(_copied(server)) == active


def _press_go_on(server, browser):
    """What the page says, until an administrator confirms."""
    page = browser.login(browser.page(), server.url)
    page.goto(server.url + GRID)
    banner = page.locator(".o_ecommerce_moved")
    banner.get_by_role("button", name="It was moved: go on").click()
    page.locator(".modal-footer").get_by_role("button", name="Go On").click()
    banner.wait_for(state="detached")
    assert not _copied(server)
    assert page.console_errors == []
