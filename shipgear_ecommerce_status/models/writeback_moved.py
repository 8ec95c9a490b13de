# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import api, models

from . import clock

#: A marketplace may show late what the other database told it just before.
MOVED_REST = timedelta(minutes=2)


class WritebackMoved(models.AbstractModel):
    """What another database may have told already: the one that this is a copy of, or
    this very one at a time that a backup does not know of."""

    _name = "writeback.moved"
    _description = "Write-back in a Moved Database"

    @api.model
    def _ask_first_all(self, accounts):
        """The accounts just went on here: read before anything that waits is sent.

        A lease that was open in the other database runs out, and is read back as well.
        What waits for something, or failed, is asked for when it is to be sent.
        """
        pending = self.search(
            [("account_id", "in", accounts.ids), ("state", "=", "pending")]
        )
        pending.write({"read_back_first": True})
        rested = clock.now(self.env) + MOVED_REST
        early = pending.filtered(lambda shipment: shipment.next_attempt_at < rested)
        early.write({"next_attempt_at": rested})

    def _ask_first(self):
        """Read before those are sent that the other database may have told."""
        self.filtered(lambda s: s._may_be_told_elsewhere()).read_back_first = True

    def _may_be_told_elsewhere(self) -> bool:
        if not self.account_id.moved_at or self.told_payload or self.withdraw:
            return False
        return self._is_from_before(self.account_id, self.order_id, self.sale_order_id)

    @api.model
    def _is_from_before(self, account, order, sale_order) -> bool:
        """Whether an order is older than the account's being in this database."""
        if not account.moved_at:
            return False
        bought = order.purchased_at or sale_order.date_order
        return not bought or bought <= account.moved_at

    @api.model
    def _may_be_told_already(self, vals: dict) -> bool:
        """Whether what is being queued may have been told of before: by another
        database, or by another program before the account was connected.

        :param vals: of a shipment that is new
        """
        account = self.account_id.browse(vals["account_id"])
        if vals["shipped_at"] < account.create_date.replace(microsecond=0):
            return True
        order = self.order_id.browse(vals["order_id"])
        sale_order = self.sale_order_id.browse(vals["sale_order_id"])
        return self._is_from_before(account, order, sale_order)
