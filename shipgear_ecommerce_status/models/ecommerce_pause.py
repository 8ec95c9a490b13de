# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import math
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..connectors.base import PATIENCE, ConnectorError
from . import clock

UNAUTHORIZED_PAUSE = timedelta(minutes=15)


class EcommercePause(models.AbstractModel):
    """When an account sends nothing: refused credentials, too many calls, or a
    marketplace that is down.

    None uses up an attempt. Shipments stay pending, and go by themselves.
    """

    _name = "ecommerce.pause"
    _description = "Pause of an eCommerce Account"

    paused_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="The marketplace refused the credentials. Nothing is sent before this "
        "time unless the credentials change.",
    )
    pause_reason = fields.Char(readonly=True, copy=False)
    throttled_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="The marketplace asked to slow down. Nothing is sent before this time.",
    )

    def _throttle(self, seconds: float):
        """Send nothing for so long: the marketplace asked for it."""
        until = clock.now(self.env) + timedelta(seconds=math.ceil(seconds))
        for account in self.sudo():
            account.throttled_until = max(until, account.throttled_until or until)

    def _pause(self, failure: ConnectorError):
        """Stop sending after Unauthorized; shipments stay pending."""
        self.sudo().write(
            {
                "paused_until": clock.now(self.env) + UNAUTHORIZED_PAUSE,
                "pause_reason": self._say(failure),
            }
        )

    def _pause_in_run(self, failure: ConnectorError):
        """The same within a run of a scheduled action, which goes on. Whoever changes
        the account at this moment, its credentials perhaps, has the last word. Commits.
        """
        try:
            self._pause(failure)
            self.env["ir.cron"]._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()

    def _resume(self):
        """Send again at once, e.g. because the credentials changed."""
        paused = self.sudo().filtered("paused_until")
        paused.write({"paused_until": False, "pause_reason": False})
        self.env["ecommerce.shipment"]._trigger_drain()

    # --- What may be called now ---

    @api.model
    def _callable_domain(self) -> Domain:
        """Accounts that nothing holds back now."""
        now = clock.now(self.env)
        return Domain("active", "=", True) & Domain.AND(
            Domain(name, "=", False) | Domain(name, "<=", now)
            for name in ("paused_until", "throttled_until")
        )

    @api.model
    def _down_domain(self, name: str) -> Domain:
        """Accounts one of whose APIs is down: so many calls in a row failed.

        Nothing is sent to it until a probe was answered, so that no attempt is
        spent on a marketplace that is not there. Refused credentials are no
        outage: the account is paused, and goes on at once when they change.
        """
        return Domain(
            "status_ids",
            "any",
            [
                ("api", "=", name),
                ("consecutive_failures", ">=", PATIENCE),
                ("last_error", "!=", "Unauthorized"),
            ],
        )

    def _is_down(self, name: str) -> bool:
        return bool(self.filtered_domain(self._down_domain(name)))

    def _patience(self) -> int:
        """How many failures in a row are left until the API counts as down."""
        status = self.status_ids.filtered(lambda status: status.api == "writeback")
        return max(1, PATIENCE - status.consecutive_failures)

    def _callable_from(self):
        """When this account may be called again; now, if nothing holds it back."""
        self.ensure_one()
        now = clock.now(self.env)
        return max(now, self.paused_until or now, self.throttled_until or now)

    def _held_back(self) -> str:
        """Why nothing is sent now, in one sentence; empty if it is."""
        self.ensure_one()
        now = fields.Datetime.now()
        if self.paused_until and self.paused_until > now:
            return self.env._("The account is paused: %s", self.pause_reason or "")
        if self.throttled_until and self.throttled_until > now:
            return self.env._("The marketplace asked to slow down.")
        if self._is_down("writeback"):
            return self.env._(
                "The marketplace does not answer. It is asked every minute, and this "
                "is sent as soon as it does."
            )
        return ""
