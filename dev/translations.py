# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The add-ons' translations, i18n/*.po: complete, and fit for the sentences."""

import re
from collections import Counter

from .paths import ADDON_DIR, GLUE_DIR, ROOT
from .results import Result

# "%s", "%(name)s", "%%"; a tag such as <br/>; an edge that joins to something.
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]")
_TAG = re.compile(r"</?\w+[^<>]*>")
_HEAD = {
    "Project-Id-Version": "Odoo Server 19.0",
    "Report-Msgid-Bugs-To": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def paths():
    """The files, one per language of each add-on."""
    return sorted([*ADDON_DIR.glob("i18n/*.po"), *GLUE_DIR.glob("i18n/*.po")])


def bring_into_step(path, pot):
    """Give a file the template's sentences, in its order; return how many lack."""
    import polib  # in the virtual environment

    known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    file = polib.pofile(str(pot))
    file.metadata = _HEAD | {"Language": path.stem}
    for entry in file:
        entry.msgstr = known.get(entry.msgid, "")
    file.save(str(path))
    return len(file.untranslated_entries())


def result():
    """Whether every sentence of every file is translated, with all its parts."""
    import polib

    faults, bad = [], set()
    for path in paths():
        template = {entry.msgid for entry in polib.pofile(str(_pot(path)))}
        entries = polib.pofile(str(path))
        name = path.relative_to(ROOT)
        if {entry.msgid for entry in entries} != template:
            faults.append(f"{name} is out of step: run `make pot`.")
            bad.add(path)
        for entry in entries:
            fault = _fault(entry)
            if fault:
                faults.append(f"{name}: {fault}: {entry.msgid!r}")
                bad.add(path)
    passed = len(paths()) - len(bad)
    return Result("translations", passed, len(bad), "\n".join(faults))


def _pot(path):
    """The template of a file."""
    (pot,) = path.parent.glob("*.pot")
    return pot


def _fault(entry):
    if not entry.msgstr or entry.fuzzy:
        return "not translated"
    for what, pattern in (("placeholders", _PLACEHOLDER), ("tags", _TAG)):
        there, here = (
            Counter(pattern.findall(text)) for text in (entry.msgid, entry.msgstr)
        )
        if there != here:
            return f"other {what}"
    if _edges(entry.msgid) != _edges(entry.msgstr):
        return "other spaces at its edges"
    return ""


def _edges(text):
    return text[:1].isspace(), text[-1:].isspace()
