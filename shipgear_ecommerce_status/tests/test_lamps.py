# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import json
from datetime import datetime, timedelta, timezone
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.tests import tagged

from ..connectors.base import APIS, Call
from ..models import api_status_sample
from .common import EcommerceCommon

FAILED = "Unavailable"


class LampCase(EcommerceCommon):
    def _lamp(self, api="orders"):
        return self.account.status_ids.filtered(lambda status: status.api == api)

    def _calls(self, *errors, api="orders", ago=timedelta()):
        """Calls a second apart, the last one ``ago``; "" for one that went well."""
        last = datetime.now(timezone.utc) - ago
        return [
            Call(
                api,
                "getOrder",
                last - timedelta(seconds=len(errors) - number),
                seconds=number,
                error=error,
                message=error and "503 Service Unavailable",
            )
            for number, error in enumerate(errors, 1)
        ]

    def _record(self, *errors, **options):
        with self.enter_registry_test_mode():
            self.env["api.status"]._record_calls(
                {self.account.id: self._calls(*errors, **options)}
            )
        return self._lamp()

    def assertLamp(self, lamp, color, *words):
        self.assertEqual(lamp.color, color, lamp.reason)
        for word in words:
            self.assertIn(word, lamp.reason)


@tagged("post_install", "-at_install")
class TestLamps(LampCase):
    def test_an_account_has_a_lamp_for_each_api_in_this_order(self):
        apis = self.account.status_ids.sorted().mapped("api")
        self.assertEqual(apis, ["products", "writeback", "orders"])
        self.assertEqual(sorted(apis), sorted(APIS))

    def test_none_before_the_first_call(self):
        self.assertLamp(self._lamp(), "none", "Not contacted yet")

    def test_green_while_calls_are_answered(self):
        self.assertLamp(self._record("", "", ""), "green", "3")

    def test_one_api_says_nothing_of_another(self):
        self._record("", api="products")
        self.assertEqual(self._lamp().color, "none")
        self.assertEqual(self._lamp("products").color, "green")

    def test_green_below_five_percent(self):
        lamp = self._record(FAILED, *[""] * 20)  # 1 of 21
        self.assertLamp(lamp, "green", "20")

    def test_yellow_from_five_percent_on_with_the_counts(self):
        lamp = self._record(FAILED, *[""] * 19)
        self.assertLamp(lamp, "yellow", "1 of 20 calls failed")

    def test_yellow_while_the_marketplace_asks_to_slow_down(self):
        lamp = self._record(*[""] * 99, "Throttled")
        self.assertLamp(lamp, "yellow", "1 of 100", "slow down")

    def test_red_when_the_last_three_failed(self):
        lamp = self._record(*[""] * 97, FAILED, FAILED, FAILED)
        self.assertLamp(lamp, "red", "last 3 calls", "503 Service Unavailable")

    def test_two_failures_in_a_row_are_not_three(self):
        lamp = self._record(*[""] * 98, FAILED, FAILED)
        self.assertLamp(lamp, "green")

    def test_failures_in_a_row_are_counted_over_recordings(self):
        self._record(*[""] * 97)
        self._record(FAILED, FAILED)
        self.assertLamp(self._record(FAILED), "red", "last 3 calls")

    def test_an_answer_ends_the_row_of_failures(self):
        self._record(*[""] * 96, FAILED, FAILED, FAILED)
        self.assertLamp(self._record(""), "green")

    def test_red_when_half_of_the_window_failed(self):
        lamp = self._record(FAILED, "", FAILED, "")
        self.assertLamp(lamp, "red", "2 of 4 calls failed")

    def test_red_when_the_account_is_refused(self):
        lamp = self._record(*[""] * 50, "Unauthorized")
        self.assertLamp(lamp, "red", "refused this account")

    def test_a_refused_shipment_is_not_the_fault_of_the_api(self):
        lamp = self._record("Rejected", "AlreadyShipped", "Rejected")
        self.assertLamp(lamp, "green", "3")

    def test_none_when_the_last_call_reached_nobody(self):
        lamp = self._record("", "", "Unreachable")
        self.assertLamp(lamp, "none", "Error reading API status")

    def test_none_after_ten_minutes_without_a_call(self):
        lamp = self._record("", ago=timedelta(minutes=9, seconds=50))
        self.assertLamp(lamp, "green")
        lamp.last_call_at -= timedelta(seconds=15)
        self.assertLamp(lamp, "none", "No call since")

    def test_after_how_long_it_is_none_is_a_setting(self):
        self.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.none_after", "2"
        )
        lamp = self._record("", ago=timedelta(minutes=3))
        self.assertLamp(lamp, "none", "No call since")

    def test_with_a_long_setting_a_quiet_api_claims_no_calls(self):
        self.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.none_after", "60"
        )
        lamp = self._record("", ago=timedelta(minutes=30))
        self.assertLamp(lamp, "green", "The last call", "was answered")
        self._record(FAILED, ago=timedelta(minutes=29))
        self.assertLamp(lamp, "red", "The last call", "failed: 503")

    def test_what_is_older_than_the_window_is_forgotten(self):
        self._record(*[FAILED] * 5, ago=timedelta(minutes=20))
        self.assertLamp(self._record(""), "green", "1")

    def test_a_user_reads_the_same_lamp(self):
        lamp = self._record(FAILED, FAILED, FAILED)
        user = self._make_user("viewer", "group_user")
        self.assertLamp(lamp.with_user(user), "red", "last 3 calls")


@tagged("post_install", "-at_install")
class TestSamples(LampCase):
    def test_calls_are_counted_into_five_minutes(self):
        moment = datetime(2026, 3, 1, 12, 7, 59, tzinfo=timezone.utc)
        self.assertEqual(
            api_status_sample.bucket_start(moment), datetime(2026, 3, 1, 12, 5)
        )

    def test_a_sample_has_counts_and_times(self):
        moment = datetime(2026, 3, 1, 12, 7, tzinfo=timezone.utc)
        calls = [
            Call("orders", "getOrder", moment, seconds, error)
            for seconds, error in ((1, ""), (5, FAILED), (2, "Throttled"))
        ]
        for _twice in range(2):
            with self.enter_registry_test_mode():
                self.env["api.status"]._record_calls({self.account.id: calls})
        (sample,) = self._lamp().sample_ids
        self.assertEqual((sample.calls, sample.errors, sample.throttled), (6, 2, 2))
        self.assertEqual((sample.seconds_total, sample.seconds_max), (16, 5))
        self.assertEqual(sample.company_id, self.account.company_id)

    def test_every_call_that_the_marketplace_saw_is_counted_once(self):
        self._fault("error503", operation="confirmShipment", count=2)
        self._fault("throttle", operation="confirmShipment", count=1)
        for _shipment in range(5):
            self._ship()
        self._drain()
        with self.enter_registry_test_mode():
            self.account.action_test_connection()
        seen = self.sim.stats.report()
        samples = self.account.status_ids.sample_ids
        self.assertGreater(seen["calls"], 8)
        self.assertEqual(sum(samples.mapped("calls")), seen["calls"])
        self.assertEqual(sum(samples.mapped("throttled")), seen["throttled"])
        self.assertEqual(sum(samples.mapped("errors")), 2)

    def test_a_call_stays_counted_when_its_caller_rolls_back(self):
        # With real transactions, beside that of the test.
        with self.registry.cursor() as cr:
            values = {"name": "Real", "platform": "amazon", "user_id": False}
            account = Environment(cr, SUPERUSER_ID, {})["ecommerce.account"]
            account_id = account.create(values).id
        try:
            with self.registry.cursor() as cr:
                env = Environment(cr, SUPERUSER_ID, {})
                env["ecommerce.account"].browse(account_id).name = "Never"
                env["api.status"]._record_calls({account_id: self._calls("", FAILED)})
                cr.rollback()
            with self.registry.cursor() as cr:
                account = Environment(cr, SUPERUSER_ID, {})["ecommerce.account"].browse(
                    account_id
                )
                self.assertEqual(account.name, "Real")
                self.assertEqual(account.status_ids.sample_ids.mapped("calls"), [2])
        finally:
            with self.registry.cursor() as cr:
                Environment(cr, SUPERUSER_ID, {})["ecommerce.account"].browse(
                    account_id
                ).unlink()

    def test_a_conflict_with_another_worker_is_tried_again(self):
        status = type(self.env["api.status"])
        store, tries = status._store_calls, []

        def conflict_first(self, calls):
            tries.append(1)
            if len(tries) == 1:
                raise SerializationFailure
            return store(self, calls)

        with patch.object(status, "_store_calls", conflict_first):
            self._record("")
        self.assertEqual(self._lamp().sample_ids.calls, 1)

    def test_last_contact_is_the_last_answer(self):
        self._record("", FAILED)
        lamp = self._lamp()
        self.assertEqual(self.account.last_contact, lamp.last_answer_at)
        self.assertEqual(lamp.last_call_at - lamp.last_answer_at, timedelta(seconds=1))


@tagged("post_install", "-at_install")
class TestLampsTogether(LampCase):
    def test_lamps_are_searched_by_what_they_show_now(self):
        self._record(*[FAILED] * 3, api="writeback")
        self._record("", api="orders")
        statuses = self.account.status_ids
        for color, names in (
            ("red", {"writeback"}),
            ("green", {"orders"}),
            ("none", {"products"}),
            ("yellow", set()),
        ):
            found = statuses.search([("color", "=", color), ("id", "in", statuses.ids)])
            self.assertEqual(set(found.mapped("api")), names)

    def test_lamps_are_grouped_by_what_they_show_now(self):
        self._record(*[FAILED] * 3, api="writeback")
        groups = self.env["api.status"].formatted_read_group(
            [("id", "in", self.account.status_ids.ids)], ["color"], ["__count"]
        )
        counts = {group["color"]: group["__count"] for group in groups}
        self.assertEqual(counts, {"red": 1, "none": 2})

    def test_a_red_lamp_says_since_when(self):
        self._record(FAILED, ago=timedelta(minutes=9))
        lamp = self._record(FAILED, FAILED)
        self.assertEqual(lamp.color, "red")
        age = datetime.now(timezone.utc).replace(tzinfo=None) - lamp.since
        self.assertAlmostEqual(age.total_seconds() / 60, 9, delta=0.2)

    def test_failures_are_counted_by_class(self):
        sample = self._record(FAILED, "Unreachable", "Rejected", "", "Throttled")
        counts = sample.sample_ids.read(
            ["calls", "errors", "unavailable", "unreachable", "refused", "throttled"]
        )
        totals = {
            name: sum(row[name] for row in counts) for name in counts[0] if name != "id"
        }
        self.assertEqual(list(totals.values()), [5, 2, 1, 1, 1, 1])

    def test_samples_are_purged_after_thirty_days(self):
        self._record("", ago=timedelta(days=31))
        self._record("", ago=timedelta(days=29))
        self.assertEqual(self.env["api.status.sample"]._gc_samples(), (1, False))
        self.assertEqual(len(self._lamp().sample_ids), 1)

    def test_the_lamps_take_as_many_queries_however_much_there_is(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.account.status_ids.mapped("reason")
            return self.env.cr.sql_log_count - before

        self._record("")
        queries()  # fills the caches that outlive a transaction
        few = queries()
        for minutes in range(0, 300, 5):
            self._record("", ago=timedelta(minutes=minutes), api="writeback")
        self.assertEqual(queries(), few)

    def test_the_last_day_is_told_hour_by_hour(self):
        self._record(FAILED, ago=timedelta(hours=2))
        lamp = self._record("", "")
        colors = [hour["color"] for hour in lamp.history]
        self.assertEqual(len(colors), 24)
        self.assertEqual((colors[-1], colors[-3]), ("green", "red"))
        self.assertEqual(set(colors[:-4]), {"none"})

    def test_the_last_week_is_drawn_as_graphs(self):
        lamp = self._record(FAILED, "")
        (graph,) = json.loads(lamp.graph_errors)
        self.assertEqual(len(graph["values"]), 7 * 24 / 4)
        self.assertEqual(graph["values"][-1]["y"], 50)

    def test_an_api_that_is_switched_off_has_no_lamp(self):
        self.account.read_items = False
        self.assertEqual(self.account.status_ids.mapped("api"), ["writeback", "orders"])
        self.assertEqual(self.account.poll_ids.mapped("api"), ["orders"])
        self.account.read_items = True
        self.assertEqual(len(self.account.status_ids), 3)
