# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No warning goes by unseen: what an Odoo log holds that nobody explained.

dev/log_allowlist.txt names what Odoo itself logs without the add-on: a regular
expression per line, after comment lines that say why.
"""

import re
import sys
from pathlib import Path

from .paths import ROOT

_ALLOWLIST = ROOT / "dev" / "log_allowlist.txt"
_RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ (?P<text>.*)"
)
_ESCAPES = re.compile(r"\x1b\[[\d;]*m")
_QUIET = {"DEBUG", "INFO", "RUNBOT"}
_SUSPICIOUS = re.compile(r"Traceback \(most recent call last\)|Warning: ")


def records(lines):
    """The (level, text) of each record; a traceback belongs to its record.

    What was printed rather than logged comes as a record of level PRINT.
    """
    level, text = "PRINT", []
    for line in lines:
        line = _ESCAPES.sub("", line.rstrip("\n"))
        found = _RECORD.match(line)
        if found:
            if text:
                yield level, "\n".join(text)
            level, text = found["level"], [found["text"]]
        else:
            text.append(line)
    if text:
        yield level, "\n".join(text)


def allowlist(path=_ALLOWLIST):
    """The allowed patterns; each must be explained."""
    patterns, explained = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            explained = False
        elif line.startswith("#"):
            explained = True
        elif explained:
            patterns.append(re.compile(line))
        else:
            raise ValueError(f"{path.name}: say why this is allowed: {line}")
    return patterns


def findings(log, also_allowed=()):
    """The records of a log that should not be there."""
    allowed = [*allowlist(), *map(re.compile, also_allowed)]
    found = []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for level, text in records(lines):
            quiet = level in _QUIET or level == "PRINT"
            if quiet and not _SUSPICIOUS.search(text):
                continue
            if not any(pattern.search(text) for pattern in allowed):
                found.append(f"{level} {text}")
    return found


if __name__ == "__main__":
    problems = [text for name in sys.argv[1:] for text in findings(Path(name))]
    print("\n".join(problems))
    sys.exit(bool(problems))
