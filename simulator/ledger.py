# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the marketplace believes, and how often the customer was told."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One shipment confirmation that a marketplace accepted.

    ``kind``: ``new`` added a package, ``changed`` edited one known by its
    reference, ``repeat`` said nothing new. ``told``: the customer got a message,
    which happens for each new package and each changed tracking number.
    ``source``: ``api``, or ``person`` for one typed in by hand.
    """

    time: str
    platform: str
    seller: str
    order: str
    reference: str
    tracking: str
    carrier: str
    service: str
    shipped_at: str
    lines: tuple[dict, ...]
    kind: str
    told: bool
    source: str = "api"


class Ledger:
    def __init__(self):
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._by_order: dict[str, list[Confirmation]] = defaultdict(list)
            self._all: list[Confirmation] = []
            self._buyer_data_requests = 0

    def record(self, confirmation: Confirmation) -> None:
        with self._lock:
            self._all.append(confirmation)
            self._by_order[confirmation.order].append(confirmation)

    def note_buyer_data_request(self) -> None:
        with self._lock:
            self._buyer_data_requests += 1

    def confirmations(self, order: str = "", seller: str = "") -> list[Confirmation]:
        """Return what was accepted, oldest first, of one order or seller or all."""
        with self._lock:
            found = list(self._by_order.get(order, ()) if order else self._all)
        return [each for each in found if not seller or each.seller == seller]

    def told(self, order: str) -> int:
        """Return how many messages the customer of an order got."""
        return sum(each.told for each in self.confirmations(order))

    @property
    def buyer_data_requests(self) -> int:
        return self._buyer_data_requests

    def report(self, order: str = "", seller: str = "") -> dict:
        """Return the confirmations and their sums, ready for JSON."""
        found = self.confirmations(order, seller)
        kinds = Counter(each.kind for each in found)
        told = Counter((each.order, each.tracking) for each in found if each.told)
        return {
            "confirmations": [asdict(each) for each in found],
            "summary": {
                "accepted": len(found),
                "new": kinds["new"],
                "changed": kinds["changed"],
                "repeats": kinds["repeat"],
                "told": told.total(),
                "orders": len({each.order for each in found}),
                "told_twice": [
                    {"order": order, "tracking": tracking, "times": times}
                    for (order, tracking), times in told.items()
                    if times > 1
                ],
                "buyer_data_requests": self.buyer_data_requests,
            },
        }
