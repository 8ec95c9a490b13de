# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make readme`: the add-on's README.rst and static/description/index.html.

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
from .paths import ADDON_DIR, ROOT

FRAGMENTS = ADDON_DIR / "readme"
README = ADDON_DIR / "README.rst"
DESCRIPTION = ADDON_DIR / "static" / "description"
INDEX = DESCRIPTION / "index.html"
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
_NOTE = f"Made by `make readme` from {ADDON_DIR.name}/readme/; do not edit."
_RIGHTS = """\
Copyright 2026 shipgear_ecommerce_status contributors
License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html)."""
_BUGS = """\
Please report what goes wrong in the issue tracker of the repository. The status of the
shipment, the code of its last error and the marketplace's request id, all three on the
shipment's page, say most of it; secrets and buyers' data are never among them."""


def _manifest():
    return ast.literal_eval((ADDON_DIR / "__manifest__.py").read_text(encoding="utf-8"))


def _fragments():
    """Return {name: Markdown text} of the fragments that there are."""
    return {
        path.stem: path.read_text(encoding="utf-8").strip()
        for path in sorted(FRAGMENTS.glob("*.md"))
    }


def _from_addon(target):
    """A link of a fragment, as seen from the add-on's folder."""
    from . import markup

    if markup.is_outside(target):
        return target
    name, sign, anchor = target.partition("#")
    return os.path.relpath(FRAGMENTS / name, ADDON_DIR) + sign + anchor


def _from_index(target):
    """The same from index.html: pictures beside it, addresses, and nothing else."""
    from . import markup

    if markup.is_outside(target):
        return target
    path = (FRAGMENTS / target).resolve()
    return path.name if path.parent == DESCRIPTION else ""


def _for_index(text):
    """HTML of a fragment, without sentences that only say where to read on."""
    from . import markup

    def unless_it_leads_in(match):
        return match[0] if _from_index(match["target"]) else ""

    return markup.to_html(_POINTER.sub(unless_it_leads_in, text), _from_index)


def _badges(manifest):
    status = manifest["development_status"]
    shown = {
        "maturity": (status, _COLORS[status]),
        "license": (manifest["license"], "blue"),
    }
    lines = []
    for name, (word, color) in shown.items():
        text = word.replace("-", "--").replace("/", "%2F")
        address = f"https://img.shields.io/badge/{name}-{text}-{color}.png"
        lines.append(f".. |{name}| image:: {address}\n   :alt: {name}: {word}")
    return "\n".join(lines) + "\n\n" + " ".join(f"|{name}|" for name in shown)


def readme():
    """The text of README.rst."""
    from . import markup

    manifest, fragments = _manifest(), _fragments()
    texts = {name: markup.to_rst(fragments[name], _from_addon) for name in fragments}
    line = "=" * len(manifest["name"])
    parts = [
        f".. {_NOTE}",
        f"{line}\n{manifest['name']}\n{line}",
        _badges(manifest),
        texts["DESCRIPTION"],
        "**Table of contents**",
        ".. contents::\n   :local:",
    ]
    for name, title in _SECTIONS.items():
        if name in texts:
            parts += [markup.heading(title, "="), texts[name]]
    parts += [markup.heading("Bug Tracker", "="), _BUGS]
    parts += [markup.heading("Credits", "="), markup.heading("Authors", "-")]
    parts.append("\n".join(f"- {x.strip()}" for x in manifest["author"].split(",")))
    for name, title in _CREDITS.items():
        if name in texts:
            parts += [markup.heading(title, "-"), texts[name]]
    return "\n\n".join(parts) + "\n"


def _section(title, body):
    head = f"<h2>{title}</h2>\n" if title else ""
    return f'<section class="container py-4">\n{head}{body}\n</section>'


def index():
    """The text of index.html."""
    fragments = _fragments()
    # Odoo shows name, summary and icon above it.
    parts = [f"<!-- {_RIGHTS}\n{_NOTE} -->"]
    parts.append(_section("", _for_index(fragments["DESCRIPTION"])))
    for key, title in _SHOWN_IN_APPS.items():
        if key in fragments:
            parts.append(_section(title, _for_index(fragments[key])))
    return "\n\n".join(parts) + "\n"


def complaints():
    """What docutils has to say of README.rst: nothing, if it is well-formed."""
    from docutils.core import publish_doctree
    from docutils.utils import Reporter

    said = io.StringIO()
    settings = {
        "warning_stream": said,
        "report_level": Reporter.WARNING_LEVEL,
        "halt_level": Reporter.SEVERE_LEVEL + 1,
        "file_insertion_enabled": False,
        "_disable_config": True,
    }
    publish_doctree(readme(), settings_overrides=settings)
    return said.getvalue()


def main():
    """Write both files; say which of them changed."""
    if importlib.util.find_spec("markdown_it") is None:
        # pre-commit brings its own; for everybody else it is in the environment.
        runtime.enter_venv("dev.readme")
    problem = complaints()
    if problem:
        raise CannotContinue(f"README.rst would not be well-formed: {problem}")
    for path, text in ((README, readme()), (INDEX, index())):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            step(f"Wrote {path.relative_to(ROOT)}")
    missing = [name for name in _manifest()["images"] if not _picture(name)]
    if missing:
        raise CannotContinue(f"the manifest names pictures that lack: {missing}.")


def _picture(name):
    return (ADDON_DIR / name).is_file()


if __name__ == "__main__":
    console.run(main)
