# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A database in which a shop has been at work, with the add-on of any release."""

import contextlib
import json
import secrets
from pathlib import Path
from urllib.parse import quote

import requests
from connectors import CONNECTORS
from odoo_process import LiveOdoo

from dev import databases, logcheck, odoo, postgres

EVERY_STATE = Path(__file__).with_name("every_state.py")
#: What is told before anything else, what waits for something, what SQL makes of it,
#: what a dead worker had claimed, and what is to be sent.
TOLD = ("told", "withdrawn", "corrected")
WAITING = ("no_tracking", "no_carrier", "no_mapping")
FORCED = ("failed", "retried", "accepted", "confirmed", "canceled")
SENDING = ("sending_unsent", "sending_sent")
TO_SEND = ("pending", "retried")
#: Platform of each account, and whether it is archived.
SELLERS = (
    ("amazon", False),
    ("amazon", False),
    ("amazon", True),
    ("shopify", False),
    ("woocommerce", False),
)


class LivedIn:
    """One database with shipments in every state, and what its marketplaces know."""

    def __init__(self, simulator, database):
        self.simulator, self.database = simulator, database
        self.tag = secrets.token_hex(3).upper()
        _settings(simulator, rate_scale=0, visibility_lag=0)
        self.sku = f"LIFE-{self.tag}"
        self.plan = {"sku": self.sku, "sellers": []}
        for number, (platform, archived) in enumerate(SELLERS):
            self.plan["sellers"].append(self._seller(number, platform, archived))

    def _seller(self, number, platform, archived):
        row = {"seller_id": f"L{self.tag}{number}", "platform": platform}
        seller = self.simulator.post("/_sim/sellers", row)["sellers"][0]
        items = [{"sku": self.sku, "title": "Lamp", "quantity": 1}]
        names = (*TOLD, *WAITING, *FORCED, *SENDING, "pending")
        rows = [row | {"seller_id": seller["seller_id"], "items": items} for _ in names]
        orders = self.simulator.post("/_sim/orders", rows)["orders"]
        carrier = CONNECTORS[platform].propose_carrier("UPS")
        return {
            "platform": platform,
            "archived": archived,
            "credentials": seller["credentials"],
            "carrier": [carrier.code, carrier.name],
            "orders": {
                name: order["order_id"]
                for name, order in zip(names, orders, strict=True)
            },
        }

    def fill(self, addons=None):
        """Make the data; what one dead worker had sent is known to the marketplace.

        :param addons: the folder of another release of the add-on
        """
        log = databases.fresh_log(f"fill-{self.database}")
        run(
            *("shell", "-d", self.database, "--no-http"),
            log=log,
            addons=addons,
            stdin=EVERY_STATE,
            LIFE_PLAN=json.dumps(self.plan),
        )
        for ref in self.refs("sending_sent"):
            query = "SELECT tracking_ref FROM ecommerce_shipment WHERE order_ref = %s"
            [[tracking]] = self.sql(query, (ref,))
            url = f"{self.simulator.url}/_sim/orders/{quote(ref)}"
            row = {"ship": {"tracking": tracking}}
            requests.patch(url, json=row, timeout=10).raise_for_status()

    def refs(self, *what, archived=False):
        """The orders that these became of, of accounts at work or of archived ones."""
        here = {row[0] for row in self.sql("SELECT platform FROM ecommerce_account")}
        return [
            seller["orders"][name]
            for seller in self.plan["sellers"]
            if seller["platform"] in here and seller["archived"] == archived
            for name in what
        ]

    def sql(self, query, values=()):
        return postgres.execute(query, values, database=self.database)

    def states(self):
        """{order reference: state}"""
        return dict(self.sql("SELECT order_ref, state FROM ecommerce_shipment"))

    def make_due(self, server=None):
        """Let time go by for what rests, and wake the sender up."""
        database = server.db if server else self.database
        postgres.execute(
            "UPDATE ecommerce_shipment SET next_attempt_at = now() AT TIME ZONE 'UTC' "
            "- interval '1 second' WHERE state = 'pending'",
            database=database,
        )
        if server:
            server.call("ecommerce.account", "action_update", [])

    def news(self, ref):
        """How often the API was told of a parcel of an order that was new to it."""
        told = self.simulator.get(f"/_sim/ledger?order={quote(ref)}")["confirmations"]
        return sum(row["kind"] == "new" and row["source"] == "api" for row in told)

    def told_twice(self):
        """Whom a marketplace told twice of one tracking number, of these sellers."""
        found = []
        for seller in self.plan["sellers"]:
            for ref in seller["orders"].values():
                report = self.simulator.get(f"/_sim/ledger?order={quote(ref)}")
                found += report["summary"]["told_twice"]
        return found

    def calls(self):
        """How many calls all marketplaces have had."""
        return self.simulator.get("/_sim/stats")["calls"]


@contextlib.contextmanager
def at_work(simulator, purpose):
    """Yield a `LivedIn` with the present add-on, in a database of its own."""
    template = databases.template_with_addon()
    with databases.temporary_copy(template, purpose) as name:
        life = LivedIn(simulator, name)
        life.fill()
        yield life


def run(*arguments, log, addons=None, stdin=None, also_allowed=(), **env):
    """Run Odoo to its end: it must succeed, and log nothing that was not explained."""
    more = []
    if addons:
        folders = [*odoo.odoo_source().addons, addons]
        more = ["--addons-path", ",".join(map(str, folders))]
        env["PYTHONDONTWRITEBYTECODE"] = "1"  # the next copy lies somewhere else
    handle = open(stdin, "rb") if stdin else None
    try:
        options = {"stdin": handle} if handle else {}
        code = odoo.run(*arguments, *more, log=log, **options, **env)
    finally:
        if handle:
            handle.close()
    assert not code, log.read_text(encoding="utf-8")[-6000:]
    assert not logcheck.findings(log, also_allowed), log


def serve(database, **options):
    """A server on a database; whoever starts it stops it."""
    log = databases.fresh_log(f"server-{database}")
    return LiveOdoo(database, log=log, **options)


def _settings(simulator, **values):
    url = f"{simulator.url}/_sim/settings"
    requests.patch(url, json=values, timeout=10).raise_for_status()
