# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make bench`: how fast it is, beside something that everybody knows.

ROW=drain,poll measures some of the rows, SCALE=0.05 makes them smaller, ROUNDS=9
repeats them more often. Each row measures both sides in turn in the same run and says
whether the limit is kept; bench/README.md says how. What a row measured is kept in
.runtime/bench/, where `make performance` finds it.
"""

import importlib
import json
import os
import time

from . import console, postgres, runtime
from .console import CannotContinue, step
from .paths import RUNTIME, own_logs

#: In the order of the table in docs/PERFORMANCE.md; each is a module of bench/.
ROWS = (
    "drain",
    "allowance",
    "fairness",
    "reaction",
    "enqueue",
    "outbox_size",
    "pages_size",
    "status_page",
    "export_csv",
    "export_xlsx",
    "poll",
    "purge",
    "two_servers",
    "scaling",
)
RESULTS = RUNTIME / "bench"


def _number(name, kind, default):
    text = os.environ.get(name)
    try:
        number = kind(text) if text else default
    except ValueError:
        raise CannotContinue(f"{name}={text} is not a number.") from None
    if number is not None and number <= 0:
        raise CannotContinue(f"{name}={text} must be more than 0.")
    return number


def _keep(name, measured, scale):
    """Write down what was measured; smaller measurements are not for the docs."""
    from bench import machine  # in the virtual environment

    facts = measured.facts() | {
        "row": name,
        "command": f"make bench ROW={name}",
        "scale": scale,
        "measured_on": time.strftime("%Y-%m-%d"),
        "machine": machine.facts(),
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    machine_facts = facts["machine"]
    packages = " ".join(f"{k} {v}" for k, v in machine_facts.pop("packages").items())
    print("; ".join(f"{k} {v}" for k, v in machine_facts.items()), packages, sep="; ")


def main():
    """Set up what is missing, then measure; the exit code tells of a missed limit."""
    runtime.enter_venv("dev.bench")
    names = console.chosen("ROW", ROWS)
    scale, rounds = _number("SCALE", float, 1.0), _number("ROUNDS", int, None)
    own_logs("bench")
    runtime.odoo_source()
    runtime.steerable_browser()
    missed = 0
    with postgres.running():
        for name in names:
            step(f"Measuring {name}")
            row = importlib.import_module(f"bench.{name}")
            measured = row.run(scale, rounds or row.ROUNDS)
            print(f"\n{name}\n{measured.report()}", flush=True)
            _keep(name, measured, scale)
            print(flush=True)
            missed += measured.missed()
    print(f"{missed} limits missed" if missed else "All limits kept", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    console.run(main)
