# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, models
from odoo.fields import Domain

from . import clock
from .writeback_drain import Drain

#: The scheduled actions that send. Odoo runs one action in one place at a time; each
#: more that is active sends beside the others, on this server or on another.
SENDERS = tuple(
    f"shipgear_ecommerce_status.ir_cron_drain{suffix}" for suffix in ("", 2, 3, 4)
)


class WritebackSenders(models.AbstractModel):
    """The scheduled actions that write back, and when they wake up."""

    _name = "writeback.senders"
    _description = "Write-back Senders"

    @api.model
    def _cron_drain(self):
        self._drain()

    @api.model
    def _drain(self, accounts=None) -> int:
        """Send what is due, of these accounts or of all; return how many shipments
        were settled. Commits."""
        return Drain(self.sudo(), accounts).run()

    @api.model
    def _all_senders(self):
        """The scheduled actions that may send, switched on or off."""
        to_res_id = self.env["ir.model.data"]._xmlid_to_res_id
        ids = (to_res_id(sender, raise_if_not_found=False) for sender in SENDERS)
        return self.env["ir.cron"].sudo().browse(filter(None, ids)).exists()

    @api.model
    def _senders(self):
        return self._all_senders().filtered("active")

    @api.model
    def _set_senders(self, count: int):
        """Have so many send side by side.

        :raises UserError: one that is to change is running at this moment
        """
        for number, sender in enumerate(self._all_senders(), 1):
            if number > 1 and sender.active != (number <= count):
                sender.active = number <= count

    @api.model
    def _trigger_drain(self, at=None):
        """Wake the senders up, now or at a time.

        A wake-up before that time looks for the next one itself. One that is due
        already does not count: it may be that of the present run, and goes with it.
        """
        senders, now = self._senders(), clock.now(self.env)
        if at and self.env["ir.cron.trigger"].sudo().search_count(
            [
                ("cron_id", "in", senders.ids),
                ("call_at", ">", now),
                ("call_at", "<=", at),
            ],
            limit=1,
        ):
            return
        for sender in senders:
            sender._trigger(at)

    @api.model
    def _schedule_next(self, not_before, accounts=None):
        """Wake up when the next shipment becomes due, rather than look for it.

        What waits for a marketplace that is down is not looked for: the probe that
        is answered wakes the sender up.

        :param accounts: look at the shipments of these alone
        """
        down = self.env["ecommerce.account"]._down_domain("writeback")
        groups = self._read_group(
            Domain("state", "=", "pending")
            & Domain("account_id", "any", ~down)
            & self._of(accounts),
            ["account_id"],
            ["next_attempt_at:min"],
        )
        due = [max(moment, account._callable_from()) for account, moment in groups]
        if due:
            self._trigger_drain(max(min(due), not_before))
