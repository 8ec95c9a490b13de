# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What was measured, as a table whose lines keep a limit or miss it."""

from dataclasses import dataclass, field
from statistics import median


@dataclass
class Line:
    """One comparison: ours beside theirs, or a count beside what it may be."""

    what: str
    ours: float
    theirs: float | None  # None: there is nothing to compare with but the limit
    limit: float
    unit: str = "ms"
    spread: str = ""

    @property
    def figure(self):
        """What the limit is for."""
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def kept(self):
        """Whether the limit is kept."""
        return self.figure <= self.limit

    def text(self):
        """One line of the table."""
        verdict = "ok" if self.kept else "MISSED"
        theirs = "-" if self.theirs is None else f"{self.theirs:,.0f} {self.unit}"
        return (
            f"{self.what:44} {self.ours:7,.0f} {self.unit} {theirs:>11}"
            f" {self.figure:6.2f} {self.limit:6.2f}  {verdict:6} {self.spread}"
        )


@dataclass
class Measured:
    """All lines of one measurement."""

    data: str  # how much there was of what
    lines: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def compare(self, what, ours, theirs, limit):
        """Add the medians of two lists of milliseconds."""
        spread = f"({_range(ours)} beside {_range(theirs)}, {len(ours)} rounds)"
        line = Line(what, median(ours), median(theirs), limit, spread=spread)
        self.lines.append(line)

    def count(self, what, number, limit, unit):
        """Add a number that must not be more than a limit."""
        self.lines.append(Line(what, number, None, limit, unit))

    def missed(self):
        """How many limits were missed."""
        return sum(not line.kept for line in self.lines)

    def report(self):
        """The table."""
        head = f"{'':44} {'ours':>10} {'theirs':>11} {'figure':>6} {'limit':>6}"
        rows = [line.text() for line in self.lines]
        return "\n".join([self.data, head, *rows, *self.notes])


def _range(values):
    return f"{min(values):,.0f} to {max(values):,.0f}"
