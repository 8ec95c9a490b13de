# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Telling by the extension Shipment Tracking, or Advanced Shipment Tracking, which
answers at the same addresses (older ones at wc-ast/v3).

Sources: WooCommerce documentation, "Create a tracking item with the Shipment Tracking
REST API", "Create a custom-provider tracking item", "Understand Shipment Tracking REST
API responses", "List Shipment Tracking providers"; zorem, "Shipment Tracking API".
A tracking item has a number, and says nothing of what is in the parcel. It mails
nobody: the number stands in the mail about the completed order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import base
from ..base import Order, OutcomeUnknown, Receipt, Rejected, Shipment
from ..by_hand import shipped_without_us
from ..foreign_text import WORD
from ..outgoing import tracking_numbers
from ..text import _lt
from ..values import Malformed, a_dict, a_list, a_name, a_text, a_time
from .parcel import Parcel, same_number
from .parse import Seen
from .ways import NO_ORDER, Way

_GONE = "woocommerce_rest_order_shipment_tracking_invalid_id"


@dataclass(frozen=True)
class Tracking:
    id: str
    number: str
    provider: str
    parcel: base.Parcel

    def says(self, parcel: Parcel) -> bool:
        named = self.provider.casefold() == parcel.name.casefold()
        return named and same_number(self.number, parcel.number)


class Trackings(Way):
    name = "trackings"
    namespace = "wc-shipment-tracking/v3"
    note = _lt(
        "Tracking numbers are told by the extension Shipment Tracking. An order that "
        "leaves whole is set to Completed, and WooCommerce mails the customer; one "
        "that leaves in several parcels is to be set to Completed in WooCommerce."
    )

    def is_there(self) -> bool:
        return self.answers(self._path(NO_ORDER), "listTrackings")

    def show(self, seen: Seen) -> Order:
        return replace(seen.order, parcels=tuple(t.parcel for t in self._list(seen)))

    def tell(self, seen: Seen, parcel: Parcel) -> Receipt:
        known = _with_number(self._list(seen), parcel.number)
        if known is None and seen.order.status == "shipped":
            raise shipped_without_us()
        whole = self.covers(seen, parcel.items)
        key = known.id if known else self._add(seen, parcel, whole)
        if whole and not seen.completed:
            # Completing it twice is completing it once.
            self.set_status(seen, "completed", repeatable=True)
        return Receipt(key, proof=True)

    def correct(self, seen: Seen, parcel: Parcel, told: Shipment) -> Receipt:
        """There is no changing: what was told is removed, and the new one added."""
        found = self._list(seen)
        old = _with_number(found, tracking_numbers(told)[0])
        if old and old.says(parcel):
            return Receipt(old.id, proof=True)
        if old:
            self._remove(seen, old)
            found.remove(old)
        known = _with_number(found, parcel.number)
        return Receipt(
            known.id if known else self._add(seen, parcel, False), proof=True
        )

    def take_back(self, seen: Seen, told: Shipment) -> None:
        """Remove the number; an order that leaves no more is to be processed again."""
        found = self._list(seen)
        known = _with_number(found, tracking_numbers(told)[0])
        if known is None:
            return
        if len(found) == 1 and seen.completed:
            self.set_status(seen, "processing", repeatable=True)
        self._remove(seen, known)

    # -- operations

    def _path(self, order_id: str) -> str:
        return f"{self.namespace}/orders/{order_id}/shipment-trackings"

    def _list(self, seen: Seen) -> list[Tracking]:
        answer = self.call(
            "GET", self._path(seen.id), api="orders", operation="listTrackings"
        )
        return self.read(answer, lambda data: list(map(_parse, a_list(data, "body"))))

    def _add(self, seen: Seen, parcel: Parcel, whole: bool) -> str:
        """Add a number. One whose outcome is unknown is looked up at once where the
        order is to be completed after it: nobody would come back for that."""
        try:
            answer = self.call(
                "POST",
                self._path(seen.id),
                api="writeback",
                operation="createTracking",
                json={
                    "tracking_number": parcel.number,
                    "date_shipped": parcel.day,
                    **self._provider(parcel),
                },
            )
        except OutcomeUnknown as failure:
            doubt = failure
        else:
            data = answer.data if isinstance(answer.data, dict) else {}
            key = data.get("tracking_id")
            return key if isinstance(key, str) and key else parcel.reference
        known = _with_number(self._list(seen), parcel.number) if whole else None
        if known is None:
            raise doubt
        return known.id

    def _remove(self, seen: Seen, known: Tracking) -> None:
        try:
            self.call(
                "DELETE",
                f"{self._path(seen.id)}/{known.id}",
                api="writeback",
                operation="deleteTracking",
            )
        except Rejected as refusal:
            if refusal.code != _GONE:
                raise

    def _provider(self, parcel: Parcel) -> dict[str, str]:
        """Name the provider as the shop lists it; one that it does not list would be
        shown as nothing, and goes as a custom one."""
        for name in self._listed():
            if name.casefold() == parcel.name.casefold():
                return {"tracking_provider": name}
        custom = {"custom_tracking_provider": parcel.name}
        if parcel.url:
            # The extension fills in %1$s: any other percent sign is to be doubled.
            custom["custom_tracking_link"] = parcel.url.replace("%", "%%")
        return custom

    def _listed(self) -> list[str]:
        answer = self.call(
            "GET",
            f"{self.namespace}/shipment-trackings/providers",
            api="writeback",
            operation="listProviders",
            accept=(404,),
        )
        groups = answer.data if answer.status == 200 else None
        lists = groups.values() if isinstance(groups, dict) else ()
        return [name for names in lists if isinstance(names, dict) for name in names]


class OldTrackings(Trackings):
    """Advanced Shipment Tracking before it took over the extension's address."""

    name = "old trackings"
    namespace = "wc-ast/v3"


def _with_number(found: list[Tracking], number: str) -> Tracking | None:
    return next((t for t in found if same_number(t.number, number)), None)


def _parse(value: object) -> Tracking:
    data = a_dict(value, "tracking")
    key = a_name(data.get("tracking_id"), "tracking_id", required=True)
    number = a_name(data.get("tracking_number"), "tracking_number")
    provider = a_text(data.get("tracking_provider"), "tracking_provider", WORD)
    try:
        left_at = a_time(data.get("date_shipped"), "date_shipped")
    except Malformed:  # Advanced Shipment Tracking writes it as the shop's pages do
        left_at = None
    return Tracking(key, number, provider, base.Parcel(key, provider, number, left_at))
