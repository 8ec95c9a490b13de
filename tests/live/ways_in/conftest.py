# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The add-on as others get it, and the machine that they have."""

import shutil
import subprocess
import sys

import pytest

from dev import postgres, runtime
from dev.paths import ADDON, ADDON_DIR
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
    """A clone with the add-on alone, as it would be committed now."""
    folder = tmp_path_factory.mktemp("repository")
    left_out = shutil.ignore_patterns("__pycache__", "*.py[co]")
    shutil.copytree(ADDON_DIR, folder / ADDON, ignore=left_out)
    if not shutil.which("git"):
        apt_install("git", why="git, which tells whool what belongs to the add-on")
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    _run("git", "init", "--quiet", cwd=folder)
    _run("git", "add", "--all", cwd=folder)
    _run("git", *who, "commit", "--quiet", "-m", "The add-on", cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(repository, tmp_path_factory):
    """The wheel that pip makes of the add-on, with the whool of the lock file."""
    python, folder = runtime.environment("newest"), tmp_path_factory.mktemp("wheel")
    with_own = ("--no-build-isolation", "--no-deps", "--no-index")
    _run(python, "-m", "pip", "wheel", *with_own, "-w", folder, repository / ADDON)
    [wheel] = folder.iterdir()
    return wheel


@pytest.fixture
def with_wheel(environment, wheel, tmp_path):
    """The Python of a virtual environment with the packages below, and the wheel."""
    folder = tmp_path / "venv"
    _run(environment, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    [packages] = folder.glob("lib/python*/site-packages")
    [below] = environment.parent.parent.glob("lib/python*/site-packages")
    (packages / "below.pth").write_text(f"{below}\n", encoding="utf-8")
    pip = (environment, "-m", "pip", "--python", python, "install")
    # Odoo is not among pip's packages, here as on most servers.
    _run(*pip, "--no-deps", "--no-index", wheel)
    return python


def _run(*command, **options):
    command = [str(part) for part in command]
    done = subprocess.run(command, capture_output=True, text=True, **options)
    sys.stdout.write(done.stdout + done.stderr)  # pytest shows it with a failure
    done.check_returncode()
