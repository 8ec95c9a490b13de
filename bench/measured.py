# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one row measured: lines that keep a limit or miss it, and curves to draw.

A line has what was measured in each round, beside what its peer did in the same
round. The limit is for the ratio of the two, or for the figure itself where nothing
stands beside it; the median of the rounds must keep it.
"""

from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass
class Line:
    """One comparison."""

    what: str
    unit: str
    ours: list
    peer: str = ""  # who or what stands beside it
    theirs: list = field(default_factory=list)
    at_least: float | None = None
    at_most: float | None = None

    @property
    def figures(self):
        """What the limit is for, round by round."""
        if not self.theirs:
            return self.ours
        return [
            ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)
        ]

    @property
    def figure(self):
        """The figure of the row: the median of its rounds."""
        return median(self.figures)

    @property
    def kept(self):
        """Whether the limit is kept; a line without one only informs."""
        return (self.at_least is None or self.figure >= self.at_least) and (
            self.at_most is None or self.figure <= self.at_most
        )

    @property
    def limit(self):
        """The limit in words."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""

    def facts(self):
        """All there is to show of this line, as JSON can keep it."""
        low, high = min(self.figures), max(self.figures)
        return asdict(self) | {
            "figure": self.figure,
            "range": [low, high],
            "limit": self.limit,
            "kept": self.kept,
        }


@dataclass
class Measured:
    """All lines of one row."""

    data: str  # how much there was of what, in a sentence
    lines: list = field(default_factory=list)
    curves: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    def compare(self, what, ours, peer, theirs, unit="ms", **limit):
        """Add a figure of each round beside the peer's of the same round.

        :param limit: ``at_least`` or ``at_most``, of ours divided by theirs
        """
        ours, theirs = list(map(float, ours)), list(map(float, theirs))
        self.lines.append(Line(what, unit, ours, peer, theirs, **limit))

    def figure(self, what, values, unit, **limit):
        """Add a figure of each round that has only a limit beside it."""
        self.lines.append(Line(what, unit, list(map(float, values)), **limit))

    def curve(self, what, unit, points):
        """Add how a cost grows: (size, cost) pairs, for the plot."""
        self.curves[what] = {"unit": unit, "points": [list(p) for p in points]}

    def missed(self):
        """How many limits were missed."""
        return sum(not line.kept for line in self.lines)

    def facts(self):
        """Everything, as JSON can keep it."""
        lines = [line.facts() for line in self.lines]
        return {"data": self.data, "lines": lines, "curves": self.curves}

    def report(self):
        """A table for the screen."""
        head = f"{'':46}{'ours':>12}{'theirs':>12}{'figure':>9}  min to max"
        return "\n".join([self.data, head, *map(_text, self.lines), *self.notes])


def _text(line):
    theirs = number(median(line.theirs)) if line.theirs else "-"
    low, high = min(line.figures), max(line.figures)
    verdict = ("ok" if line.kept else "MISSED") if line.limit else ""
    peer = f" beside {line.peer}" if line.peer else ""
    return (
        f"{line.what[:45]:46}{number(median(line.ours)):>12}{theirs:>12}"
        f"{number(line.figure):>9}  {number(low)} to {number(high)}"
        f"  [{line.limit or 'no limit'}] {verdict}"
        f"  ({line.unit}{peer}, {len(line.ours)} rounds)"
    )


def number(value):
    """A number in three digits or more, for a table."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
