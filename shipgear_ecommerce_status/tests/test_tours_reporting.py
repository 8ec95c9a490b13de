# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Export and reporting in a browser, at a desk and on a phone."""

import time
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common import EcommerceCommon

WIZARDS = "odoo.addons.shipgear_ecommerce_status.wizards"
ORDERS, REPORT = "/odoo/ecommerce-status", "/odoo/ecommerce-shipment-analysis"


class ReportingTours(EcommerceCommon, HttpCase):
    browser_size = "1400x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_user(
            "clerk", "group_user", "stock.group_stock_user", "base.group_allow_export"
        )
        # Only what the test makes is listed.
        cls.env["ecommerce.account"].search(
            [("id", "!=", cls.account.id)]
        ).active = False

    def _drain(self):
        # A browser test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _failed_and_accepted(self):
        failed, bare, accepted = (
            self._ship(there=False),
            self._ship(tracking=False),
            self._ship(),
        )
        self._drain()
        states = (failed | bare | accepted).mapped("state")
        self.assertEqual(states, ["failed", "waiting", "accepted"])
        return failed, accepted

    def _tour(self, url, name):
        self.start_tour(url, name, login="clerk")


class OnEveryScreen:
    """What is walked through at both widths."""

    def test_a_failed_order_is_confirmed_with_the_marketplaces_own_file(self):
        self._failed_and_accepted()
        self._tour(ORDERS, "ecommerce_export_upload_tour")

    def test_shipments_are_counted(self):
        _failed, accepted = self._failed_and_accepted()
        accepted.told_at = accepted.shipped_at + timedelta(hours=2)
        self._tour(REPORT, "ecommerce_report_tour")

    def test_failed_attempts_are_counted(self):
        self._failed_and_accepted()
        self._tour("/odoo/ecommerce-attempts", "ecommerce_attempts_tour")


@tagged("post_install", "-at_install")
class TestReportingTours(OnEveryScreen, ReportingTours):
    def test_a_long_export_shows_its_progress_and_can_be_canceled(self):
        self._failed_and_accepted()

        def slow(*_arguments):
            for number in range(100):
                time.sleep(0.1)
                yield number, b"x"

        with (
            patch(f"{WIZARDS}.ecommerce_shipment_export.LARGE", 1),
            patch.dict(
                f"{WIZARDS}.ecommerce_export_table.TABLES", csv=("text/csv", slow)
            ),
        ):
            self._tour(ORDERS, "ecommerce_export_progress_tour")

    def test_an_export_that_breaks_off_says_so(self):
        self._failed_and_accepted()

        def broken(*_arguments):
            yield 1, b"x"
            raise OSError("the disk is full")

        with (
            patch(f"{WIZARDS}.ecommerce_shipment_export.LARGE", 1),
            patch.dict(
                f"{WIZARDS}.ecommerce_export_table.TABLES", csv=("text/csv", broken)
            ),
            self.assertLogs("odoo.addons.shipgear_ecommerce_status", "ERROR"),
        ):
            self._tour(ORDERS, "ecommerce_export_broken_tour")

    def test_where_nothing_is_to_be_counted_it_is_said_what_to_do(self):
        self.env["ecommerce.shipment"].search([]).shipped_at = False
        self._tour(REPORT, "ecommerce_report_empty_tour")


@tagged("post_install", "-at_install")
class TestReportingToursOnAPhone(OnEveryScreen, ReportingTours):
    browser_size = "390x844"
    touch_enabled = True
