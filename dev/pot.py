# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make pot`: the sentences of the add-on that can be translated, as a template.

Odoo itself exports them, from a database with the add-on in it: texts of views and
fields, of Python (also the connectors' `_lt`), of JavaScript and of its templates.
The translations (i18n/*.po) are brought into step with it: new sentences are there
to translate, and those that are gone are gone.
"""

import re

from . import console, databases, odoo, postgres, runtime, translations
from .console import step
from .paths import ADDON, ADDON_DIR, ROOT, logs
from .results import Result

POT = ADDON_DIR / "i18n" / f"{ADDON}.pot"
# What differs from one export to the next, or between builds of Odoo 19.
_DATES = re.compile(r'^"(?:POT-Creation|PO-Revision)-Date: .*\n', re.M)
_BUILD = re.compile(r'^("Project-Id-Version: Odoo Server 19\.0).*(\\n"\n)', re.M)


def export(database):
    """The template's text; the same sentences give the same text."""
    file = logs() / f"{ADDON}.pot"
    odoo.must_run(
        *("i18n", "export", "-d", database, "-o", file, ADDON),
        log=databases.fresh_log("pot"),
        what="exporting the sentences to translate",
    )
    text = file.read_text(encoding="utf-8")
    return _BUILD.sub(r"\1\2", _DATES.sub("", text)).rstrip("\n") + "\n"


def result(database):
    """Whether the committed template holds the sentences of the add-on as it is."""
    committed = POT.read_text(encoding="utf-8") if POT.is_file() else ""
    failed = int(export(database) != committed)
    excerpt = f"{POT.relative_to(ROOT)} is out of date: run `make pot`."
    return Result("translation template", 1 - failed, failed, excerpt)


def main():
    """Export from a database of our own and write the file."""
    runtime.enter_venv("dev.pot")
    runtime.odoo_source()
    with postgres.running():
        with databases.temporary_copy(databases.template(), "pot") as database:
            step("Installing the add-on")
            odoo.must_run(
                *("server", "-d", database, "-i", ADDON),
                *("--stop-after-init", "--no-http"),
                log=databases.fresh_log("pot-install"),
                what=f"installing {ADDON}",
            )
            step("Exporting the sentences to translate")
            text = export(database)
    POT.parent.mkdir(exist_ok=True)
    POT.write_text(text, encoding="utf-8")
    count = text.count("\nmsgid ") - 1  # without the head
    step(f"{POT.relative_to(ROOT)}: {count} sentences")
    for path in translations.paths():
        missing = translations.bring_into_step(path, POT)
        step(f"{path.relative_to(ROOT)}: {missing} to translate")


if __name__ == "__main__":
    console.run(main)
