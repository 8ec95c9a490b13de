# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make marketplaces`: docs/MARKETPLACES.md, from what the connectors declare and what
the conformance suite has just shown of each."""

import importlib
import sys
import xml.etree.ElementTree as ElementTree

from . import console, runtime
from .console import CannotContinue, step
from .paths import ADDON_DIR, PYTHON, ROOT, logs
from .results import Result
from .system import run_quietly

PAGE = ROOT / "docs" / "MARKETPLACES.md"
SUITES = ROOT / "tests" / "connectors"
_HEAD = """\
# What each marketplace supports

<!-- Made by `make marketplaces`; `make test` fails where it is not up to date. -->

How a marketplace is connected: [CONNECTING.md](CONNECTING.md). What is done about
carriers: [CARRIERS.md](CARRIERS.md). One more marketplace:
[ADDING_A_PLATFORM.md](ADDING_A_PLATFORM.md).

## Declared

What the connectors say of themselves; the add-on goes by it.

"""
_HAND = """
## What a person does by hand

Where a shipment failed for good, its form says the same with the values to enter.

"""
_CARRIERS = """
## Carriers

What *Propose* makes of the usual carriers: the marketplace's own code, or "by its name"
where its list has none.

"""
_LIMITS = """
## Allowances

Calls that the add-on makes at most, as each marketplace documents them; what an answer
says of the real allowance is obeyed. Where nothing is documented, the add-on slows down
when it is told to (429, Retry-After).

"""
_SHOWN = """
## Shown

Each row is a test of the conformance suite (`tests/connectors/conformance.py`), against
the simulator, over HTTP: ✓ passed, – not applicable to this marketplace.

"""
_SHIP_DATE = {"time": "date and time", "day": "day", "none": "its own clock"}


def _suites():
    """Yield (column, class) of each conformance suite, in the connectors' order."""
    order = list(_connectors())
    base = importlib.import_module("conformance").Conformance
    found = []
    for file in sorted(SUITES.glob("test_*_conformance.py")):
        module = importlib.import_module(file.stem)
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, base):
                if kind.__name__.startswith("Test") and kind.__module__ == file.stem:
                    found.append(kind)
    found.sort(key=lambda kind: order.index(kind.platform))
    for kind in found:
        label = _connectors()[kind.platform].label
        column = f"{label}: {kind.variant}" if kind.variant else label
        yield column, kind


def _connectors():
    for folder in (ROOT, ADDON_DIR, SUITES):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    return importlib.import_module("connectors").CONNECTORS


def _outcomes(report):
    """Return {(class, test): passed, failed or skipped}, parameters put together."""
    outcomes = {}
    for case in ElementTree.parse(report).iter("testcase"):
        key = case.get("classname").split(".")[-1], case.get("name").partition("[")[0]
        tags = {child.tag for child in case}
        outcome = "skipped" if "skipped" in tags else "passed"
        if {"failure", "error"} & tags:
            outcome = "failed"
        known = outcomes.get(key, "skipped")
        outcomes[key] = max(known, outcome, key=("skipped", "passed", "failed").index)
    return outcomes


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def _yes(value):
    return "yes" if value else "no"


def _declared():
    kinds = list(_connectors().values())
    rows = {
        "Tracking numbers per parcel": lambda c: c.tracking_numbers_per_parcel or "any",
        "Ship date": lambda c: _SHIP_DATE[c.ship_date],
        "Asks whether to notify the buyer": lambda c: _yes(c.asks_to_notify),
        "A parcel is corrected by the API": lambda c: _yes(c.amends),
        "A parcel is taken back by the API": lambda c: _yes(c.voids),
        "The same parcel sent twice is one": lambda c: (
            "yes" if c.idempotent else "no: the order is read before"
        ),
        "Carriers listed": lambda c: len(c.carriers) or "free text",
        "Any other carrier": lambda c: (
            f"`{c.other_carrier}`, with its name" if c.other_carrier else "by its name"
        ),
        "Test write-back": lambda c: _yes(c.test_mode),
        "Upload file": lambda c: c.upload_file.label if c.upload_file else "no",
        "Credentials that expire": lambda c: (
            "<br>".join(
                f"{x.label}: {x.lifetime_days} days"
                for x in c.credentials
                if x.lifetime_days
            )
            or "none"
        ),
    }
    body = [[name, *map(cell, kinds)] for name, cell in rows.items()]
    return _table(["", *(c.label for c in kinds)], body)


def _by_hand():
    steps, base = map(importlib.import_module, ("connectors.steps", "connectors.base"))
    vendors = importlib.import_module("vendor_answers").VENDORS
    rows = []
    for platform, kind in _connectors().items():
        vendor = vendors[platform]
        given = {**vendor.credentials, "allow_private_hosts": "1"}
        connector = kind(given)
        where = kind.by_hand(steps.Packed(vendor.shipment)).where
        take_back = "by the add-on"
        if not kind.voids:
            try:
                connector.void(vendor.shipment)
            except base.Unsupported as refusal:
                take_back = refusal.hint
        rows.append([kind.label, where, take_back])
    return _table(["", "To confirm a parcel", "To take one back"], rows)


def _carriers():
    kinds = list(_connectors().values())
    rows = []
    for name in importlib.import_module("test_carriers").USUAL:
        proposals = [kind.propose_carrier(name) for kind in kinds]
        cells = (f"`{p.code}`" if p.known else "by its name" for p in proposals)
        rows.append([name, *cells])
    return _table(["", *(kind.label for kind in kinds)], rows)


def _limits():
    rows = []
    for kind in _connectors().values():
        for name, limit in kind.limits.items():
            pace = f"{limit.rate:g} a second" if limit.rate >= 1 else _slow(limit.rate)
            rows.append([kind.label, f"`{name}`", pace, limit.burst])
        if not kind.limits:
            rows.append([kind.label, "–", "none documented", "–"])
    return _table(["", "Allowance", "Refills", "At once"], rows)


def _slow(rate):
    for unit, seconds in (("minute", 60), ("hour", 3600), ("day", 86400)):
        if rate * seconds >= 1:
            return f"{rate * seconds:.3g} a {unit}"
    return f"{rate * 86400:.2g} a day"


def _shown(report):
    suites, outcomes = list(_suites()), _outcomes(report)
    signs = {"passed": "✓", "skipped": "–", "failed": "**failed**"}
    tests = vars(importlib.import_module("conformance").Conformance)
    rows = []
    for name in filter(lambda name: name.startswith("test_"), tests):
        cells = [outcomes.get((kind.__name__, name)) for _column, kind in suites]
        rows.append([_sentence(name), *(signs.get(cell, "?") for cell in cells)])
    return _table(["", *(column for column, _kind in suites)], rows)


def _sentence(name):
    return name.removeprefix("test_").replace("_", " ").capitalize()


def text(report):
    """The page, from the connectors and a JUnit report of their conformance."""
    parts = [_HEAD + _declared(), _HAND + _by_hand()]
    parts += [_CARRIERS + _carriers(), _LIMITS + _limits()]
    return "".join([*parts, _SHOWN + _shown(report)])


def result(report):
    """Whether the committed page says what a run of the tests has shown."""
    committed = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    failed = int(text(report) != committed)
    excerpt = f"{PAGE.relative_to(ROOT)} is out of date: run `make marketplaces`."
    return Result("docs: marketplaces", 1 - failed, failed, excerpt if failed else "")


def main():
    """Run the conformance suites and write the page."""
    runtime.enter_venv("dev.marketplaces")
    log, report = logs() / "conformance.log", logs() / "conformance.xml"
    step("Running the conformance suites")
    files = sorted(map(str, SUITES.glob("test_*_conformance.py")))
    command = [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *files]
    if run_quietly(command, log, cwd=ROOT):
        print(console.tail(log, 40))
        raise CannotContinue(f"a platform does not conform: see {log}.")
    PAGE.write_text(text(report), encoding="utf-8")
    step(f"Wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    console.run(main)
