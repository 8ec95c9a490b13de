# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Clocks jump by an hour, either way, while shipments are sent.

Odoo's clock, by libfaketime, and the database's: its jump is the same as all
stored times jumping the other way. Leases may run out early; that is the point.
"""

import glob
import os
from datetime import timedelta

from dev import odoo
from dev.console import CannotContinue
from dev.paths import ROOT, logs
from dev.system import apt_install

SHIPMENTS, JUMPS = 1000, 12
HOUR = 3600
TRUE_SLEEP = ROOT / "tests" / "drills" / "true_sleep"
# How far the two sides' clocks were apart at most, both jumps together.
JUDGE = {"slack": timedelta(hours=3)}


def drill(world):
    """Let the clocks jump while both sides work; return how often."""
    outbox = world.outbox
    jumps = world.scaled(JUMPS, 4)
    clock = _Clock(logs() / f"{world.name}-clock")
    world.start_simulator()
    world.fill(world.scaled(SHIPMENTS, 200), retry_delays="0.05", max_attempts="100")
    world.start_odoo(**clock.environment())
    stored, in_flight = 0, 0
    for number in range(jumps):
        in_flight += world.meet_sends(jumps - number)
        if number % 2:
            way = (
                -1 if stored > 0 else 1 if stored < 0 else world.random.choice((-1, 1))
            )
            stored += way
            outbox.shift(way * HOUR)
        else:
            clock.jump(world.random.choice([h for h in (-1, 0, 1) if h != clock.hours]))
    clock.jump(0)
    # What was written down by a clock that was ahead becomes due with the hours.
    outbox.pass_time(timedelta(hours=2))
    outbox.settle()
    world.require(in_flight, "no jump met a send in flight")
    return f"{jumps} jumps ({in_flight:,} in flight)"


class _Clock:
    """Odoo's clock: some hours off, by a file that is read at each look."""

    def __init__(self, file):
        self.file = file
        self.jump(0)

    def jump(self, hours):
        """Go so many hours ahead of the true time, or behind."""
        self.hours = hours
        work = self.file.with_suffix(".new")
        work.write_text(f"{hours * HOUR:+d}\n", encoding="utf-8")
        os.replace(work, self.file)

    def environment(self):
        """The variables of a process that has this clock."""
        return {
            "LD_PRELOAD": _library(),
            "PYTHONPATH": os.pathsep.join(
                [str(TRUE_SLEEP), odoo.environment()["PYTHONPATH"]]
            ),
            "FAKETIME_TIMESTAMP_FILE": self.file,
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Or its guess about the C library makes Python's threads crawl.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }


def _library():
    """The path of libfaketime, installing Debian's when there is none."""
    for _attempt in range(2):
        found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if found:
            return found[0]
        apt_install("faketime", why="a clock that can be set")
    raise CannotContinue("libfaketime is missing: install `faketime`.")
