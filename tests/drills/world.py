# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a drill works on: a database, a simulator and Odoo, all real processes."""

import contextlib
import json
import random
import time

from odoo_process import LiveOdoo

from dev import databases, odoo
from dev.console import CannotContinue
from dev.marketplace import Simulator
from dev.paths import ROOT, logs

from . import plan
from .outbox import Outbox

FILL = ROOT / "tests" / "drills" / "fill.py"


class Skipped(Exception):
    """Why a drill cannot run here, in a sentence."""


class World:
    """One drill's own processes. Everything is gone afterwards but the logs."""

    def __init__(self, name, seed, scale, database, platform):
        self.name = f"{name}-{platform}"  # of its logs, and of the journal
        self.seed, self.scale = seed, scale
        self.platform = platform
        self.database = database
        self.outbox = Outbox(database)
        self.random = random.Random(f"{name} {seed}")
        self.simulator = None
        self.servers = []
        self.parcels, self.sellers = [], []
        self.unmet = []  # what was required of the drill itself, in sentences
        self._number = 0

    def scaled(self, number, least):
        """A number made smaller by SCALE, but never without meaning."""
        return max(least, round(number * self.scale))

    def require(self, condition, sentence):
        """Note what was not as it has to be for the drill to prove anything."""
        if not condition:
            self.unmet.append(sentence)

    # --- Processes ---

    def start_simulator(self, latency=100, rate_scale=0):
        """The marketplace. Rate scale 0 lifts its allowances, 1 is as documented."""
        self.simulator = Simulator(
            log=logs() / f"{self.name}-simulator.log",
            arguments=(
                *("--latency", latency, "--rate-scale", rate_scale),
                *("--state", logs() / f"{self.name}-simulator.journal"),
            ),
        )
        self.simulator.start()

    def start_odoo(self, **options):
        """One more Odoo server on the database."""
        log = logs() / f"{self.name}-odoo-{len(self.servers) + 1}.log"
        server = LiveOdoo(self.database, log=log, **options)
        self.servers.append(server)
        server.start()
        return server

    def close(self):
        """End all processes."""
        for process in [*self.servers, self.simulator]:
            if process:
                process.stop()

    # --- Shipments ---

    def fill(self, count, known=0.8, more_drains=0, planned=None, **parameters):
        """Queue shipments whose orders the marketplace has.

        :param known: share of the orders that Odoo has read already
        :param more_drains: scheduled actions that send, beside the add-on's own
        :param planned: the parcels, where they are not to be as ``plan`` has them
        :param parameters: the add-on's system parameters
        """
        planned = planned or plan.parcels(count, self.seed)
        orders = plan.orders(planned, self.platform)
        sellers = [
            {"seller_id": name, "platform": self.platform}
            for name in sorted({p.seller for p in planned})
        ]
        self.sellers = self.simulator.post("/_sim/sellers", sellers)["sellers"]
        if self.platform == "amazon":
            self.parcels = planned
            self.simulator.post("/_sim/orders", orders)
        else:
            rows = plan.numbered(orders)
            there = self.simulator.post("/_sim/orders", rows)["orders"]
            self.parcels = plan.renamed(planned, orders, there)
            known = 0  # what a line goes by there is for its connector to read
        file = logs() / f"{self.name}-plan.json"
        content = {
            "platform": self.platform,
            "sellers": self.sellers,
            "parcels": [vars(parcel) for parcel in self.parcels],
            "known_orders": self.random.sample(orders, round(known * len(orders))),
            "more_drains": more_drains,
            "parameters": {"allow_private_hosts": "1"} | parameters,
        }
        file.write_text(json.dumps(content), encoding="utf-8")
        log = databases.fresh_log(f"{self.name}-fill")
        if odoo.run_script(FILL, self.database, log, DRILL_PLAN=file):
            raise CannotContinue(f"the shipments were not made: see {log}.")

    def meet_sends(self, times_left):
        """Wait for a random moment in the midst of sending.

        :param times_left: how often this is still to be done with what is left
        :returns: how much is in flight
        """
        outbox = self.outbox
        for _try in range(10):
            outbox.kick()
            if self.wait_until(outbox.sending, 3) or not outbox.untold():
                break
        before = outbox.untold()
        share = self.random.uniform(0, 1.5) * before / (times_left + 1)
        self.wait_until(lambda: outbox.untold() <= before - share, 15)
        return outbox.sending()

    def wait_until(self, condition, patience=60):
        """Wait; return whether it came true in time."""
        deadline = time.monotonic() + patience
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


@contextlib.contextmanager
def world(name, seed, scale, platform):
    """A new world on a copy of a database with the add-on installed."""
    template = databases.template_with_addon()
    with databases.temporary_copy(template, f"drill_{name}") as database:
        made = World(name, seed, scale, database, platform)
        try:
            yield made
        finally:
            made.close()
