# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The hooks of .pre-commit-config.yaml, without cloning or downloading anything.

pre-commit runs them, but with the tools of dev/requirements.lock and dev/node, and on a
copy of the files: a hook repairs what it finds, and a check must not change what
somebody is working on.
"""

import contextlib
import filecmp
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from . import node_tools, pins
from .paths import PYTHON, ROOT, RUNTIME, VENV, logs
from .results import Result
from .system import apt_install, run_quietly

#: What the hooks' own repositories say of them: the command, and for which files.
_HOOKS = {
    "whool-init": {
        "entry": "whool init --exit-non-zero-on-changes",
        "pass_filenames": False,
        "always_run": True,
    },
    "oca-checks-odoo-module": {
        "entry": "oca-checks-odoo-module",
        "types_or": ["csv", "markdown", "pofile", "python", "rst", "xml"],
        "require_serial": True,
    },
    "oca-checks-po": {"entry": "oca-checks-po", "types": ["pofile"]},
    "trailing-whitespace": {"entry": "trailing-whitespace-fixer", "types": ["text"]},
    "end-of-file-fixer": {"entry": "end-of-file-fixer", "types": ["text"]},
    "debug-statements": {"entry": "debug-statement-hook", "types": ["python"]},
    "check-case-conflict": {"entry": "check-case-conflict"},
    "check-docstring-first": {"entry": "check-docstring-first", "types": ["python"]},
    "check-executables-have-shebangs": {
        "entry": "check-executables-have-shebangs",
        "types": ["text", "executable"],
    },
    "check-merge-conflict": {"entry": "check-merge-conflict", "types": ["text"]},
    "check-symlinks": {"entry": "check-symlinks", "types": ["symlink"]},
    "check-xml": {"entry": "check-xml", "types": ["xml"]},
    "mixed-line-ending": {"entry": "mixed-line-ending", "types": ["text"]},
    "ruff-check": {
        "entry": "ruff check --force-exclude",
        "types_or": ["python", "pyi"],
        "require_serial": True,
    },
    "ruff-format": {
        "entry": "ruff format --force-exclude",
        "types_or": ["python", "pyi"],
        "require_serial": True,
    },
    "pylint_odoo": {"entry": "pylint", "types": ["python"], "require_serial": True},
    "check-github-workflows": {
        "entry": "check-jsonschema --builtin-schema vendor.github-workflows",
        "files": r"^\.github/workflows/[^/]+$",
        "types": ["yaml"],
    },
    "zizmor": {"entry": "zizmor", "types": ["yaml"], "require_serial": True},
}
#: Those that repair what they find; all others only tell.
_FIXERS = {
    "whool-init",
    "addon-readme",
    "oca-checks-odoo-module",
    "prettier",
    "eslint",
    "trailing-whitespace",
    "end-of-file-fixer",
    "mixed-line-ending",
    "ruff-check",
    "ruff-format",
}
_NOT_COPIED = (".runtime", ".git", "node_modules", "__pycache__")
_LINE = re.compile(r"^.+?\.{3}.*?(Passed|Failed|Skipped)$", re.M)


def _here(settings, chosen):
    """Return the same hooks, all to be found on PATH: what the copy is checked with."""
    repos = []
    for repo in settings["repos"]:
        hooks = [_hook(hook) for hook in repo["hooks"] if chosen(hook)]
        if hooks:
            repos.append({"repo": "local", "hooks": hooks})
    return {"exclude": settings["exclude"], "repos": repos}


def _hook(hook):
    known = _HOOKS.get(hook["id"], {})
    found = {"name": hook["id"], **known, **hook}
    found.pop("additional_dependencies", None)
    if found.get("language") != "fail":
        found["language"] = "system"
    return found


def _not_twice(hook):
    """.pylintrc holds all that .pylintrc-mandatory holds: `dev.pins` sees to that."""
    return "--rcfile=.pylintrc-mandatory" not in hook.get("args", ())


def _environment():
    """PATH with our tools first; their caches with ours; nothing of an outer git."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    path = [*node_tools.search_path(), str(VENV / "bin"), kept.get("PATH", os.defpath)]
    return {
        **kept,
        "PATH": os.pathsep.join(path),
        "NODE_PATH": str(node_tools.MODULES),
        "PRE_COMMIT_HOME": str(RUNTIME / "pre-commit"),
        "PYLINTHOME": str(RUNTIME / "pylint"),
        "RUFF_CACHE_DIR": str(RUNTIME / "ruff-cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_COLOR": "1",
    }


@contextlib.contextmanager
def _run(chosen, log):
    """Run the chosen hooks on a copy; give its folder and the exit code."""
    if not shutil.which("git"):
        apt_install("git", why="git, which tells the hooks what there is to check")
    node_tools.ensure()
    environment = _environment()
    log.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="shipgear-hooks-") as folder:
        copy = Path(folder) / ROOT.name
        ignore = shutil.ignore_patterns(*_NOT_COPIED)
        shutil.copytree(ROOT, copy, symlinks=True, ignore=ignore)
        for git in (["init", "--quiet"], ["add", "--all"]):
            run_quietly(["git", *git], log, cwd=copy, env=environment)
        # JSON is YAML, and this place is no part of what is checked.
        settings = json.dumps(_here(pins.config(), chosen))
        (copy / ".git" / "hooks.yaml").write_text(settings, encoding="utf-8")
        command = [PYTHON, "-m", "pre_commit", "run", "--config=.git/hooks.yaml"]
        command += ["--all-files", "--color=never", "--show-diff-on-failure"]
        yield copy, run_quietly(command, log, cwd=copy, env=environment)


def result():
    """Whether all hooks pass and would change nothing."""
    log = logs() / "pre-commit.log"
    with _run(_not_twice, log) as (_copy, code):
        text = log.read_text(encoding="utf-8", errors="replace")
    outcomes = _LINE.findall(text)
    failed = max(outcomes.count("Failed"), int(code != 0))
    excerpt = f"{text}\n`make format` repairs what can be repaired by itself."
    return Result("lint: hooks", outcomes.count("Passed"), failed, excerpt)


def repair():
    """Let the hooks that can repair do so; return the files that have changed."""
    changed = []
    with _run(lambda hook: hook["id"] in _FIXERS, logs() / "format.log") as (copy, _):
        for file in sorted(copy.rglob("*")):
            name = file.relative_to(copy)
            if name.parts[0] == ".git" or not file.is_file() or file.is_symlink():
                continue
            here = ROOT / name
            if not here.is_file() or not filecmp.cmp(file, here, shallow=False):
                shutil.copyfile(file, here)
                changed.append(name)
    return changed
