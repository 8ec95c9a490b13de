# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, models

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import STARTED

from . import job_runner

#: Seconds until a job looks again whether the one before it is over.
LOOK_AGAIN = 2
#: Sending goes before reading, and both before what others gave no priority.
PRIORITIES = {"_job_drain": 5, "_job_poll": 8}


class EcommerceAccount(models.Model):
    _inherit = "ecommerce.account"

    # --- Handing out ---

    @api.model
    def _jobs_are_run(self, method: str) -> bool:
        """Whether jobs of this method are begun by somebody, and in time."""
        connected = job_runner.is_connected(self.env)
        return connected and not job_runner.is_behind(self.env, method)

    def _hand_over(self, method: str):
        """Have jobs do this, one for each of these accounts.

        Where one waits already none is made: it begins after this moment, so it finds
        whatever is due by now. One that runs may have looked for the last time, so
        it does not count.
        """
        texts = {
            "_job_drain": self.env._("Write shipments back"),
            "_job_poll": self.env._("Read orders and items"),
        }
        for account in self:
            delayed = account.with_company(account.company_id).with_delay(
                priority=PRIORITIES[method],
                description=f"{texts[method]}: {account.name}",
                identity_key=f"ecommerce.account{method}:{account.id}",
            )
            getattr(delayed, method)()

    # --- What jobs do ---

    def _job_drain(self) -> str:
        """Send what is due of this account; the outbox decides what that is."""
        self._give_way()
        count = self.env["ecommerce.shipment"]._drain(self)
        return self.env._("%s shipments settled.", count)

    def _job_poll(self) -> str:
        """Read what is due of this account."""
        self._give_way()
        polls = self.env["ecommerce.poll"].sudo()
        pages = polls._poll(self)
        if pages and polls.search_count(polls._due_domain(self), limit=1):
            polls._trigger_poll()  # its time was over before its pages were
        return self.env._("%s pages stored.", pages)

    def _give_way(self):
        """Wait for the job before this one: two of an account at once would take the
        place of another account's.

        :raises RetryableJobError: come again in a moment; counts as no try
        """
        jobs = self.env["queue.job"].sudo()
        own = jobs.search([("uuid", "=", self.env.context.get("job_uuid"))])
        if own and jobs.search_count(
            [
                ("identity_key", "=", own.identity_key),
                ("state", "=", STARTED),
                ("id", "<", own.id),
            ],
            limit=1,
        ):
            raise RetryableJobError(
                self.env._("The job before this one is not over yet."),
                seconds=LOOK_AGAIN,
                ignore_retry=True,
            )
