# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..connectors.matching import numbers
from ..connectors.text import _lt
from . import clock, parameters
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

    Orders that are read anyway speak for their shipments; what no reading has
    shown is asked for one by one, less and less often.
    """

    _name = "writeback.verification"
    _description = "Write-back Verification"

    @api.model
    def _verify(self, account, orders):
        """Let orders that were read speak for the shipments of them."""
        by_ref = {order.ref: order for order in orders}
        records = self.search(
            [
                ("account_id", "=", account.id),
                ("order_ref", "in", list(by_ref)),
                ("state", "in", ("accepted", "failed", "pending", "waiting")),
            ]
        )
        for record in records.try_lock_for_update():
            record._judge(by_ref[record.order_ref])

    def _judge(self, order):
        """Success once the marketplace shows our parcel. An order that it has
        shipped without it was confirmed by a person, and is not sent again.

        A parcel that is to be withdrawn is not done by being shown. Nor is a
        correction that leaves the tracking number: the order does not show it.
        """
        told = self._told()
        if self.withdraw or (
            self.state != "accepted" and told and numbers(told) == self._numbers()
        ):
            return
        if self._is_shown_in(order):
            self._close("success")
        elif self.state != "accepted" and not told and order.status == "shipped":
            self._close("confirmed")

    def _is_shown_in(self, order) -> bool:
        raise NotImplementedError

    def _close(self, state: str):
        """Success, or confirmed: by the marketplace's word, it is done."""
        values = {
            "state": state,
            "read_back_first": False,
            "sent_payload": False,
            "waiting_reason": False,
            **NO_ERROR,
        }
        if state == "success":
            values["told_payload"] = self._dump(self._frozen())
        else:
            values["confirmed_at"] = clock.now(self.env)
        self.write(values)

    @api.model
    def _due_read_backs(self, account, limit: int):
        """Accepted shipments that no reading has shown yet, oldest first."""
        domain = self._read_back_domain() & Domain("account_id", "=", account.id)
        return self.search(domain, order="next_attempt_at, id", limit=limit)

    @api.model
    def _accounts_to_read_back(self):
        groups = self._read_group(self._read_back_domain(), ["account_id"])
        return self.env["ecommerce.account"].union(*(account for (account,) in groups))

    @api.model
    def _read_back_domain(self) -> Domain:
        return Domain("state", "=", "accepted") & Domain(
            "next_attempt_at", "<=", clock.now(self.env)
        )

    def _not_shown(self):
        """The marketplace lags: ask again, less and less often, then a person."""
        now = clock.now(self.env)
        limit = timedelta(hours=parameters.verify_hours(self.env))
        for record in self.filtered(lambda record: record.state == "accepted"):
            age = now - record.accepted_at
            record.next_attempt_at = now + max(FIRST_READ_BACK, min(age, limit - age))
            if age >= limit:
                account = record.account_id
                lang, label = account._reader_lang(), account._connector_class().label
                record.write(
                    {
                        "state": "failed",
                        "read_back_first": True,
                        "sent_payload": [
                            record.told_payload or record._dump(record._frozen())
                        ],
                        "told_payload": False,
                        "error_code": "not_shown",
                        "error_message": say(lang, NOT_SHOWN.fill(marketplace=label)),
                        "error_hint": say(lang, NOT_SHOWN_HINT),
                    }
                )
