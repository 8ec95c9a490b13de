# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages of this repository, for the tests of the documentation."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDON = ROOT / "shipgear_ecommerce_status"
DECISIONS = ROOT / "docs/decisions"
#: Without what make makes, and what only Git and build servers read.
FOLDERS = [
    path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")
]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in folder.rglob("*.md"))]
)


def name_of(page):
    """The page's name in the list of tests."""
    return str(page.relative_to(ROOT))


def read(page):
    """The text of a page, or of any other file."""
    return page.read_text(encoding="utf-8")


def without_code(text):
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def not_in_index(folder, names):
    """Those of the names in a folder to which its README has no link."""
    index = read(folder / "README.md")
    return {name for name in names - {"README.md"} if f"]({name})" not in index}


def selection(model, field):
    """The (value, label) pairs of a selection, from the source of a model."""
    [body] = re.findall(
        rf"{field} = fields\.Selection\(\s*\[(.*?)\]",
        read(ADDON / "models" / model),
        re.S,
    )
    pairs = re.findall(r'\(\s*"(\w+)",\s*"([^"]+)",?\s*\)', body)
    assert pairs
    return pairs
