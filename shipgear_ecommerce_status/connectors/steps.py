# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How a person tells a marketplace of a parcel on the marketplace's own page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from .text import _lt

if TYPE_CHECKING:
    from .base import Shipment

#: What a page asks for, and what to enter; a time is to be entered as a date.
Value = tuple[str, str | datetime | None]


@dataclass(frozen=True)
class Packed:
    """A parcel as a person sees it.

    ``goods``: (title, quantity) of what is in it. ``whole``: it has all of the
    order. ``told``: the marketplace was told of it, and is to be corrected.
    """

    shipment: Shipment
    goods: tuple[tuple[str, float], ...] = ()
    whole: bool = True
    told: bool = False


@dataclass(frozen=True)
class Steps:
    """``where`` to click in the order's page, and what to enter there, in the order
    in which the page asks for it. Values that there are none of are left out."""

    where: str
    values: tuple[Value, ...]


def steps(where: str, values: Iterable[Value]) -> Steps:
    stripped = ((k, v.strip() if isinstance(v, str) else v) for k, v in values)
    return Steps(where, tuple((label, value) for label, value in stripped if value))


def quantities(packed: Packed) -> list[Value]:
    """What to enter beside each product where the parcel has only a part."""
    return (
        []
        if packed.whole
        else [
            (_lt("Quantity of %(product)s", product=title), f"{quantity:g}")
            for title, quantity in packed.goods
        ]
    )


def usual_steps(packed: Packed) -> Steps:
    """What most marketplaces ask for."""
    shipment = packed.shipment
    where = _lt("Open the order, and mark it as shipped.")
    if packed.told:
        where = _lt("Open the order, and correct its shipment.")
    return steps(
        where,
        [
            *quantities(packed),
            (_lt("Ship Date"), shipment.shipped_at),
            (_lt("Carrier"), shipment.carrier_name or shipment.carrier_code),
            (_lt("Shipping Service"), shipment.service),
            *((_lt("Tracking Number"), n) for n in shipment.tracking_numbers),
        ],
    )
