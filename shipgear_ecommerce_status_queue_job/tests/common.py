# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import SUPERUSER_ID, api

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID


class JobsMixin:
    """Jobs as a runner and queue_job's controller treat them."""

    def _connect_runner(self):
        """Hold what a job runner holds while it has this database in its charge."""
        key = (PG_ADVISORY_LOCK_ID,)
        self.env.cr.execute("SELECT pg_try_advisory_lock(%s)", key)
        self.assertTrue(self.env.cr.fetchone()[0])
        unlock = "SELECT pg_advisory_unlock(%s)"
        self.addCleanup(self.env.cr.execute, unlock, key)

    def _jobs(self, method):
        return self.env["queue.job"].search([("method_name", "=", method)], order="id")

    def _job_of(self, method, account):
        """The one job of this account."""
        [job] = self._jobs(method).filtered(lambda job: job.records == account)
        return job

    def _perform(self, record):
        """Begin a job and do it, with its commits, as its HTTP request does."""
        record.state = "enqueued"
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            job = RunJobController._acquire_job(env, record.uuid)
            RunJobController._runjob(env, job)
        self.env.invalidate_all()
