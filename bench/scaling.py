# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What each way of having more of it buys: senders, servers, jobs; and where the
marketplace's allowance is the limit, and none of them buys anything."""

import contextlib
import time

from dev import queue_job
from dev.balancer import Balancer
from dev.console import step

from .market import market
from .measured import Measured

ROUNDS = 1
SHIPMENTS, ACCOUNTS = 480, 24
LATENCY = 800  # milliseconds
THREADS = 16  # calls under way at once in one run of the action that sends
WORKERS = 4  # of each host that does jobs; four lanes each: as many calls at once
RATE, BURST, SECONDS = 2, 10, 20  # Amazon's allowance of an account, and for how long
LEAST = 1.5  # times one sender; what jobs buy on one machine only informs
MOST = 1.04  # of what is allowed: a call or two at the end of the time


def run(scale, rounds):
    """Send the same in each way, then under an allowance; return a `Measured`."""
    count = max(ACCOUNTS, round(SHIPMENTS * scale))
    seconds = max(10, SECONDS * scale)
    rates = _rates(count, rounds)
    shares = _shares(seconds, rounds)
    measured = Measured(
        f"{count:,} pending shipments of {ACCOUNTS} accounts, answers in {LATENCY} ms; "
        f"{THREADS} calls at once in each action that sends, {WORKERS} workers for "
        f"jobs in each host; then one account with {RATE} calls/s and {BURST} at "
        f"once, {seconds:.0f} s from the first call"
    )
    limits = {
        "two senders in one server": LEAST,
        "two servers, a sender in each": LEAST,
        "queue_job on two hosts": None,
    }
    base = rates.pop(_BASE)
    for way, least in limits.items():
        measured.compare(
            way, rates[way], _BASE, base, unit="shipments per second", at_least=least
        )
    for way, used in shares.items():
        measured.figure(f"one account: {way}", used, "of the allowance", at_most=MOST)
    return measured


_BASE = "one sender in one server"


def _rates(count, rounds):
    """Way -> shipments per second of each round, nothing being rationed."""
    parameters = {"latency": LATENCY, "drain_threads": str(THREADS)}
    with market("scaling", count, ACCOUNTS, kind="jobs", **parameters) as shared:
        rates = {way: [] for way in _WAYS}
        for _round in range(rounds):
            for way, start in _WAYS.items():
                step(f"Sending: {way}")
                with shared.run() as one, start(one):
                    rates[way].append(_rate(one))
                step(f"{rates[way][-1]:.1f} shipments per second")
    return rates


def _rate(one):
    """Shipments per second, from the first call to the last."""
    one.wait_until(lambda: not one.outbox.untold(), "the end of the drain")
    times = one.check_all_told().values()
    return (len(times) - 1) / (max(times) - min(times))


def _shares(seconds, rounds):
    """Way -> calls made of those that one account is allowed, in each round."""
    allowed = BURST + RATE * seconds
    backlog = round(allowed * 1.2) + BURST
    with market("rationed", backlog, 1, rate_scale=1, kind="jobs") as shared:
        shares = {way: [] for way in _WAYS}
        for _round in range(rounds):
            for way, start in _WAYS.items():
                step(f"Sending for one account: {way}")
                with shared.run() as one, start(one):
                    first = one.first_told()
                    time.sleep(max(0, first + seconds - time.time()))
                    end = first + seconds
                    calls = sum(at < end for at in one.told_at().values())
                    shares[way].append(calls / allowed)
    return shares


# --- The ways ---


@contextlib.contextmanager
def _one_sender(one):
    one.start_odoo(crons=1)
    one.start_sending()
    yield


@contextlib.contextmanager
def _two_senders(one):
    one.start_odoo(crons=2)
    one.start_sending(senders=2)
    yield


@contextlib.contextmanager
def _two_servers(one):
    for _number in range(2):
        one.start_odoo(crons=1)
    one.start_sending(senders=2)
    yield


@contextlib.contextmanager
def _jobs(one):
    """Two hosts behind a load balancer; one of the two runners is in charge."""
    channels = f"root:{2 * WORKERS},root.ecommerce_status:{2 * WORKERS}"
    with Balancer() as balancer:
        for _number in range(2):
            options = queue_job.running(channels, behind=balancer)
            server = one.start_odoo(workers=WORKERS, crons=1, **options)
            balancer.add(server.port)
        database = one.outbox.database
        one.wait_until(lambda: queue_job.has_runner(database), "the runner")
        one.start_sending()
        yield


_WAYS = {
    _BASE: _one_sender,
    "two senders in one server": _two_senders,
    "two servers, a sender in each": _two_servers,
    "queue_job on two hosts": _jobs,
}
