# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from operator import itemgetter

from odoo import api, fields, models
from odoo.tools import format_datetime

#: What the widget draws for a step: done, failed, under way, still to come.
DONE, FAILED, RUNNING, NEXT = "done", "failed", "running", "next"


class ShipmentTimeline(models.AbstractModel):
    """What happened to a shipment, in sentences that a clerk can read aloud."""

    _name = "shipment.timeline"
    _description = "Timeline of a Shipment"

    timeline = fields.Json(
        compute="_compute_timeline",
        help="Oldest first: at (text), kind (done, failed, running, next), text.",
    )

    @api.depends_context("lang", "tz")
    @api.depends(
        "state",
        "attempt_ids.outcome",
        "event_ids",
        "next_attempt_at",
        "explanation",
    )
    def _compute_timeline(self):
        for shipment in self:
            shipment.timeline = [
                {"at": self._moment(moment), "kind": kind, "text": text}
                for moment, kind, text in shipment._story()
            ]

    def _moment(self, moment) -> str:
        zone = self.env.context.get("tz")
        return moment and format_datetime(self.env, moment, zone, dt_format="short")

    def _story(self) -> list[tuple]:
        """Return (time or False, kind, sentence), oldest first."""
        steps = []
        if self.shipped_at:
            text = self.env._("The parcel left the warehouse.")
            steps.append((self.shipped_at, DONE, text))
        # Both have the latest first; what happened in one second keeps its order.
        steps += [attempt._step() for attempt in reversed(self.attempt_ids)]
        if self.accepted_at and not self.attempt_ids:  # they are no longer kept
            text = self.env._("%s accepted the write-back.", self.marketplace)
            steps.append((self.accepted_at, DONE, text))
        steps += [event._step() for event in reversed(self.event_ids)]
        steps.sort(key=itemgetter(0))
        return steps + self._closing_steps() + self._coming_steps()

    def _closing_steps(self) -> list[tuple]:
        if self.state == "success":
            text = self.env._("%s shows the parcel.", self.marketplace)
            return [(False, DONE, text)]
        if self.state == "confirmed" and not self.confirmed_by_id:
            text = self.env._(
                "%s shows the order as shipped: somebody confirmed it there.",
                self.marketplace,
            )
            return [(self.confirmed_at, DONE, text)]
        return []

    def _coming_steps(self) -> list[tuple]:
        if self.state == "pending":
            text = self.account_id._held_back() or (
                self.env._("It is tried again.")
                if self.attempt_count
                else self._next_step()
            )
            return [(self.next_attempt_at, NEXT, text)]
        unproved = self._is_undoable() and self.next_attempt_at
        if self.state == "accepted" or unproved:
            text = self.env._("The marketplace is asked whether it shows the parcel.")
            return [(self.next_attempt_at, NEXT, text)]
        if self.state == "waiting":
            return [(False, NEXT, self.explanation)]
        if self.state == "failed":
            text = self.env._("Nothing more is sent until somebody decides.")
            return [(False, NEXT, text)]
        return []
