# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Validating marketplace deliveries with the add-on beside the same without it."""

import json
import tempfile
from pathlib import Path

from dev import databases, odoo
from dev.console import CannotContinue, step, tail
from dev.paths import ROOT, logs

from .measured import Measured

ROUNDS = 31
DELIVERIES = 100
PEER = "Odoo without the add-on"
LIMIT = 1.05  # times what Odoo takes without it
SHARES = (0.1, 0.5, 1)  # of the deliveries, to see whether queries grow with them


def run(scale, rounds):
    """Validate in a database with the add-on and one without; return a `Measured`."""
    count = max(10, int(DELIVERIES * scale))
    sizes = [max(1, int(count * share)) for share in SHARES]
    # The first round of all warms both up.
    taken = _validate([count, *sizes, *[count] * rounds])[1:]
    counted, timed = taken[: len(sizes)], taken[len(sizes) :]
    measured = Measured(
        f"{count:,} deliveries of 2 lines validated together, each round other ones"
    )
    measured.compare(
        "validating, flush included",
        [1000 * each["with"][0] for each in timed],
        PEER,
        [1000 * each["without"][0] for each in timed],
        at_most=LIMIT,
    )
    added = {each["size"]: _added(each) for each in counted}
    few, many = added[sizes[0]], added[sizes[-1]]
    measured.figure(
        f"queries added for {count} as against {sizes[0]}",
        [many / few],
        "times",
        at_most=1,
    )
    measured.curve("queries added by the add-on", "queries", added.items())
    measured.notes += [
        f"{each['size']} deliveries: {each['with'][1]} queries, "
        f"{each['without'][1]} without the add-on, {_added(each)} added"
        for each in counted
    ]
    return measured


def _added(taken):
    return taken["with"][1] - taken["without"][1]


def _validate(sizes):
    script = ROOT / "bench" / "validate_deliveries.py"
    log = databases.fresh_log("bench-enqueue")
    with (
        databases.temporary_copy(databases.template_with_addon(), "bench") as ours,
        databases.temporary_copy(databases.template(), "bench") as theirs,
        tempfile.NamedTemporaryFile("r", suffix=".json", dir=logs()) as result,
    ):
        step(f"Validating up to {max(sizes)} deliveries {len(sizes)} times in turn")
        settings = {
            "BENCH_SIZES": json.dumps(sizes),
            "BENCH_WITHOUT": theirs,
            "BENCH_RESULT": result.name,
        }
        if odoo.run_script(script, ours, log, **settings):
            print(tail(log, 40))
            raise CannotContinue(f"validating the deliveries failed: see {log}.")
        return json.loads(Path(result.name).read_text(encoding="utf-8"))
