# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The marketplace is out of reach for longer than a lease, in two ways.

First it takes connections and answers nothing, and does what it was sent when it
comes back, while Odoo was killed and started again in between. Then it refuses
connections. With a small SCALE the cut is shorter, and the time of the leases is
passed while no Odoo runs.
"""

import signal
import time

from .outbox import lease

SHIPMENTS = 600
REFUSED = 120  # seconds
MAY_ASK = True


def drill(world):
    """Cut the network twice; return for how long."""
    outbox = world.outbox
    world.start_simulator(latency=300)
    count = world.scaled(SHIPMENTS, 150)
    world.fill(count, retry_delays="0.2", max_attempts="100")
    server = world.start_odoo()
    _send_a_share(world, count * 3 // 4)
    longest = lease().total_seconds() + 45
    silent = world.scaled(longest, 50)
    caught = _silent_cut(world, server, silent, silent < longest)
    _send_a_share(world, count // 3)
    refused = world.scaled(REFUSED, 15)
    world.simulator.stop()
    world.outbox.keep_kicking(refused)
    world.simulator.start()
    outbox.settle()
    world.require(caught, "nothing was in flight when the network was cut")
    return f"cut {silent} s ({caught:,} in flight, Odoo killed) and refused {refused} s"


def _silent_cut(world, server, seconds, in_haste):
    """Answer nothing for so long; return how much was in flight then."""
    marketplace = world.simulator.process
    world.wait_until(world.outbox.sending, 15)
    marketplace.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    try:
        # Longer than it takes to send what had been claimed.
        time.sleep(world.random.uniform(1, 5))
        caught = world.outbox.sending()
        server.kill()
        if in_haste:
            world.outbox.pass_time()
        server.start()
        world.outbox.keep_kicking(seconds - (time.monotonic() - started))
    finally:
        marketplace.send_signal(signal.SIGCONT)
    return caught


def _send_a_share(world, left):
    """Send until so many are left."""
    world.outbox.kick()
    if not world.wait_until(lambda: world.outbox.untold() <= left, 60):
        world.outbox.pass_time(patience=60)
        world.outbox.kick()
        world.wait_until(lambda: world.outbox.untold() <= left, 60)
