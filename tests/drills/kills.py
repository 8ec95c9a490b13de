# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""kill -9 of the Odoo process that is sending, again and again.

Processes for the pages and for each of two scheduled actions; the killed one is
started anew by Odoo itself. What it had claimed waits for its lease to run out;
that time is passed for it.
"""

import os
import signal

KILLS, SHIPMENTS = 50, 2000


def drill(world):
    """Kill at random moments; return what was done."""
    kills = world.scaled(KILLS, 4)
    world.start_simulator()
    world.fill(world.scaled(SHIPMENTS, 120), retry_delays="0.05", max_attempts="100")
    server = world.start_odoo(workers=2, crons=2)
    done, in_flight = 0, []
    while done < kills and world.outbox.untold():
        caught = _kill(world, server, kills - done)
        if caught is not None:
            done += 1
            in_flight.append(caught)
        world.outbox.pass_time(patience=5)
    world.outbox.settle()
    world.require(done == kills, f"only {done} of {kills} kills before the end")
    met = sum(number > 0 for number in in_flight)
    world.require(met >= kills / 2, "the kills met too few sends in flight")
    return f"{done} kills ({sum(in_flight):,} in flight)"


def _kill(world, server, kills_left):
    """Kill the sending process at a random moment; return how much it had."""
    outbox = world.outbox
    world.meet_sends(kills_left)
    # A process that was just forked still speaks through its parent's connection.
    running = outbox.runners() - {server.process.pid}
    for pid in running:
        os.kill(pid, signal.SIGSTOP)
    in_flight = outbox.sending()
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    return in_flight if running else None
