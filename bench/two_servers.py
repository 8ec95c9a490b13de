# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Two Odoo servers on one database beside one, where the network takes the time."""

from dev.console import step

from .market import market
from .measured import Measured

ROUNDS = 2
SHIPMENTS, ACCOUNTS = 1200, 100
LATENCY = 800  # milliseconds
THREADS = 16  # of one run: so many calls are under way at once in one server
LIMIT = 1.7


def run(scale, rounds):
    """Send the same with two servers and with one; return a `Measured`."""
    count = max(100, round(SHIPMENTS * scale))
    two, one = [], []
    with market(
        "two_servers", count, ACCOUNTS, latency=LATENCY, drain_threads=str(THREADS)
    ) as shared:
        for _round in range(rounds):
            two.append(_rate(shared, servers=2))
            one.append(_rate(shared, servers=1))
    measured = Measured(
        f"{count:,} pending shipments of {ACCOUNTS} accounts, answers in {LATENCY} ms, "
        f"{THREADS} threads per run, two actions that send, one thread for scheduled "
        "actions in each server"
    )
    measured.compare(
        "shipments told", two, "one server", one, unit="per second", at_least=LIMIT
    )
    return measured


def _rate(shared, servers):
    """Shipments per second, from the first call to the last."""
    step(f"Sending with {servers} server(s)")
    with shared.run() as one:
        for _number in range(servers):
            one.start_odoo(crons=1)
        one.start_sending(senders=2)
        one.wait_until(lambda: not one.outbox.untold(), "the end of the drain")
        times = one.check_all_told().values()
        return (len(times) - 1) / (max(times) - min(times))
