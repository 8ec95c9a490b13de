# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A copied or restored database goes on by a person's word, and asks first."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import EcommerceCommon

TRACKING = "1Z999AA10123456784"


class MovedCase(EcommerceCommon):
    def _move(self):
        """The same uuid, in another place: what a restored backup looks like."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ecommerce_account_credential SET entered_in = entered_in || '1'"
        )
        self.env.invalidate_all()

    def _confirmations(self):
        """How often the marketplace was told of a parcel."""
        return self.sim.stats.report()["operations"].get("confirmShipment", 0)


@tagged("post_install", "-at_install")
class TestMovedDatabase(MovedCase):
    def test_a_database_in_another_place_waits_for_a_word(self):
        shipment = self._ship()
        self._move()
        self.assertTrue(self.account.is_copied)
        self._drain()
        self.assertEqual((shipment.state, self._calls_made()), ("pending", 0))
        self.account.action_go_on()
        self.assertFalse(self.account.is_copied or self.account.paused_until)
        self.assertIn("was moved", self.account.message_ids[0].body)
        self._drain_again(shipment)
        self.assertEqual(shipment.state, "accepted", shipment.explanation)

    def test_what_the_other_database_has_told_is_not_told_again(self):
        order = self._order()
        shipment = self._deliver(order, TRACKING)
        self._move()
        self._ship_by_hand(order, TRACKING)
        self.account.action_go_on()
        soon = fields.Datetime.now() + timedelta(minutes=1)
        self.assertGreater(shipment.next_attempt_at, soon, "it may be shown late")
        self._drain_again(shipment)
        self.assertEqual((shipment.state, self._confirmations()), ("success", 0))

    def test_secrets_entered_anew_are_a_word_as_well(self):
        order = self._order()
        shipment = self._deliver(order, TRACKING)
        self._move()
        self._ship_by_hand(order, TRACKING)
        for credential in self.account.credential_ids.sudo():
            credential.value = credential.stored_value
        self.assertFalse(self.account.is_copied)
        self._drain_again(shipment)
        self.assertEqual((shipment.state, self._confirmations()), ("success", 0))

    def test_a_delivery_that_the_backup_does_not_know_is_looked_up(self):
        """It was made and told after the backup, and is made again after it."""
        order = self._order()
        self._move()
        self._ship_by_hand(order, TRACKING)
        self.account.action_go_on()
        shipment = self._deliver(order, TRACKING)
        self.assertTrue(shipment.read_back_first)
        self._drain_again(shipment)
        self.assertEqual((shipment.state, self._confirmations()), ("success", 0))

    def test_what_was_bought_after_the_move_is_told_at_once(self):
        self._move()
        self.account.action_go_on()
        self.account.moved_at -= timedelta(days=1)
        shipment = self._ship()
        self.assertFalse(shipment.read_back_first)
        self._drain()
        self.assertEqual(shipment.state, "accepted", shipment.explanation)

    def test_what_waited_is_looked_up_when_it_can_be_sent(self):
        order = self._order()
        shipment = self._deliver(order, tracking=False)
        self._move()
        self._ship_by_hand(order, TRACKING)
        self.account.action_go_on()
        self.assertEqual(shipment.state, "waiting")
        self.assertFalse(shipment.withdraw)
        shipment.picking_id.carrier_tracking_ref = TRACKING
        self._drain_again(shipment)
        self.assertEqual((shipment.state, self._confirmations()), ("success", 0))

    def test_a_delivery_older_than_its_account_is_looked_up(self):
        """Whatever told the marketplaces before this add-on may have told of it."""
        order = self._order()
        order.ecommerce_account_id = False
        shipment = self._deliver(order, TRACKING)
        self.assertFalse(shipment)
        order.picking_ids.date_done -= timedelta(days=1)
        self._ship_by_hand(order, TRACKING)
        order.ecommerce_account_id = self.account
        shipment = order.ecommerce_shipment_ids
        self._drain_again(shipment)
        self.assertEqual((shipment.state, self._confirmations()), ("success", 0))

    def test_only_an_administrator_of_the_company_goes_on(self):
        self._move()
        clerk = self._make_user("moved_clerk", "group_user")
        with self.assertRaises(AccessError):
            self.account.with_user(clerk).action_go_on()
        with self.assertRaises(AccessError):
            self.env["ecommerce.account"].with_user(clerk).action_go_on()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        boss = self._make_user(
            "moved_boss",
            "group_administrator",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )
        self.env["ecommerce.account"].with_user(boss).action_go_on()
        self.assertTrue(self.account.is_copied, "that is for its own company to say")


@tagged("post_install", "-at_install")
class TestMovedTour(MovedCase, HttpCase):
    def test_an_administrator_confirms_on_the_accounts_own_page(self):
        self._move()
        url = f"/odoo/ecommerce-accounts/{self.account.id}"
        self.start_tour(url, "ecommerce_moved_tour", login="admin")
        self.env.invalidate_all()
        self.assertFalse(self.account.is_copied)
