# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How soon the marketplace knows of a delivery that is validated in an idle server."""

import time
from statistics import median

from dev import drill
from dev.console import step

from .market import SEED, p95, seconds
from .measured import Measured

ROUNDS = 1
DELIVERIES = 30
LATENCY = 100  # milliseconds
LIMIT = 2000  # milliseconds
PATIENCE = 60  # seconds


def run(scale, rounds):
    """Validate deliveries one after the other; return a `Measured`."""
    count = max(5, round(DELIVERIES * scale))
    slowest, middle = [], []
    with drill.module("world").world("reaction", SEED, 1, "amazon") as world:
        world.start_simulator(latency=LATENCY)
        server = world.start_odoo()
        name = "shipgear_ecommerce_status.allow_private_hosts"
        server.call("ir.config_parameter", "set_param", name, "1")
        shop = drill.shared("shop").Shop(server, world.simulator)
        _reaction(world, shop)  # the first one warms everything up
        for _round in range(rounds):
            step(f"Validating {count} deliveries")
            times = [_reaction(world, shop) for _number in range(count)]
            slowest.append(p95(times))
            middle.append(median(times))
    measured = Measured(
        f"{count} deliveries validated over RPC, each in an idle server (threads in "
        f"one process, as Odoo starts without --workers); its order is read and "
        f"confirmed, each answer in {LATENCY} ms"
    )
    what = "from the click until the marketplace has it"
    measured.figure(f"{what}, p95", slowest, "ms", at_most=LIMIT)
    measured.figure(f"{what}, median", middle, "ms")
    return measured


def _reaction(world, shop):
    """Milliseconds from the call that validates to the time in the ledger."""
    ref, picking_id = shop.order()
    time.sleep(world.random.uniform(1, 3))  # idle again, at no special moment
    clicked = time.time()
    shop.validate(picking_id)
    if not world.wait_until(lambda: shop.told(ref), PATIENCE):
        raise RuntimeError("reaction: a delivery was not told")
    [told] = shop.told(ref)
    return 1000 * (seconds(told["time"]) - clicked)
