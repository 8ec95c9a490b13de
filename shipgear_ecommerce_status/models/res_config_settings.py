# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import parameters
from .writeback_senders import SENDERS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ecommerce_max_attempts = fields.Integer(
        string="Attempts",
        config_parameter=parameters.PREFIX + "max_attempts",
        default=parameters.MAX_ATTEMPTS,
        help="How many times a write-back is tried before a person is asked.",
    )
    ecommerce_retry_delays = fields.Char(
        string="Delays in Minutes",
        config_parameter=parameters.PREFIX + "retry_delays",
        default=parameters.RETRY_DELAYS,
        help="Minutes to wait after each failed attempt, separated by commas.",
    )
    ecommerce_none_after = fields.Integer(
        string="Unknown After",
        config_parameter=parameters.PREFIX + "none_after",
        default=parameters.NONE_AFTER,
        help="Minutes without a call after which the status of an API is unknown.",
    )

    ecommerce_red_streak = fields.Integer(
        string="Failures in a Row",
        config_parameter=parameters.PREFIX + "red_streak",
        default=parameters.RED_STREAK,
    )
    ecommerce_red_percent = fields.Integer(
        string="Red From",
        config_parameter=parameters.PREFIX + "red_percent",
        default=parameters.RED_PERCENT,
        help="Share of failed calls in %.",
    )
    ecommerce_yellow_percent = fields.Integer(
        string="Yellow From",
        config_parameter=parameters.PREFIX + "yellow_percent",
        default=parameters.YELLOW_PERCENT,
        help="Share of failed calls in %.",
    )
    ecommerce_orders_interval = fields.Integer(
        string="Minutes Between Readings of Orders",
        config_parameter=parameters.PREFIX + "orders_interval",
        default=parameters.ORDERS_INTERVAL,
    )
    ecommerce_items_interval = fields.Integer(
        string="Hours Between Readings of Items",
        config_parameter=parameters.PREFIX + "items_interval",
        default=parameters.ITEMS_INTERVAL,
    )
    ecommerce_verify_hours = fields.Integer(
        string="Hours Until Shown",
        config_parameter=parameters.PREFIX + "verify_hours",
        default=parameters.VERIFY_HOURS,
    )

    ecommerce_keep_attempts_days = fields.Integer(
        string="Days to Keep Attempts",
        config_parameter=parameters.PREFIX + "keep_attempts_days",
        default=parameters.KEEP_ATTEMPTS_DAYS,
    )
    ecommerce_drain_threads = fields.Integer(
        string="Calls at Once",
        config_parameter=parameters.PREFIX + "drain_threads",
        default=parameters.DRAIN_THREADS,
        help="How many calls one sender makes at the same time, all accounts together.",
    )
    ecommerce_senders = fields.Integer(
        string="Senders",
        default=lambda self: len(self.env["ecommerce.shipment"]._senders()),
        help="How many scheduled actions write back side by side, on one server or "
        "on several. More than one needs as many cron workers (max_cron_threads).",
    )

    ecommerce_cron_ids = fields.Many2many(
        "ir.cron",
        string="Scheduled Actions",
        compute="_compute_ecommerce_cron_ids",
        context={"active_test": False},
    )

    @api.depends_context("uid")
    def _compute_ecommerce_cron_ids(self):
        """All of this add-on, those that somebody switched off as well; senders
        beyond the first are not missed."""
        known = self.env["ir.model.data"].search(
            [("module", "=", "shipgear_ecommerce_status"), ("model", "=", "ir.cron")]
        )
        crons = self.env["ir.cron"].with_context(active_test=False)
        crons = crons.search([("id", "in", known.mapped("res_id"))])
        spare = self.env["ecommerce.shipment"]._all_senders()[1:]
        self.ecommerce_cron_ids = crons - spare.filtered(lambda cron: not cron.active)

    def set_values(self):
        try:
            parameters.parse_delays(self.ecommerce_retry_delays or "")
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "The retry delays must be minutes separated by commas, for "
                    "example %s.",
                    parameters.RETRY_DELAYS,
                )
            ) from error
        numbers = [
            name
            for name, field in self._fields.items()
            if name.startswith("ecommerce_") and field.type == "integer"
        ]
        for name in numbers:
            least = 0 if name == "ecommerce_keep_attempts_days" else 1
            if not least <= self[name] <= parameters.HIGHEST:
                raise ValidationError(
                    self.env._(
                        "%(name)s must lie between %(least)s and %(most)s.",
                        name=self._fields[name]._description_string(self.env),
                        least=least,
                        most=parameters.HIGHEST,
                    )
                )
        most = len(SENDERS)
        if self.ecommerce_senders > most:
            raise ValidationError(self.env._("There are %s senders at most.", most))
        self.env["ecommerce.shipment"]._set_senders(self.ecommerce_senders)
        result = super().set_values()
        if not self.ecommerce_keep_attempts_days:
            # Odoo drops a parameter that is zero, and ours would be the default then.
            name = parameters.PREFIX + "keep_attempts_days"
            self.env["ir.config_parameter"].sudo().set_param(name, "0")
        return result
