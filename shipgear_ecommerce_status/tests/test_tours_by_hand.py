# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A failed order in a browser: understood, confirmed by hand, and proved."""

from odoo.tests import HttpCase, tagged

from .common import EcommerceCommon


class ByHandTour(EcommerceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._make_user("clerk", "group_user")

    def _drain(self):
        # A browser's test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _tour(self, name, shipment):
        url = f"/odoo/ecommerce-status/{shipment.id}"
        self.start_tour(url, name, login="clerk")

    def _confirm_and_undo(self):
        shipment = self._ship(there=False)
        self._drain()
        self._tour("ecommerce_by_hand_tour", shipment)
        self.assertEqual(shipment.state, "confirmed")
        self.assertEqual(shipment.confirmed_by_id, self.clerk)
        self.assertEqual(shipment.confirmation_note, "Entered by telephone")
        self._tour("ecommerce_undo_tour", shipment)
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(shipment.read_back_first)


@tagged("post_install", "-at_install")
class TestByHandTour(ByHandTour):
    def test_a_user_confirms_by_hand_and_undoes_it(self):
        self._confirm_and_undo()


@tagged("post_install", "-at_install")
class TestByHandOnPhone(ByHandTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_user_confirms_by_hand_and_undoes_it(self):
        self._confirm_and_undo()
