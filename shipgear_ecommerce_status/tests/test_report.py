# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How fast, and whether in time, marketplaces were told."""

import itertools
import statistics
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import convert_file, mute_logger

from .common import EcommerceCommon
from .security_common import ADDON

DAY = datetime(2026, 3, 2, 10)
PAYLOAD = {"tracking_numbers": ["1Z"]}


class ReportCase(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._keys = itertools.count(1)
        cls.report = cls.env["ecommerce.shipment.report"]
        cls.ours = [("account_id", "=", cls.account.id)]

    def _shipment(self, hours=None, account=None, **values):
        """One that the marketplace was told so many hours after it left."""
        key = f"report {next(self._keys)}"
        told = hours is not None
        return self.env["ecommerce.shipment"].create(
            {
                "account_id": (account or self.account).id,
                "order_ref": key,
                "event_key": key,
                "reference": key,
                "shipped_at": DAY,
                "state": "accepted" if told else "failed",
                "accepted_at": told and DAY + timedelta(hours=hours),
                "told_payload": told and PAYLOAD,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestShipmentReport(ReportCase):
    HOURS = {"UPS": (1, 2, 4, 30), "DHL": (0.5, 7, 9, 3, 100, 0.25)}

    def _quantiles(self, groupby):
        self._fill()
        groups = self.report.formatted_read_grouping_sets(
            self.ours, [groupby], ["hours_median:median", "hours_p95:p95"]
        )[0]
        return [(g["hours_median:median"], g["hours_p95:p95"]) for g in groups]

    def _fill(self):
        for carrier, hours in self.HOURS.items():
            for value in hours:
                self._shipment(value, carrier_code=carrier)
            self._shipment(carrier_code=carrier)  # not told: counts for nothing

    def _assert_quantiles(self, found, values):
        median, p95 = found
        self.assertAlmostEqual(median, statistics.median(values))
        expected = statistics.quantiles(values, n=100, method="inclusive")[94]
        self.assertAlmostEqual(p95, expected)

    def test_quantiles_of_groups_are_those_of_their_shipments(self):
        found = self._quantiles(["carrier_service"])
        self._assert_quantiles(found[0], self.HOURS["DHL"])
        self._assert_quantiles(found[1], self.HOURS["UPS"])

    def test_quantiles_of_the_total_are_those_of_all_shipments(self):
        (total,) = self._quantiles([])
        self._assert_quantiles(total, sum(self.HOURS.values(), ()))

    def test_a_screen_gets_groups_and_total_at_once(self):
        self._fill()
        total, groups = self.report.formatted_read_grouping_sets(
            self.ours, [[], ["carrier_service"]], ["hours_median:median"]
        )
        self.assertAlmostEqual(total[0]["hours_median:median"], 3.5)
        self.assertEqual([g["hours_median:median"] for g in groups], [5, 3])

    def test_fields_say_how_they_are_aggregated(self):
        described = self.report.fields_get(["hours_median", "hours_p95"])
        self.assertEqual(described["hours_median"]["aggregator"], "median")
        self.assertEqual(described["hours_p95"]["aggregator"], "p95")

    def test_the_share_told_in_time(self):
        by = DAY + timedelta(hours=5)
        self._shipment(1, ship_by=by)
        self._shipment(5, ship_by=by)
        self._shipment(6, ship_by=by)
        self._shipment(ship_by=by)  # not told, and the time is over
        self._shipment(ship_by=fields.Datetime.now() + timedelta(days=1))
        self._shipment(ship_by=by, state="canceled")
        self._shipment(1)
        ((share, count),) = self.report._read_group(
            self.ours, [], ["told_in_time:avg", "told_in_time:count"]
        )
        self.assertEqual((share, count), (50.0, 4))

    def test_nothing_told_is_no_number(self):
        self._shipment()
        ((median, share),) = self.report._read_group(
            self.ours, [], ["hours_median:median", "told_in_time:avg"]
        )
        self.assertEqual((median, share), (False, False))

    def test_states_are_named_as_on_the_shipment(self):
        states = [
            self.env[model].fields_get(["state"])["state"]["selection"]
            for model in ("ecommerce.shipment", "ecommerce.shipment.report")
        ]
        self.assertEqual(*states)

    def test_a_row_opens_its_shipment(self):
        shipment = self._shipment(1)
        viewer = self._make_user("viewer", "group_user")
        row = self.report.with_user(viewer).search([("shipment_id", "=", shipment.id)])
        self.assertEqual(row.action_open_shipment()["res_id"], shipment.id)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_counts_what_is_of_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.account.copy({"company_id": company.id})
        self._shipment(1)
        self._shipment(1, account=theirs)
        viewer = self._make_user("viewer", "group_user")
        count = self.report.with_user(viewer).search_count(
            [("account_id", "in", (self.account | theirs).ids)]
        )
        self.assertEqual(count, 1)
        packer = self._make_user("packer", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.report.with_user(packer).search([])


@tagged("post_install", "-at_install")
class TestAttemptReport(ReportCase):
    def test_failures_by_reason_account_carrier_and_day(self):
        self._ship(there=False)
        self._drain()
        groups = self.env["writeback.attempt"]._read_group(
            [("counted", "=", True), *self.ours],
            ["outcome", "account_id", "carrier_service", "started_at:day"],
            ["__count"],
        )
        ((outcome, account, carrier, _day, count),) = groups
        self.assertEqual(
            (outcome, account, carrier, count),
            ("Rejected", self.account, "UPS / Ground", 1),
        )


@tagged("post_install", "-at_install")
class TestToldAt(ReportCase):
    def test_it_is_when_the_marketplace_took_it(self):
        shipment = self._ship()
        self.assertFalse(shipment.told_at)
        self._drain()
        self.assertEqual(shipment.told_at, shipment.accepted_at)

    def test_a_correction_does_not_change_it(self):
        shipment = self._ship()
        self._drain()
        first = shipment.told_at = fields.Datetime.now() - timedelta(hours=3)
        shipment.picking_id.carrier_tracking_ref = "1Z999AA10123456700"
        self._drain_again(shipment)
        self.assertGreater(shipment.accepted_at, first)
        self.assertEqual(shipment.told_at, first)

    def test_what_is_not_shown_was_not_told(self):
        shipment = self._shipment(1)
        shipment.accepted_at -= timedelta(days=30)
        shipment._not_shown()
        self.assertEqual((shipment.state, shipment.told_at), ("failed", False))

    def test_what_a_person_confirmed_was_told_then(self):
        shipment = self._shipment(confirmed_at=DAY)
        self.assertEqual(shipment.told_at, DAY)

    def test_what_is_shown_without_an_answer_was_told_by_the_last_attempt(self):
        shipment = self._shipment(last_attempt_at=DAY)
        shipment._close("success", fields.Datetime.now(), shown=True)
        self.assertEqual(shipment.told_at, DAY)


@tagged("post_install", "-at_install")
class TestDigest(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Told Alone"})
        cls.own = cls.account.copy({"company_id": cls.company.id})
        cls.digest = cls.env["digest.digest"].create(
            {
                "name": "Ours",
                "company_id": cls.company.id,
                "kpi_ecommerce_told": True,
                "kpi_ecommerce_in_time": True,
            }
        )
        cls.viewer = cls._make_user(
            "viewer",
            "group_user",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )

    def _values(self, start, end):
        digest = self.digest.with_context(
            start_datetime=start, end_datetime=end
        ).with_user(self.viewer)
        digest.invalidate_recordset()
        return digest.kpi_ecommerce_told_value, digest.kpi_ecommerce_in_time_value

    def test_of_the_period_and_of_the_company(self):
        by = DAY + timedelta(hours=5)
        self._shipment(1, account=self.own, ship_by=by)
        self._shipment(30, account=self.own, ship_by=by)
        self._shipment(2, ship_by=by)  # of another company
        day = timedelta(days=1)
        self.assertEqual(self._values(DAY, DAY + day), (1, 50.0))
        self.assertEqual(self._values(DAY + day, DAY + 2 * day), (1, 0.0))
        self.assertEqual(self._values(DAY - day, DAY), (0, 0.0))

    def test_the_mail_shows_both_and_where_they_come_from(self):
        kpis = self.digest._compute_kpis(self.company, self.viewer)
        names = {kpi["kpi_name"]: kpi["kpi_action"] for kpi in kpis}
        for name in ("kpi_ecommerce_told", "kpi_ecommerce_in_time"):
            self.assertIn("ecommerce_shipment_report_action?menu_id=", names[name])

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_may_not_see_shipments_is_not_told_of_them(self):
        colleague = self._make_user(
            "colleague",
            "base.group_user",
            company_id=self.company.id,
            company_ids=self.company.ids,
        )
        self.assertFalse(self.digest._compute_kpis(self.company, colleague))

    def test_the_digest_that_odoo_brings_gets_both(self):
        digest = self.env.ref("digest.digest_digest_default")
        digest.write({"kpi_ecommerce_told": False, "kpi_ecommerce_in_time": False})
        convert_file(self.env, ADDON, "data/digest_kpi.xml", {}, "init", noupdate=True)
        self.assertTrue(digest.kpi_ecommerce_told and digest.kpi_ecommerce_in_time)
