# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The add-on as others get it, and the machine that they have."""

import shutil
import subprocess
import sys

import pytest

from dev import postgres, runtime
from dev.paths import ADDON, ADDON_DIR, GLUE, GLUE_DIR
from dev.system import apt_install


@pytest.fixture
def environment(request):
    """The Python of "oldest" or "newest": Odoo's oldest pins, or newest releases."""
    return runtime.environment(request.param)


@pytest.fixture
def postgresql(request):
    """The "oldest" or "newest" PostgreSQL at hand is the one in use; its number."""
    choose = {"oldest": min, "newest": max}[request.param]
    number = choose(postgres.at_hand())
    with postgres.of_version(number):
        yield number


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """A clone with the add-ons alone, as they would be committed now."""
    folder = tmp_path_factory.mktemp("repository")
    left_out = shutil.ignore_patterns("__pycache__", "*.py[co]")
    for addon in (ADDON_DIR, GLUE_DIR):
        shutil.copytree(addon, folder / addon.name, ignore=left_out)
    if not shutil.which("git"):
        apt_install("git", why="git, which tells whool what belongs to an add-on")
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    _run("git", "init", "--quiet", cwd=folder)
    _run("git", "add", "--all", cwd=folder)
    _run("git", *who, "commit", "--quiet", "-m", "The add-ons", cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheels(repository, tmp_path_factory):
    """Name of an add-on -> the wheel that pip makes of it, with the whool of the lock
    file."""
    python, made = runtime.environment("newest"), {}
    with_own = ("--no-build-isolation", "--no-deps", "--no-index")
    for name in (ADDON, GLUE):
        folder = tmp_path_factory.mktemp("wheel")
        _run(python, "-m", "pip", "wheel", *with_own, "-w", folder, repository / name)
        [made[name]] = folder.iterdir()
    return made


@pytest.fixture
def with_wheels(environment, wheels, tmp_path):
    """Given names of add-ons and folders with packages: the Python of a virtual
    environment with the wheels, those packages, and the ones below."""

    def make(*names, beside=()):
        folder = tmp_path / "venv"
        _run(environment, "-m", "venv", "--without-pip", folder)
        python = folder / "bin" / "python"
        [packages] = folder.glob("lib/python*/site-packages")
        [below] = environment.parent.parent.glob("lib/python*/site-packages")
        lines = "".join(f"{path}\n" for path in (below, *beside))
        (packages / "below.pth").write_text(lines, encoding="utf-8")
        pip = (environment, "-m", "pip", "--python", python, "install")
        # Odoo is not among pip's packages, here as on most servers.
        _run(*pip, "--no-deps", "--no-index", *(wheels[name] for name in names))
        return python

    return make


def _run(*command, **options):
    command = [str(part) for part in command]
    done = subprocess.run(command, capture_output=True, text=True, **options)
    sys.stdout.write(done.stdout + done.stderr)  # pytest shows it with a failure
    done.check_returncode()
