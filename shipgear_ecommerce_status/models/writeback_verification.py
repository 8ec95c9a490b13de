# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..connectors.matching import numbers
from ..connectors.text import _lt
from . import clock, parameters
from .automation import for_each
from .translation import say
from .writeback_outbox import NO_ERROR

#: A marketplace may lag; orders read meanwhile usually show the parcel earlier.
FIRST_READ_BACK = timedelta(minutes=10)
NOT_SHOWN = _lt("%(marketplace)s accepted the confirmation but does not show it.")
NOT_SHOWN_HINT = _lt(
    "Open the order on the marketplace. If the parcel is there, press Mark as "
    "Confirmed, otherwise Retry."
)


class WritebackVerification(models.AbstractModel):
    """Accepted becomes success only when the marketplace itself shows the parcel.
    What a person confirmed there stays confirmed, and is verified in the same way.

    Orders that are read anyway speak for their shipments; what no reading has
    shown is asked for one by one, less and less often.
    """

    _name = "writeback.verification"
    _description = "Write-back Verification"

    @api.model
    def _verify(self, account, orders):
        """Let orders that were read speak for the shipments of them."""
        by_ref = {order.ref: order for order in orders}
        unverified = Domain("state", "=", "confirmed") & Domain(
            [("confirmed_by_id", "!=", False), ("verified_at", "=", False)]
        )
        records = self.search(
            Domain("account_id", "=", account.id)
            & Domain("order_ref", "in", list(by_ref))
            & (
                Domain("state", "in", ("accepted", "failed", "pending", "waiting"))
                | unverified
            )
        )
        records = records.try_lock_for_update()
        if not records:
            return
        siblings, now = records._siblings(), clock.now(self.env)
        with self._telling():
            for_each(records, lambda some: some._judge_all(by_ref, siblings, now))

    def _judge_all(self, by_ref: dict, siblings: dict, now):
        for record in self:
            ref = record.order_ref
            record._judge(by_ref[ref], siblings[ref], now)

    def _judge(self, order, siblings, now):
        """Success once the marketplace shows our parcel. An order that it has
        shipped without it was confirmed by a person, and is not sent again.

        A parcel that is to be withdrawn is not done by being shown. Nor is a
        correction that leaves the tracking number: the order does not show it.
        """
        told = self._told()
        if self.state == "confirmed":
            self._judge_by_hand(order, siblings, now)
        elif self.withdraw or (
            self.state != "accepted" and told and numbers(told) == self._numbers()
        ):
            return
        elif self._is_shown_in(order, siblings):
            state = "confirmed" if self.confirmed_at else "success"
            self._close(state, now, shown=True)
        elif self.state != "accepted" and not told and order.status == "shipped":
            self._close("confirmed", now, shown=False)

    def _judge_by_hand(self, order, siblings, now):
        """What a person confirmed is verified by being shown; where there is no
        tracking number to look for, by the order being shipped."""
        shown = self._is_shown_in(order, siblings)
        if not self._tracking_numbers():
            shown = order.status == "shipped"
        if shown and not self.withdraw:
            self._close("confirmed", now, shown=True)

    def _is_shown_in(self, order, siblings) -> bool:
        raise NotImplementedError

    def _close(self, state: str, now, *, shown: bool):
        """Success, or confirmed: by the marketplace's word, it is done.

        :param shown: whether the marketplace shows this very parcel
        """
        values = {
            "state": state,
            "read_back_first": False,
            "sent_payload": False,
            "waiting_reason": False,
            "next_attempt_at": False,
            **NO_ERROR,
        }
        if shown and self._tracking_numbers():
            values["told_payload"] = self._dump(self._frozen())
        if shown and state == "confirmed":
            values |= {"verified_at": now, "not_shown_at": False}
            self.env["ecommerce.shipment.event"]._record(self, "verified")
        elif state == "confirmed":
            values["confirmed_at"] = now
        self.write(values)

    @api.model
    def _due_read_backs(self, account, limit: int):
        """Shipments that no reading has shown yet, oldest first."""
        domain = self._read_back_domain() & Domain("account_id", "=", account.id)
        return self.search(domain, order="next_attempt_at, id", limit=limit)

    @api.model
    def _accounts_to_read_back(self):
        groups = self._read_group(self._read_back_domain(), ["account_id"])
        return self.env["ecommerce.account"].union(*(account for (account,) in groups))

    @api.model
    def _read_back_domain(self) -> Domain:
        return Domain("state", "in", ("accepted", "confirmed")) & Domain(
            "next_attempt_at", "<=", clock.now(self.env)
        )

    @api.model
    def _read_back_in_vain(self, account, order_ref: str, error):
        """What is still unverified of an order that was asked for.

        :param error: why the order was not read, None where it was
        """
        records = self.search(
            [
                ("account_id", "=", account.id),
                ("order_ref", "=", order_ref),
                ("state", "in", ("accepted", "confirmed")),
                ("next_attempt_at", "!=", False),
            ]
        )
        unread = bool(error and error.retryable)
        with self._telling():
            for_each(records, lambda some: some._not_shown(unread))

    def _not_shown(self, unread: bool = False):
        """The marketplace lags: ask again, less and less often, then a person.

        A person is not told that something is missing where nothing was read.
        """
        now = clock.now(self.env)
        limit = timedelta(hours=parameters.verify_hours(self.env))
        for record in self:
            by_person = record.state == "confirmed"
            age = now - (record.confirmed_at if by_person else record.accepted_at)
            record.next_attempt_at = now + max(FIRST_READ_BACK, min(age, limit - age))
            if age < limit:
                continue
            if not by_person:
                record._fail_not_shown()
            elif not unread:
                self.env["ecommerce.shipment.event"]._record(record, "not_shown")
                record.write({"not_shown_at": now, "next_attempt_at": False})

    def _fail_not_shown(self):
        account = self.account_id
        lang, label = account._reader_lang(), account._connector_class().label
        self.write(
            {
                "state": "failed",
                "read_back_first": True,
                "sent_payload": [self.told_payload or self._dump(self._frozen())],
                "told_payload": False,
                "error_code": "not_shown",
                "error_message": say(lang, NOT_SHOWN.fill(marketplace=label)),
                "error_hint": say(lang, NOT_SHOWN_HINT),
            }
        )
