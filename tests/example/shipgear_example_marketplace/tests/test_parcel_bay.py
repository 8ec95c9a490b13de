# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.tests import tagged

from odoo.addons.shipgear_ecommerce_status.tests.common import simulator
from odoo.addons.shipgear_ecommerce_status.tests.test_platforms import PlatformCase

from .parcel_bay import ParcelBay


@tagged("post_install", "-at_install")
class TestParcelBay(PlatformCase):
    @classmethod
    def setUpClass(cls):
        simulator.app.PLATFORMS.append(ParcelBay)
        cls.addClassCleanup(simulator.app.PLATFORMS.remove, ParcelBay)
        super().setUpClass()

    def test_it_is_offered_beside_the_others(self):
        field = self.env["ecommerce.account"]._fields["platform"]
        offered = dict(field._description_selection(self.env))
        self.assertEqual(offered["parcel_bay"], "Parcel Bay")

    def test_a_parcel_gets_through(self):
        self._ship_to_success("parcel_bay")
