# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make test`: lint, plain tests, the add-on in a real Odoo, live processes, every way
to install it, drills.

ONLY=lint|unit|odoo|live|ways|drill (several with commas) runs a part, TAGS= chooses
Odoo tests by tag, K= chooses plain tests by name. The last line says `N passed, N
failed`.
"""

import itertools
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed

from . import (
    console,
    databases,
    drill,
    lint,
    marketplaces,
    odoo_tests,
    postgres,
    runtime,
    system,
)
from .console import CannotContinue, step
from .odoo_tests import pytest_results
from .paths import ROOT, logs, own_logs

PARTS = ("lint", "unit", "odoo", "live", "ways", "drill")
WAYS_IN = "tests/live/ways_in"
# Most of their time they wait, so two files are run at once.
LIVE = ["tests/live", f"--ignore={WAYS_IN}", "-n", "2", "--dist", "loadfile"]
# What meets requests and urllib3: the one client, its guard, and two platforms whole.
MEETS_OLDEST = (
    "http_client",
    "url_guard",
    "deadline",
    "access_tokens",
    "amazon_conformance",
    "shopify_conformance",
)


def _light(parts):
    """What needs no database."""
    if "lint" in parts:
        yield from lint.results()
    if "unit" in parts:
        yield pytest_results("unit", ["tests", "--ignore=tests/live"])
        if not os.environ.get("K"):
            yield marketplaces.result(logs() / "pytest-unit.xml")


def _plain(parts):
    """What needs no Odoo, then what needs no Odoo of ours: these lanes are as long as
    each other."""
    yield from _light(parts)
    if "ways" in parts:
        yield from _ways()


def _ways():
    """Each way to install it, on the oldest and the newest of what it stands on."""
    step(f"Running {WAYS_IN}")
    oldest = runtime.environment("oldest")
    runtime.environment("newest")
    yield pytest_results("ways", [WAYS_IN])
    files = [f"tests/connectors/test_{name}.py" for name in MEETS_OLDEST]
    yield pytest_results("oldest", files, oldest)


def _live(parts):
    if "live" in parts:
        step("Running tests/live")
        yield pytest_results("live", LIVE)


def _beside_it(parts):
    """What else needs a database of its own, one after another."""
    yield from odoo_tests.demo_data()
    if not os.environ.get("TAGS"):
        yield from odoo_tests.neighbours()
        yield from odoo_tests.jobs()
    if "live" in parts:  # it would begin with these
        for kind in ("base", "jobs"):
            databases.template_with_addon(kind)


class Report:
    """Collects the results and prints them as they come."""

    def __init__(self):
        self.results = []

    def collect(self, results):
        """Take in the results of one lane; a crash of ours is a failure too."""
        for result in results:
            self.results.append(result)
            step(result.line())

    def close(self):
        """Show what failed, then the one line that counts; return the exit code."""
        for result in self.results:
            if result.failed:
                print(f"\n{'=' * 80}\n{result.name}\n{'=' * 80}\n{result.excerpt}")
        passed = sum(result.passed for result in self.results)
        failed = sum(result.failed for result in self.results)
        print(
            f"\nTook {console.elapsed():.0f} s. Full logs: {logs().relative_to(ROOT)}/"
        )
        print(f"{passed} passed, {failed} failed", flush=True)
        return int(failed > 0 or passed == 0)


def _in_parallel(report, lanes):
    """Run the lanes side by side; an interruption ends what they have started."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            for future in as_completed(pool.submit(report.collect, x) for x in lanes):
                future.result()
        except BaseException:
            system.stop_everything()
            raise


def _run(parts):
    report = Report()
    lanes = [_plain(parts)] if {"lint", "unit", "ways"} & set(parts) else []
    if "odoo" in parts:
        lanes += [odoo_tests.life_cycle(), _beside_it(parts)]
    _in_parallel(report, lanes or [()])
    # Apart from all that, since they look at the clock; from each other as well, where
    # there are no cores for both.
    timed = [_live(parts), drill.small() if "drill" in parts else ()]
    if (os.cpu_count() or 1) <= 2:
        timed = [itertools.chain(*timed)]
    _in_parallel(report, timed)
    return report.close()


def main():
    """Set up what the chosen parts need, then run them."""
    runtime.enter_venv("dev.test")
    parts = console.chosen("ONLY", PARTS)
    own_logs("test")
    if not {"odoo", "live", "ways", "drill"} & set(parts):
        return _run(parts)
    runtime.odoo_source()
    if {"odoo", "live", "ways"} & set(parts):
        runtime.steerable_browser()
    with postgres.running():
        return _run(parts)


def _guarded():
    try:
        return main()
    except CannotContinue as problem:
        print(f"error: {problem}", file=sys.stderr)
    except Exception:  # whatever it is, the last line must come
        traceback.print_exc()
    print("0 passed, 1 failed")
    return 1


if __name__ == "__main__":
    console.run(_guarded)
