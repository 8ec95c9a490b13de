# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The screens in a browser, as those see them who work with them."""

from odoo.tests import HttpCase, new_test_user, tagged

from .common import OTHER_SELLER, EcommerceCommon

USER = "shipgear_ecommerce_status.group_user"


class Screens(EcommerceCommon, HttpCase):
    """What the tours walk through."""

    def _drain(self):
        # A browser test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _failed_and_accepted(self):
        """One shipment that the marketplace took, one that it does not know."""
        failed, accepted = self._ship(there=False), self._ship()
        self._drain()
        self.assertEqual((failed | accepted).mapped("state"), ["failed", "accepted"])
        return failed

    def _walk(self, tour, login="admin"):
        self.start_tour("/odoo/ecommerce-status", tour, login=login)


@tagged("post_install", "-at_install")
class TestTours(Screens):
    def test_an_administrator_retries_and_exports(self):
        failed = self._failed_and_accepted()
        self.start_tour("/odoo", "ecommerce_status_tour", login="admin")
        self.assertEqual(failed.state, "pending")

    def test_a_plain_user_retries_and_exports(self):
        new_test_user(
            self.env,
            "clerk",
            groups=f"{USER},stock.group_stock_user,base.group_allow_export",
        )
        failed = self._failed_and_accepted()
        self.start_tour("/odoo", "ecommerce_status_tour", login="clerk")
        self.assertEqual(failed.state, "pending")

    def test_what_is_selected_is_exported(self):
        self._failed_and_accepted()
        self._walk("ecommerce_selection_tour")

    def test_many_are_decided_about_at_once(self):
        failed = self._failed_and_accepted()
        self._walk("ecommerce_many_tour")
        self.assertEqual(failed.state, "confirmed")
        self.assertEqual(failed.confirmation_note, "Uploaded the file")

    def test_the_page_remembers_how_it_was_left(self):
        self._failed_and_accepted()
        self._make_account("Amazon DE", OTHER_SELLER)
        self.start_tour("/odoo", "ecommerce_remembered_tour", login="admin")

    def test_from_one_shipment_to_the_next(self):
        self._failed_and_accepted()
        self._walk("ecommerce_next_tour")

    def test_an_administrator_connects_an_account(self):
        self.start_tour(
            "/odoo/ecommerce-accounts", "ecommerce_account_tour", login="admin"
        )

    def test_a_colleague_without_our_groups_opens_order_and_delivery(self):
        new_test_user(
            self.env,
            "colleague",
            groups="sales_team.group_sale_salesman_all_leads,stock.group_stock_user",
        )
        order = self._order()
        self._deliver(order)
        self.start_tour(
            f"/odoo/action-sale.action_orders/{order.id}",
            "ecommerce_colleague_tour",
            login="colleague",
        )


@tagged("post_install", "-at_install")
class TestPhone(Screens):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_status_page(self):
        self._failed_and_accepted()
        self._walk("ecommerce_phone_tour")
