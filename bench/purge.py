# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Removing old attempts while shipments are sent, beside sending alone."""

from dev import databases, postgres
from dev.console import CannotContinue, step, tail

from .market import market
from .measured import Measured

ROUNDS = 3
ATTEMPTS, EACH = 1_000_000, 5  # old ones, of each shipment
SHIPMENTS, ACCOUNTS = 10_000, 20
LATENCY = 100  # milliseconds
LIMIT = 0.9
PEER = "sending alone"

# Shipments of long ago that are done, with their attempts: copies made by PostgreSQL.
_FILL = """
from bench.copying import Copier

shipment = env["ecommerce.shipment"].search([], limit=1)
attempt = env["writeback.attempt"].create(
    {{
        "shipment_id": shipment.id,
        "outcome": "success",
        "started_at": shipment.shipped_at,
        "seconds": 0.4,
        "request_body": "x" * 600,
        "response_body": "x" * 200,
    }}
)
env.flush_all()
age = "now() at time zone 'utc' - interval '400 days' - n * interval '1 minute'"
copier = Copier(env.cr, {shipments}, {{"left_at": age}}, {{}})
with copier.without_indexes():
    first = copier.copy(
        shipment,
        state="'success'",
        event_key="'old|' || n",
        reference="md5(n::text)",
        order_ref="'999-' || n",
        order_id="NULL",
        shipped_at="left_at",
        accepted_at="left_at",
        next_attempt_at="NULL",
    )
    copier.copy(
        attempt,
        times={each},
        shipment_id=f"{{first}} + n",
        number="k",
        started_at="left_at + k * interval '8 minutes'",
    )
attempt.unlink()
env.cr.commit()
with env.registry.cursor() as cr:
    cr.connection.autocommit = True
    cr.execute("VACUUM ANALYZE")
"""


def run(scale, rounds):
    """Send with and without the removal in turn; return a `Measured`."""
    count, old = max(100, round(SHIPMENTS * scale)), round(ATTEMPTS * scale)
    beside, alone, removed = [], [], []
    with market("purge", count, ACCOUNTS, latency=LATENCY) as shared:
        step(f"Filling in {old:,} old attempts")
        _fill(shared.database, old // EACH)
        for number in range(rounds):
            # Who comes first finds a colder machine: they take turns at that too.
            for clean_up in (number % 2 == 0, number % 2 == 1):
                speed, gone = _send(shared, clean_up)
                (beside if clean_up else alone).append(speed)
                removed += [gone] if clean_up else []
    measured = Measured(
        f"{count:,} shipments of {ACCOUNTS} accounts, each answer in {LATENCY} ms; "
        f"{old:,} attempts older than a year, {EACH} of each shipment"
    )
    measured.compare(
        "shipments sent while old attempts go",
        beside,
        PEER,
        alone,
        unit="shipments/s",
        at_least=LIMIT,
    )
    measured.figure("old attempts removed meanwhile", removed, "attempts/s")
    return measured


def _fill(database, shipments):
    log = databases.fresh_log("bench-purge")
    if databases.run_text(_FILL.format(shipments=shipments, each=EACH), database, log):
        print(tail(log, 40))
        raise CannotContinue(f"filling in the data failed: see {log}.")
    # Whoever copies a database needs it for himself.
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
        (database,),
    )


def _send(shared, clean_up):
    """Shipments sent, and old attempts removed, in a second."""
    step("Sending while old attempts are removed" if clean_up else "Sending alone")
    with shared.run() as one:
        one.start_odoo()
        before = _old(one)
        # One sender: the server's other thread is for the clean-up.
        if clean_up:
            one.start_cleaning_up()
        one.start_sending()
        count = len(shared.parcels)
        one.wait_until(lambda: one.told_count() >= count, "the last shipment")
        gone = before - _old(one)
        if clean_up and not gone:
            raise CannotContinue("the clean-up did not run while shipments were sent.")
        told = one.check_all_told().values()
        seconds = max(told) - min(told)
    return count / seconds, gone / seconds


def _old(one):
    [[count]] = one.outbox.sql(
        "SELECT count(*) FROM writeback_attempt "
        "WHERE started_at < now() AT TIME ZONE 'utc' - interval '365 days'"
    )
    return count
