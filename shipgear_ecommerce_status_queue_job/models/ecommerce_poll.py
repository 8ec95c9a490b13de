# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, models


class EcommercePoll(models.Model):
    _inherit = "ecommerce.poll"

    @api.model
    def _cron_poll(self):
        """Hand the accounts over to jobs; read here where nobody runs any."""
        if not self.env["ecommerce.account"]._jobs_are_run("_job_poll"):
            return super()._cron_poll()
        self._accounts_to_read()._hand_over("_job_poll")
        return None
