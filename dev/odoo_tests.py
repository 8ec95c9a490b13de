# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The add-on's life in a real Odoo, and pytest, each as counted results."""

import os
import re
import xml.etree.ElementTree as ElementTree

from . import databases, logcheck, odoo, pot
from .console import step, tail
from .paths import ADDON, EXAMPLE_MODULES, EXAMPLES, GLUE, PYTHON, ROOT, logs
from .results import Result
from .system import free_port, run_quietly

_SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
# A class that is skipped as a whole is not in the total.
_SKIPPED = re.compile(r" INFO \S+ \S+: skipped (?!setUpClass )", re.M)
_UNINSTALL = f"""
module = env["ir.module.module"].search([("name", "=", "{ADDON}")])
assert module.state == "installed", module.state
module.button_immediate_uninstall()
"""
# What must hold of a delivery whatever else is installed, and what needs just that.
_NEIGHBOUR_TAGS = (
    f"ecommerce_neighbours,/{ADDON}:TestEnqueue,/{ADDON}:TestParcels,"
    f"/{ADDON}:TestWhatLeft"
)
# Failed tests are counted as such; their report need not fail the log as well.
_TEST_REPORT = (
    rf"^odoo\.addons\.{ADDON}\w*\.tests\.\S+: (FAIL|ERROR): ",
    r"^odoo\.tests\.result: \d+ failed",
    rf"^odoo\.modules\.loading: Module {ADDON}\w*: \d+ failures",
)


def life_cycle():
    """Install with tests, upgrade, uninstall: in one database, one after another."""
    base = databases.template()
    with databases.temporary_copy(base, "test") as database:
        step("Installing the add-on and running its Odoo tests")
        tags = os.environ.get("TAGS") or f"/{ADDON}"
        yield from _install_and_test(database, tags)
        step("Comparing the sentences to translate with the committed ones")
        yield pot.result(database)
        step("Upgrading the add-on")
        yield _checked("upgrade", "-d", database, "-u", ADDON)
        step("Uninstalling the add-on")
        yield from _uninstall(database, base)


def demo_data():
    """Install on a database with demo data: the add-on's own must load as well."""
    base = databases.template("demo")
    with databases.temporary_copy(base, "demo") as database:
        step("Installing the add-on with demo data")
        yield _checked("demo data", "-d", database, "-i", ADDON, "--with-demo")


def neighbours():
    """What is told of deliveries beside other modules, and what those find."""
    with databases.temporary_copy(databases.template("neighbours"), "kits") as database:
        step("Installing the add-on beside its neighbours and running their tests")
        modules = ",".join(EXAMPLE_MODULES)
        more = ("-i", modules, "--addons-path", odoo.addons_path(EXAMPLES))
        tags = ",".join([_NEIGHBOUR_TAGS, *(f"/{name}" for name in EXAMPLE_MODULES)])
        yield from _install_and_test(database, tags, " with neighbours", more)


def jobs():
    """The glue comes by itself where queue_job is, and goes with the add-on."""
    base = databases.template("jobs")
    with databases.temporary_copy(base, "jobs") as database:
        step("Installing the add-on beside queue_job and running the glue's tests")
        yield from _install_and_test(database, f"/{GLUE}", " with queue_job")
        yield pot.result(database, GLUE)
        yield _checked("upgrade with queue_job", "-d", database, "-u", GLUE)
        yield from _uninstall(database, base, " with queue_job")


def _install_and_test(database, tags, where="", more=("-i", ADDON)):
    log = databases.fresh_log(f"odoo-test{where.replace(' ', '-')}")
    code = odoo.run(
        *("server", "-d", database, *more, "--test-tags", tags),
        *("--stop-after-init", "--http-port", free_port()),
        log=log,
    )
    text = log.read_text(encoding="utf-8", errors="replace")
    yield test_result(f"Odoo tests{where}", text, code, log)
    yield _log_result(f"install and tests{where}", log, _TEST_REPORT)


def test_result(name, text, code, log):
    """What a log of Odoo says of the tests that it ran: none is a failure, too."""
    found = _SUMMARY.findall(text)
    failed = sum(int(fail) + int(error) for fail, error, _all in found)
    total = sum(int(count) for *_counts, count in found)
    passed = max(0, total - failed - len(_SKIPPED.findall(text)))
    excerpt = "\n".join(
        record
        for level, record in logcheck.records(text.splitlines(True))
        if level in ("ERROR", "CRITICAL")
    )
    if not total or (code and not failed):
        failed += 1
        nothing = "Odoo ran no tests: none has these tags"
        what = nothing if not total else f"Odoo left with code {code}"
        excerpt += f"\nThe end of {log}:\n{tail(log, 40).rstrip()}\n\n{what}."
    return Result(name, passed, failed, excerpt)


def _checked(name, *arguments):
    """Run Odoo to its end; it must succeed and log nothing suspicious."""
    log = databases.fresh_log(f"odoo-{name.replace(' ', '-')}")
    end = ("--stop-after-init", "--no-http")
    code = odoo.run("server", *arguments, *end, log=log)
    return _with_code(_log_result(name, log), code, log)


def _uninstall(database, base, where=""):
    """Uninstall; nothing of the add-on may stay behind in the database."""
    name = f"uninstall{where}"
    log = databases.fresh_log(f"odoo-{name.replace(' ', '-')}")
    code = databases.run_text(_UNINSTALL, database, log)
    yield _with_code(_log_result(name, log), code, log)
    before, after = databases.inventory(base), databases.inventory(database)
    left = [f"left behind: {' '.join(item)}" for item in sorted(after - before)]
    lost = [f"gone as well: {' '.join(item)}" for item in sorted(before - after)]
    failed = int(bool(left or lost))
    excerpt = "\n".join([*left, *lost])
    yield Result(f"{name}: database as before", 1 - failed, failed, excerpt)


def _with_code(result, code, log):
    if code and not result.failed:
        excerpt = f"Odoo left with code {code}.\n{tail(log, 40)}"
        return Result(result.name, 0, 1, excerpt)
    return result


def _log_result(name, log, also_allowed=()):
    problems = logcheck.findings(log, also_allowed)
    failed = int(bool(problems))
    return Result(f"{name}: clean log", 1 - failed, failed, "\n".join(problems))


def pytest_results(name, arguments, python=PYTHON):
    """Run pytest in a process of its own; skipped tests count as nothing."""
    log, report = databases.fresh_log(f"pytest-{name}"), logs() / f"pytest-{name}.xml"
    report.unlink(missing_ok=True)
    command = [python, "-m", "pytest", f"--junitxml={report}", *arguments]
    chosen = os.environ.get("K")
    if chosen:
        command += ["-k", chosen]
    code = run_quietly(command, log, cwd=ROOT)
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    if report.is_file():
        for suite in ElementTree.parse(report).iter("testsuite"):
            for key in counts:
                counts[key] += int(suite.get(key, 0))
    failed = counts["failures"] + counts["errors"]
    passed = max(0, counts["tests"] - failed - counts["skipped"])
    none_chosen = code == 5 and chosen
    if code and not failed and not none_chosen:
        failed = 1
    excerpt = tail(log, 200) if failed else ""
    return Result(f"{name} tests", passed, failed, excerpt)
