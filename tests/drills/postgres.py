# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PostgreSQL restarts while shipments are sent: in good order, and by a crash.

Odoo's own processes may end with it: they are started again, as a service manager
would. Only on the private cluster, which saves on ``synchronous_commit``: a claim must
be on disk all the same.
"""

from dev import postgres

from .world import Skipped

RESTARTS, SHIPMENTS = 5, 1000
MODES = ("fast", "immediate")


def drill(world):
    """Restart the database server at random moments; return what was done."""
    if not postgres.is_private():
        raise Skipped("the PostgreSQL server is your own, and not ours to restart")
    outbox = world.outbox
    world.start_simulator()
    world.fill(world.scaled(SHIPMENTS, 150), retry_delays="0.05", max_attempts="100")
    server = world.start_odoo(workers=2, crons=2)
    in_flight, ended = [], 0
    for number in range(RESTARTS):
        in_flight.append(world.meet_sends(RESTARTS - number))
        postgres.restart(MODES[number % len(MODES)])
        # It notices within a few seconds, or not at all.
        if world.wait_until(lambda: server.process.poll() is not None, 6):
            server.restart()
            ended += 1
        outbox.pass_time(patience=5)
    outbox.settle()
    met = sum(number > 0 for number in in_flight)
    world.require(met >= RESTARTS / 2, "the restarts met too few sends in flight")
    return (
        f"{RESTARTS} restarts ({sum(in_flight):,} in flight, Odoo ended {ended} times)"
    )
