# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What can be wrong is said in a sentence, and holds up nobody else."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..models import parameters
from .common import EcommerceCommon

PREFIX = "shipgear_ecommerce_status."


class BadInputCase(EcommerceCommon):
    def _param(self, name, value):
        self.env["ir.config_parameter"].set_param(PREFIX + name, value)

    def assertRefused(self, shipment, *words):
        """It has failed with what to do, and one queued behind it went out."""
        behind = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "failed", shipment.explanation)
        self.assertFalse(self._told(shipment))
        self.assertTrue(shipment.error_hint)
        for word in words:
            self.assertIn(word, shipment.explanation)
        self.assertEqual(len(self._told(behind)), 1, behind.explanation)

    def assertHeld(self, shipment, *words):
        """It waits without having used up an attempt, and says what for."""
        self._drain()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 0))
        self.assertFalse(self._told(shipment))
        for word in words:
            self.assertIn(word, shipment.explanation)


@tagged("post_install", "-at_install")
class TestBadCredentials(BadInputCase):
    """They are the fault of no shipment: all wait, and go when they are right."""

    def _assert_goes_after(self, shipment, **credentials):
        self._set_credentials(self.account, **credentials)
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)

    def test_a_wrong_secret(self):
        shipment = self._ship()
        right = self.account.credential_ids._values()["client_secret"]
        self._set_credentials(self.account, client_secret="wrong")
        self.assertHeld(shipment, "paused", "client secret", "Developer Console")
        self._assert_goes_after(shipment, client_secret=right)

    def test_an_unknown_marketplace(self):
        shipment = self._ship()
        self._set_credentials(self.account, marketplace_id="NOWHERE")
        self.assertHeld(shipment, "paused", "NOWHERE", "settings")
        self._assert_goes_after(shipment, marketplace_id="ATVPDKIKX0DER")

    def test_an_endpoint_that_nobody_answers(self):
        shipment = self._ship()
        right = self.account.credential_ids._values()["endpoint"]
        self._set_credentials(self.account, endpoint="http://127.0.0.1:9")
        self._drain()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 1))
        self.assertEqual(shipment.attempt_ids.outcome, "Unreachable")
        self.assertIn("127.0.0.1", shipment.explanation)
        self.assertTrue(shipment.error_hint)
        self._set_credentials(self.account, endpoint=right)
        shipment.action_retry()
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1)

    def test_an_endpoint_of_a_private_network_is_not_called(self):
        self._param("allow_private_hosts", "0")
        shipment = self._ship()
        self._drain()
        self.assertEqual(self.sim.stats.report()["calls"], 0)
        self.assertTrue(shipment.explanation)
        self.assertEqual(shipment.state, "pending")

    def test_credentials_that_are_missing(self):
        shipment = self._ship()
        self._set_credentials(self.account, seller_id=False)
        self.assertHeld(shipment, "Missing: Seller ID")


@tagged("post_install", "-at_install")
class TestBadShipments(BadInputCase):
    def test_an_order_that_the_marketplace_does_not_know(self):
        self.assertRefused(self._ship(there=False), "does not know this order")

    def test_an_order_reference_that_can_be_none(self):
        order = self._order(there=False)
        order.ecommerce_order_ref = "../../reports"
        self.assertRefused(self._deliver(order), "not an Amazon order number")

    def test_an_order_that_was_canceled(self):
        self.assertRefused(self._ship(status="canceled"), "canceled")

    def test_a_tracking_number_with_spaces_is_taken_without(self):
        shipment = self._ship(tracking=" 1Z 999 AA1 01 2345 6784 ")
        self._drain()
        self.assertEqual(self._told(shipment)[0]["tracking"], "1Z999AA10123456784")

    def test_a_tracking_number_of_spaces_is_none(self):
        shipment = self._ship(tracking="  ,  ")
        self.assertEqual(shipment.waiting_reason, "no_tracking")

    def test_a_tracking_number_of_200_characters(self):
        self.assertRefused(self._ship(tracking="1" * 200), "too long", "retry")

    def test_a_fractional_quantity(self):
        order = self._order()
        shipment = self._deliver(order)
        shipment.line_ids.quantity = 0.5
        self.assertRefused(shipment, "0.5", "whole pieces only")

    def test_more_than_was_ordered(self):
        order = self._order({self.lamp: 3}, there=False)
        self._order_there(order.ecommerce_order_ref, {self.lamp: 1})
        self.assertRefused(self._deliver(order), "more than", "quantities")

    def test_a_product_that_is_not_on_the_order_there(self):
        order = self._order()
        self.lamp.default_code = "LAMP-9"
        shipment = self._deliver(order)
        self.lamp.default_code = "LAMP-1"  # for the one behind
        self.assertRefused(shipment, "LAMP-9", "LAMP-1", "Internal Reference")

    def test_a_product_without_a_sku(self):
        order = self._order()
        self.lamp.default_code = False
        shipment = self._deliver(order)
        self.lamp.default_code = "LAMP-1"
        self.assertRefused(shipment, "(none)", "Internal Reference")

    def test_a_carrier_without_a_mapping_holds_up_nobody(self):
        picking = self._pack(self._order())
        picking.carrier_id = self._make_carrier("Unmapped")
        picking._action_done()
        behind = self._ship()
        self._drain()
        waits = picking.ecommerce_shipment_ids
        self.assertEqual(waits.state, "waiting")
        self.assertIn("no mapping", waits.explanation)
        self.assertEqual(len(self._told(behind)), 1)

    def test_a_product_that_was_archived_is_sent_all_the_same(self):
        shipment = self._ship()
        self.lamp.active = False
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)

    def test_a_product_that_was_deleted_is_sent_all_the_same(self):
        shipment = self._ship()
        shipment.line_ids.product_id = False  # what the database does then
        shipment.action_retry()
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)

    def test_a_delivery_whose_date_was_removed_is_sent_all_the_same(self):
        shipment = self._ship(tracking=False)
        shipment.picking_id.date_done = False
        shipment.picking_id.carrier_tracking_ref = "1Z999AA10123456784"
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)


@tagged("post_install", "-at_install")
class TestBadParameters(BadInputCase):
    def test_retry_delays_that_cannot_be_read_are_the_usual_ones(self):
        for text in ("", "soon", "2,,3", "-1", "0", "nan", "inf", "1e300", "2;10"):
            with self.subTest(text):
                self._param("retry_delays", text)
                self.assertEqual(parameters.retry_delays(self.env), [2, 10, 60, 240])

    def test_attempts_that_cannot_be_read_are_the_usual_ones(self):
        for text in ("", "many", "0", "-1", "2.5", "9" * 30, "²"):
            with self.subTest(text):
                self._param("max_attempts", text)
                self.assertEqual(parameters.max_attempts(self.env), 5)

    def test_minutes_that_no_clock_knows_leave_the_lamps_alone(self):
        self._param("none_after", "9" * 30)
        self.account.status_ids.last_call_at = "2026-01-01 00:00:00"
        self.assertEqual(self.account.status_ids.mapped("color"), ["none"] * 3)

    def test_a_shipment_is_retried_whatever_the_parameters_say(self):
        self._param("retry_delays", "1e300")
        self._param("max_attempts", "x")
        self._fault("error503", operation="confirmShipment")
        shipment = self._ship()
        self._drain()
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 1))

    def test_the_settings_say_how_delays_are_written(self):
        with Form(self.env["res.config.settings"]) as settings:
            settings.ecommerce_retry_delays = "soon"
        with self.assertRaisesRegex(ValidationError, "minutes separated by commas"):
            settings.record.set_values()

    def test_the_settings_refuse_no_attempts_at_all(self):
        with Form(self.env["res.config.settings"]) as settings:
            settings.ecommerce_max_attempts = 0
        with self.assertRaisesRegex(ValidationError, "between 1 and"):
            settings.record.set_values()
