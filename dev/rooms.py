# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make rooms` draws docs/images/rooms.svg, the map of this repository, from a table.

A name that ends with "/" is a folder of the tree, inside that of its group; a test
looks whether it is there, and whether the picture is the one that is drawn here. Wide
as a phone, so that it can be read on one; light or dark as the reader's screen is.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from . import console
from .console import step
from .paths import ADDON, ROOT

PICTURE = ROOT / "docs" / "images" / "rooms.svg"


@dataclass(frozen=True)
class Room:
    """A folder, or who is outside of the tree.

    ``what``: lines of up to 25 letters, of 50 where it has a row to itself; some have
    a wide font.
    ``steps``: numbers of CONTRIBUTING's "How a shipment travels".
    """

    name: str
    what: tuple[str, ...]
    steps: str = ""


@dataclass(frozen=True)
class Row:
    """Rooms side by side; ``asked``: how the row above asks these, if it does."""

    rooms: tuple[Room, ...]
    asked: str | None = None


@dataclass(frozen=True)
class Group:
    """Rows with a frame around them, where the group has a name."""

    rows: tuple[Row, ...]
    name: str = ""
    asked: str | None = None


MAP = (
    Group(
        rows=(
            Row(
                (
                    Room(
                        "People and programs",
                        ("clerk, administrator, server actions, JSON-2",),
                        "1",
                    ),
                )
            ),
        )
    ),
    Group(
        name=f"{ADDON}/",
        asked="press, validate, call",
        rows=(
            Row(
                (
                    Room("views/", ("pages, lists, menus",)),
                    Room("static/", ("their JavaScript", "and its tests"), "9"),
                )
            ),
            Row(
                (
                    Room("wizards/", ("decide about many,", "export, upload")),
                    Room("controllers/", ("downloads, pictures",)),
                )
            ),
            Row(
                (
                    Room(
                        "models/",
                        (
                            "what Odoo knows: the outbox, lamps, accounts;",
                            "own the database, make no call themselves",
                        ),
                        "2 3 4 7 8",
                    ),
                ),
                asked="methods, under the user's rights",
            ),
            Row(
                (
                    Room(
                        "connectors/",
                        (
                            "speak the marketplaces' APIs, in threads; import",
                            "nothing of Odoo, hold no cursor",
                        ),
                        "5 6",
                    ),
                ),
                asked="frozen data there, outcomes back",
            ),
        ),
    ),
    Group(
        asked="HTTPS",
        rows=(
            Row(
                (
                    Room("The marketplaces", ("Amazon, eBay, Shopify, …",)),
                    Room("simulator/", ("in their place, with a", "ledger and faults")),
                )
            ),
        ),
    ),
    Group(
        name="Around it",
        rows=(
            Row(
                (
                    Room("dev/", ("gets an Odoo; what", "make runs")),
                    Room(
                        "tests/", ("without Odoo, or with", "several processes; drills")
                    ),
                )
            ),
            Row(
                (
                    Room("bench/", ("how fast, beside a peer",)),
                    Room("docs/", ("for users; decisions for", "those who carry on")),
                )
            ),
            Row(
                (
                    Room(
                        f"{ADDON}_queue_job/",
                        ("sends by jobs of OCA's queue_job, where it is",),
                    ),
                )
            ),
            Row(
                (
                    Room(
                        f"{ADDON}/tests/",
                        ("what needs an Odoo: models, rights, screens",),
                    ),
                )
            ),
        ),
    ),
)

# --- Drawing ---

_WIDTH, _EDGE, _PADDING, _GAP, _ARROW = 420, 10, 10, 10, 30
_HEAD, _LINE, _FOOT, _FRAME = 24, 17, 9, 30
_STYLE = """\
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
.room { font: 600 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.name { font-weight: 600; font-size: 14px }
.what, .asked { fill: #59636e }
.number { font-size: 12px; font-weight: 600; fill: #fff; text-anchor: middle }
.paper { fill: #fff } .frame { fill: #f6f8fa } .box { fill: #fff }
.frame, .box { stroke: #d0d7de } .step { fill: #0969da }
.arrow { stroke: #59636e; fill: #59636e }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .what, .asked { fill: #9198a1 } .number { fill: #fff }
.paper { fill: #0d1117 } .frame { fill: #151b23 } .box { fill: #0d1117 }
.frame, .box { stroke: #3d444d } .step { fill: #1f6feb }
.arrow { stroke: #9198a1; fill: #9198a1 }
}"""
_TITLE = "The rooms of this repository, and who calls whom"


def paths():
    """The folders that the picture names, from the root of the tree."""
    return [
        (group.name if group.name.endswith("/") else "") + room.name
        for group in MAP
        for row in group.rows
        for room in row.rooms
        if room.name.endswith("/")
    ]


def svg():
    """The picture's text; the same map gives the same text."""
    parts, y = [], _EDGE
    for group in MAP:
        if group.asked is not None:
            parts += _arrow(y, group.asked)
            y += _ARROW
        elif parts:
            y += _GAP
        drawn, y = _group(group, y)
        parts += drawn
    height = y + _EDGE
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">',
            f"<title>{_TITLE}</title>",
            f"<style>\n{_STYLE}\n</style>",
            f'<rect class="paper" width="{_WIDTH}" height="{height}" rx="8"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _group(group, y):
    left, right = _EDGE, _WIDTH - _EDGE
    if not group.name:
        return _rows(group, left, right, y)
    parts, end = _rows(group, left + _PADDING, right - _PADDING, y + _FRAME)
    end += _PADDING
    kind = "room" if group.name.endswith("/") else "name"
    frame = [
        _box("frame", left, y, right - left, end - y),
        _text(kind, left + _PADDING, y + 20, group.name),
    ]
    return frame + parts, end


def _rows(group, left, right, y):
    parts = []
    for number, row in enumerate(group.rows):
        if row.asked is not None:
            parts += _arrow(y, row.asked)
            y += _ARROW
        elif number:
            y += _GAP
        width = (right - left - _GAP * (len(row.rooms) - 1)) / len(row.rooms)
        height = max(_HEAD + _LINE * len(room.what) for room in row.rooms) + _FOOT
        for place, room in enumerate(row.rooms):
            x = left + place * (width + _GAP)
            parts += [_box("box", x, y, width, height), *_room(room, x, y, width)]
        y += height
    return parts, y


def _room(room, x, y, width):
    kind = "room" if room.name.endswith("/") else "name"
    yield _text(kind, x + 10, y + 20, room.name)
    for number, line in enumerate(room.what):
        yield _text("what", x + 10, y + _HEAD + 13 + number * _LINE, line)
    for place, number in enumerate(reversed(room.steps.split())):
        middle = x + width - 16 - place * 24
        yield f'<circle class="step" cx="{middle:g}" cy="{y + 16:g}" r="10"/>'
        yield _text("number", middle, y + 20.5, number)


def _arrow(y, said):
    middle, tip = _WIDTH / 4, y + _ARROW - 4
    head = "l-4 0 4 5 4 -5 -4 0"
    yield f'<path class="arrow" d="M{middle:g} {y + 4:g}V{tip - 5:g}{head}"/>'
    yield _text("asked", middle + 12, y + _ARROW / 2 + 5, said)


def _box(kind, x, y, width, height):
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" '
        f'height="{height:g}" rx="6"/>'
    )


def _text(kind, x, y, text):
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(text)}</text>'


def main():
    """Write the picture."""
    PICTURE.write_text(svg(), encoding="utf-8")
    step(f"Wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    console.run(main)
