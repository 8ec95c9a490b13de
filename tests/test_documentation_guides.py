# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What those who carry on are told is so: CONTRIBUTING, the decisions, the picture of
the rooms, the forms."""

import re
from pathlib import Path

import pytest
from connectors import CONNECTORS
from test_documentation import ADDON, PAGES, ROOT, _selection, _without_code

from dev import rooms

DECISIONS = ROOT / "docs/decisions"
GUIDES = [ROOT / "CONTRIBUTING.md", *sorted(DECISIONS.glob("*.md"))]
SECTIONS = ["Context", "Choice", "Consequences", "What would change it"]
#: Without what make makes, and what only Git and build servers read.
FOLDERS = [
    path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")
]
#: The marketplace that the reader of docs/ADDING_A_PLATFORM.md writes.
MADE_UP = "shelf_street"
#: What in code type is meant as a file or a folder; `.runtime/` is made by make.
PATH = re.compile(
    r"(?!\.runtime/)[\w.<][\w.<>*/-]*(/|/[\w.<>*-]+|\.(py|md|toml|svg|json))"
)


def _name(page):
    return str(page.relative_to(ROOT))


def _read(page):
    return page.read_text(encoding="utf-8")


def _named(path):
    """The files that a path of a guide names, from the root or from the add-on."""
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return [*ROOT.glob(pattern), *ADDON.glob(pattern)]


def _is_there(path, name):
    """Whether a path is one, and a name is made in that file."""
    if not name:
        return bool(_named(path))
    made = re.compile(rf"(def|class) {name}\b|^ *{name}\b[^=\n]*=", re.M)
    return any(made.search(_read(file)) for file in _named(path))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_modules_that_a_page_names_are_there(page):
    named = set(re.findall(r"`([\w/]+\.py)`", _without_code(_read(page))))
    assert not {name for name in named if MADE_UP not in name and not _modules(name)}


def test_the_odoo_tests_that_the_guide_runs_are_there():
    text = _read(ROOT / "CONTRIBUTING.md")
    named = re.findall(r":(Test\w+)(?:\.(test_\w+))?", text)
    assert named
    files = "\n".join(map(_read, ADDON.glob("tests/*.py")))
    made = set(re.findall(r"(?:class|def) ([Tt]est\w+)", files))
    assert not {name for pair in named for name in pair if name and name not in made}


def _modules(name):
    """The modules whose path ends so."""
    files = [file for folder in FOLDERS for file in folder.rglob(Path(name).name)]
    return [file for file in files if str(file).endswith(f"/{name}")]


@pytest.mark.parametrize("page", GUIDES, ids=_name)
def test_what_a_guide_names_is_there(page):
    codes = re.findall(r"`([^`\s]+)`", _without_code(_read(page)))
    named = [code.partition("::") for code in codes]
    named = [(path, name) for path, _colons, name in named if PATH.fullmatch(path)]
    assert not [code for code in named if not _is_there(*code)]


@pytest.mark.parametrize("page", GUIDES, ids=_name)
def test_the_commands_that_a_guide_names_are_there(page):
    targets = re.findall(r"^([a-z-]+):.*## ", _read(ROOT / "Makefile"), re.M)
    named = re.findall(r"(?:`|^|&& )(?:\w+=\S+ )*make ([a-z-]+)", _read(page), re.M)
    assert targets and not set(named) - set(targets)


def test_all_decisions_are_in_their_index_and_alike():
    pages, index = sorted(DECISIONS.glob("[0-9]*.md")), _read(DECISIONS / "README.md")
    assert not [path.name for path in pages if f"]({path.name})" not in index]
    for number, path in enumerate(pages, 1):
        assert path.name.startswith(f"{number:04}-")
        title, status, *sections = re.findall(r"^(?:#+|Status:) .+$", _read(path), re.M)
        assert title.startswith(f"# {number}. "), path.name
        assert re.fullmatch(r"Status: \w[\w ]*, \d{4}-\d\d-\d\d", status), path.name
        assert sections == [f"## {section}" for section in SECTIONS], path.name


def test_the_picture_of_the_rooms_is_true():
    assert _read(rooms.PICTURE) == rooms.svg(), "run `make rooms`"
    drawn = {path.rstrip("/") for path in rooms.paths()}
    assert {"simulator", f"{ADDON.name}/models"} <= drawn
    assert not {path for path in drawn if not (ROOT / path).is_dir()}
    code = {path.parent for folder in (ROOT, ADDON) for path in folder.glob("*/*.py")}
    folders = {str(path.relative_to(ROOT)) for path in code - {ADDON}}
    assert not folders - drawn, "draw them in dev/rooms.py"


def test_the_words_of_the_picture_fit_into_it():
    rows = [row.rooms for group in rooms.MAP for row in group.rows]
    lines = [
        (line, 50 // len(row)) for row in rows for room in row for line in room.what
    ]
    assert lines and not [line for line, most in lines if len(line) > most]


def test_the_form_of_a_shipment_knows_all_states_and_marketplaces():
    form = _read(ROOT / ".github/ISSUE_TEMPLATE/shipment_not_told.yml")
    options = re.findall(r"^ {8}- ([^,\n]+)", form, re.M)
    labels = {label for _value, label in _selection("writeback_outbox.py", "state")}
    # The example's tests register one more, which is none of the add-on's own.
    own = [c for c in CONNECTORS if (ADDON / "connectors" / c).is_dir()]
    labels |= {CONNECTORS[platform].label for platform in own}
    assert len(own) > 6 and not labels - set(options)
