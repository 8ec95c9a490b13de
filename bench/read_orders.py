# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Poll a marketplace's orders and count what it costs. Odoo's shell runs this.

BENCH_PLAN names a JSON file: ``seller`` (as the simulator registered it), ``orders``
(how many it has), ``rounds``, ``stored`` (how many orders of the account Odoo has
before, each with two lines) and ``result``, the file to write.
"""

import json
import os
import time
from datetime import timedelta

from odoo import fields, sql_db
from odoo.fields import Command

ADDON = "shipgear_ecommerce_status"
PAGE = 100  # orders, as Amazon hands them out
PEER_ORDERS = 3_000


class Costs:
    """What Odoo's process spends while a block runs: processor time of all its
    threads, and the time in which it does nothing but wait for PostgreSQL."""

    def __enter__(self):
        self.statements, self.waited = 0, 0.0
        self._real = sql_db.Cursor.execute, sql_db.Cursor.commit
        sql_db.Cursor.execute = self._timed(sql_db.Cursor.execute, 1)
        sql_db.Cursor.commit = self._timed(sql_db.Cursor.commit, 0)
        self._wall, self._processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_exception):
        self.wall = time.perf_counter() - self._wall
        self.seconds = time.process_time() - self._processor + self.waited
        sql_db.Cursor.execute, sql_db.Cursor.commit = self._real

    def _timed(self, method, statements):
        def timed(*args, **kwargs):
            wall, processor = time.perf_counter(), time.process_time()
            try:
                return method(*args, **kwargs)
            finally:
                busy = time.process_time() - processor
                self.waited += max(0.0, time.perf_counter() - wall - busy)
                self.statements += statements

        return timed


class Reading:
    def __init__(self, env, plan):
        self.env = env
        self.plan = plan
        self.account = env["ecommerce.account"].create(
            {"name": "Bench", "platform": "amazon", "read_items": False}
        )
        for credential in self.account.credential_ids:
            credential.value = plan["seller"]["credentials"].get(credential.name, "")
        env["ir.config_parameter"].set_param(f"{ADDON}.allow_private_hosts", "1")
        self.poll = self.account.poll_ids.filtered(lambda p: p.api == "orders")
        self.cron = env.ref(f"{ADDON}.ir_cron_poll")
        env.cr.commit()

    def run(self):
        """Return the rounds: seconds and statements of each of our readings, and
        orders per second of the peer."""
        rounds = []
        for _round in range(self.plan["rounds"]):
            self.empty()
            first = self.read(since=None)
            since = self.poll.since
            assert self.stored() == self.plan["stored"] + self.plan["orders"]
            rounds.append(
                {
                    "first": first,
                    "again": self.read(since),
                    "peer": self.create_orders(),
                }
            )
        return rounds

    def empty(self):
        """Only what was stored before is there."""
        cr = self.env.cr
        cr.execute("TRUNCATE ecommerce_order CASCADE")
        cr.execute(
            """
            INSERT INTO ecommerce_order (account_id, company_id, ref, number, status,
                   fulfilled_by, purchased_at, updated_at, ship_by)
            SELECT %s, %s, ref, ref, 'shipped', 'seller', at, at, at
              FROM generate_series(1, %s) n, LATERAL (
                   SELECT '999-' || lpad(n::text, 15, '0') AS ref,
                          now() at time zone 'utc' - n * interval '1 second' AS at) o
            """,
            (self.account.id, self.account.company_id.id, self.plan["stored"]),
        )
        cr.execute(
            """
            INSERT INTO ecommerce_order_line (order_id, company_id, ref, sku, title,
                   quantity, quantity_shipped)
            SELECT id, company_id, ref || n, 'SKU-' || n, 'Product ' || n, 1, 1
              FROM ecommerce_order, generate_series(1, 2) n
            """
        )
        cr.commit()
        if self.plan["stored"]:
            with self.env.registry.cursor() as cr:
                cr.connection.autocommit = True
                cr.execute("VACUUM ANALYZE ecommerce_order, ecommerce_order_line")

    def read(self, since):
        """Read everything since then, in as many runs as it takes."""
        watermark = since and since + timedelta(minutes=10)  # the overlap
        self.poll.write({"watermark": watermark, "finished_at": False})
        self.poll.next_at = fields.Datetime.now() - timedelta(seconds=1)
        self.env.cr.commit()
        with Costs() as costs:
            while not self.poll.finished_at:
                self.cron.method_direct_trigger()
                self.env.cr.commit()
        assert self.poll.record_count == self.plan["orders"]
        return {
            "seconds": costs.seconds,
            "wall": costs.wall,
            "statements": costs.statements,
        }

    def create_orders(self):
        """As many as the peer gets, by Odoo's own create, a page at a time."""
        pages = range(0, min(PEER_ORDERS, self.plan["orders"]), PAGE)
        now = fields.Datetime.now()
        with Costs() as costs:
            for start in pages:
                self.env["ecommerce.order"].create(
                    [self.values(number, now) for number in range(start, start + PAGE)]
                )
                self.env.cr.commit()
        return len(pages) * PAGE / costs.seconds

    def values(self, number, now):
        ref = f"888-{number:015}"
        lines = [
            Command.create(
                {
                    "ref": f"{ref}-{line}",
                    "sku": f"SKU-{line}",
                    "title": f"Product {line}",
                    "quantity": 1,
                    "quantity_shipped": 0,
                }
            )
            for line in (1, 2)
        ]
        return {
            "account_id": self.account.id,
            "ref": ref,
            "number": ref,
            "status": "unshipped",
            "fulfilled_by": "seller",
            "purchased_at": now,
            "updated_at": now,
            "ship_by": now,
            "line_ids": lines,
        }

    def stored(self):
        return self.env["ecommerce.order"].search_count([])


def main(env):
    with open(os.environ["BENCH_PLAN"], encoding="utf-8") as file:
        plan = json.load(file)
    rounds = Reading(env, plan).run()
    with open(plan["result"], "w", encoding="utf-8") as file:
        json.dump(rounds, file)


main(env)  # noqa: F821  Odoo's shell provides it
