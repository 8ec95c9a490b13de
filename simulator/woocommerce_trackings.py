# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Tracking items as the extension Shipment Tracking keeps them, and what an order's
status tells where there is no such extension.

By the extension's REST API documentation: every item that is posted is one more.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from .limits import Clock
from .market import Market, Order, Package
from .woocommerce_documents import local_time

PROVIDERS = {
    "Global": {"Aramex": "https://www.aramex.com/track?number=%1$s"},
    "United States": {
        "Fedex": "https://www.fedex.com/track?number=%1$s",
        "UPS": "https://www.ups.com/track?number=%1$s",
        "USPS": "https://tools.usps.com/tracking/%1$s",
    },
}
_COMPLETED = "completed"


class TrackingDesk:
    def __init__(self, market: Market, clock: Clock):
        self._market = market
        self._clock = clock

    def documents(self, order: Order) -> list[dict]:
        packages = order.packages(self._clock.now())
        return [_document(order, each) for each in packages.values() if each.tracking]

    def add(self, order: Order, body: dict) -> dict:
        """Add a number. What is in the parcel nobody says: all that no other has."""
        now = self._clock.now()
        shipped = order.shipped(now)
        left = ((x.line_id, x.quantity - shipped[x.line_id]) for x in order.lines)
        package = Package(
            reference=secrets.token_hex(16),
            tracking=body["tracking_number"],
            carrier=_provider(body),
            service="",
            shipped_at=body.get("date_shipped") or local_time(now)[:10],
            lines=tuple((ref, quantity) for ref, quantity in left if quantity > 0),
            accepted_at=now,
        )
        self._market.accept(order, package)
        return _document(order, package)

    def remove(self, order: Order, key: str) -> dict | None:
        package = order.packages(self._clock.now()).get(key)
        if package is None:
            return None
        self._market.withdraw(order, key)
        return _document(order, package)

    def complete(self, order: Order, completed: bool) -> None:
        """Tell, or take back, by the status alone; completing twice is once."""
        known = order.packages(self._clock.now()).get(_COMPLETED)
        if completed:
            whole = tuple((line.line_id, line.quantity) for line in order.lines)
            package = Package(_COMPLETED, "", "", "", "", whole)
            now = self._clock.now()
            self._market.accept(order, replace(package, accepted_at=now))
        elif known:
            self._market.withdraw(order, _COMPLETED)


def _provider(body: dict) -> str:
    """Return what people read: of a provider that is not listed, nothing."""
    listed = [name for group in PROVIDERS.values() for name in group]
    name = body.get("tracking_provider", "")
    return body.get("custom_tracking_provider") or (name if name in listed else "")


def _document(order: Order, package: Package) -> dict:
    order_id = order.key or order.order_id
    return {
        "tracking_id": package.reference,
        "tracking_provider": package.carrier,
        "tracking_link": "",
        "tracking_number": package.tracking,
        "date_shipped": package.shipped_at[:10],
        "_links": {"up": [{"href": f"https://shop.example.com/orders/{order_id}"}]},
    }
