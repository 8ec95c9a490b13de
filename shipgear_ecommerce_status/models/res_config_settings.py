# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models
from odoo.exceptions import ValidationError

from . import parameters


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ecommerce_max_attempts = fields.Integer(
        string="Attempts",
        config_parameter=parameters.PREFIX + "max_attempts",
        default=parameters.MAX_ATTEMPTS,
        help="How often a write-back is tried before a person is asked.",
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
        if self.ecommerce_max_attempts < 1 or self.ecommerce_none_after < 1:
            raise ValidationError(
                self.env._("Attempts and minutes must be at least 1.")
            )
        return super().set_values()
