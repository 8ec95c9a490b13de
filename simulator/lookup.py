# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Finding what a record of the control API refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core import Platform
from .limits import from_iso
from .market import Order, Seller

if TYPE_CHECKING:
    from .app import Simulator


class Invalid(ValueError):
    """The control API was asked for something that makes no sense."""


class NotFound(Invalid):
    """The control API was asked about something that is not there."""


def read_time(value, default: float) -> float:
    if value is None:
        return default
    return float(value) if isinstance(value, int | float) else from_iso(value)


def platform_of(simulator: Simulator, data: dict) -> Platform:
    name = data.get("platform", "amazon")
    try:
        return simulator.platforms[name]
    except KeyError:
        raise Invalid(f"no platform {name!r}") from None


def seller_of(platform: Platform, data: dict) -> Seller:
    """Return the seller a record names, or the only one there is."""
    sellers = platform.market.sellers
    seller_id = data.get("seller_id") or data.get("seller")
    if not seller_id and len(sellers) == 1:
        seller_id = next(iter(sellers))
    if seller_id not in sellers:
        raise Invalid(f"no seller {seller_id!r}: register it first, or name one")
    return sellers[seller_id]


def find_order(simulator: Simulator, order_id: str) -> tuple[Platform, Order]:
    for platform in simulator.platforms.values():
        order = platform.market.find(order_id)
        if order:
            return platform, order
    raise NotFound(f"no order {order_id!r}")
