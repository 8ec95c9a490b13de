# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make readme`: each add-on's README.rst and static/description/index.html.

Both come from the fragments in readme/ and from the manifest, in the order that the
Odoo Community Association gives them. README.rst is for whoever looks at the source;
index.html is what Odoo's Apps list shows, so it leaves out what cannot be followed from
there: links into the repository.
"""

import ast
import importlib.util
import io
import os
import re

from . import console, runtime
from .console import CannotContinue, step
from .paths import ADDON_DIR, GLUE_DIR, ROOT

#: After the description; those without a fragment are left out.
_SECTIONS = {
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues / Roadmap",
    "HISTORY": "Changelog",
}
_CREDITS = {"CONTRIBUTORS": "Contributors", "CREDITS": "Other credits"}
#: In a minute: what it does, how to begin, what a day with it is like.
_SHOWN_IN_APPS = {
    "CONFIGURE": "To begin",
    "USAGE": "What you see",
    "ROADMAP": "Good to know",
    "CREDITS": "Names",
}
_COLORS = {"Beta": "yellow", "Production/Stable": "green", "Mature": "brightgreen"}
#: A sentence that is a link and no more.
_POINTER = re.compile(r"(?<=\.)\s+\[[^]]+\]\((?P<target>[^)]+)\)\.")
_RIGHTS = """\
Copyright 2026 shipgear_ecommerce_status contributors
License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html)."""
_BUGS = """\
Please report what goes wrong in the issue tracker of the repository. The status of the
shipment, the code of its last error and the marketplace's request id, all three on the
shipment's page, say most of it; secrets and buyers' data are never among them."""


class Description:
    """What an add-on says of itself, from its readme/ and its manifest."""

    def __init__(self, addon):
        self.addon = addon
        self.folder = addon / "static" / "description"
        text = (addon / "__manifest__.py").read_text(encoding="utf-8")
        self.manifest = ast.literal_eval(text)
        self.fragments = {
            path.stem: path.read_text(encoding="utf-8").strip()
            for path in sorted((addon / "readme").glob("*.md"))
        }
        self.note = f"Made by `make readme` from {addon.name}/readme/; do not edit."

    def files(self):
        """Return {path: the text that belongs there}."""
        return {
            self.addon / "README.rst": self.readme(),
            self.folder / "index.html": self.index(),
        }

    def missing_pictures(self):
        """The pictures that the manifest names and that are not there."""
        images = self.manifest.get("images", [])
        return [name for name in images if not (self.addon / name).is_file()]

    def readme(self):
        """The text of README.rst."""
        from . import markup

        texts = {
            name: markup.to_rst(text, self._from_addon)
            for name, text in self.fragments.items()
        }
        name = self.manifest["name"]
        line = "=" * len(name)
        parts = [f".. {self.note}", f"{line}\n{name}\n{line}", self._badges()]
        parts += [texts["DESCRIPTION"], "**Table of contents**"]
        parts.append(".. contents::\n   :local:")
        for key, title in _SECTIONS.items():
            if key in texts:
                parts += [markup.heading(title, "="), texts[key]]
        parts += [markup.heading("Bug Tracker", "="), _BUGS]
        parts += [markup.heading("Credits", "="), markup.heading("Authors", "-")]
        authors = self.manifest["author"].split(",")
        parts.append("\n".join(f"- {author.strip()}" for author in authors))
        for key, title in _CREDITS.items():
            if key in texts:
                parts += [markup.heading(title, "-"), texts[key]]
        return "\n\n".join(parts) + "\n"

    def index(self):
        """The text of index.html."""
        # Odoo shows name, summary and icon above it.
        parts = [f"<!-- {_RIGHTS}\n{self.note} -->"]
        parts.append(_section("", self._for_index("DESCRIPTION")))
        for key, title in _SHOWN_IN_APPS.items():
            if key in self.fragments:
                parts.append(_section(title, self._for_index(key)))
        return "\n\n".join(parts) + "\n"

    def _for_index(self, key):
        """HTML of a fragment, without sentences that only say where to read on."""
        from . import markup

        def unless_it_leads_in(match):
            return match[0] if self._from_index(match["target"]) else ""

        text = _POINTER.sub(unless_it_leads_in, self.fragments[key])
        return markup.to_html(text, self._from_index)

    def _from_addon(self, target):
        """A link of a fragment, as seen from the add-on's folder."""
        from . import markup

        if markup.is_outside(target):
            return target
        name, sign, anchor = target.partition("#")
        path = os.path.relpath(self.addon / "readme" / name, self.addon)
        return path + sign + anchor

    def _from_index(self, target):
        """The same from index.html: pictures beside it, addresses, nothing else."""
        from . import markup

        if markup.is_outside(target):
            return target
        path = (self.addon / "readme" / target).resolve()
        return path.name if path.parent == self.folder else ""

    def _badges(self):
        status = self.manifest["development_status"]
        shown = {
            "maturity": (status, _COLORS[status]),
            "license": (self.manifest["license"], "blue"),
        }
        lines = []
        for name, (word, color) in shown.items():
            text = word.replace("-", "--").replace("/", "%2F")
            address = f"https://img.shields.io/badge/{name}-{text}-{color}.png"
            lines.append(f".. |{name}| image:: {address}\n   :alt: {name}: {word}")
        return "\n".join(lines) + "\n\n" + " ".join(f"|{name}|" for name in shown)


def _section(title, body):
    head = f"<h2>{title}</h2>\n" if title else ""
    return f'<section class="container py-4">\n{head}{body}\n</section>'


def complaints(readme):
    """What docutils has to say of a README.rst: nothing, if it is well-formed."""
    from docutils.core import publish_doctree
    from docutils.utils import Reporter

    said = io.StringIO()
    settings = {
        "warning_stream": said,
        "report_level": Reporter.WARNING_LEVEL,
        "halt_level": Reporter.SEVERE_LEVEL + 1,
        "file_insertion_enabled": False,
        "syntax_highlight": "none",  # else it misses Pygments where there is none
        "_disable_config": True,
    }
    publish_doctree(readme, settings_overrides=settings)
    return said.getvalue()


def main():
    """Write the files; say which of them changed."""
    if importlib.util.find_spec("markdown_it") is None:
        # pre-commit brings its own; for everybody else it is in the environment.
        runtime.enter_venv("dev.readme")
    for addon in (ADDON_DIR, GLUE_DIR):
        _renew(Description(addon))


def _renew(description):
    files = description.files()
    for path, text in files.items():
        problem = complaints(text) if path.suffix == ".rst" else ""
        if problem:
            name = path.relative_to(ROOT)
            raise CannotContinue(f"{name} would not be well-formed: {problem}")
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            step(f"Wrote {path.relative_to(ROOT)}")
    missing = description.missing_pictures()
    if missing:
        raise CannotContinue(f"the manifest names pictures that lack: {missing}.")


if __name__ == "__main__":
    console.run(main)
