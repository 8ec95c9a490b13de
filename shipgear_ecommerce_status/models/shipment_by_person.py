# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models
from odoo.exceptions import UserError

from . import clock, parameters
from .access import check_may_act
from .writeback_verification import FIRST_READ_BACK

#: States in which the marketplace has not been told, nor is being told.
OPEN = ("waiting", "pending")
UNCONFIRMED = (*OPEN, "failed")

RETRY, CONFIRM = "retry", "confirm"
#: What a decision does to a shipment: see ``_fates``.
DONE = ("resend", "ask", "confirm")


class WritebackByPerson(models.AbstractModel):
    """What a person decides: to send again, to confirm by hand, or neither after all.

    A decision is previewed, and judged again when it is carried out: a shipment that
    is being sent at that moment is left alone, whatever the preview said.
    """

    _name = "writeback.by.person"
    _description = "What a Person Does with a Shipment"

    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_at = fields.Datetime(
        string="Marked as Confirmed", readonly=True, copy=False
    )
    confirmed_on = fields.Date(
        readonly=True, copy=False, help="When it was confirmed on the marketplace."
    )
    confirmation_note = fields.Text(readonly=True, copy=False)
    verified_at = fields.Datetime(
        string="Verified",
        readonly=True,
        copy=False,
        help="Since when the marketplace shows what a person confirmed there.",
    )
    not_shown_at = fields.Datetime(
        string="Not Shown",
        readonly=True,
        copy=False,
        help="A person confirmed it, and the marketplace still did not show it then.",
    )
    undone_at = fields.Datetime(
        string="Confirmation Undone",
        readonly=True,
        copy=False,
        help="What a person did on the marketplace shortly before may show late.",
    )
    event_ids = fields.One2many(
        "ecommerce.shipment.event", "shipment_id", "Decisions", readonly=True
    )

    # --- The buttons ---

    def action_retry(self):
        """Send failed shipments again, and pending ones at once."""
        check_may_act(self)
        return self._tell_what_was_done(self._decide(RETRY))

    def action_retry_many(self):
        """Send one again; of several, preview what will become of each."""
        check_may_act(self)
        if len(self) == 1:
            return self.action_retry()
        return self.env["ecommerce.shipment.decision"]._open(RETRY, self)

    def action_confirm_by_hand(self):
        """Open the way through confirming on the marketplace."""
        check_may_act(self)
        return self.env["ecommerce.shipment.decision"]._open(CONFIRM, self)

    def action_mark_confirmed(self, date=None, note=None):
        """A person has confirmed these on the marketplace: never send them.

        :param date: when, by default today
        :raises UserError: that is no date
        """
        check_may_act(self)
        date = self._to_date(date) or fields.Date.context_today(self)
        done = self._decide(CONFIRM, confirmed_on=date, note=note)
        return self._tell_what_was_done(done)

    def action_undo_confirmation(self):
        """What was marked as confirmed was not: it can be sent again.

        The marketplace is asked before that, since the person may be wrong again.
        """
        check_may_act(self)
        self.sudo().lock_for_update()
        for shipment in self:
            if shipment.verified_at:
                raise UserError(
                    self.env._(
                        "%(marketplace)s shows the parcel of order %(order)s: it is "
                        "confirmed there, and that cannot be undone here.",
                        marketplace=shipment.marketplace,
                        order=shipment.order_ref,
                    )
                )
            if not shipment._is_undoable():
                raise UserError(
                    self.env._(
                        "Order %s is not marked as confirmed by a person: there is "
                        "nothing to undo.",
                        shipment.order_ref,
                    )
                )
        with self._telling():
            self.sudo()._undo_confirmation()
        self.account_id._refresh_alerts()

    def action_open_marketplace(self):
        """Open the marketplace's own page of this order."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.seller_url, "target": "new"}

    def _to_date(self, value):
        """Return a date that another program gave."""
        try:
            return fields.Date.to_date(value)
        except (TypeError, ValueError):
            raise UserError(
                self.env._("%s is no date. Write it as 2026-11-24.", value)
            ) from None

    # --- Previewed, and carried out ---

    def _fates(self, decision: str) -> dict:
        """Return what a decision does: fate -> shipments, in the order of DONE."""
        fates = self.grouped(lambda shipment: shipment._fate(decision))
        done = {fate: fates.pop(fate) for fate in DONE if fate in fates}
        return {**done, **fates}

    def _fate(self, decision: str) -> str:
        if decision == CONFIRM and self.state in UNCONFIRMED:
            return "confirm"
        if self.confirmed_at or self.state == "confirmed":
            return "by_hand"
        if self.state in ("failed", "pending"):
            asks = self.read_back_first or self._may_be_told_elsewhere()
            return "ask" if asks else "resend"
        return self.state

    def _fate_texts(self) -> dict[str, str]:
        return {
            "resend": self.env._(
                "Sent again, with %s new attempts", parameters.max_attempts(self.env)
            ),
            "ask": self.env._("Sent again, unless the marketplace shows it already"),
            "confirm": self.env._("Marked as confirmed, never sent"),
            "sending": self.env._("Left alone: it is being sent just now"),
            "waiting": self.env._(
                "Left alone: it goes by itself once nothing is missing"
            ),
            "accepted": self.env._("Left alone: the marketplace has it already"),
            "success": self.env._("Left alone: the marketplace has it already"),
            "by_hand": self.env._("Left alone: it was confirmed by hand"),
            "canceled": self.env._("Left alone: it was canceled"),
        }

    def _decide(self, decision: str, **details) -> dict[str, int]:
        """Carry a decision out; return how many met which fate.

        What somebody else is writing at this moment is about to be sent, or was.
        """
        free = self.sudo().try_lock_for_update()
        fates = free._fates(decision)
        counts = {fate: len(shipments) for fate, shipments in fates.items()}
        if len(free) < len(self):
            counts["sending"] = counts.get("sending", 0) + len(self) - len(free)
        chosen = free.browse().union(*(fates[f] for f in DONE if f in fates))
        events = self.env["ecommerce.shipment.event"].sudo()
        events._record(chosen, decision, user_id=self.env.uid, **details)
        with chosen._telling():
            if decision == RETRY:
                chosen._resend()
            else:
                chosen._confirm(**details)
        self.account_id._refresh_alerts()
        return counts

    def _resend(self):
        """Retry with what the delivery, products and mapping say now."""
        self.line_ids._refresh_skus()
        self._retry()
        self._advance()

    def _confirm(self, confirmed_on, note):
        """By a person's word the marketplace has it; what it showed before is kept,
        in case that the word is taken back."""
        now = clock.now(self.env)
        for shipment in self:
            values = {
                "state": "confirmed",
                "waiting_reason": False,
                "confirmed_by_id": self.env.uid,
                "confirmed_at": now,
                "confirmed_on": confirmed_on,
                "confirmation_note": note,
                "verified_at": False,
                "not_shown_at": False,
                "next_attempt_at": not shipment.withdraw and now + FIRST_READ_BACK,
            }
            if shipment.tracking_ref and not shipment.withdraw:
                values["sent_payload"] = shipment._payloads()
                values["told_payload"] = shipment._dump(shipment._frozen())
            shipment.write(values)

    def _payloads(self) -> list[dict]:
        """All that the marketplace was told, or may have been told."""
        return [*(self.sent_payload or ()), *filter(None, [self.told_payload])]

    def _is_undoable(self) -> bool:
        return self.state == "confirmed" and bool(self.confirmed_by_id)

    def _undo_confirmation(self):
        events = self.env["ecommerce.shipment.event"]
        for shipment in self:
            event = shipment.event_ids.filtered(lambda e: e.kind == CONFIRM)[:1]
            was_open = event.state_before in OPEN
            events._record(shipment, "undo", user_id=self.env.uid)
            shipment.write(
                {
                    "state": "waiting" if was_open else "failed",
                    "read_back_first": True,
                    "sent_payload": shipment._payloads(),
                    "told_payload": False,
                    "confirmed_by_id": False,
                    "confirmed_at": False,
                    "confirmed_on": False,
                    "confirmation_note": False,
                    "not_shown_at": False,
                    "undone_at": clock.now(self.env),
                }
            )
            if was_open:
                shipment._reopen()

    def _reopen(self):
        """Go on where it was when a person confirmed it."""
        if self.withdraw:
            self._retry()
        else:
            self._go_on()
        if self.state == "pending":
            self._trigger_drain()

    # --- Told to the person ---

    def _tell_what_was_done(self, counts: dict[str, int]) -> dict:
        """Return a notification: how many did, how many did not and why."""
        done = sum(counts.get(fate, 0) for fate in DONE)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": "\n".join(self._count_lines(counts)),
                "type": "success" if done else "warning",
                "className": "text-prewrap",
                "sticky": done < sum(counts.values()),
                "next": {"type": "ir.actions.act_window_close"},  # the page reads anew
            },
        }

    def _count_lines(self, counts: dict[str, int]) -> list[str]:
        """Return a line for each fate; for one shipment, the fate alone."""
        if not counts:
            return [self.env._("Nothing to do: no shipment was chosen.")]
        texts = self._fate_texts()
        if sum(counts.values()) == 1:
            return [texts[fate] for fate in counts]
        lines = {}
        for fate, count in counts.items():
            lines[texts[fate]] = lines.get(texts[fate], 0) + count
        return [
            self.env._("%(count)s: %(what)s", count=count, what=what)
            for what, count in lines.items()
        ]
