# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A marketplace in a process of its own, and databases full of shipments for it.

Shipments are queued once; each run works on a snapshot of that database, beside a
marketplace that has the same orders and was told nothing yet.
"""

import contextlib
import math
from datetime import datetime

from dev import databases, drill
from dev.console import step

SEED = 19
PATIENCE = 900  # seconds that any run may take


class Market:
    """What all runs of a row share.

    :param simulator: a `dev.marketplace.Simulator` that runs
    :param database: with the queued shipments; nobody is connected
    :param parcels: what is queued, see tests/drills/plan.py
    :param sellers: the accounts on the marketplace, with their credentials
    """

    def __init__(self, name, simulator, database, parcels, sellers):
        self.name, self.database = name, database
        self.simulator, self.parcels, self.sellers = simulator, parcels, sellers

    def forget(self):
        """Let the marketplace know of the orders and of nothing else."""
        parts = ["orders", "ledger", "faults", "stats"]
        self.simulator.post("/_sim/reset", {"parts": parts})
        orders = drill.module("plan").orders(self.parcels, "amazon")
        self.simulator.post("/_sim/orders", orders)

    @contextlib.contextmanager
    def run(self, database=None):
        """Yield a `Run` on a snapshot of the database, or of another one."""
        self.forget()
        with databases.snapshot(database or self.database, self.name) as copy:
            run = Run(self, copy)
            try:
                yield run
            finally:
                run.close()


class Run:
    """One snapshot and the Odoo servers on it; they do nothing until told to."""

    def __init__(self, market, database):
        world = drill.module("world")
        self.market, self.simulator = market, market.simulator
        self.outbox = drill.module("outbox").Outbox(database)
        self._world = world.World(market.name, SEED, 1, database, "amazon")
        self.outbox.sql("UPDATE ir_cron SET active = FALSE")

    def close(self):
        """End the servers; the marketplace stays."""
        self._world.close()

    def start_odoo(self, **options):
        """One more server on the database."""
        return self._world.start_odoo(**options)

    def postpone(self, condition):
        """Let these shipments not be due for now."""
        self.outbox.sql(
            "UPDATE ecommerce_shipment SET next_attempt_at = next_attempt_at + "
            f"interval '1 year' WHERE {condition}"
        )

    def make_due(self):
        """Let all shipments that were postponed be due now, and be sent."""
        self.outbox.sql(
            "UPDATE ecommerce_shipment SET next_attempt_at = next_attempt_at - "
            "interval '1 year' WHERE state = 'pending' AND next_attempt_at > now()"
        )
        self.outbox.kick()

    def start_sending(self, senders=1):
        """Let so many actions that send run, and no other ones."""
        self._start_actions("_cron_drain()", senders)

    def start_cleaning_up(self):
        """Let Odoo's own daily clean-up run, now."""
        self._start_actions("_run_vacuum_cleaner()", 1)

    def _start_actions(self, code, most):
        self.outbox.sql(
            "UPDATE ir_cron SET active = TRUE, nextcall = now() AT TIME ZONE 'utc' "
            "WHERE id IN (SELECT c.id FROM ir_cron c JOIN ir_act_server a "
            "ON a.id = c.ir_actions_server_id WHERE a.code LIKE %s "
            "ORDER BY c.id LIMIT %s)",
            (f"%{code}%", most),
        )
        self.outbox.kick()

    def wait_until(self, condition, what):
        """Wait until something is so; raise when it does not happen."""
        if not self._world.wait_until(condition, PATIENCE):
            raise RuntimeError(f"{self.market.name}: {what} did not happen")

    def first_told(self):
        """Wait until the marketplace is told of something; return when that was."""
        self.wait_until(lambda: self.told_count() > 0, "the first call")
        return min(self.told_at().values())

    def told_count(self, sellers=None):
        """How many confirmations the marketplace has taken, of these or of all."""
        stats = self.simulator.get("/_sim/stats")["sellers"]
        return sum(
            operations.get("amazon.confirmShipment", {}).get("204", 0)
            for seller, operations in stats.items()
            if sellers is None or seller in sellers
        )

    def accepted_connections(self):
        """How many TCP connections the marketplace has accepted, this one included."""
        return self.simulator.get("/_sim/stats")["connections"]["accepted"]

    def told_at(self):
        """Tracking number -> when the marketplace took it, in seconds since 1970.

        :raises RuntimeError: something was told twice
        """
        report = self.simulator.get("/_sim/ledger")
        taken = {row["tracking"]: row for row in report["confirmations"]}
        if len(taken) < report["summary"]["accepted"]:
            raise RuntimeError(f"{self.market.name}: a shipment was told twice")
        return {number: seconds(row["time"]) for number, row in taken.items()}

    def check_all_told(self):
        """Raise unless each shipment arrived once; return when, see `told_at`."""
        told = self.told_at()
        wanted = {parcel.tracking for parcel in self.market.parcels}
        if told.keys() != wanted:
            missing = len(wanted - told.keys())
            raise RuntimeError(f"{self.market.name}: {missing} shipments are not told")
        return told


@contextlib.contextmanager
def market(name, count, accounts, latency=100, rate_scale=0, kind="base", **parameters):
    """Yield a `Market` of so many shipments whose orders Odoo knows already.

    :param latency: milliseconds until the marketplace answers
    :param rate_scale: 1 rations calls as the marketplace documents it, 0 does not
    :param kind: "jobs" for databases with queue_job and the glue
    :param parameters: the add-on's system parameters
    """
    step(f"Queueing {count:,} shipments of {accounts} accounts")
    template = databases.template_with_addon(kind)
    parcels = drill.module("plan").parcels(count, SEED, accounts, two_parcels=0)
    with databases.temporary_copy(template, name) as database:
        world = drill.module("world").World(name, SEED, 1, database, "amazon")
        try:
            world.start_simulator(latency, rate_scale)
            world.fill(count, known=1, planned=parcels, **parameters)
            yield Market(name, world.simulator, database, parcels, world.sellers)
        finally:
            world.close()


def p95(values):
    """The value that 95 % of all do not exceed."""
    values = sorted(values)
    return values[math.ceil(0.95 * len(values)) - 1]


def seconds(text):
    """A time of the ledger in seconds since 1970."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
