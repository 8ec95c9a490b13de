# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Order Fulfillments as WooCommerce keeps them (REST API v3, "Order fulfillments").

Like WooCommerce, it looks at the form of the items only: whether the order has them,
and has them still, it does not ask.
"""

from __future__ import annotations

from .limits import Clock
from .market import Market, Order, Package
from .woocommerce_documents import local_time

STATUSES = ("fulfilled", "unfulfilled")


class FulfillmentDesk:
    """What is more than a package stands in the order's details, by its id."""

    def __init__(self, market: Market, clock: Clock):
        self._market = market
        self._clock = clock

    def documents(self, order: Order) -> list[dict]:
        kept = self._kept(order)
        return [self._document(order, key, kept[key]) for key in kept]

    def write(self, order: Order, body: dict, notify: bool, key: str = "") -> dict:
        """Create a fulfillment, or replace one; raises ValueError."""
        kept = self._kept(order)
        if key and key not in kept:
            raise ValueError("Fulfillment not found.")
        if body.get("status", "unfulfilled") not in STATUSES:
            raise ValueError("Invalid fulfillment status.")
        meta = {row["key"]: row.get("value") for row in body["meta_data"]}
        lines = _lines(meta.get("_items"))
        key = key or self._new_key(order)
        done = body.get("status") == "fulfilled"
        if done:
            meta.setdefault("_date_fulfilled", local_time(self._clock.now()))
            self._accept(order, key, meta, lines, notify)
        kept[key] = {"done": done, "meta": meta}
        self._market.note(order, fulfillments=kept)
        return self._document(order, key, kept[key])

    def _accept(self, order: Order, key: str, meta: dict, lines, notify: bool) -> None:
        provider = str(meta.get("_shipment_provider", ""))
        named = meta.get("_provider_name", "") if provider == "other" else provider
        self._market.accept(
            order,
            Package(
                reference=key,
                tracking=str(meta.get("_tracking_number", "")),
                carrier=str(named),
                service="",
                shipped_at=local_time(self._clock.now()) + "Z",
                lines=lines,
                notify=notify,
                accepted_at=self._clock.now(),
            ),
        )

    def delete(self, order: Order, key: str) -> None:
        kept = self._kept(order)
        if key not in kept:
            raise ValueError("Fulfillment not found.")
        if kept.pop(key)["done"]:
            packages = order.packages(self._clock.now())
            self._market.withdraw(order, next(r for r in packages if _key(r) == key))
        self._market.note(order, fulfillments=kept)

    def _new_key(self, order: Order) -> str:
        used = len(order.history) + len(order.details.get("fulfillments", ()))
        return str(int(order.key or order.order_id) * 100 + used + 1)

    def _kept(self, order: Order) -> dict[str, dict]:
        """Return all fulfillments: also what a person made without this API."""
        kept = dict(order.details.get("fulfillments", {}))
        for package in order.packages(self._clock.now()).values():
            items = [{"item_id": int(ref), "qty": n} for ref, n in package.lines]
            made = {
                "_items": items,
                "_tracking_number": package.tracking,
                "_shipment_provider": package.carrier.lower(),
            }
            kept.setdefault(_key(package.reference), {"done": True, "meta": made})
        return kept

    def _document(self, order: Order, key: str, kept: dict) -> dict:
        return {
            "id": int(key),
            "entity_type": "WC_Order",
            "entity_id": order.key or order.order_id,
            "status": "fulfilled" if kept["done"] else "unfulfilled",
            "is_fulfilled": kept["done"],
            "date_updated": local_time(order.updated_at),
            "date_deleted": None,
            "meta_data": [
                {"id": number, "key": name, "value": value}
                for number, (name, value) in enumerate(kept["meta"].items(), 1)
            ],
        }


def _key(reference: str) -> str:
    """Return the id of a package; those of people have names for references."""
    return reference if reference.isdecimal() else str(9_000 + len(reference))


def _lines(items: object) -> tuple[tuple[str, int], ...]:
    if not items:
        raise ValueError("The fulfillment should contain at least one item.")
    if not isinstance(items, list):
        raise ValueError("The fulfillment items should be an array.")
    lines = []
    for item in items:
        ref, quantity = item.get("item_id"), item.get("qty")
        if type(ref) is not int or type(quantity) not in (int, float):
            raise ValueError("Invalid item.")
        if ref <= 0 or quantity <= 0:
            raise ValueError("Invalid item.")
        lines.append((str(ref), quantity))
    return tuple(lines)
