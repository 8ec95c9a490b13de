# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The metrics, as a monitoring system reads them: over HTTP, with a key."""

import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import OTHER_SELLER
from .rpc_common import RpcCase

ROUTE = "/ecommerce_status/metrics"
SAMPLE = re.compile(r"^(?P<name>\w+)(?:\{(?P<labels>.*)\})? (?P<value>[\d.]+)$")
LABEL = re.compile(r'(\w+)="([^"]*)"')


class MetricsCase(RpcCase):
    def _get(self, role, **headers):
        if role in self.keys:
            headers["Authorization"] = f"Bearer {self.keys[role]}"
        self.env.flush_all()
        return self.url_open(ROUTE, headers=headers)

    def _run(self, cron):
        # A caller's test is in the registry's test mode from the start.
        cron.method_direct_trigger()
        self.env.invalidate_all()

    def _samples(self, role="viewer"):
        """Return [(name, labels, value)]."""
        answer = self._get(role)
        self.assertEqual(answer.status_code, 200, answer.text)
        samples = []
        for line in answer.text.splitlines():
            if not line.startswith("#"):
                found = SAMPLE.match(line)
                labels = dict(LABEL.findall(found["labels"] or ""))
                samples.append((found["name"], labels, float(found["value"])))
        return samples

    def _value(self, name, role="viewer", account=None, **labels):
        """Return the only sample of that name with those labels, of an account."""
        labels["account_id"] = str((account or self.account).id)
        [value] = [
            value
            for found, theirs, value in self._samples(role)
            if found == f"ecommerce_status_{name}" and labels.items() <= theirs.items()
        ]
        return value


@tagged("post_install", "-at_install")
class TestMetrics(MetricsCase):
    def test_shipments_are_counted_by_state(self):
        self._ship(tracking=False)
        self._ship(there=False)
        self._ship()
        self._drain()
        self._ship()
        counts = {
            state: self._value("shipments", state=state)
            for state in ("waiting", "failed", "accepted", "pending", "sending")
        }
        expected = dict.fromkeys(("waiting", "failed", "accepted", "pending"), 1)
        self.assertEqual(counts, expected | {"sending": 0})

    def test_an_account_has_names_that_people_know(self):
        [labels] = [
            labels
            for name, labels, _value in self._samples()
            if name == "ecommerce_status_oldest_due_age_seconds"
            and labels["account_id"] == str(self.account.id)
        ]
        self.assertEqual(
            labels,
            {
                "account_id": str(self.account.id),
                "account": "Amazon US",
                "platform": "amazon",
                "company": self.env.company.name,
            },
        )

    def test_how_long_what_is_pending_has_waited(self):
        self.assertEqual(self._value("oldest_pending_age_seconds"), 0)
        self.assertEqual(self._value("oldest_due_age_seconds"), 0)
        shipment = self._ship()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ecommerce_shipment SET create_date = "
            "clock_timestamp() AT TIME ZONE 'UTC' - '1 day'::interval"
        )
        age = self._value("oldest_pending_age_seconds")
        self.assertAlmostEqual(age, 86400, delta=60)
        shipment.next_attempt_at = fields.Datetime.now() + timedelta(minutes=5)
        self.assertEqual(self._value("oldest_due_age_seconds"), 0)
        shipment.next_attempt_at = fields.Datetime.now() - timedelta(minutes=5)
        late = self._value("oldest_due_age_seconds")
        self.assertAlmostEqual(late, 300, delta=60)

    def _lamp(self, api):
        """Return the color that is 1; the others are 0."""
        colors = {
            labels["color"]: value
            for name, labels, value in self._samples()
            if name == "ecommerce_status_lamp"
            and (labels["account_id"], labels["api"]) == (str(self.account.id), api)
        }
        self.assertEqual(set(colors), {"green", "yellow", "red", "none"})
        self.assertEqual(sum(colors.values()), 1)
        return max(colors, key=colors.get)

    def test_lamps(self):
        self.assertEqual(self._lamp("orders"), "none")
        self._poll()
        self.assertEqual(self._lamp("orders"), "green")
        self.assertLess(self._value("last_answer_age_seconds", api="orders"), 60)
        self._fault("forbidden")
        self._probe()
        self.assertEqual(self._lamp("orders"), "red")

    def test_an_api_that_never_answered_has_no_age(self):
        names = [name for name, _labels, _value in self._samples()]
        self.assertIn("ecommerce_status_lamp", names)
        self.assertNotIn("ecommerce_status_last_answer_age_seconds", names)

    def test_the_scheduler(self):
        self.cron.nextcall = fields.Datetime.now() - timedelta(minutes=20)
        self.env["ecommerce.shipment"]._set_senders(2)
        samples = self._samples()
        self.assertIn(("ecommerce_status_senders", {}, 2.0), samples)
        name = "ecommerce_status_scheduled_action_overdue_seconds"
        late = {labels["action"]: v for n, labels, v in samples if n == name}
        self.assertEqual(set(late), {"ir_cron_drain", "ir_cron_drain2", "ir_cron_poll"})
        self.assertTrue(1200 <= late["ir_cron_drain"] < 1260, late)

    def test_an_archived_account_is_not_watched(self):
        self.account.active = False
        ids = {labels.get("account_id") for _name, labels, _value in self._samples()}
        self.assertNotIn(str(self.account.id), ids)

    def test_many_accounts_cost_as_few_queries_as_one(self):
        metrics = self.env["ecommerce.account"]._metrics
        metrics()  # what is cached from now on

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            metrics()
            return self.env.cr.sql_log_count - before

        one = queries()
        self._make_account("Other", OTHER_SELLER)
        for name in ("Third", "Fourth"):
            self._make_account_on("shopify", name)
        self.assertLessEqual(queries(), one)


@tagged("post_install", "-at_install")
class TestWhoMayReadMetrics(MetricsCase):
    def _assert_refused(self, answer, status):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(answer.text.count("\n"), 1, answer.text)
        self.assertNotIn("Amazon US", answer.text)

    def test_nobody_without_a_key(self):
        answer = self._get("anonymous")
        self._assert_refused(answer, 401)
        self.assertEqual(answer.headers["WWW-Authenticate"], "Bearer")
        self._assert_refused(self._get("nobody", Authorization="Bearer wrong"), 401)

    def test_nobody_with_a_session_but_for_their_own_browser(self):
        """A page of somebody else's must not read them in a user's name."""
        self.authenticate("rpc_viewer", "rpc_viewer")
        self._assert_refused(self._get("nobody"), 401)

    def test_nobody_without_our_groups(self):
        for role in ("portal", "employee", "packer"):
            with self.subTest(role):
                self._assert_refused(self._get(role), 403)

    def test_a_user_and_an_administrator(self):
        for role in ("viewer", "administrator"):
            with self.subTest(role):
                answer = self._get(role)
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(
                    answer.headers["Content-Type"],
                    "text/plain; version=0.0.4; charset=utf-8",
                )
                self.assertNotIn("Set-Cookie", answer.headers)
                self.assertIn("Amazon US", answer.text)

    def test_nobody_learns_of_another_company(self):
        self._ship()
        answer = self._get("stranger")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("ecommerce_status_senders", answer.text)
        self.assertNotIn("Amazon US", answer.text)
        self.assertNotIn("account_id", answer.text)
