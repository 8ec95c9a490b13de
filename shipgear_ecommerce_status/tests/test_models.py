# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How models are put together from mixins."""

import inspect

from odoo.tests import TransactionCase, tagged

OURS = "odoo.addons.shipgear_ecommerce_status."
#: A method that calls the one it covers, or waits to be covered, hides nothing.
ON_PURPOSE = {"super", "NotImplementedError"}


@tagged("post_install", "-at_install")
class TestMixins(TransactionCase):
    def test_no_mixin_hides_what_another_one_does(self):
        for name, model in self.env.items():
            owners = {}
            for cls in type(model).mro():
                if cls.__module__.startswith(OURS):
                    for attribute in filter(inspect.isfunction, vars(cls).values()):
                        code = inspect.unwrap(attribute).__code__
                        if not ON_PURPOSE.intersection(code.co_names):
                            owner = owners.setdefault(attribute.__name__, set())
                            owner.add(cls.__module__)
            hidden = {key: by for key, by in owners.items() if len(by) > 1}
            self.assertFalse(hidden, name)
