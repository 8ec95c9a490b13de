# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make performance`: the tables of docs/PERFORMANCE.md and docs/SCALING.md and the
plot, from what `make bench` has measured last at full size.

docs/performance.json keeps the figures; no figure of the page is written by hand.
"""

import itertools
import json
import math
from statistics import median

from bench.measured import number

from . import console
from .bench import RESULTS, ROWS
from .console import CannotContinue, step
from .paths import ROOT

#: Page -> the rows whose figures it has.
PAGES = {
    ROOT / "docs" / "PERFORMANCE.md": [row for row in ROWS if row != "scaling"],
    ROOT / "docs" / "SCALING.md": ["scaling"],
}
FIGURES = ROOT / "docs" / "performance.json"
PLOT = ROOT / "docs" / "images" / "growth.svg"
#: Rows from which on growth is of interest.
FEWEST = 1000
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def table(figures, rows):
    """The page's part between the marks: for each row its lines and its machine."""
    parts = []
    for row in (row for row in rows if row in figures):
        facts = figures[row]
        head = "| measured | ours | beside | figure (min to max) | to reach | |"
        parts += [
            f"### {row}",
            "",
            f"{facts['data']}",
            "",
            head,
            "|---|--:|--:|--:|--:|---|",
        ]
        parts += map(_line, facts["lines"])
        parts += [
            "",
            f"`{facts['command']}`, {facts['measured_on']}. {_machine(facts)}",
            "",
        ]
    return "\n".join(parts)


def _line(line):
    ours = f"{number(median(line['ours']))} {line['unit']}"
    beside = "–"
    if line["theirs"]:
        beside = f"{number(median(line['theirs']))} ({line['peer']})"
    low, high = map(number, line["range"])
    figure = f"**{number(line['figure'])}** ({low} to {high})"
    kept = ("✓" if line["kept"] else "✗") if line["limit"] else ""
    cells = (line["what"], ours, beside, figure, line["limit"] or "–", kept)
    return f"| {' | '.join(cells)} |"


def _machine(facts):
    machine = facts["machine"]
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; "
        f"Odoo {machine['odoo']}, PostgreSQL {machine['postgresql']}, "
        f"Python {machine['python']}."
    )


# --- The plot ---

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 420, 60, 330, 30, 50
_COLORS = (
    *("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df"),
    *("#bf3989", "#0550ae", "#57606a", "#116329", "#953800"),
)


def plot(figures):
    """How each cost grows with the size: both axes in powers of ten, the cost as a
    multiple of that at the smallest size. SVG, readable in any browser."""
    drawn = {
        what: [(x, y) for x, y in curve["points"] if x >= FEWEST and y > 0]
        for row in ROWS
        for what, curve in figures.get(row, {}).get("curves", {}).items()
    }
    curves = {
        what: [(size, cost / points[0][1]) for size, cost in points]
        for what, points in drawn.items()
        if len(points) > 1
    }
    if not curves:
        return ""
    sizes = [size for points in curves.values() for size, _cost in points]
    costs = [cost for points in curves.values() for _size, cost in points]
    across = _axis(min(sizes), max(sizes), _LEFT, _WIDTH - _RIGHT)
    up = _axis(min([*costs, 0.5]), max([*costs, 10]), _HEIGHT - _BOTTOM, _TOP)
    parts = [*_grid(across, up, sizes, costs)]
    ends = sorted((points[-1][1], what) for what, points in curves.items())
    labels = _apart([up(cost) for cost, _what in ends])
    colors = itertools.islice(itertools.cycle(_COLORS), len(ends))
    for place, (_cost, what), color in zip(labels, ends, colors, strict=True):
        points = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in curves[what])
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{color}" '
            f'stroke-width="2"/><text x="{_WIDTH - _RIGHT + 10}" y="{place + 4:.1f}" '
            f'fill="{color}">{what}</text>'
        )
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


def _axis(low, high, start, end):
    """A function from a value to its place, by powers of ten."""
    low, high = math.log10(low), math.log10(high)
    scale = (end - start) / ((high - low) or 1)
    return lambda value: start + (math.log10(value) - low) * scale


def _grid(across, up, sizes, costs):
    for power in range(round(math.log10(max(sizes))) + 1):
        size = 10**power
        if min(sizes) <= size <= max(sizes):
            x = across(size)
            yield (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" '
                f'y2="{_HEIGHT - _BOTTOM}" stroke="#ddd"/><text x="{x:.1f}" '
                f'y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{size:,}</text>'
            )
    for cost in (0.5, 1, 2, 5, 10, 100, 1000, 10000):
        if cost <= max([*costs, 10]):
            y = up(cost)
            yield (
                f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
                f'stroke="#ddd"/><text x="{_LEFT - 8}" y="{y + 4:.1f}" '
                f'text-anchor="end">{cost:g}x</text>'
            )
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    yield (
        f'<text x="{middle}" y="{_HEIGHT - 10}" text-anchor="middle">rows there are'
        f'</text><text x="{_LEFT}" y="18">cost, as a multiple of that of the fewest'
        "</text>"
    )


def _apart(places, least=15):
    """The same places from below to above, none closer to the next than so."""
    result = []
    for place in places:
        result.append(min(place, result[-1] - least) if result else place)
    return result


# --- The command ---


def load():
    """The figures that are kept, by row."""
    return json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}


def page(text, figures, rows):
    """The page with its figures renewed."""
    before, _mark, rest = text.partition(BEGIN)
    _old, _mark, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(figures, rows)}\n{END}{after}"


def main():
    """Take over what was measured at full size; write the pages and the plot."""
    figures = load()
    for file in sorted(RESULTS.glob("*.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))
        if facts["scale"] == 1:
            figures[facts["row"]] = facts
    if not figures:
        raise CannotContinue("nothing was measured yet: run `make bench`.")
    figures = {row: figures[row] for row in ROWS if row in figures}
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    FIGURES.write_text(text + "\n", encoding="utf-8")
    for path, rows in PAGES.items():
        old = path.read_text(encoding="utf-8")
        path.write_text(page(old, figures, rows), encoding="utf-8")
        step(f"Wrote {path.relative_to(ROOT)}")
    PLOT.write_text(plot(figures), encoding="utf-8")
    step(f"Wrote {PLOT.relative_to(ROOT)}")


if __name__ == "__main__":
    console.run(main)
