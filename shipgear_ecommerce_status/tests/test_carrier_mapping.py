# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from unittest.mock import patch

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import EcommerceCommon

WARNING = "ecommerce_carrier_warning"


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

    # --- On the delivery, while it is still in somebody's hands ---

    def _ready(self, carrier, order=None):
        picking = self._pack(order or self._order())
        picking.carrier_id = carrier
        return picking

    def test_a_ready_delivery_warns_a_packer_of_a_carrier_without_mapping(self):
        carrier = self._make_carrier("DHL Express")
        packer = self._make_user("packer", "stock.group_stock_user")
        picking = self._ready(carrier).with_user(packer)
        warning = picking.ecommerce_carrier_warning
        self.assertIn("Amazon will not be told", warning)
        self.assertIn("DHL Express has no mapping", warning)
        self._map(carrier)
        picking.invalidate_recordset()
        self.assertFalse(picking.ecommerce_carrier_warning)

    def test_choosing_another_carrier_on_the_form_takes_the_warning_away(self):
        with Form(self._ready(self._make_carrier("DHL Express"))) as form:
            self.assertTrue(form.ecommerce_carrier_warning)
            form.carrier_id = self.carrier
            self.assertFalse(form.ecommerce_carrier_warning)

    def test_a_done_delivery_warns_as_long_as_its_shipment_waits(self):
        shipment = self._ship_with(self._make_carrier("DHL Express"))
        self.assertTrue(shipment.picking_id.ecommerce_carrier_warning)
        shipment.action_mark_confirmed()
        self.env.invalidate_all()
        self.assertFalse(shipment.picking_id.ecommerce_carrier_warning)

    def test_a_mapping_for_another_platform_or_company_does_not_calm(self):
        carrier = self._make_carrier("DHL Express")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._map(carrier).sudo().company_id = company
        self.assertTrue(self._ready(carrier).ecommerce_carrier_warning)

    def test_deliveries_that_no_marketplace_waits_for_do_not_warn(self):
        carrier = self._make_carrier("DHL Express")
        of_no_account = self._order()
        of_no_account.ecommerce_account_id = False
        pickings = self._ready(carrier, of_no_account) | self._ready(
            self.env["delivery.carrier"]
        )
        back = self._ready(carrier)
        back.return_id = pickings[0]
        canceled = self._ready(carrier)
        canceled.action_cancel()
        self.assertFalse(any((pickings | back | canceled).mapped(WARNING)))

    def test_deliveries_of_no_account_cost_no_query(self):
        order = self._order()
        order.ecommerce_account_id = False
        picking = self._ready(self._make_carrier("DHL Express"), order)
        picking.move_ids.sale_line_id.order_id.mapped("ecommerce_account_id.platform")
        picking.mapped("location_id.usage")
        picking.mapped("picking_type_id.code")
        self.env.flush_all()
        with self.assertQueryCount(0):
            self.assertFalse(picking.ecommerce_carrier_warning)

    def test_a_list_of_deliveries_reads_the_mappings_once(self):
        carrier = self._make_carrier("DHL Express")
        pickings = self.env["stock.picking"].union(
            *(self._ready(carrier) for _number in range(5))
        )
        self.env.flush_all()
        mappings = type(self.env["ecommerce.carrier.mapping"])
        with patch.object(mappings, "search", autospec=True) as search:
            search.side_effect = lambda model, domain: model.browse()
            self.assertTrue(all(pickings.mapped(WARNING)))
        search.assert_called_once()
