# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""For all plain tests: where the code is, and how hypothesis behaves."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Read when hypothesis is imported: what it remembers lives with all other caches.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".runtime/hypothesis"))

from hypothesis import settings  # noqa: E402

# The connectors import on their own, from the add-on's folder. That folder comes
# last: its other parts need Odoo and must not hide anything.
for path in (ROOT, ROOT / "shipgear_ecommerce_status"):
    if str(path) not in sys.path:
        sys.path.append(str(path))

# A loaded machine is slow, not wrong. What is tried is the same each time, so that a
# build fails for what was changed. HYPOTHESIS_PROFILE=thorough digs elsewhere, deeper.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
