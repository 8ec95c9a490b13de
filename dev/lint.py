# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make lint`: style, the Odoo community's rules, well-formed XML, translations."""

import subprocess
import xml.etree.ElementTree as ElementTree

from . import console, runtime, translations
from .console import step
from .paths import ADDON, EXAMPLE_MODULES, EXAMPLES, GLUE, PYTHON, ROOT
from .results import Result

_MODULES = (ADDON, GLUE, *(EXAMPLES / name for name in EXAMPLE_MODULES))
_TOOLS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--quiet", "--diff", "."],
    "pylint-odoo": ["pylint", "--rcfile=pyproject.toml", *_MODULES],
}


def _tool(name, arguments):
    done = subprocess.run(
        [PYTHON, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    failed = done.returncode != 0
    return Result(f"lint: {name}", int(not failed), int(failed), done.stdout)


def _well_formed():
    """Whether every XML file can be read, without asking Odoo."""
    problems = []
    for folder in (ROOT / ADDON, ROOT / GLUE, ROOT / "tests", ROOT / "simulator"):
        for file in sorted(folder.rglob("*.xml")):
            try:
                ElementTree.parse(file)
            except ElementTree.ParseError as problem:
                problems.append(f"{file.relative_to(ROOT)}: {problem}")
    passed = int(not problems)
    return Result("lint: XML", passed, 1 - passed, "\n".join(problems))


def results():
    """Each check's result, one after the other."""
    for name, arguments in _TOOLS.items():
        yield _tool(name, arguments)
    yield _well_formed()
    yield translations.result()


def main():
    """Run all checks; say what each has found."""
    runtime.enter_venv("dev.lint")
    failed = 0
    for result in results():
        step(result.line())
        if result.failed:
            print(result.excerpt)
        failed += result.failed
    return int(failed > 0)


if __name__ == "__main__":
    console.run(main)
