# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling by the order's status alone, where a shop has nothing better.

Source: WooCommerce REST API v3 documentation, "Orders" (status). A status has no parts:
told for a part, it would be told wrongly; kept back until the last part, it would be
lost where the rest never leaves. So a part is refused, and a person decides.
"""

from __future__ import annotations

from ..base import Order, Receipt, Shipment, Unsupported
from ..by_hand import shipped_without_us
from ..text import _lt
from .parcel import Parcel
from .parse import Seen
from .ways import Way


class Completion(Way):
    name = "completion"
    note = _lt(
        "The shop has neither Order Fulfillments nor Shipment Tracking: orders are "
        "only set to Completed, without a tracking number, and WooCommerce mails the "
        "customer. A part of an order cannot be told."
    )

    def is_there(self) -> bool:
        return True

    def show(self, seen: Seen) -> Order:
        return seen.order

    def tell(self, seen: Seen, parcel: Parcel) -> Receipt:
        if seen.order.status == "shipped":
            raise shipped_without_us()
        if not self.covers(seen, parcel.items):
            raise Unsupported(
                _lt(
                    "The parcel has only a part of the order, which this shop "
                    "cannot be told."
                ),
                code="part",
                hint=_lt(
                    "Turn Order Fulfillments on in WooCommerce, or install Shipment "
                    "Tracking, and retry. Or set the order to Completed there when all "
                    "of it has left, and press Mark as Confirmed."
                ),
            )
        return Receipt(seen.id, proof=self.set_status(seen, "completed"))

    def correct(self, seen: Seen, parcel: Parcel, told: Shipment) -> Receipt:
        """The number was never told: there is nothing to correct."""
        if seen.order.status == "shipped":
            return Receipt(seen.id, proof=True)
        return self.tell(seen, parcel)

    def take_back(self, seen: Seen, told: Shipment) -> None:
        if seen.completed:
            self.set_status(seen, "processing")
