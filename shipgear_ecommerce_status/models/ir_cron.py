# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, fields, models

LATE = timedelta(minutes=15)  # more than a busy server needs


class IrCron(models.Model):
    _inherit = "ir.cron"

    ecommerce_interval = fields.Char(
        string="Interval", compute="_compute_ecommerce_health"
    )
    ecommerce_warning = fields.Char(
        string="Problem", compute="_compute_ecommerce_health"
    )

    @api.depends_context("lang")
    @api.depends(
        "active", "interval_number", "interval_type", "nextcall", "failure_count"
    )
    def _compute_ecommerce_health(self):
        for cron in self:
            cron.ecommerce_interval = cron._ecommerce_interval()
            cron.ecommerce_warning = cron._ecommerce_warning()

    def _ecommerce_interval(self) -> str:
        one = {
            "minutes": self.env._("Every minute"),
            "hours": self.env._("Every hour"),
            "days": self.env._("Every day"),
            "weeks": self.env._("Every week"),
            "months": self.env._("Every month"),
        }
        several = {
            "minutes": self.env._("Every %s minutes", self.interval_number),
            "hours": self.env._("Every %s hours", self.interval_number),
            "days": self.env._("Every %s days", self.interval_number),
            "weeks": self.env._("Every %s weeks", self.interval_number),
            "months": self.env._("Every %s months", self.interval_number),
        }
        return (one if self.interval_number == 1 else several)[self.interval_type]

    def _ecommerce_warning(self) -> str:
        """Why this action does not do its work; empty if it does."""
        if not self.active:
            return self.env._("Switched off. Open it and switch Active on.")
        if self.nextcall and self.nextcall < fields.Datetime.now() - LATE:
            return self.env._(
                "Overdue. See that the server runs scheduled actions "
                "(max_cron_threads)."
            )
        if self.failure_count:
            return self.env._("The last run failed. The server's log says why.")
        return ""

    def action_open_from_settings(self):
        """Open the scheduled action's own page."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "ir.cron",
            "res_id": self.id,
            "views": [(False, "form")],
        }
