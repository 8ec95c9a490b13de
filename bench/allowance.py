# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How much of what a marketplace allows is used while there is a backlog."""

import time

from dev.console import step

from .market import market
from .measured import Measured

ROUNDS = 1
SECONDS = 300
RATE, BURST = 2, 10  # Amazon's documented limit of confirmShipment
LEAST, MOST = 0.95, 0  # of the allowance used; answers 429


def run(scale, rounds):
    """Send a backlog for so long; return a `Measured`."""
    seconds = max(20, SECONDS * scale)
    allowed = BURST + RATE * seconds
    backlog = round(allowed * 1.1) + BURST
    used, refused = [], []
    with market("allowance", backlog, 1, rate_scale=1) as shared:
        for _round in range(rounds):
            step(f"Sending for {seconds:.0f} s")
            with shared.run() as one:
                one.start_odoo()
                one.start_sending()
                first = one.first_told()
                time.sleep(max(0, first + seconds - time.time()))
                calls = [at for at in one.told_at().values() if at < first + seconds]
                used.append(len(calls) / allowed)
                refused.append(one.simulator.get("/_sim/stats")["throttled"])
    measured = Measured(
        f"One account with {backlog:,} pending shipments, {RATE} calls/s and {BURST} "
        f"at once, {seconds:.0f} s from the first call"
    )
    measured.figure(
        "calls made of calls allowed", used, "of the allowance", at_least=LEAST
    )
    measured.figure("answers 429", refused, "answers", at_most=MOST)
    return measured
