# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make drill`: real processes are killed, cut off and starved while they send.

DRILL=kills,faults runs some of the drills, SEED=7 repeats one, SCALE=0.05 makes
them smaller, PLATFORM=shopify,ebay sends to other marketplaces than Amazon. Each ends
with one line of figures; the last line says `N passed, N failed`. The drills are in
tests/drills/.
"""

import importlib
import os
import random
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed

from . import console, postgres, runtime
from .console import CannotContinue, step
from .paths import ADDON_DIR, ROOT, logs, own_logs
from .results import Result

DRILLS = (
    "kills",
    "faults",
    "postgres",
    "two_servers",
    "network",
    "clock",
    "silence",
    "disk_full",
)
# With `make test`, made small.
QUICK, SMALL = ("kills", "disk_full"), 0.05


def module(name):
    """A module of tests/drills; they share a few with tests/live and with bench/."""
    return shared(f"drills.{name}")


def shared(name):
    """A module of tests/ or tests/live/, by its name there."""
    for folder in (ROOT / "tests", ROOT / "tests" / "live"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    # Last, so that nothing of it hides anything: the connectors need no Odoo.
    if str(ADDON_DIR) not in sys.path:
        sys.path.append(str(ADDON_DIR))
    return importlib.import_module(name)


def run(name, seed, scale, platform):
    """Run one drill; return its result, whose name is its line of figures."""
    started = time.monotonic()
    step(f"Drill {name} on {platform} (seed {seed})")
    drill = module(name)
    try:
        with module("world").world(name, seed, scale, platform) as world:
            said = drill.drill(world)
            verdict = module("verdict").judge(world, **getattr(drill, "JUDGE", {}))
            may_ask = getattr(drill, "MAY_ASK", False)
            problems = verdict.problems(may_ask) + world.unmet
            seconds = time.monotonic() - started
            line = (
                f"{name} on {platform}: seed {seed}, {verdict.shipments:,} shipments, "
                f"{said}, {seconds:.0f} s: {verdict.figures()}"
            )
    except module("world").Skipped as reason:
        return Result(f"{name}: skipped: {reason}", 0, 0)
    except CannotContinue as problem:
        return Result(f"{name}: seed {seed}: {problem}", 0, 1, str(problem))
    except Exception:  # whatever it is, the other drills go on
        broke = traceback.format_exc()
        return Result(f"{name}: seed {seed}: broke off", 0, 1, broke)
    return Result(line, int(not problems), int(bool(problems)), "\n".join(problems))


def results(names, seed, scale, platforms=("amazon",)):
    """Run drills one after the other."""
    for platform in platforms:
        for name in names:
            yield run(name, seed, scale, platform)


def small():
    """The quick ones, as small as makes sense: they come with all tests.

    Kills also meet one of the other marketplaces, another at each time. Most of their
    time they wait, so they are run at once.
    """
    seed = random.randrange(1, 100_000)
    drills = [(name, "amazon") for name in QUICK]
    drills.append((QUICK[0], random.Random(seed).choice(_others())))
    with ThreadPoolExecutor(len(drills)) as pool:
        begun = [pool.submit(run, name, seed, SMALL, where) for name, where in drills]
        for future in as_completed(begun):
            yield future.result()


def _platforms():
    """All that the simulator plays."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    app = importlib.import_module("simulator.app")
    return tuple(platform.name for platform in app.PLATFORMS)


def _others():
    return [name for name in _platforms() if name != "amazon"]


def _setting(name, kind, default):
    text = os.environ.get(name)
    try:
        return kind(text) if text else default
    except ValueError:
        raise CannotContinue(f"{name}={text} is not a number.") from None


def _report(found):
    """All lines again, and what was not met; return the exit code."""
    print()
    for result in found:
        how = "FAILED" if result.failed else "passed" if result.passed else "-"
        print(f"{how:6}  {result.name}")
    failed = sum(result.failed for result in found)
    passed = sum(result.passed for result in found)
    print(f"\nTook {console.elapsed():.0f} s. Full logs: {logs().relative_to(ROOT)}/")
    print(f"{passed} passed, {failed} failed", flush=True)
    return int(failed > 0)


def main():
    """Set up what is missing, then run the chosen drills."""
    runtime.enter_venv("dev.drill")
    names = console.chosen("DRILL", DRILLS)
    seed = _setting("SEED", int, random.randrange(1, 100_000))
    scale = _setting("SCALE", float, 1.0)
    platforms = ("amazon",)
    if os.environ.get("PLATFORM"):
        platforms = console.chosen("PLATFORM", _platforms())
    own_logs("drill")
    runtime.odoo_source()
    found = []
    with postgres.running():
        for result in results(names, seed, scale, platforms):
            found.append(result)
            step(result.name)
            if result.failed:
                print(result.excerpt, flush=True)
    return _report(found)


if __name__ == "__main__":
    console.run(main)
