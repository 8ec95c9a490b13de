# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""`make release`: keep the committed add-on as a release that later ones upgrade from.

The tests install each of these archives, fill it with data and upgrade it. REF= names
another commit than the last one. Translations, tests and pictures are left out.
"""

import ast
import os
import subprocess
import zipfile

from . import console
from .console import CannotContinue, step
from .paths import ADDON, ROOT

RELEASES = ROOT / "tests" / "fixtures" / "releases"
_LEFT_OUT = ("tests/**", "static/tests/**", "i18n/**", "static/description/[!i]*")


def releases():
    """The archives that are kept, oldest first: [(version, path)]."""
    found = [(archive_version(path), path) for path in RELEASES.glob("*.zip")]
    return sorted(found, key=lambda release: numbers(release[0]))


def numbers(version):
    """The parts of a version, which compare as numbers: (19, 0, 1, 4, 0)."""
    return tuple(map(int, version.split(".")))


def archive_version(path):
    """The version that the manifest in an archive states."""
    with zipfile.ZipFile(path) as archive:
        return _stated(archive.read(f"{ADDON}/__manifest__.py").decode())


def present_version():
    """The version of the add-on as it is here."""
    return _stated((ROOT / ADDON / "__manifest__.py").read_text(encoding="utf-8"))


def _stated(manifest):
    return ast.literal_eval(manifest)["version"]


def _git(*arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotContinue(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


def main():
    """Write the archive, named after the version that the commit states."""
    ref = os.environ.get("REF") or "HEAD"
    version = _stated(_git("show", f"{ref}:{ADDON}/__manifest__.py"))
    path = RELEASES / f"{ADDON}-{version}.zip"
    RELEASES.mkdir(parents=True, exist_ok=True)
    left_out = [f":(exclude,glob){ADDON}/{pattern}" for pattern in _LEFT_OUT]
    options = ("--format=zip", "-9", f"--output={path}")
    _git("archive", *options, ref, ADDON, *left_out)
    step(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    console.run(main)
