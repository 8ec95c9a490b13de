# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Sellers, orders and items of one marketplace, in no platform's format."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .journal import Journal
from .ledger import Confirmation, Ledger
from .limits import Clock, to_iso
from .prices import Terms

RIGHTS = frozenset(("products", "orders", "writeback"))
STATUSES = ("pending", "unshipped", "partial", "shipped", "canceled")


@dataclass(frozen=True, slots=True)
class Seller:
    seller_id: str
    client_id: str
    client_secret: str
    refresh_token: str
    marketplace_id: str
    rights: frozenset[str] = RIGHTS
    #: What a platform's file says it knows, such as the plan of a shop.
    options: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """``price`` of one piece, ``discount`` of the line: as they are listed."""

    line_id: str
    sku: str
    title: str
    number: str
    quantity: int
    price: str = "19.90"
    discount: str = "0.00"


@dataclass(frozen=True, slots=True)
class Package:
    """One version of a package. ``lines`` are pairs of line id and quantity.

    ``withdrawn``: the version that takes it back. ``notify``: the customer is told.
    """

    reference: str
    tracking: str
    carrier: str
    service: str
    shipped_at: str
    lines: tuple[tuple[str, int], ...]
    withdrawn: bool = False
    notify: bool = field(default=True, compare=False)
    accepted_at: float = field(default=0.0, compare=False)
    source: str = field(default="api", compare=False)


@dataclass(slots=True)
class Order:
    """An order, and every version of its packages in the order of arrival.

    What it looks like at a given time follows from the packages accepted until
    then; that is how a marketplace that lags behind itself is played.
    ``state`` is ``pending``, ``open`` or ``canceled``. ``order_id`` is the number
    that sellers see; ``key`` is the platform's own id, where that is another.
    ``details`` are for the platform alone.
    """

    seller_id: str
    order_id: str
    marketplace_id: str
    lines: tuple[Line, ...]
    purchased_at: float
    ship_by: float
    updated_at: float
    state: str = "open"
    fulfilled_by: str = "seller"
    programs: tuple[str, ...] = ()
    history: list[Package] = field(default_factory=list)
    key: str = ""
    details: dict = field(default_factory=dict)
    terms: Terms = Terms()

    def packages(self, until: float) -> dict[str, Package]:
        """Return the newest version of each package that is there, by reference."""
        newest = {p.reference: p for p in self.history if p.accepted_at <= until}
        return {ref: p for ref, p in newest.items() if not p.withdrawn}

    def shipped(self, until: float, besides: str = "") -> Counter:
        """Return the quantity shipped of each line.

        :param besides: reference of a package to leave out
        """
        shipped = Counter()
        for package in self.packages(until).values():
            if package.reference != besides:
                for line_id, quantity in package.lines:
                    shipped[line_id] += quantity
        return shipped

    def status(self, until: float) -> str:
        """Return one of :data:`STATUSES`."""
        if self.state != "open":
            return self.state
        shipped = self.shipped(until) if self.history else {}
        if not any(shipped.values()):
            return "unshipped"
        whole = all(shipped[line.line_id] >= line.quantity for line in self.lines)
        return "shipped" if whole else "partial"

    def changed_at(self, now: float, lag: float) -> float:
        """Return when the newest change that shows by now began to show."""
        if not self.history:
            return self.updated_at
        shown = (p.accepted_at + lag for p in self.history)
        return max([self.updated_at, *(at for at in shown if at <= now)])


@dataclass(frozen=True, slots=True)
class Item:
    seller_id: str
    number: str
    sku: str
    title: str
    weight: float = 0.0
    weight_unit: str = "kilograms"
    image_url: str = ""
    status: tuple[str, ...] = ("BUYABLE", "DISCOVERABLE")
    created_at: float = 0.0
    updated_at: float = 0.0


class Market:
    """The state of one platform. Methods are safe to call from any thread."""

    def __init__(self, platform: str, clock: Clock, ledger: Ledger, journal: Journal):
        self.platform = platform
        self._clock = clock
        self._ledger = ledger
        self._journal = journal
        self.lock = threading.RLock()
        self.sellers: dict[str, Seller] = {}
        self._orders: dict[str, dict[str, Order]] = {}
        self._by_key: dict[tuple[str, str], Order] = {}
        self._items: dict[str, dict[str, Item]] = {}

    def register(self, seller: Seller) -> None:
        with self.lock:
            self.sellers[seller.seller_id] = seller

    def add_orders(self, orders: Iterable[Order]) -> None:
        with self.lock:
            for order in orders:
                self._orders.setdefault(order.seller_id, {})[order.order_id] = order
                self._by_key[order.seller_id, order.key or order.order_id] = order

    def add_items(self, items: Iterable[Item]) -> None:
        with self.lock:
            for item in items:
                self._items.setdefault(item.seller_id, {})[item.sku] = item

    def order(self, seller_id: str, order_id: str) -> Order | None:
        return self._orders.get(seller_id, {}).get(order_id)

    def order_of_key(self, seller_id: str, key: str) -> Order | None:
        """Return the order with this id of the platform's own."""
        return self._by_key.get((seller_id, key))

    def find(self, order_id: str) -> Order | None:
        """Return the order with this id, whoever sells it."""
        with self.lock:
            shops = list(self._orders.values())
        return next((shop[order_id] for shop in shops if order_id in shop), None)

    def orders(self, seller_id: str = "") -> list[Order]:
        with self.lock:
            shops = self._orders
            chosen = [shops.get(seller_id, {})] if seller_id else shops.values()
            return [order for shop in chosen for order in shop.values()]

    def items(self, seller_id: str) -> list[Item]:
        with self.lock:
            return list(self._items.get(seller_id, {}).values())

    def clear(self, parts: Iterable[str]) -> None:
        with self.lock:
            for part in parts:
                chosen = {
                    "sellers": self.sellers,
                    "orders": self._orders,
                    "items": self._items,
                }
                if part in chosen:
                    chosen[part].clear()
                if part == "orders":
                    self._by_key.clear()

    def accept(self, order: Order, package: Package) -> Confirmation:
        """Take a package for granted: believe it, tell the customer, write it down.

        The caller has validated it, under :attr:`lock`.
        """
        with self.lock:
            known = order.packages(package.accepted_at).get(package.reference)
            if known == package:
                kind = "repeat"
            else:
                kind = "changed" if known else "new"
                kind = "withdrawn" if package.withdrawn else kind
                order.history.append(package)
            told = not known or known.tracking != package.tracking
            told = told and package.notify and not package.withdrawn
            confirmation = self._confirmation(order, package, kind, told)
            self._ledger.record(confirmation)
            self._journal.write(
                "package",
                {
                    "platform": self.platform,
                    "seller": order.seller_id,
                    "order": order.order_id,
                    "package": {
                        name: getattr(package, name) for name in package.__slots__
                    },
                },
            )
        return confirmation

    def withdraw(self, order: Order, reference: str) -> None:
        """Take a package back, as if it had never left; raises KeyError."""
        with self.lock:
            now = self._clock.now()
            known = order.packages(now)[reference]
            self.accept(order, replace(known, withdrawn=True, accepted_at=now))

    def note(self, order: Order, **details) -> None:
        """Change what only the platform knows of an order, such as its own status."""
        with self.lock:
            order.details.update(details)
            order.updated_at = self._clock.now()
            change = {"details": details, "updated_at": to_iso(order.updated_at)}
            self._journal.write("patch", {"order_id": order.order_id, "change": change})

    def _confirmation(
        self, order: Order, package: Package, kind: str, told: bool
    ) -> Confirmation:
        return Confirmation(
            time=to_iso(package.accepted_at),
            platform=self.platform,
            seller=order.seller_id,
            order=order.order_id,
            reference=package.reference,
            tracking=package.tracking,
            carrier=package.carrier,
            service=package.service,
            shipped_at=package.shipped_at,
            lines=tuple(
                {"order_item_id": line_id, "quantity": quantity}
                for line_id, quantity in package.lines
            ),
            kind=kind,
            told=told,
            source=package.source,
        )
