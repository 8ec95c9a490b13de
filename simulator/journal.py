# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What must survive a restart, as one JSON line per event.

Written through at once, so a killed simulator remembers as much as a stopped
one. Loading is replaying.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path


class Journal:
    def __init__(self, path: str | Path | None):
        self._path = Path(path) if path else None
        self._file = None
        self._lock = threading.Lock()

    def replay(self) -> Iterator[tuple[str, dict]]:
        """Yield what was written before. Writing starts with :meth:`open`."""
        if self._path is None or not self._path.exists():
            return
        with self._path.open() as lines:
            for line in lines:
                try:
                    event, data = json.loads(line)
                except ValueError:
                    continue  # the last line of a killed process may be torn
                yield event, data

    def open(self) -> None:
        if self._path is not None:
            self._file = self._path.open("a")
            # Ends a torn line, so that the next event starts on its own.
            self._file.write("\n")

    def write(self, event: str, data: dict) -> None:
        self.write_all(event, (data,))

    def write_all(self, event: str, rows: Iterable[dict]) -> None:
        if self._file is None:
            return
        lines = "".join(json.dumps([event, row]) + "\n" for row in rows)
        with self._lock:
            self._file.write(lines)
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
