# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..connectors import delivery
from ..connectors.amazon import AmazonConnector
from ..connectors.base import Connector
from .common import EcommerceCommon

OLD, NEW = "1Z999AA10123456784", "1Z999AA10123456785"


class CorrectionCase(EcommerceCommon):
    def _tell(self, **order):
        shipment = self._ship(tracking=OLD, **order)
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)
        return shipment

    def _kinds(self, shipment):
        return [told["kind"] for told in self._told(shipment)]

    def _cannot_amend(self):
        return patch.object(AmazonConnector, "amend", Connector.amend)

    def _can_void(self, calls):
        return patch.object(
            AmazonConnector, "void", lambda connector, shipment: calls.append(shipment)
        )

    def _claim(self):
        self.env.flush_all()
        (job,) = self.env["ecommerce.shipment"]._claim(self.account, 10)
        return job

    def _deliver_and_settle(self, job):
        outcome = delivery.deliver(self.account._connector(), job)
        self.env["ecommerce.shipment"]._settle([outcome])


@tagged("post_install", "-at_install")
class TestCorrected(CorrectionCase):
    def test_before_it_is_sent_a_corrected_number_is_simply_taken_over(self):
        shipment = self._ship(tracking=OLD)
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain()
        (told,) = self._told(shipment)
        self.assertEqual(told["tracking"], NEW)

    def test_after_it_was_told_the_marketplace_is_corrected(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = NEW
        self.assertEqual(shipment.state, "pending")
        self.assertIn("changed", shipment.explanation)
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)
        self.assertEqual(self._kinds(shipment), ["new", "changed"])
        self.assertEqual(self._told(shipment)[-1]["tracking"], NEW)
        self._poll()
        self.assertEqual(shipment.state, "success")

    def test_another_carrier_is_told_as_well(self):
        shipment = self._tell()
        carrier = self._make_carrier("DHL")
        self.env["ecommerce.carrier.mapping"].create(
            {"platform": "amazon", "carrier_id": carrier.id, "carrier_code": "DHL"}
        )
        shipment.picking_id.carrier_id = carrier
        self._poll()
        self.assertEqual(shipment.state, "pending", "the number alone proves nothing")
        self._drain()
        self.assertEqual(self._told(shipment)[-1]["carrier"], "DHL")

    def test_a_carrier_without_a_mapping_waits_with_the_correction(self):
        shipment = self._tell()
        shipment.picking_id.carrier_id = self._make_carrier("Unmapped")
        self.assertEqual(
            (shipment.state, shipment.waiting_reason), ("waiting", "no_mapping")
        )
        self._drain()
        self.assertEqual(self._kinds(shipment), ["new"])

    def test_what_is_changed_back_in_time_is_not_told_again(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = NEW
        shipment.picking_id.carrier_tracking_ref = OLD
        self.assertEqual(shipment.state, "accepted")
        self._drain()
        self.assertEqual(self._kinds(shipment), ["new"])

    def test_a_new_mapping_does_not_tell_what_was_told_long_ago(self):
        shipment = self._tell()
        self.env["ecommerce.carrier.mapping"].search(
            [("carrier_id", "=", self.carrier.id)]
        ).carrier_code = "USPS"
        self.assertEqual(shipment.state, "accepted")

    def test_a_change_while_it_is_being_sent_is_told_after_the_answer(self):
        shipment = self._ship(tracking=OLD)
        job = self._claim()
        shipment.picking_id.carrier_tracking_ref = NEW
        self.assertEqual(shipment.state, "sending")
        self._deliver_and_settle(job)
        self.assertEqual(shipment.state, "pending")
        self._drain()
        self.assertEqual(
            [told["tracking"] for told in self._told(shipment)], [OLD, NEW]
        )
        self.assertEqual(self._kinds(shipment), ["new", "changed"])

    def test_in_doubt_the_number_that_was_sent_is_looked_for(self):
        self._fault("cut_after", operation="confirmShipment", count=1)
        shipment = self._ship(tracking=OLD)
        self._drain()
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain_again(shipment)
        self.assertEqual(self._kinds(shipment), ["new", "changed"])
        self.assertEqual(shipment.state, "accepted")

    def test_what_a_worker_sent_before_it_died_is_looked_for_not_what_came_after(self):
        shipment = self._ship(tracking=OLD)
        delivery.deliver(self.account._connector(), self._claim())
        shipment.lease_until = fields.Datetime.now() - timedelta(seconds=1)
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain()
        self.assertTrue(shipment.read_back_first)
        with self._cannot_amend():
            self._drain_again(shipment)
        self.assertEqual([told["tracking"] for told in self._told(shipment)], [OLD])
        self.assertEqual(shipment.state, "failed")
        self.assertIn(OLD, shipment.error_hint)

    def test_in_doubt_and_not_there_the_new_number_is_told_alone(self):
        self._fault("cut_before", operation="confirmShipment", count=1)
        shipment = self._ship(tracking=OLD)
        self._drain()
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain_again(shipment)
        self.assertEqual([told["tracking"] for told in self._told(shipment)], [NEW])

    def test_a_correction_without_an_answer_is_looked_for_too(self):
        shipment = self._tell()
        self._fault("cut_after", operation="confirmShipment", count=1)
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain()
        self.assertTrue(shipment.read_back_first)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "success")
        self.assertEqual(self._kinds(shipment), ["new", "changed"])

    def test_where_it_cannot_be_corrected_a_person_is_told_what_to_change(self):
        shipment = self._tell()
        with self._cannot_amend():
            shipment.picking_id.carrier_tracking_ref = NEW
            self._drain()
            self.assertEqual(shipment.state, "failed")
            self.assertIn(OLD, shipment.error_hint)
            self.assertIn(NEW, shipment.error_hint)
            shipment.action_retry()
            self._drain()
        self.assertEqual(shipment.state, "failed")
        self.assertEqual(self._kinds(shipment), ["new"])

    def test_a_failed_correction_is_not_done_by_the_order_being_shipped(self):
        shipment = self._tell()
        with self._cannot_amend():
            shipment.picking_id.carrier_tracking_ref = NEW
            self._drain()
        self._poll()
        self.assertEqual(shipment.state, "failed")

    def test_corrected_there_by_hand_it_is_done(self):
        shipment = self._tell()
        with self._cannot_amend():
            shipment.picking_id.carrier_tracking_ref = NEW
            self._drain()
        self._correct_by_hand(shipment, NEW)
        self._poll()
        self.assertEqual(shipment.state, "success")

    def test_what_was_confirmed_by_hand_is_corrected_by_hand(self):
        shipment = self._ship(tracking=OLD)
        shipment.action_mark_confirmed()
        shipment.picking_id.carrier_tracking_ref = NEW
        self.assertEqual(shipment.state, "failed")
        self.assertIn(NEW, shipment.error_hint)
        shipment.action_retry()
        self._drain()
        self.assertFalse(self._told(shipment))
        shipment.action_mark_confirmed()
        self.assertEqual(shipment.state, "confirmed")


@tagged("post_install", "-at_install")
class TestWithdrawn(CorrectionCase):
    def test_before_it_is_sent_it_waits_for_another_number(self):
        shipment = self._ship(tracking=OLD)
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        self.assertEqual(shipment.waiting_reason, "no_tracking")
        self.assertFalse(self._told(shipment))

    def test_where_the_marketplace_takes_it_back_the_next_label_is_told_anew(self):
        shipment, voided = self._tell(), []
        with self._can_void(voided):
            shipment.picking_id.carrier_tracking_ref = False
            self.assertIn("canceled", shipment.explanation)
            self._drain()
        self.assertEqual([v.tracking_numbers for v in voided], [(OLD,)])
        self.assertEqual(shipment.waiting_reason, "no_tracking")
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain()
        self.assertEqual(shipment.state, "accepted")

    def test_otherwise_a_person_is_told_what_to_do(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        self.assertEqual(shipment.state, "failed")
        self.assertIn(OLD, shipment.error_message)
        self.assertTrue(shipment.error_hint)
        self._poll()
        self.assertEqual(shipment.state, "failed", "that it is shipped is the problem")

    def test_a_new_label_corrects_what_could_not_be_taken_back(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        shipment.picking_id.carrier_tracking_ref = NEW
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)
        self.assertEqual(self._kinds(shipment), ["new", "changed"])

    def test_a_new_label_after_a_person_has_settled_the_old_one_is_asked_about(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        shipment.action_mark_confirmed()
        shipment.picking_id.carrier_tracking_ref = NEW
        self.assertEqual(shipment.state, "failed")
        self.assertIn(OLD, shipment.error_hint)
        self.assertIn(NEW, shipment.error_hint)

    def test_the_same_label_again_is_as_it_was(self):
        shipment = self._tell()
        shipment.picking_id.carrier_tracking_ref = False
        self._drain()
        shipment.picking_id.carrier_tracking_ref = OLD
        self.assertEqual(shipment.state, "accepted")
        self._drain()
        self.assertEqual(self._kinds(shipment), ["new"])

    def test_a_canceled_delivery_that_was_never_told_is_canceled(self):
        shipment = self._ship(tracking=OLD)
        self._cancel(shipment)
        self.assertEqual(shipment.state, "canceled")
        self._drain()
        self.assertFalse(self._told(shipment))

    def test_a_canceled_delivery_that_was_told_is_taken_back(self):
        shipment, voided = self._tell(), []
        with self._can_void(voided):
            self._cancel(shipment)
            self._drain()
        self.assertEqual(shipment.state, "canceled")
        self.assertTrue(shipment.explanation)
        self.assertEqual(len(voided), 1)

    def test_in_doubt_what_never_arrived_is_simply_canceled(self):
        self._fault("cut_before", operation="confirmShipment", count=1)
        shipment = self._ship(tracking=OLD)
        self._drain()
        self._cancel(shipment)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "canceled")
        self.assertFalse(self._told(shipment))

    def test_a_taking_back_without_an_answer_is_looked_at_first(self):
        shipment = self._tell()

        def cut(connector, told):
            raise delivery.OutcomeUnknown("cut")

        with patch.object(AmazonConnector, "void", cut):
            self._cancel(shipment)
            self._drain()
        self.assertTrue(shipment.read_back_first)
        voided = []
        with self._can_void(voided):
            self._drain_again(shipment)
        self.assertEqual((shipment.state, len(voided)), ("canceled", 1))

    def test_a_wrong_reference_put_right_is_told_to_the_right_order(self):
        order = self._order()
        right, order.ecommerce_order_ref = order.ecommerce_order_ref, "111-9999999-0"
        wrong = self._deliver(order)
        self._drain()
        self.assertEqual(wrong.state, "failed")
        order.ecommerce_order_ref = right
        self.assertEqual(wrong.state, "canceled")
        self._drain()
        (shipment,) = order.ecommerce_shipment_ids - wrong
        self.assertEqual((shipment.order_ref, shipment.state), (right, "accepted"))

    def test_a_parcel_told_to_the_wrong_order_is_a_persons_to_take_back(self):
        wrong = self._tell()
        order = self._order({self.lamp: 1})
        wrong.sale_order_id.ecommerce_order_ref = order.ecommerce_order_ref
        self._drain()
        self.assertEqual(wrong.state, "failed")
        self.assertIn("canceled here", wrong.error_message)

    def test_what_left_before_its_origin_was_known_is_told_when_it_is(self):
        order = self._order()
        ref, order.ecommerce_order_ref = order.ecommerce_order_ref, False
        self.assertFalse(self._deliver(order))
        order.client_order_ref = ref
        self._drain()
        self.assertEqual(order.ecommerce_shipment_ids.state, "accepted")

    def _cancel(self, shipment):
        """As modules do that let one cancel what is done."""
        shipment.picking_id.move_ids.state = "cancel"
        shipment.picking_id.action_cancel()
        self.assertEqual(shipment.picking_id.state, "cancel")
