# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The same lives each time, so that a build fails for what was changed and nothing
else. ``HYPOTHESIS_EXAMPLES=500 make odoo-test TAGS=:TestLives`` lives others, and more.
"""

import itertools
import os
import unittest
from unittest.mock import patch

from odoo.tests import tagged

from ..connectors.amazon import AmazonConnector, confirmation
from ..connectors.base import Connector
from .common import EcommerceCommon

try:
    import hypothesis
    from hypothesis import stateful

    from . import lives
except ImportError:  # the add-on was copied without its repository
    hypothesis = None

CHOSEN = os.environ.get("HYPOTHESIS_EXAMPLES")
EXAMPLES = int(CHOSEN or 20)
STEPS = 14


@tagged("post_install", "-at_install")
class TestLives(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if hypothesis is None:
            raise unittest.SkipTest("hypothesis is needed")

    def setUp(self):
        super().setUp()
        self.told = {}  # shipment id -> the state that other modules know of

        def hook(shipments, _before):
            self.told |= {shipment.id: shipment.state for shipment in shipments}

        shipments = self.env.registry["ecommerce.shipment"]
        self.startPatcher(patch.object(shipments, "_on_shipment_settled", hook))

    def _live(self):
        machine = type("Life", (lives.Life,), {"case": self})
        stateful.run_state_machine_as_test(
            machine,
            settings=hypothesis.settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                derandomize=not CHOSEN,
                print_blob=True,
                suppress_health_check=list(hypothesis.HealthCheck),
            ),
        )

    def test_where_a_reference_is_known_again(self):
        self._live()

    def test_where_every_call_makes_a_parcel(self):
        """A platform that forgives nothing: no reference, no correction."""
        references = itertools.count(1)
        with (
            patch.object(
                confirmation, "package_reference", lambda _key: str(next(references))
            ),
            patch.object(AmazonConnector, "amend", Connector.amend),
        ):
            self._live()
