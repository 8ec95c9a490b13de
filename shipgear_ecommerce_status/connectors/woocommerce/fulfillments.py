# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling by WooCommerce's own Order Fulfillments.

Source: WooCommerce REST API v3 documentation, "Order fulfillments"; documentation of
the feature of the same name for the meta keys. A fulfillment is a parcel: items, one
number, one provider.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import base
from ..base import Order, Receipt, Shipment, ShipmentLine
from ..by_hand import shipped_without_us
from ..foreign_text import WORD, one_line
from ..outgoing import tracking_numbers
from ..text import _lt
from ..values import a_decimal, a_dict, a_list, an_id
from .carriers import OTHER
from .parcel import Parcel, check_left, same_number
from .parse import Seen
from .ways import NO_ORDER, Way

#: Our own meta key: by it a parcel is known again, and never sent a second time.
REFERENCE = "_shipgear_reference"
#: The second is what one version of the documentation called it.
_PROVIDERS = ("_shipment_provider", "_shipping_provider")
_OURS = ("_items", "_tracking_number", "_tracking_url", "_provider_name", *_PROVIDERS)


@dataclass(frozen=True)
class Fulfillment:
    """``done``: fulfilled, no draft. ``meta``: all of it, key -> value."""

    id: str
    done: bool
    number: str
    provider: str
    reference: str
    items: dict[str, float]
    meta: dict[str, object]


class Fulfillments(Way):
    name = "fulfillments"
    note = _lt(
        "Parcels are told by WooCommerce's Order Fulfillments, with number and items. "
        "The order's own status stays as it is: set it to Completed in WooCommerce."
    )

    def is_there(self) -> bool:
        return self.answers(_path(NO_ORDER), "listFulfillments")

    def show(self, seen: Seen) -> Order:
        order, done = seen.order, self._done(seen)
        shipped = _shipped(done)
        status = order.status
        if status == "unshipped" and any(shipped.values()):
            status = "shipped" if self.covers(seen, shipped) else "partial"
        return replace(
            order,
            status=status,
            lines=tuple(
                replace(
                    line, quantity_shipped=shipped.get(line.ref, line.quantity_shipped)
                )
                for line in order.lines
            ),
            parcels=tuple(map(_parcel, done)),
        )

    def tell(self, seen: Seen, parcel: Parcel) -> Receipt:
        done = self._done(seen)
        for known in done:
            if known.reference == parcel.reference:
                return Receipt(known.id, proof=True)
        if seen.completed:
            raise shipped_without_us()
        shipped = _shipped(done)
        left = {x.ref: x.quantity - shipped.get(x.ref, 0) for x in seen.order.lines}
        check_left(parcel, left)
        return self._write("POST", _path(seen.id), parcel, _meta(parcel))

    def correct(self, seen: Seen, parcel: Parcel, told: Shipment) -> Receipt:
        known = self._find(seen, told)
        if known is None:
            return self.tell(seen, parcel)
        meta = {key: v for key, v in known.meta.items() if key not in _OURS}
        meta |= _meta(parcel)
        if meta == known.meta:
            return Receipt(known.id, proof=True)
        # WooCommerce drops the meta data that a PUT does not bring along.
        return self._write("PUT", f"{_path(seen.id)}/{known.id}", parcel, meta)

    def take_back(self, seen: Seen, told: Shipment) -> None:
        known = self._find(seen, told)
        if known is not None:
            self.call(
                "DELETE",
                f"{_path(seen.id)}/{known.id}",
                api="writeback",
                operation="deleteFulfillment",
                params=_notice(told.notify_buyer),
            )

    # -- operations

    def _done(self, seen: Seen) -> list[Fulfillment]:
        answer = self.call(
            "GET", _path(seen.id), api="orders", operation="listFulfillments"
        )
        found = self.read(answer, lambda data: list(map(_parse, a_list(data, "body"))))
        return [fulfillment for fulfillment in found if fulfillment.done]

    def _find(self, seen: Seen, told: Shipment) -> Fulfillment | None:
        """Return what was told: by our reference, else by its number and items."""
        done = self._done(seen)
        for known in done:
            if known.reference == told.reference:
                return known
        number = tracking_numbers(told)[0]
        items = {line.line_ref: line.quantity for line in told.lines}
        for known in done:
            if same_number(known.number, number) and known.items == items:
                return known
        return None

    def _write(self, method: str, path: str, parcel: Parcel, meta: dict) -> Receipt:
        answer = self.call(
            method,
            path,
            api="writeback",
            operation="createFulfillment" if method == "POST" else "updateFulfillment",
            params=_notice(parcel.notify),
            json={
                "status": "fulfilled",
                "is_fulfilled": True,
                "meta_data": [{"key": key, "value": meta[key]} for key in meta],
            },
        )
        data = answer.data if isinstance(answer.data, dict) else {}
        key = data.get("id")
        known = isinstance(key, int) and data.get("is_fulfilled") is True
        return Receipt(str(key) if known else parcel.reference, proof=known)


def _path(order_id: str) -> str:
    return f"wc/v3/orders/{order_id}/fulfillments"


def _notice(notify: bool) -> dict[str, str]:
    return {"notify_customer": "true" if notify else "false"}


def _meta(parcel: Parcel) -> dict[str, object]:
    meta: dict[str, object] = {
        "_items": [{"item_id": int(ref), "qty": n} for ref, n in parcel.items.items()],
        "_tracking_number": parcel.number,
        "_shipment_provider": parcel.provider,
        REFERENCE: parcel.reference,
    }
    if parcel.provider == OTHER:
        meta["_provider_name"] = parcel.name
    if parcel.url:
        meta["_tracking_url"] = parcel.url
    return meta


def _parse(value: object) -> Fulfillment:
    data = a_dict(value, "fulfillment")
    rows = a_list(data.get("meta_data") or [], "meta_data")
    rows = [a_dict(row, "meta_data[]") for row in rows]
    meta = {
        row["key"]: row.get("value") for row in rows if isinstance(row.get("key"), str)
    }
    provider = next(filter(None, (_word(meta, key) for key in _PROVIDERS)), "")
    items: dict[str, float] = {}
    for item in a_list(meta.get("_items") or [], "_items"):
        item = a_dict(item, "_items[]")
        ref = an_id(item.get("item_id"), "item_id")
        items[ref] = items.get(ref, 0) + a_decimal(item.get("qty"), "qty")
    return Fulfillment(
        id=an_id(data.get("id"), "id"),
        done=data.get("is_fulfilled") is True and not data.get("date_deleted"),
        number=_word(meta, "_tracking_number"),
        provider=_word(meta, "_provider_name") if provider == OTHER else provider,
        reference=_word(meta, REFERENCE),
        items=items,
        meta=meta,
    )


def _word(meta: dict[str, object], key: str) -> str:
    """Read a value that may be a number; plugins write what they like, which is ""."""
    value = meta.get(key)
    if isinstance(value, int) and abs(value) < 10**20:
        value = str(value)
    return one_line(value, WORD) if isinstance(value, str) else ""


def _shipped(done: list[Fulfillment]) -> dict[str, float]:
    shipped: dict[str, float] = {}
    for fulfillment in done:
        for ref, quantity in fulfillment.items.items():
            shipped[ref] = shipped.get(ref, 0) + quantity
    return shipped


def _parcel(known: Fulfillment) -> base.Parcel:
    lines = (ShipmentLine(ref, quantity) for ref, quantity in known.items.items())
    return base.Parcel(known.id, known.provider, known.number, None, tuple(lines))
