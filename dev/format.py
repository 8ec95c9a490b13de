# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make format`: let ruff, prettier, eslint and the like repair what they can.

What is left for a person is what `make lint` says afterwards.
"""

from . import console, hooks, runtime
from .console import step


def main():
    """Repair, and name the files that were changed."""
    runtime.enter_venv("dev.format")
    for name in hooks.repair():
        step(f"Changed {name}")


if __name__ == "__main__":
    console.run(main)
