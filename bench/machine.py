# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""On what it was measured, and how much memory a process used."""

import os
import platform
import threading
from importlib import metadata
from pathlib import Path

from dev import postgres
from dev.runtime import odoo_source

PACKAGES = ("requests", "urllib3", "XlsxWriter", "psycopg2-binary", "Werkzeug")


def facts():
    """Machine and versions, as JSON can keep them."""
    model = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    [[version]] = postgres.execute("SHOW server_version")
    return {
        "processor": model[0] if model else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "odoo": _odoo_release(),
        "postgresql": version.split()[0],
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }


def _odoo_release():
    names = {}
    text = odoo_source().release.read_text(encoding="utf-8")
    exec(compile(text, "release.py", "exec"), names)
    return names["version"]


def family(pid):
    """A process and all its descendants."""
    found = [pid]
    for number in found:
        for task in Path(f"/proc/{number}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="utf-8").split())
            except OSError:
                continue  # it has just ended
    return found


def resident(pid):
    """Megabytes that a process and its descendants have in memory.

    What a fork shares with its parent counts for both: that they come to have copies
    of their own, as soon as anything runs in them, is no use of ours.
    """
    pages = 0
    for number in family(pid):
        try:
            text = Path(f"/proc/{number}/statm").read_text(encoding="utf-8")
        except OSError:
            continue  # it has just ended
        pages += int(text.split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Memory:
    """Watch the memory of a process, in megabytes, while a block runs."""

    def __init__(self, pid, every=0.2):
        self.pid, self.every = pid, every
        self.before = self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.before = self.peak = resident(self.pid)
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._over.set()
        self._thread.join()

    @property
    def growth(self):
        """By how much it grew at its peak."""
        return self.peak - self.before

    def _watch(self):
        while not self._over.wait(self.every):
            self.peak = max(self.peak, resident(self.pid))
