# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The glue with the real job runner: two servers behind a load balancer.

Nothing but the action that sends is switched on, and only once a runner has the
database in its charge: whatever is told is told by jobs.
"""

import time

import psutil
import pytest

from dev import databases, drill, postgres, queue_job
from dev.balancer import Balancer

SEED = 23
SHIPMENTS, ACCOUNTS, LATENCY = 240, 8, 500
WORKERS = 2  # of each server, each does a job at a time
CHANNELS = "root:4,root.ecommerce_status:4"
PATIENCE = 240  # seconds
_AT_WORK = "state IN ('enqueued', 'started')"
_NOT_DONE = "state != 'done'"
_DUE = "state = 'pending' AND next_attempt_at <= now() AT TIME ZONE 'utc'"


@pytest.fixture
def world(request):
    """Pending shipments of several accounts, and a marketplace that has the orders."""
    name = request.function.__name__  # what the marketplace knows is kept by name
    with postgres.running():
        template = databases.template_with_addon("jobs")
        with databases.temporary_copy(template, "queue_job") as database:
            made = drill.module("world").World(name, SEED, 1, database, "amazon")
            try:
                made.start_simulator(latency=LATENCY)
                planned = drill.module("plan").parcels(SHIPMENTS, SEED, ACCOUNTS)
                made.fill(SHIPMENTS, known=1, planned=planned)
                made.outbox.sql("UPDATE ir_cron SET active = FALSE")
                yield made
            finally:
                made.close()


@pytest.fixture
def balancer():
    """In front of all servers that run jobs."""
    with Balancer() as made:
        yield made


def _start(world, balancer):
    """One more server that runs jobs; one runner of all is in charge."""
    options = queue_job.running(CHANNELS, behind=balancer)
    server = world.start_odoo(workers=WORKERS, crons=1, **options)
    balancer.add(server.port)
    return server


def _has_runner(world):
    return queue_job.has_runner(world.database)


def _begin(world):
    world.outbox.sql(
        "UPDATE ir_cron SET active = TRUE, nextcall = now() AT TIME ZONE 'utc' WHERE "
        "id = (SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_drain')"
    )
    world.outbox.kick()


def _told(world):
    """Tracking numbers, as often as the marketplace was told of them."""
    report = world.simulator.get("/_sim/ledger")
    assert report["summary"]["accepted"] == len(report["confirmations"])
    return [row["tracking"] for row in report["confirmations"]]


def _tell_the_rest(world):
    """Let jobs or the action go on, and the time of lost leases pass, to the end."""
    deadline = time.monotonic() + PATIENCE
    while world.outbox.untold() and time.monotonic() < deadline:
        world.outbox.kick()
        world.wait_until(lambda: not world.outbox.count(_DUE), 15)
        world.wait_until(lambda: not _jobs(world, _AT_WORK), 30)
        if world.outbox.sending() or world.outbox.count("state = 'pending'"):
            world.outbox.pass_time()
    return not world.outbox.untold()


def _jobs(world, condition="TRUE"):
    query = f"SELECT count(*) FROM queue_job WHERE {condition}"
    return world.outbox.sql(query)[0][0]


def _all_told_once(world):
    return sorted(_told(world)) == sorted(parcel.tracking for parcel in world.parcels)


def _processes(server):
    return {child.pid for child in psutil.Process(server.process.pid).children(True)}


def test_jobs_of_two_servers_tell_everything_once(world, balancer):
    servers = [_start(world, balancer) for _number in range(2)]
    assert world.wait_until(lambda: _has_runner(world))
    _begin(world)
    assert world.wait_until(lambda: not world.outbox.untold(), PATIENCE)
    assert _all_told_once(world)
    assert world.wait_until(lambda: not _jobs(world, _NOT_DONE))
    query = "SELECT result, worker_pid, identity_key FROM queue_job"
    results, workers, keys = zip(*world.outbox.sql(query), strict=True)
    assert len(set(keys)) == ACCOUNTS
    for server in servers:
        assert _processes(server) & set(workers)
    # The action itself sent none of it.
    assert sum(int(result.split()[0]) for result in results) == SHIPMENTS


def test_a_server_dies_and_the_other_tells_the_rest(world, balancer):
    servers = [_start(world, balancer) for _number in range(2)]
    assert world.wait_until(lambda: _has_runner(world))
    _begin(world)
    assert world.wait_until(lambda: len(_told(world)) > SHIPMENTS / 4, PATIENCE)
    servers[0].kill()  # the first to come was elected, so the runner goes with it
    assert len(_told(world)) < SHIPMENTS
    assert world.wait_until(lambda: _has_runner(world), 30)
    assert _tell_the_rest(world)
    assert _all_told_once(world)
    assert world.wait_until(lambda: not _jobs(world, _NOT_DONE))


def test_without_the_runner_the_scheduled_action_takes_over(world, balancer):
    server = _start(world, balancer)
    assert world.wait_until(lambda: _has_runner(world))
    _begin(world)
    assert world.wait_until(lambda: len(_told(world)) > SHIPMENTS / 4, PATIENCE)
    server.stop()
    told, jobs = len(_told(world)), _jobs(world)
    assert told < SHIPMENTS
    world.start_odoo(crons=1)
    assert _tell_the_rest(world)
    assert _all_told_once(world)
    assert _jobs(world) == jobs  # nobody would have begun more of them
    assert not _has_runner(world)
