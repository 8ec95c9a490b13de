# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The example module outside Odoo: its imports of the add-on's connectors are ours."""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
PACKAGE = "odoo.addons.shipgear_ecommerce_status"


class _Alias(MetaPathFinder, Loader):
    """odoo.addons.shipgear_ecommerce_status.connectors.x is connectors.x."""

    def find_spec(self, name, path=None, target=None):
        if name in ("odoo", "odoo.addons", PACKAGE) or name.startswith(f"{PACKAGE}."):
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        ours = spec.name.removeprefix(f"{PACKAGE}.")
        if ours == spec.name:
            module = ModuleType(spec.name)
            module.__path__ = []
            return module
        return importlib.import_module(ours)

    def exec_module(self, module):
        """It was executed under its own name."""


sys.meta_path.insert(0, _Alias())
MODULE = HERE / "shipgear_example_marketplace"
for folder in (HERE, MODULE / "tests", HERE.parent / "connectors"):
    sys.path.append(str(folder))
# Their own tests are Odoo's to run.
collect_ignore = [MODULE.name, "shipgear_example_hook"]
