# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make pot`: the sentences of each add-on that can be translated, as a template.

Odoo itself exports them, from a database with the add-on in it: texts of views and
fields, of Python (also the connectors' `_lt`), of JavaScript and of its templates.
The translations (i18n/*.po) are brought into step with it: new sentences are there
to translate, and those that are gone are gone.
"""

import re

from . import console, databases, odoo, postgres, runtime, translations
from .console import step
from .paths import ADDON, GLUE, ROOT, logs
from .results import Result

# What differs from one export to the next, or between builds of Odoo 19.
_DATES = re.compile(r'^"(?:POT-Creation|PO-Revision)-Date: .*\n', re.M)
_BUILD = re.compile(r'^("Project-Id-Version: Odoo Server 19\.0).*(\\n"\n)', re.M)


def pot(addon):
    """The path of an add-on's template."""
    return ROOT / addon / "i18n" / f"{addon}.pot"


def export(database, addon):
    """The template's text; the same sentences give the same text."""
    file = logs() / f"{addon}.pot"
    odoo.must_run(
        *("i18n", "export", "-d", database, "-o", file, addon),
        log=databases.fresh_log("pot"),
        what="exporting the sentences to translate",
    )
    text = file.read_text(encoding="utf-8")
    return _BUILD.sub(r"\1\2", _DATES.sub("", text)).rstrip("\n") + "\n"


def result(database, addon=ADDON):
    """Whether the committed template holds the sentences of the add-on as it is."""
    file = pot(addon)
    committed = file.read_text(encoding="utf-8") if file.is_file() else ""
    failed = int(export(database, addon) != committed)
    excerpt = f"{file.relative_to(ROOT)} is out of date: run `make pot`."
    return Result(f"translation template of {addon}", 1 - failed, failed, excerpt)


def main():
    """Export from a database of our own and write the file."""
    runtime.enter_venv("dev.pot")
    runtime.odoo_source()
    with postgres.running():
        # The add-on's own are exported where nothing else is: what the glue adds to
        # its models is the glue's.
        for addon, kind in ((ADDON, "base"), (GLUE, "jobs")):
            template = databases.template_with_addon(kind)
            with databases.temporary_copy(template, "pot") as database:
                step(f"Exporting the sentences of {addon} to translate")
                _write(addon, export(database, addon))
    for path in translations.paths():
        missing = translations.bring_into_step(path, pot(path.parent.parent.name))
        step(f"{path.relative_to(ROOT)}: {missing} to translate")


def _write(addon, text):
    pot(addon).parent.mkdir(exist_ok=True)
    pot(addon).write_text(text, encoding="utf-8")
    count = text.count("\nmsgid ") - 1  # without the head
    step(f"{pot(addon).relative_to(ROOT)}: {count} sentences")


if __name__ == "__main__":
    console.run(main)
