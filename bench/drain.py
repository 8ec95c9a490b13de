# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Thousands of pending shipments, beside OCA's queue_job and beside a bare loop."""

import json
import time
from subprocess import run as run_command

from dev import drill
from dev.console import CannotContinue, step
from dev.paths import PYTHON, ROOT, logs

from .machine import Memory
from .market import market
from .measured import Measured
from .peers import queue_job

ROUNDS = 2
SHIPMENTS, ACCOUNTS = 10_000, 10
LATENCY = 100  # milliseconds
WORKERS = 2
JOB_SECONDS = 60  # jobs are slow: their rate is measured for so long
TIMES_JOBS, OF_LOOP = 10, 0.6
GROWTH = 60  # MB
REUSED = 0.1  # connections per call
LOOP = "bench.peers.bare_loop"


def run(scale, rounds):
    """Send everything in each of the three ways; return a `Measured`."""
    count = max(500, round(SHIPMENTS * scale))
    seconds = max(15, JOB_SECONDS * scale)
    ours, jobs, loops = [], [], []
    lanes = getattr(drill.shared("connectors").CONNECTORS["amazon"], "lanes", 1)
    with market("drain", count, ACCOUNTS, latency=LATENCY) as shared:
        with queue_job.filled(shared.database) as filled:
            for _round in range(rounds):
                ours.append(_ours(shared))
                jobs.append(_jobs(shared, filled, seconds))
                loops.append(_loop(shared, lanes))
    rates, growths, connections = zip(*ours, strict=True)
    measured = Measured(
        f"{count:,} pending shipments of {ACCOUNTS} accounts, answers in {LATENCY} ms; "
        f"both servers with {WORKERS} workers and one for scheduled actions; jobs for "
        f"{seconds:.0f} s, {WORKERS} at a time; the loop with {ACCOUNTS} x {lanes} "
        "threads"
    )
    rate = "shipments told"
    per = {"unit": "per second"}
    measured.compare(rate, rates, queue_job.NAME, jobs, **per, at_least=TIMES_JOBS)
    measured.compare(
        rate, rates, "a bare loop of requests", loops, **per, at_least=OF_LOOP
    )
    measured.figure("memory of the server, growth", growths, "MB", at_most=GROWTH)
    measured.figure(
        "TCP connections per call", connections, "connections", at_most=REUSED
    )
    return measured


def _start(one, **options):
    """A server; both sides have the same processes."""
    return one.start_odoo(workers=WORKERS, crons=1, **options)


def _ours(shared):
    """Shipments per second, megabytes of growth, connections per call.

    After one of each account: a process that has done nothing yet still shares its
    memory with the one that it was forked from.
    """
    step("Sending by the outbox")
    with shared.run() as one:
        server = _start(one)
        one.postpone(
            "id NOT IN (SELECT min(id) FROM ecommerce_shipment GROUP BY account_id)"
        )
        one.start_sending()
        one.wait_until(lambda: one.told_count() == ACCOUNTS, "the first call")
        before = one.accepted_connections()
        with Memory(server.process.pid) as memory:
            started = time.monotonic()
            one.make_due()
            one.wait_until(lambda: not one.outbox.untold(), "the end of the drain")
            seconds = time.monotonic() - started
        opened = one.accepted_connections() - before - 1  # that which asks
        calls = len(one.check_all_told()) - ACCOUNTS
        return calls / seconds, memory.growth, opened / calls


def _jobs(shared, database, seconds):
    """Shipments per second, after the first jobs are done."""
    step("Sending by jobs")
    with shared.run(database) as one:
        _start(one, **queue_job.server_options(WORKERS))

        def done():
            return one.outbox.count("state = 'accepted'")

        one.wait_until(lambda: done() >= 2 * WORKERS, "the first jobs")
        before, started = done(), time.monotonic()
        time.sleep(seconds)
        rate = (done() - before) / (time.monotonic() - started)
        one.told_at()  # raises where something was told twice
        return rate


def _loop(shared, lanes):
    """Confirmations per second of a loop that writes nothing down."""
    step("Sending in a loop")
    shared.forget()
    file = logs() / "bare_loop.json"
    parcels = [vars(parcel) for parcel in shared.parcels]
    file.write_text(json.dumps({"sellers": shared.sellers, "parcels": parcels}))
    command = [PYTHON, "-m", LOOP, file, str(lanes)]
    done = run_command(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotContinue(f"the loop broke off: {done.stderr}")
    return len(parcels) / float(done.stdout)
