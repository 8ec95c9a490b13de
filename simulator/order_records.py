# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Orders as the control API and the journal write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from . import generate
from .core import Platform
from .limits import to_iso
from .lookup import Invalid, find_order, platform_of, read_time, seller_of
from .market import STATUSES, Line, Order, Package
from .prices import Terms

if TYPE_CHECKING:
    from .app import Simulator

DAY = 86400
_FULFILLED_BY = {"merchant": "seller", "amazon": "marketplace"}
_STATES = {"unshipped": "open", "partial": "open", "shipped": "open"}


def order_to_json(platform: str, order: Order, now: float) -> dict:
    """Return what is true of an order now, whatever the visibility lag."""
    shipped = order.shipped(now)
    return {
        "platform": platform,
        "seller_id": order.seller_id,
        "order_id": order.order_id,
        "key": order.key,
        "details": order.details,
        "terms": asdict(order.terms),
        "marketplace_id": order.marketplace_id,
        "status": order.status(now),
        "fulfilled_by": order.fulfilled_by,
        "programs": list(order.programs),
        "purchased_at": to_iso(order.purchased_at),
        "ship_by": to_iso(order.ship_by),
        "updated_at": to_iso(order.changed_at(now, 0)),
        "items": [
            {
                "order_item_id": line.line_id,
                "sku": line.sku,
                "title": line.title,
                "number": line.number,
                "quantity": line.quantity,
                "price": line.price,
                "discount": line.discount,
                "shipped": shipped[line.line_id],
            }
            for line in order.lines
        ],
        "packages": [
            {
                "reference": package.reference,
                "tracking": package.tracking,
                "carrier": package.carrier,
                "service": package.service,
                "shipped_at": package.shipped_at,
                "lines": [
                    {"order_item_id": line_id, "quantity": quantity}
                    for line_id, quantity in package.lines
                ],
                "accepted_at": to_iso(package.accepted_at),
                "source": package.source,
            }
            for package in order.packages(now).values()
        ],
    }


def _order(simulator: Simulator, platform: Platform, data: dict) -> Order:
    random = simulator.random
    now = simulator.clock.now()
    seller = seller_of(platform, data)
    purchased_at = read_time(data.get("purchased_at"), now - 3600)
    fulfilled_by = str(data.get("fulfilled_by", "seller")).lower()
    status = _status(data.get("status", "unshipped"), STATUSES)
    lines = tuple(
        Line(
            line_id=str(row.get("order_item_id") or platform.new_line_id(random)),
            sku=row.get("sku") or f"SKU-{number}",
            title=row.get("title") or f"Product {number}",
            number=row.get("number") or f"B0{number:08}",
            quantity=int(row.get("quantity", 1)),
            price=str(row.get("price", "19.90")),
            discount=str(row.get("discount", "0.00")),
        )
        for number, row in enumerate(data.get("items") or ({},), start=1)
    )
    order = Order(
        seller_id=seller.seller_id,
        order_id=data.get("order_id") or platform.new_order_id(random),
        marketplace_id=data.get("marketplace_id") or seller.marketplace_id,
        lines=lines,
        purchased_at=purchased_at,
        ship_by=read_time(data.get("ship_by"), purchased_at + 2 * DAY),
        updated_at=read_time(data.get("updated_at"), now),
        state=_STATES.get(status, status),
        fulfilled_by=_FULFILLED_BY.get(fulfilled_by, fulfilled_by),
        programs=tuple(data.get("programs", ())),
        key=data.get("key") or platform.new_order_key(random),
        details=data.get("details") or {},
        terms=Terms(**(data.get("terms") or {})),
    )
    if status in ("partial", "shipped"):
        order.history.append(_parcel_before(order, status))
    return order


def _status(value: str, allowed: tuple[str, ...]) -> str:
    status = value.lower().replace("cancelled", "canceled")
    if status not in allowed:
        raise Invalid(f"status must be one of {', '.join(allowed)}")
    return status


def _parcel_before(order: Order, status: str) -> Package:
    """Return the package of an order that arrives here already shipped."""
    chosen = order.lines if status == "shipped" else order.lines[:1]
    partly = status == "partial" and len(order.lines) == 1
    return Package(
        reference="1",
        tracking="1Z999AA10123456784",
        carrier="UPS",
        service="Ground",
        shipped_at=to_iso(order.updated_at),
        lines=tuple((line.line_id, 1 if partly else line.quantity) for line in chosen),
        accepted_at=order.updated_at,
        source="setup",
    )


def add_orders(simulator: Simulator, rows: Iterable[dict]) -> list[dict]:
    """Create orders; what a row leaves out gets a sensible value."""
    made = []
    for data in rows:
        platform = platform_of(simulator, data)
        order = _order(simulator, platform, data)
        if platform.market.order(order.seller_id, order.order_id):
            raise Invalid(f"there is an order {order.order_id} already")
        made.append((platform, order))
    now = simulator.clock.now()  # after the newest of their packages
    created = [order_to_json(platform.name, order, now) for platform, order in made]
    # Written down before anybody can ship them, so that replaying finds them.
    simulator.journal.write_all("order", created)
    for platform, order in made:
        platform.market.add_orders((order,))
    return created


def read_order(simulator: Simulator, order_id: str) -> dict:
    platform, order = find_order(simulator, order_id)
    return order_to_json(platform.name, order, simulator.clock.now())


def patch_order(simulator: Simulator, order_id: str, data: dict) -> dict:
    """Cancel an order, release it, move its deadline, or ship it by hand."""
    platform, order = find_order(simulator, order_id)
    now = simulator.clock.now()
    with platform.market.lock:
        package = _by_hand(order, data["ship"], now) if "ship" in data else None
        if "status" in data:
            status = _status(data["status"], ("pending", "unshipped", "canceled"))
            order.state = _STATES.get(status, status)
        order.ship_by = read_time(data.get("ship_by"), order.ship_by)
        order.details.update(data.get("details", {}))
        order.updated_at = read_time(data.get("updated_at"), now)
        if package:
            platform.market.accept(order, package)
    kept = ("status", "ship_by", "details")
    change = {key: data[key] for key in kept if key in data}
    change["updated_at"] = to_iso(order.updated_at)
    simulator.journal.write("patch", {"order_id": order_id, "change": change})
    return order_to_json(platform.name, order, now)


def _by_hand(order: Order, data: dict, now: float) -> Package:
    """Return the package a person makes of all that is unshipped, or of ``lines``."""
    shipped = order.shipped(now)
    rest = {line.line_id: line.quantity - shipped[line.line_id] for line in order.lines}
    lines = tuple((line_id, quantity) for line_id, quantity in rest.items() if quantity)
    if data.get("lines"):
        lines = tuple((row["order_item_id"], row["quantity"]) for row in data["lines"])
    if not lines or not {line_id for line_id, _quantity in lines} <= rest.keys():
        raise Invalid("nothing left to ship, or an item that the order does not have")
    return Package(
        # Not a number: what read calls show need not be what sellers may send.
        reference=data.get("reference") or f"BY-HAND-{len(order.history) + 1}",
        tracking=data.get("tracking", ""),
        carrier=data.get("carrier", "UPS"),
        service=data.get("service", ""),
        shipped_at=data.get("shipped_at") or to_iso(now),
        lines=lines,
        accepted_at=now,
        source="person",
    )


def generate_orders(
    simulator: Simulator,
    count: int = 100,
    lines: int = 2,
    seed: int | None = None,
    **names: str,
) -> list[str]:
    """Make realistic orders of up to ``lines`` lines fast; return their ids."""
    platform = platform_of(simulator, names)
    seller = seller_of(platform, names)
    now = simulator.clock.now()
    random = simulator.random if seed is None else generate.seeded(seed)
    orders = generate.orders(platform, seller, count, lines, random, now)
    simulator.journal.write_all(
        "order", (order_to_json(platform.name, order, now) for order in orders)
    )
    platform.market.add_orders(orders)
    return [order.order_id for order in orders]
