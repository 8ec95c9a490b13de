# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EcommerceCommon


@tagged("post_install", "-at_install")
class TestCarrierMapping(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._make_user("connector", "group_administrator")
        cls.mapping = cls.env["ecommerce.carrier.mapping"].search(
            [("carrier_id", "=", cls.carrier.id)]
        )

    def _map(self, carrier, **values):
        return (
            self.env["ecommerce.carrier.mapping"]
            .with_user(self.administrator)
            .create(
                {
                    "platform": "amazon",
                    "carrier_id": carrier.id,
                    "carrier_code": "DHL",
                    **values,
                }
            )
        )

    def _ship_with(self, carrier):
        picking = self._pack(self._order(), "JD014600003000000000")
        picking.carrier_id = carrier
        picking._action_done()
        return picking.ecommerce_shipment_ids

    def test_a_shipment_waits_for_the_mapping_of_its_carrier(self):
        carrier = self._make_carrier("DHL Express")
        shipment = self._ship_with(carrier)
        self.assertEqual(shipment.state, "waiting")
        self.assertIn("no mapping", shipment.explanation)
        self._map(carrier, service="Express")
        self._drain()
        (told,) = self._told(shipment)
        self.assertEqual((told["carrier"], told["service"]), ("DHL", "Express"))

    def test_a_carrier_that_the_marketplace_does_not_list_goes_by_its_name(self):
        carrier = self._make_carrier("Bike courier")
        self._map(carrier, carrier_code="Other", carrier_name="Bike & Co")
        shipment = self._ship_with(carrier)
        self._drain()
        self.assertEqual(self._told(shipment)[0]["carrier"], "Bike & Co")

    def test_a_corrected_mapping_reaches_what_is_not_sent_yet(self):
        shipment = self._ship()
        self.mapping.with_user(self.administrator).service = "Saver"
        self.assertEqual(shipment.service, "Saver")

    def test_a_corrected_mapping_leaves_what_was_sent_alone(self):
        shipment = self._ship()
        self._drain()
        self.mapping.service = "Saver"
        self.assertEqual(shipment.service, "Ground")

    def test_a_mapping_of_another_company_does_not_serve(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        carrier = self._make_carrier("DHL Express")
        self.env["ecommerce.carrier.mapping"].create(
            {
                "company_id": company.id,
                "platform": "amazon",
                "carrier_id": carrier.id,
                "carrier_code": "DHL",
            }
        )
        self.assertEqual(self._ship_with(carrier).waiting_reason, "no_mapping")

    def test_a_carrier_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        carrier = self._make_carrier("DHL Express")
        carrier.company_id = company
        with self.assertRaises(UserError):
            self._map(carrier)

    def test_a_carrier_is_mapped_once_for_a_platform(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self._map(self.carrier)
