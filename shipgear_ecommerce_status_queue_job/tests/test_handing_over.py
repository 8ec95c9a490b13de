# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.shipgear_ecommerce_status.tests.common import (
    OTHER_SELLER,
    EcommerceCommon,
)

from ..hooks import uninstall_hook
from .common import JobsMixin


class HandingOverCase(JobsMixin, EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._make_account("Amazon DE", OTHER_SELLER)

    def _ship_for_both(self):
        """A shipment of each account."""
        seller = OTHER_SELLER["seller_id"]
        return self._ship(), self._ship(account=self.other, seller_id=seller)


@tagged("post_install", "-at_install")
class TestSending(HandingOverCase):
    def test_each_account_gets_one_job(self):
        shipments = self._ship_for_both()
        self._connect_runner()
        self._drain()
        self._drain()
        jobs = self._jobs("_job_drain")
        self.assertCountEqual([job.records for job in jobs], [self.account, self.other])
        self.assertEqual(len(set(jobs.mapped("identity_key"))), 2)
        self.assertEqual(set(jobs.mapped("channel")), {"root.ecommerce_status"})
        self.assertEqual(set(jobs.mapped("state")), {"pending"})
        for shipment in shipments:
            self.assertEqual(shipment.state, "pending")
            self.assertFalse(self._told(shipment))

    def test_a_job_sends_what_is_due_of_its_account_alone(self):
        shipment, other = self._ship_for_both()
        self._connect_runner()
        self._drain()
        job = self._job_of("_job_drain", self.account)
        self._perform(job)
        self.assertEqual((job.state, job.result), ("done", "1 shipments settled."))
        self.assertEqual((shipment.state, other.state), ("accepted", "pending"))
        self.assertEqual(len(self._told(shipment)), 1)
        self.assertFalse(self._told(other))

    def test_a_job_that_runs_does_not_swallow_what_comes(self):
        self._ship()
        self._connect_runner()
        self._drain()
        running = self._jobs("_job_drain")
        running.state = "started"
        self._drain()
        self._drain()
        new = self._jobs("_job_drain") - running
        self.assertEqual(len(new), 1)
        account = self.account.sudo().with_context(job_uuid=new.uuid)
        with self.assertRaises(RetryableJobError) as raised:
            account._job_drain()
        self.assertTrue(raised.exception.ignore_retry)
        running.state = "done"
        self._perform(new)
        self.assertEqual(new.result, "1 shipments settled.")

    def test_a_job_whose_time_is_over_wakes_the_action_up(self):
        shipment = self._ship()
        self._connect_runner()
        self._drain()
        self._fault("error503", operation="confirmShipment")
        self._perform(self._jobs("_job_drain"))
        self.assertEqual(shipment.state, "pending")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        wake_ups = triggers.filtered(lambda t: t.call_at <= shipment.next_attempt_at)
        self.assertTrue(wake_ups)

    def test_without_a_runner_the_action_sends(self):
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertFalse(self._jobs("_job_drain"))

    def test_what_no_job_begins_in_time_the_action_sends(self):
        shipment = self._ship()
        self._connect_runner()
        self._drain()
        job = self._jobs("_job_drain")
        job.with_context(_job_edit_sentinel=job.EDIT_SENTINEL).date_created = (
            fields.Datetime.now() - timedelta(minutes=1)
        )
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self._perform(job)
        self.assertEqual(job.state, "done")
        self.assertEqual(len(self._told(shipment)), 1)

    def test_the_action_looks_again_whether_the_jobs_were_begun(self):
        self._ship()
        self._connect_runner()
        before = fields.Datetime.now()
        self.env["ir.cron.trigger"].search([]).unlink()
        self._drain()
        [trigger] = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.cron.id), ("call_at", ">", before)]
        )
        self.assertLess(trigger.call_at, before + timedelta(minutes=1))

    def test_leases_that_ran_out_are_found(self):
        shipment = self._ship()
        self.env["ecommerce.shipment"]._claim(self.account, 1)
        shipment.lease_until = fields.Datetime.now() - timedelta(seconds=1)
        self._connect_runner()
        self._drain()
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(shipment.read_back_first)

    def test_of_several_senders_one_hands_out(self):
        self._ship()
        self._connect_runner()
        self.env["ecommerce.shipment"]._set_senders(2)
        self._run(self.env["ecommerce.shipment"]._senders()[1])
        self.assertFalse(self._jobs("_job_drain"))
        self._drain()
        self.assertEqual(len(self._jobs("_job_drain")), 1)

    def test_a_job_is_seen_in_the_company_of_its_account(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        account = self._make_account_on("ebay", "elsewhere", company_id=company.id)
        (self.account | account)._hand_over("_job_drain")
        manager = self._make_user(
            "manager",
            "group_administrator",
            "queue_job.group_queue_job_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        jobs = self.env["queue.job"].with_user(manager)
        seen = jobs.search([("method_name", "=", "_job_drain")])
        self.assertEqual([job.records for job in seen.sudo()], [account])

    def test_no_job_is_left_behind(self):
        self.account._hand_over("_job_drain")
        uninstall_hook(self.env)
        self.assertFalse(self._jobs("_job_drain"))


@tagged("post_install", "-at_install")
class TestReading(HandingOverCase):
    def setUp(self):
        super().setUp()
        self.env["ecommerce.poll"].search([]).next_at = fields.Datetime.now()

    def test_each_account_gets_one_job(self):
        self._connect_runner()
        self._poll()
        self._poll()
        jobs = self._jobs("_job_poll")
        self.assertCountEqual([job.records for job in jobs], [self.account, self.other])
        self.assertEqual(set(jobs.mapped("channel")), {"root.ecommerce_status"})
        self.assertFalse(self._calls_made())

    def test_a_job_reads_its_account_alone(self):
        order = self._order()
        self._connect_runner()
        self._poll()
        job = self._job_of("_job_poll", self.account)
        self._perform(job)
        self.assertEqual(job.state, "done")
        stored = self.env["ecommerce.order"].search(
            [("ref", "=", order.ecommerce_order_ref)]
        )
        self.assertEqual(stored.account_id, self.account)
        self.assertFalse(self.other.poll_ids.filtered("finished_at"))

    def test_without_a_runner_the_action_reads(self):
        self._poll()
        self.assertTrue(self.account.poll_ids.filtered("finished_at"))
        self.assertFalse(self._jobs("_job_poll"))
