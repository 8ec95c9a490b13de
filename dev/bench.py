# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""`make bench`: how fast it is, beside something that everybody knows.

BENCH=status_page runs some of the measurements, SCALE=0.05 makes them smaller,
ROUNDS=9 repeats them more often. Each measures both sides in the same run and says
whether their ratio keeps its limit; bench/README.md says how.
"""

import importlib
import os

from . import console, postgres, runtime
from .console import CannotContinue, step
from .paths import own_logs

BENCHES = ("status_page",)


def _number(name, kind, default):
    text = os.environ.get(name)
    try:
        number = kind(text) if text else default
    except ValueError:
        raise CannotContinue(f"{name}={text} is not a number.") from None
    if number <= 0:
        raise CannotContinue(f"{name}={text} must be more than 0.")
    return number


def main():
    """Set up what is missing, then measure; the exit code tells of a missed limit."""
    runtime.enter_venv("dev.bench")
    names = console.chosen("BENCH", BENCHES)
    scale, rounds = _number("SCALE", float, 1.0), _number("ROUNDS", int, 7)
    own_logs("bench")
    runtime.odoo_source()
    runtime.steerable_browser()
    missed = 0
    with postgres.running():
        for name in names:
            step(f"Measuring {name}")
            measured = importlib.import_module(f"bench.{name}").run(scale, rounds)
            print(f"\n{name}\n{measured.report()}\n", flush=True)
            missed += measured.missed()
    print(f"{missed} limits missed" if missed else "All limits kept", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    console.run(main)
