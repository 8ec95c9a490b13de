# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections import defaultdict

from odoo import models

from ..connectors.base import Shipment, Unsupported
from ..connectors.by_hand import correct_by_hand, withdraw_by_hand
from ..connectors.matching import says_same
from ..connectors.text import _lt
from . import clock
from .translation import say
from .writeback_outbox import NO_ERROR

NEVER_TOLD = _lt("Canceled here before the marketplace was told.")
CONFIRMED_BY_HAND = _lt("It was confirmed there by hand.")


class WritebackCorrection(models.AbstractModel):
    """What a change of the delivery means for its shipment.

    ====================  ====================================================
    not told yet          it is taken over, and goes as soon as nothing is missing
    being sent            it is taken over when the answer has come
    told, or maybe told   the marketplace is corrected, or the parcel withdrawn
    confirmed by hand     a person is asked to correct it by hand
    failed                it is taken over; the person's Retry sends it
    ====================  ====================================================
    """

    _name = "writeback.correction"
    _description = "Write-back Correction"

    def _advance(self):
        """Take over what changed, and go on where nothing is missing any more."""
        shipments = self._split_parcels().filtered(lambda s: s.state != "canceled")
        with self._telling():
            shipments._take_over()
        shipments._wake_sender()

    def _take_over(self):
        mappings = self._carrier_mappings()
        busy = self.filtered(lambda shipment: shipment.state == "sending")
        busy.is_stale = True
        told = (self - busy).filtered(lambda shipment: shipment._may_be_known())
        # One by one: no number of the delivery is told of two of its parcels.
        for shipment in told:
            shipment._advance_told(mappings)
        (self - busy - told)._advance_untold(mappings)

    def _wake_sender(self):
        if any(shipment.state == "pending" for shipment in self):
            self._trigger_drain()

    def _may_be_known(self) -> bool:
        """Whether the marketplace has, or may have, something of this shipment."""
        known = self.state in ("accepted", "success") or self.confirmed_at
        return bool(known or self.told_payload or self.read_back_first)

    def _advance_untold(self, mappings: dict):
        self._write_payload(mappings)
        canceled = self.filtered(lambda shipment: shipment._is_canceled())
        for shipment in canceled:
            shipment._close_canceled()
        (self - canceled).filtered(lambda s: s.state != "failed")._go_on()

    def _write_payload(self, mappings: dict):
        """Write what the deliveries say now, where they say something else."""
        changes = defaultdict(list)
        for shipment in self:
            changed = tuple(
                (name, value)
                for name, value in shipment._current_payload(mappings).items()
                if value != self._fields[name].convert_to_write(shipment[name], self)
            )
            changes[changed].append(shipment.id)
        changes.pop((), None)
        for changed, ids in changes.items():
            self.browse(ids).write(dict(changed))

    def _go_on(self):
        """Send them, at once if they waited, unless something is missing."""
        missing = self.grouped(lambda shipment: shipment._missing())
        ready = missing.pop(None, self.browse())
        for reason, shipments in missing.items():
            shipments.write({"state": "waiting", "waiting_reason": reason})
        ready.filtered(lambda shipment: shipment.state != "pending")._retry()

    def _advance_told(self, mappings: dict):
        before = self._frozen()
        taken = self.state in ("accepted", "success")
        told = self._told() or (before if taken else None)
        self._write_payload(mappings)
        gone = self._is_canceled() or not self._tracking_numbers()
        if self.confirmed_at:
            self._ask_to_correct(before, told, gone)
        elif gone:
            self._withdraw_from(told)
        elif told and not self.read_back_first and says_same(told, self._frozen()):
            self._keep_as_told()
        elif self.state == "failed" and says_same(before, self._frozen()):
            pass  # nothing new: the person was asked already
        else:
            self._correct(told)

    # --- Told already ---

    def _correct(self, told: Shipment | None):
        """Tell the marketplace again, under the same reference."""
        self.told_payload = told and self._dump(told)
        if self.withdraw or self.state in ("accepted", "success", "failed"):
            self.write({"withdraw": False, "state": "waiting", **NO_ERROR})
        self._go_on()

    def _withdraw_from(self, told: Shipment | None):
        """Take the parcel back; one whose taking back was refused stays refused."""
        if self.withdraw:
            return
        self.told_payload = told and self._dump(told)
        self.withdraw = True
        self._retry()

    def _keep_as_told(self):
        """The delivery says again what the marketplace knows."""
        if self.state in ("accepted", "success"):
            return
        now = clock.now(self.env)
        self.write(
            {
                "state": "accepted",
                "withdraw": False,
                "waiting_reason": False,
                "accepted_at": now,
                "next_attempt_at": now,
                **NO_ERROR,
            }
        )

    def _ask_to_correct(self, before: Shipment, told: Shipment | None, gone: bool):
        """What a person confirmed by hand, a person corrects by hand."""
        now, known = self._frozen(), told or before
        if says_same(before, now) or not known.tracking_numbers:
            return
        if says_same(known, now):
            self.write({"state": "confirmed", **NO_ERROR})
            return
        why = Unsupported(CONFIRMED_BY_HAND, code="confirmed_by_hand")
        ask = withdraw_by_hand(why, known) if gone else None
        failure = ask or correct_by_hand(why, known, now)
        self.write({"state": "failed", "withdraw": gone, **self._error_values(failure)})

    # --- Canceled ---

    def _is_canceled(self) -> bool:
        """Whether the delivery is, or turned out to be of another order."""
        return self.picking_id.state == "cancel" or self._is_of_another_order()

    def _is_of_another_order(self) -> bool:
        order = self.sale_order_id
        here = (self.account_id, self.order_ref)
        return bool(order) and here != (
            order.ecommerce_account_id,
            order.ecommerce_order_ref,
        )

    def _close_canceled(self):
        message = say(self.account_id._reader_lang(), NEVER_TOLD)
        self.write(self._after_withdrawal(message))

    def _after_withdrawal(self, message) -> dict:
        """Return what to write once the marketplace has nothing of this parcel: a
        delivery that was not canceled gets another label, and is told anew."""
        values = {
            "withdraw": False,
            "attempt_count": 0,
            "told_payload": False,
            "sent_payload": False,
            "read_back_first": False,
        }
        if self._is_canceled():
            return values | {"state": "canceled", "error_message": message}
        return values | {"state": "waiting", "waiting_reason": "no_tracking"}
