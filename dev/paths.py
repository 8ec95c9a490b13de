# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where things are. Everything that is not committed lives in `.runtime/`."""

import hashlib
import os
import shutil
import time
from pathlib import Path

ADDON = "shipgear_ecommerce_status"
ROOT = Path(__file__).resolve().parent.parent
ADDON_DIR = ROOT / ADDON
#: Comes by itself where OCA's queue_job is installed beside the add-on.
GLUE = f"{ADDON}_queue_job"
GLUE_DIR = ROOT / GLUE
#: How other modules add a marketplace, are told what became of shipments, and confirm
#: orders themselves.
EXAMPLES = ROOT / "tests" / "example"
EXAMPLE_MODULES = tuple(
    sorted(manifest.parent.name for manifest in EXAMPLES.glob("*/__manifest__.py"))
)
#: Of these, the one that confirms orders itself.
OTHER_CONNECTOR = "shipgear_example_connector"
RUNTIME = ROOT / ".runtime"
DATA = RUNTIME / "data"
VENV = RUNTIME / "venv"
PYTHON = VENV / "bin" / "python"
LOCK_FILE = ROOT / "dev" / "requirements.lock"

# Two checkouts may share one PostgreSQL server, or the fallback folders outside.
CHECKOUT = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]

_RUN = "SHIPGEAR_RUN"


def logs():
    """The folder for log files: a run of all tests has its own."""
    folder = RUNTIME / "logs" / os.environ.get(_RUN, "")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def own_logs(name, keep=10):
    """From here on log into a folder of our own; forget the oldest of its kind."""
    older = sorted((RUNTIME / "logs").glob(f"{name}-*"))
    for folder in older[: -keep + 1]:
        shutil.rmtree(folder, ignore_errors=True)
    os.environ[_RUN] = f"{name}-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
    return logs()


def fingerprint(*parts):
    """A short hash of texts, files and folders: it changes when they do."""
    digest = hashlib.sha256()
    for part in parts:
        if not isinstance(part, Path):
            digest.update(str(part).encode() + b"\0")
            continue
        files = [part] if part.is_file() else sorted(part.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(os.fsencode(file.name) + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]
