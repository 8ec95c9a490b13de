# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Datetime

from ..connectors import delivery
from ..connectors.base import sentences
from . import shipment_timeline
from .api_status_recording import naive
from .translation import say


class WritebackAttempt(models.Model):
    """One try to write one shipment back. Never edited once it is settled."""

    _name = "writeback.attempt"
    _inherit = "ecommerce.safe.export"
    _description = "Write-back Attempt"
    _order = "started_at desc, id desc"
    _rec_name = "started_at"

    shipment_id = fields.Many2one(
        "ecommerce.shipment", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        related="shipment_id.account_id", store=True, index=True
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True)
    carrier_service = fields.Char(related="shipment_id.carrier_service")
    number = fields.Integer(
        string="Attempt",
        aggregator=None,
        help="Which of the attempts since the last retry.",
    )
    started_at = fields.Datetime(string="Time", required=True)
    seconds = fields.Float(string="Duration", digits=(10, 3), aggregator="avg")
    outcome = fields.Selection(
        [
            ("running", "Under way"),
            ("accepted", "Accepted"),
            ("success", "Success"),
            ("not_ours", "Nothing to confirm"),
            ("withdrawn", "Taken back"),
            ("Unauthorized", "Not authorized"),
            ("Unreachable", "Not reached"),
            ("Unavailable", "Not available"),
            ("OutcomeUnknown", "No answer"),
            ("Rejected", "Refused"),
            ("AlreadyShipped", "Shipped already"),
            ("Unsupported", "Not supported"),
        ],
        required=True,
        default="running",
    )
    counted = fields.Boolean(help="Whether this used up one of the attempts.")
    status_code = fields.Integer(string="HTTP Status", aggregator=None)
    code = fields.Char(help="The marketplace's own code.")
    message = fields.Char()
    hint = fields.Char(string="What to Do")
    request_id = fields.Char(
        string="Request ID", help="What the marketplace's support asks for."
    )
    request_body = fields.Text(
        groups="shipgear_ecommerce_status.group_administrator",
        help="As sent, without secrets, shortened.",
    )
    response_body = fields.Text(
        groups="shipgear_ecommerce_status.group_administrator",
        help="As answered, without secrets, shortened.",
    )

    _running_idx = models.Index("(shipment_id) WHERE outcome = 'running'")
    _latest_idx = models.Index("(started_at DESC, id DESC)")

    def write(self, vals):
        self.check_access("write")
        if any(attempt.outcome != "running" for attempt in self):
            raise UserError(self.env._("A settled attempt cannot be changed."))
        return super().write(vals)

    def _settle(self, outcome: delivery.Outcome):
        self.ensure_one()
        error = outcome.error
        last = outcome.calls[-1] if outcome.calls else None
        values = {
            "outcome": type(error).__name__ if error else outcome.result,
            "counted": bool(error) and type(error).__name__ != "Unauthorized",
            "started_at": naive(outcome.started_at),
            "seconds": outcome.seconds,
            "request_body": last and last.request,
            "response_body": last and last.response,
            "status_code": last and last.status,
            "request_id": last and last.request_id,
        }
        if error:
            values |= self._error_values(error)
        self.write(values)

    def _settle_lost(self, error):
        """The worker that made these attempts is gone."""
        now = Datetime.now()
        for attempt in self:
            attempt.write(
                {
                    "outcome": type(error).__name__,
                    "counted": True,
                    "seconds": (now - attempt.started_at).total_seconds(),
                    **attempt._error_values(error),
                }
            )

    def _error_values(self, error) -> dict:
        lang = self.account_id._reader_lang()
        return {
            "code": error.code,
            "message": say(lang, error.message),
            "hint": say(lang, error.hint),
        }

    def _discard(self):
        """Nothing was tried: throttled, or the run's time was up."""
        self.filtered(lambda attempt: attempt.outcome == "running").unlink()

    def _step(self) -> tuple:
        """This attempt as a step of its shipment's timeline."""
        self.ensure_one()
        marketplace = self.shipment_id.marketplace
        texts = {
            "running": self.env._("It is being sent just now."),
            "accepted": self.env._("%s accepted the write-back.", marketplace),
            "success": self.env._("%s has the parcel.", marketplace),
            "not_ours": self.env._("%s has nothing to confirm here.", marketplace),
            "withdrawn": self.env._("%s took the parcel back.", marketplace),
        }
        if self.outcome in texts:
            running = self.outcome == "running"
            kind = shipment_timeline.RUNNING if running else shipment_timeline.DONE
            return self.started_at, kind, texts[self.outcome]
        text = self.env._(
            "Attempt %(number)s failed. %(message)s",
            number=self.number,
            message=sentences(self.message, self.hint),
        )
        return self.started_at, shipment_timeline.FAILED, text
