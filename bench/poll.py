# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading a marketplace's orders: what it costs Odoo, first and ever after."""

import json
from statistics import median

from dev import databases, odoo
from dev.console import CannotContinue, step, tail
from dev.marketplace import Simulator
from dev.paths import ROOT, logs

from .measured import Measured

ROUNDS = 3
ORDERS = 100_000
SMALLER = (1_000, 10_000)  # for the curve
FEW = 10_000  # that are read beside them
STORED = 1_000_000  # orders that are there already, for the other curve
PAGE = 100
BATCH = 5_000
SPEED, QUERIES = 1_000, 5
SELLER = {"platform": "amazon", "seller_id": "A1BENCHSELLER"}
PEER = "Odoo's own create() of such orders"


def run(scale, rounds):
    """Read as many orders as that, in an Odoo of its own; return a `Measured`."""
    count = _pages(ORDERS * scale)
    stored = round(STORED * scale)
    measured = Measured(
        f"{count:,} Amazon orders of 2 lines, in pages of {PAGE}; simulator without "
        f"limits and latency; then with {stored:,} orders stored before"
    )
    costs, read_again = [], []
    for size in (*SMALLER, ORDERS):
        size = _pages(size * scale)
        found = _read(size, rounds if size == count else 1)
        costs.append((size, 1000 * median(_per_order(found, "first", size))))
        read_again.append((size, median(_queries(found, size))))
    _judge(measured, found, count)
    measured.curve("reading an order, by how many are read", "ms", costs)
    measured.curve("queries per page read again", "queries", read_again)
    few = _pages(FEW * scale)
    growth = [
        (before, 1000 * median(_per_order(_read(few, 1, before), "first", few)))
        for before in (0, stored // 10, stored)
    ]
    measured.curve("reading an order, by how many are stored", "ms", growth)
    measured.figure(
        f"an order where {stored:,} are stored, to none",
        [growth[-1][1] / growth[0][1]],
        "times",
    )
    return measured


def _judge(measured, found, count):
    speeds = [1 / cost for cost in _per_order(found, "first", count)]
    measured.figure("orders read", speeds, "orders/s of Odoo time", at_least=SPEED)
    measured.compare(
        "orders read, beside ORM",
        speeds,
        PEER,
        [each["peer"] for each in found],
        unit="orders/s of Odoo time",
    )
    measured.figure(
        "nothing new, queries per page",
        _queries(found, count),
        "queries",
        at_most=QUERIES,
    )
    again = [1 / cost for cost in _per_order(found, "again", count)]
    measured.figure("nothing new, orders read", again, "orders/s of Odoo time")
    wall = [count / each["first"]["wall"] for each in found]
    measured.figure("orders read, by the clock on the wall", wall, "orders/s")


def _pages(orders):
    return max(1, round(orders / PAGE)) * PAGE


def _per_order(found, which, count):
    return [each[which]["seconds"] / count for each in found]


def _queries(found, count):
    return [each["again"]["statements"] / (count / PAGE) for each in found]


def _read(count, rounds, stored=0):
    """Read that many orders, twice a round; return what `read_orders` found."""
    step(f"Reading {count:,} orders beside {stored:,}, {rounds} times")
    simulator = Simulator(arguments=("--rate-scale", 0))
    simulator.start()
    try:
        [seller] = simulator.post("/_sim/sellers", [SELLER])["sellers"]
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            simulator.post("/_sim/orders", [_order(number) for number in numbers])
        return _in_odoo(seller, count, rounds, stored)
    finally:
        simulator.stop()


def _order(number):
    goods = [
        {
            "order_item_id": f"{number:07}{line:07}",
            "sku": f"SKU-{(number * 7 + line) % 500:04}",
            "title": f"Product {(number * 7 + line) % 500}",
            "quantity": line,
        }
        for line in (1, 2)
    ]
    ref = f"111-{number // 10**6:07}-{number % 10**6:07}"
    return {"seller_id": SELLER["seller_id"], "order_id": ref, "items": goods}


def _in_odoo(seller, count, rounds, stored):
    plan, result = logs() / "bench-poll.json", logs() / "bench-poll-result.json"
    content = {
        "seller": seller,
        "orders": count,
        "rounds": rounds,
        "stored": stored,
        "result": str(result),
    }
    plan.write_text(json.dumps(content), encoding="utf-8")
    log = databases.fresh_log("bench-poll")
    script = ROOT / "bench" / "read_orders.py"
    with databases.temporary_copy(databases.template_with_addon(), "bench") as name:
        if odoo.run_script(script, name, log, BENCH_PLAN=plan):
            print(tail(log, 40))
            raise CannotContinue(f"reading the orders failed: see {log}.")
    return json.loads(result.read_text(encoding="utf-8"))
