# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make lint`: the hooks of .pre-commit-config.yaml, their versions, translations."""

from . import console, hooks, pins, runtime, translations
from .console import step


def results():
    """Each check's result, one after the other."""
    yield pins.result()
    yield hooks.result()
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
