# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from odoo import models
from odoo.tools import split_every

from ..connectors.base import OrderLine, Rejected, Shipment
from ..connectors.matching import match_lines, with_lines
from ..connectors.text import _lt

BATCH = 500
#: Of these, a person can tell the marketplace: nothing is sent for them by itself.
TOLD_BY_HAND = ("failed", "waiting")
#: Why another one is not in the file.
LEFT_OUT = {
    "accepted": "known",
    "success": "known",
    "confirmed": "known",
    "pending": "sent",
    "sending": "sent",
    "canceled": "canceled",
}
ITEMS_UNKNOWN = _lt("Which items of the order are in this parcel is not known.")
ITEMS_UNKNOWN_HINT = _lt(
    "Press Update to read the marketplace's orders, and export again. If this "
    "persists, confirm the order on the marketplace's own page."
)


class WritebackUpload(models.AbstractModel):
    """What a person tells the marketplace with a file of its own."""

    _name = "writeback.upload"
    _description = "Write-back by Upload"

    def _not_uploaded(self) -> str | None:
        """Why a shipment that is not sent by itself is not told by upload either.

        What the marketplace was told once is corrected or taken back by hand: the
        file can only say that a parcel left.
        """
        if self.withdraw or self.told_payload or self.confirmed_at:
            return "corrected"
        return "canceled" if self.order_id.status == "canceled" else None

    def _as_uploaded(self) -> Shipment:
        """Return what is told, with its lines named as the marketplace names them, or
        without lines where it is all of its order.

        :raises Rejected: what is in the parcel cannot be told
        """
        if self.order_id and self.line_ids:
            return self._with_order_lines()
        if self._is_whole_sale():
            return self._frozen()
        raise Rejected(ITEMS_UNKNOWN, code="items_unknown", hint=ITEMS_UNKNOWN_HINT)

    def _with_order_lines(self) -> Shipment:
        if all(line.order_line_id for line in self.line_ids):
            return replace(self._frozen(), lines=self.line_ids._taken())
        wanted, used = self.line_ids._wanted(self.order_id)
        order_lines = [
            OrderLine(line.ref, line.sku or "", line.title or "", line.quantity)
            for line in self.order_id.line_ids
        ]
        refs = match_lines(wanted, order_lines, used)
        return with_lines(self._frozen(), wanted, refs)

    def _is_whole_sale(self) -> bool:
        """Whether nothing of the sales order left, or will leave, in another parcel."""
        quantities = Counter()
        for line in self.line_ids:
            quantities[line.sale_line_id] += line.quantity
        goods = self.sale_order_id.sudo().order_line.filtered(
            lambda line: line.product_id.type == "consu" and line.product_uom_qty > 0
        )
        return bool(goods) and all(
            line.product_uom_id.compare(quantities[line], line.product_uom_qty) >= 0
            for line in goods
        )

    def _upload_rows(
        self, upload_file, zone
    ) -> Iterator[tuple["WritebackUpload", list[tuple] | Rejected]]:
        """Yield each shipment with its rows of the file, or with what it lacks.

        Many may be passed: they are read, and forgotten, in batches.
        """
        for ids in split_every(BATCH, self.ids):
            batch = self.browse(ids)
            for shipment in batch:
                try:
                    rows = upload_file.rows(shipment._as_uploaded(), zone)
                except Rejected as lack:
                    rows = lack
                yield shipment, rows
            batch.line_ids.invalidate_recordset()
            batch.invalidate_recordset()
