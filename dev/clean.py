# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make clean`: as if nothing had ever been set up here; `stop` only stops."""

import shutil
import sys

from . import console, databases, postgres, runtime
from .console import step
from .paths import PYTHON, RUNTIME


def main():
    """Stop the cluster, then remove everything."""
    if not RUNTIME.is_dir():
        return
    if "stop" in sys.argv[1:]:
        postgres.stop_now()
        return
    if not postgres.is_private() and PYTHON.exists():
        # On a server of the user's own, our databases would stay behind.
        runtime.enter_venv("dev.clean")
        with postgres.running():
            step("Dropping our databases")
            databases.drop_all()
    step("Stopping PostgreSQL and removing .runtime/")
    postgres.remove()
    shutil.rmtree(RUNTIME)


if __name__ == "__main__":
    console.run(main)
