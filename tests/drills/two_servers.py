# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two Odoo servers send from one database at the same time.

An action runs once at a time: there are several of them, as where server actions
call the same method. The marketplace rations its calls as documented, and the
servers do not know of each other's.
"""

import time

SHIPMENTS = 1000
PATIENCE = 300  # seconds


def drill(world):
    """Let both servers send until nothing is due; return what was seen."""
    outbox = world.outbox
    world.start_simulator(latency=50, rate_scale=1)
    count = world.scaled(SHIPMENTS, 200)
    world.fill(count, known=0.9, more_drains=3, retry_delays="0.05", max_attempts="100")
    for _number in range(2):
        world.start_odoo(crons=3)
    processes, actions = 0, 0
    deadline = time.monotonic() + PATIENCE
    while outbox.untold() and time.monotonic() < deadline:
        outbox.kick()
        for _look in range(10):
            processes = max(processes, len(outbox.runners()))
            actions = max(actions, outbox.held_actions())
            time.sleep(0.1)
    outbox.settle()
    throttled = world.simulator.get("/_sim/stats")["throttled"]
    world.require(processes == 2, "the two servers never sent at the same time")
    world.require(actions > 2, "too few actions ran at the same time")
    return f"up to {actions} actions at once in {processes} servers, {throttled} x 429"
