# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Quotations that are made after orders were read, where that is switched on."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import OTHER_SELLER
from .quotation_common import SALES, QuotationCommon


@tagged("post_install", "-at_install")
class TestQuotationsByThemselves(QuotationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotation_cron = cls.env.ref("shipgear_ecommerce_status.ir_cron_quotation")

    def _switch_on(self, account=None):
        account = account or self.account
        account.quote_orders = True
        account.quote_from = fields.Datetime.now() - timedelta(days=1)

    def test_none_is_made_unless_it_is_switched_on(self):
        order = self._bought(("LAMP-1", 1, "5"))
        self._run(self.quotation_cron)
        self.assertFalse(self._sales(order))
        self._switch_on()
        self._run(self.quotation_cron)
        self._run(self.quotation_cron)
        [sale] = self._sales(order)
        self.assertEqual(sale.state, "draft", "confirming it stays with a person")

    def test_reading_orders_wakes_it_up(self):
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", self.quotation_cron.id)]
        self._order_there("111-6000000-0000001", {self.lamp: 1})
        self._poll()
        self.assertFalse(triggers.search(domain))
        self._switch_on()
        self.account.poll_ids.next_at = fields.Datetime.now()
        self._poll()
        self.assertTrue(triggers.search(domain))

    def test_what_was_bought_before_is_left_to_a_person(self):
        order = self._bought(("LAMP-1", 1, "5"))  # an hour ago
        self.account.quote_orders = True
        self.assertGreater(self.account.quote_from, order.purchased_at)
        self._run(self.quotation_cron)
        self.assertFalse(self._sales(order))

    def test_what_a_person_canceled_stays_canceled(self):
        self._switch_on()
        order = self._bought(("LAMP-1", 1, "5"))
        self._run(self.quotation_cron)
        self._sales(order)._action_cancel()
        self._run(self.quotation_cron)
        self.assertEqual(len(self._sales(order)), 1)

    def test_what_could_not_be_made_says_why_and_is_tried_again(self):
        self._switch_on()
        ghost = self._bought(("GHOST-1", 1, "5"))
        lamp = self._bought(("LAMP-1", 1, "5"))
        self._run(self.quotation_cron)
        self.assertIn("GHOST-1", ghost.quotation_problem)
        self.assertTrue(self._sales(lamp))
        due = self.env["ecommerce.order"].sudo()._due_for_quotation()
        new = self._bought(("MUG-1", 1, "5"))
        self.assertEqual(due, ghost)
        due = self.env["ecommerce.order"].sudo()._due_for_quotation()
        self.assertEqual(list(due), [new, ghost], "new ones come first")
        self._make_product("Ghost", "GHOST-1")
        self._run(self.quotation_cron)
        self.assertTrue(self._sales(ghost))
        self.assertFalse(ghost.quotation_problem)

    def test_only_what_is_to_be_shipped_by_the_seller(self):
        self._switch_on()
        for more in (
            {"status": "pending"},
            {"status": "canceled"},
            {"status": "shipped"},
            {"status": "partial"},
            {"fulfilled_by": "marketplace"},
        ):
            order = self._bought(("LAMP-1", 2, "5"), **more)
            self._run(self.quotation_cron)
            self.assertFalse(self._sales(order), more)

    def test_the_salesperson_is_the_responsible_one_who_sells(self):
        seller = self._make_user("seller", "group_user", SALES)
        packer = self._make_user("packer", "group_user")
        self._switch_on()
        for person, expected in ((seller, seller), (packer, False), (False, False)):
            self.account.user_id = person
            order = self._bought(("LAMP-1", 1, "5"))
            before = self.env["mail.mail"].search_count([])
            self._run(self.quotation_cron)
            self.assertEqual(self._sales(order).user_id, expected or seller.browse())
            self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_each_account_for_itself(self):
        other = self._make_account("Amazon DE", OTHER_SELLER)
        self._switch_on(other)
        mine = self._bought(("LAMP-1", 1, "5"))
        seller = OTHER_SELLER["seller_id"]
        theirs = self._bought(("LAMP-1", 1, "5"), account=other, seller=seller)
        self._run(self.quotation_cron)
        self.assertFalse(self._sales(mine))
        self.assertEqual(self._sales(theirs).ecommerce_account_id, other)
        other.active = False
        archived = self._bought(("LAMP-1", 1, "5"), account=other, seller=seller)
        self._run(self.quotation_cron)
        self.assertFalse(self._sales(archived))
