# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, models

from odoo.addons.shipgear_ecommerce_status.models import clock
from odoo.addons.shipgear_ecommerce_status.models.writeback_drain import Drain

from .job_runner import LATE


class WritebackSenders(models.AbstractModel):
    _inherit = "writeback.senders"

    @api.model
    def _cron_drain(self):
        """Hand the accounts over to jobs; send here where nobody runs any.

        It stays the only one who is woken up: queueing a delivery writes no job, and
        a job never decides what is sent.
        """
        if not self.env["ecommerce.account"]._jobs_are_run("_job_drain"):
            return super()._cron_drain()
        if self._hands_out():
            outbox = self.sudo()
            Drain(outbox).reap()
            outbox._due_accounts()._hand_over("_job_drain")
            # See then whether the jobs were begun, or what became due meanwhile.
            outbox._schedule_next(clock.now(self.env) + LATE)
        return None

    @api.model
    def _hands_out(self) -> bool:
        """Of several senders the first hands out: two would make each job twice."""
        cron_id, first = self.env.context.get("cron_id"), self._senders()[:1]
        return not cron_id or not first or cron_id == first.id
