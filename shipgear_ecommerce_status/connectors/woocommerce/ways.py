# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How a shop can be told that a parcel left. Which way there is is found by probing.

A :class:`Way` reads parcels and writes them. It never sends what is there already: it
reads first, because WooCommerce makes a second parcel of every repetition.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar

from ..answers import Answer, Explanation
from ..base import Order, Receipt, Rejected, Shipment
from ..text import Text
from .errors import NO_ROUTE, UNKNOWN_ORDER, explain
from .parcel import Parcel
from .parse import Seen

#: An order that no shop has.
NO_ORDER = "0"
#: Seconds for which a way that was found is used by other connectors of the shop.
KEPT = 900.0

Read = TypeVar("Read")


class Way(ABC):
    """``note`` is shown to people: what is used, and what it cannot do.

    :param call: sends one request: method, path below /wp-json/, api, operation, …
    :param read: reads an answer, see HttpConnector
    :param covers: whether these pieces are all that is left to ship of an order
    """

    name: ClassVar[str]
    note: ClassVar[Text]

    def __init__(
        self,
        call: Callable[..., Answer],
        read: Callable[[Answer, Callable[[object], Read]], Read],
        covers: Callable[[Seen, dict[str, int]], bool],
    ):
        self.call, self.read, self.covers = call, read, covers

    @abstractmethod
    def is_there(self) -> bool:
        """Whether the shop has this way."""

    @abstractmethod
    def show(self, seen: Seen) -> Order:
        """Return an order with its parcels and what they mean for it."""

    @abstractmethod
    def tell(self, seen: Seen, parcel: Parcel) -> Receipt:
        """Tell of a parcel, unless it is told already."""

    @abstractmethod
    def correct(self, seen: Seen, parcel: Parcel, told: Shipment) -> Receipt:
        """Replace what was told of a parcel."""

    @abstractmethod
    def take_back(self, seen: Seen, told: Shipment) -> None:
        """Take a parcel back, if it is there."""

    # -- for the ways

    def answers(self, path: str, operation: str) -> bool:
        """Whether there is a route at a path that names an order nobody has."""
        try:
            self.call(
                "GET", path, api="writeback", operation=operation, explain=_looked_for
            )
        except Rejected as refusal:
            if refusal.code not in (NO_ROUTE, *UNKNOWN_ORDER):
                raise
            return refusal.code != NO_ROUTE
        return True

    def set_status(self, seen: Seen, status: str, **arguments) -> bool:
        """Set the status of an order; return whether the answer says so."""
        answer = self.call(
            "PUT",
            f"wc/v3/orders/{seen.id}",
            api="writeback",
            operation="updateOrder",
            params={"_fields": "id,status"},
            json={"status": status},
            buyer_data=True,
            **arguments,
        )
        return isinstance(answer.data, dict) and answer.data.get("status") == status


def _looked_for(answer: Answer) -> Explanation:
    """A way that a shop does not have is no failure of the shop, whose lamp would
    turn red."""
    said = explain(answer)
    return replace(said, error=Rejected) if said.code == NO_ROUTE else said


class KnownWays:
    """The way of each shop, for the connectors of this process."""

    def __init__(self) -> None:
        self._ways: dict[str, tuple[str, float]] = {}

    def get(self, shop: str) -> str:
        name, until = self._ways.get(shop, ("", 0.0))
        return name if time.monotonic() < until else ""

    def keep(self, shop: str, name: str, seconds: float = KEPT) -> None:
        self._ways[shop] = name, time.monotonic() + seconds


#: Of this process.
WAYS = KnownWays()
