# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a part of the tests has to report."""

from dataclasses import dataclass


@dataclass
class Result:
    """Counts for the last line, and what to show when something failed."""

    name: str
    passed: int
    failed: int
    excerpt: str = ""

    def line(self):
        """One progress line."""
        return f"{self.name}: {self.passed} passed, {self.failed} failed"
