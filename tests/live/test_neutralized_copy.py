# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A copy that Odoo neutralized calls nobody, whatever is started in it by hand."""

import pytest
from lived_in import at_work, run, serve

from dev import databases, logcheck
from dev.paths import ADDON


@pytest.fixture
def copy(simulator, live_database):
    """A neutralized duplicate of a database with shipments in every state."""
    with at_work(simulator, "original") as life:
        with databases.temporary_copy(life.database, "neutral") as name:
            log = databases.fresh_log("neutralize")
            run("neutralize", "-d", name, log=log)
            life.database = name
            yield life


@pytest.fixture
def server(copy):
    """Odoo on the copy, with its scheduler running."""
    server = serve(copy.database)
    server.start()
    yield server
    server.stop()


def _crons(server):
    domain = [("module", "=", ADDON), ("model", "=", "ir.cron")]
    rows = server.call("ir.model.data", "search_read", domain, ["res_id"])
    return [row["res_id"] for row in rows]


def test_nothing_leaves_it_and_its_pages_open(copy, server):
    told, calls = _told(copy), copy.calls()
    copy.make_due(server)
    for cron_id in _crons(server):
        server.call("ir.cron", "method_direct_trigger", [cron_id])
    _wake_the_accounts(copy, server)
    for cron_id in _crons(server):
        server.call("ir.cron", "method_direct_trigger", [cron_id])
    assert copy.calls() == calls
    assert _told(copy) == told
    _open_pages(server)
    assert not logcheck.findings(server.log), server.log


def _told(copy):
    """What the copy takes for told."""
    told = ("accepted", "success")
    return {ref for ref, state in copy.states().items() if state in told}


def _wake_the_accounts(copy, server):
    """Somebody wants to see them at work, and tests the connection."""
    context = {"active_test": False}
    ids = server.call("ecommerce.account", "search", [], context=context)
    server.call("ecommerce.account", "write", ids, {"active": True})
    for account_id in ids:
        server.call("ecommerce.account", "action_test_connection", [account_id])
    copy.make_due(server)


def _open_pages(server):
    """What the pages ask for: lamps and all."""
    for model in ("ecommerce.shipment", "ecommerce.account", "ecommerce.order"):
        views = server.call(model, "get_views", [[False, "list"], [False, "form"]])
        names = views["models"][model]["fields"]
        specification = dict.fromkeys(names, {})
        page = server.call(
            model, "web_search_read", [], specification=specification, limit=80
        )
        assert page["length"], model
    lamps = server.call("api.status", "search_read", [], ["color", "reason"])
    assert lamps and all(lamp["reason"] for lamp in lamps)
