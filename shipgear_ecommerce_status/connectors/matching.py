# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Which order line is which, and whether the marketplace shows a parcel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .base import Order, OrderLine, Rejected, Shipment, ShipmentLine
from .text import _lt


@dataclass(frozen=True)
class WantedLine:
    """What left the warehouse; ``line_ref`` is empty until the order is read."""

    key: int
    sku: str
    title: str
    quantity: float
    line_ref: str = ""


def match_lines(
    wanted: Iterable[WantedLine],
    order_lines: Iterable[OrderLine],
    used_refs: frozenset[str] = frozenset(),
) -> dict[int, str]:
    """Find the order line of each wanted line, by SKU.

    Where several order lines share a SKU, the one with the same quantity that
    no other delivery line stands for wins. A SKU that the order does not have
    is refused with both sides named: a guess would ship the wrong line.

    :returns: wanted line key -> order line reference
    """
    order_lines, used = list(order_lines), set(used_refs)
    known = {line.ref for line in order_lines}
    refs: dict[int, str] = {}
    for line in wanted:
        if line.line_ref in known:
            refs[line.key] = line.line_ref
            used.add(line.line_ref)
    for line in wanted:
        if line.key in refs:
            continue
        candidates = [o for o in order_lines if line.sku and _same_sku(o.sku, line.sku)]
        if not candidates:
            raise _unmatched(line, order_lines)
        best = min(
            candidates,
            key=lambda o: (o.ref in used, o.quantity != line.quantity),
        )
        refs[line.key] = best.ref
        used.add(best.ref)
    return refs


def with_lines(
    shipment: Shipment, wanted: Iterable[WantedLine], refs: Mapping[int, str]
) -> Shipment:
    """Return the shipment with its lines named as the marketplace names them."""
    quantities: dict[str, float] = {}
    for line in wanted:
        ref = refs[line.key]
        quantities[ref] = quantities.get(ref, 0) + line.quantity
    lines = tuple(ShipmentLine(ref, quantity) for ref, quantity in quantities.items())
    return replace(shipment, lines=lines)


def shows(order: Order, shipment: Shipment, siblings: Iterable[Shipment] = ()) -> bool:
    """Whether the marketplace shows this very parcel.

    A package with one of our tracking numbers and our quantities or, where the
    platform has no packages, the quantities shipped.

    :param siblings: shipments of the order that were taken already. What stands
        there because of them proves nothing for this one.
    """
    siblings = list(siblings)
    if order.parcels is None:
        shown = {line.ref: line.quantity_shipped for line in order.lines}
        return _covers(shown, [shipment, *siblings])
    our_numbers = numbers(shipment)
    ours = [p for p in order.parcels if _plain(p.tracking_number) in our_numbers]
    sharing = [sibling for sibling in siblings if numbers(sibling) & our_numbers]
    shown = _quantities(line for parcel in ours for line in parcel.lines)
    if not shown:  # the platform does not say what is in the packages
        return len(ours) > len(sharing)
    return _covers(shown, [shipment, *sharing])


def _covers(shown: Mapping[str, float], shipments: Iterable[Shipment]) -> bool:
    wanted = _quantities(line for shipment in shipments for line in shipment.lines)
    return all(shown.get(ref, 0) >= quantity for ref, quantity in wanted.items())


def _quantities(lines: Iterable[ShipmentLine]) -> dict[str, float]:
    quantities: dict[str, float] = {}
    for line in lines:
        quantities[line.line_ref] = quantities.get(line.line_ref, 0) + line.quantity
    return quantities


def says_same(one: Shipment, other: Shipment) -> bool:
    """Whether both tell the customer the same, whenever they left."""
    return numbers(one) == numbers(other) and all(
        getattr(one, name).strip() == getattr(other, name).strip()
        for name in ("carrier_code", "carrier_name", "service")
    )


def numbers(shipment: Shipment) -> set[str]:
    """Return the tracking numbers as they are compared."""
    return {_plain(number) for number in shipment.tracking_numbers} - {""}


def _unmatched(line: WantedLine, order_lines: list[OrderLine]) -> Rejected:
    skus = ", ".join(sorted({o.sku for o in order_lines if o.sku}))
    return Rejected(
        _lt(
            "SKU %(sku)s of %(title)s is not on the marketplace order.",
            sku=line.sku or _lt("(none)"),
            title=line.title,
        ),
        code="line_not_found",
        hint=_lt(
            "The order has these SKUs: %(skus)s. Set the product's Internal Reference "
            "to the SKU that the marketplace uses, then press Retry.",
            skus=skus or _lt("(none)"),
        ),
    )


def _same_sku(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _plain(number: str) -> str:
    """Tracking numbers compare without the spaces and hyphens people add."""
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()
