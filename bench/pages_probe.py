# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Ask what pages ask, of several databases in turn. Odoo's shell runs this.

BENCH_TASK names a JSON file: ``pages`` (name -> calls as the browser made them),
``databases``, ``login``, ``rounds``. The answer goes to BENCH_ANSWER: of each page the
``times`` in milliseconds and the numbers of ``queries`` by database, and the ``plans``
of the last database: short, text, and the large tables that are read through.
"""

import json
import os
import time
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service.model import call_kw
from odoo.sql_db import Cursor

LARGE = 10_000  # rows: of more than these, none may be read through


class Asked:
    """What a cursor is asked while a block runs."""

    def __init__(self):
        self.queries = []

    def __enter__(self):
        self._execute = execute = Cursor.execute
        queries = self.queries

        def noted(cr, query, params=None, log_exceptions=True):
            result = execute(cr, query, params, log_exceptions)
            queries.append(cr._obj.query.decode())
            return result

        Cursor.execute = noted
        return self

    def __exit__(self, *_exception):
        Cursor.execute = self._execute


class Shop:
    """One database, as a user sees it."""

    def __init__(self, name, login):
        self.name, self.registry = name, Registry(name)
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            self.uid = env["res.users"].search([("login", "=", login)]).id
            # What is opened and looked for is another record in each.
            shipments = env["ecommerce.shipment"]
            self.failed = shipments.search([("state", "=", "failed")], limit=1).ids
            [self.words] = shipments.search([("state", "=", "success")], limit=1).read(
                ["order_ref", "tracking_ref", "sale_order_name", "picking_name"]
            )
            cr.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'")
            self.rows = dict(cr.fetchall())

    def answer(self, cr, call):
        """Make a call of the browser, as the server does."""
        args, kwargs = call["args"], dict(call["kwargs"])
        if (call["model"], call["method"]) == ("ecommerce.shipment", "web_read"):
            args = [self.failed, *args[1:]]
        if "domain" in kwargs:
            kwargs["domain"] = [self._worded(leaf) for leaf in kwargs["domain"]]
        env = Environment(cr, self.uid, {})
        return call_kw(env[call["model"]], call["method"], args, kwargs)

    def _worded(self, leaf):
        if isinstance(leaf, str) or not isinstance(leaf[2], str):
            return leaf
        return [*leaf[:2], leaf[2].format_map(self.words)]

    def ask(self, calls):
        """Make the calls of a page, each in a transaction of its own; return
        (milliseconds, queries)."""
        seconds, queries = 0, 0
        for call in calls:
            with self.registry.cursor() as cr:
                cr.execute("SELECT 1")  # a connection is there already
                before, started = cr.sql_log_count, time.perf_counter()
                self.answer(cr, call)
                seconds += time.perf_counter() - started
                queries += cr.sql_log_count - before
        return seconds * 1000, queries

    def listed(self, call):
        """How many rows a list shows."""
        with self.registry.cursor() as cr:
            return len(self.answer(cr, call)["records"])

    def plans(self, calls):
        """Return the plans of the queries: {short, text, through}."""
        with Asked() as asked:
            self.ask(calls)
        plans = {}
        with self.registry.cursor() as cr:
            for query in asked.queries:
                if query == "SELECT 1" or not query.lstrip().startswith(
                    ("SELECT", "WITH")
                ):
                    continue
                cr.execute("EXPLAIN (FORMAT JSON) " + query.replace("%", "%%"), ())
                [[[plan]]] = cr.fetchall()
                cr.execute("EXPLAIN " + query.replace("%", "%%"), ())
                text = "\n".join([query, *(line for [line] in cr.fetchall())])
                nodes = list(_nodes(plan["Plan"]))
                short = " < ".join(_short(node) for node, _parent in nodes)
                plans[short] = {
                    "short": short,
                    "text": text,
                    "through": self._read_through(nodes),
                }
        return list(plans.values())

    def _read_through(self, nodes):
        """The large tables that a plan reads without an index; the first rows of one,
        whichever they are, do no harm."""
        return [
            node["Relation Name"]
            for node, parent in nodes
            if node["Node Type"] == "Seq Scan"
            and parent != "Limit"
            and self.rows.get(node["Relation Name"], 0) > LARGE
        ]


def _nodes(plan, parent=""):
    """Yield (node, type of the node that it works for)."""
    yield plan, parent
    for part in plan.get("Plans", ()):
        yield from _nodes(part, plan["Node Type"])


def _short(node):
    where = node.get("Index Name") or node.get("Relation Name")
    return f"{node['Node Type']} ({where})" if where else node["Node Type"]


def as_many_rows(calls, shops):
    """Where a page is not full in the smallest database, show as few in all."""
    for call in calls:
        if call["method"] == "web_search_read" and call["kwargs"].get("limit"):
            rows = {shop.listed(call) for shop in shops}
            if len(rows) > 1:
                call["kwargs"]["limit"] = max(1, min(rows))


def main():
    task = json.loads(Path(os.environ["BENCH_TASK"]).read_text(encoding="utf-8"))
    shops = [Shop(name, task["login"]) for name in task["databases"]]
    pages = {}
    for page, calls in task["pages"].items():
        found = pages[page] = {"times": {}, "queries": {}}
        as_many_rows(calls, shops)
        for number in range(task["rounds"] + 1):
            for shop in shops:
                took, queries = shop.ask(calls)
                if number:  # the first warms up
                    found["times"].setdefault(shop.name, []).append(took)
                    found["queries"].setdefault(shop.name, []).append(queries)
        found["plans"] = shops[-1].plans(calls)
    Path(os.environ["BENCH_ANSWER"]).write_text(json.dumps(pages), encoding="utf-8")


main()
