# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading money out of a marketplace's JSON.

Nothing here is refused: an order whose prices cannot be read is shipped all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

ZERO = Decimal()
_AMOUNT = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")
_MOST = 10**12
_CURRENCY = re.compile(r"[A-Z]{3}")
#: A price per piece may go on for ever: no currency has more places than four.
_PLACES = Decimal("0.000001")


def money(value: object) -> Decimal | None:
    """Return a number, or one written as text, as it stands there; None for others.

    JSON's numbers come as the shortest float that reads the same, which is what the
    marketplace wrote.
    """
    if isinstance(value, str):
        return Decimal(value.strip()) if _AMOUNT.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not -_MOST < value < _MOST:  # nor NaN
        return None
    return Decimal(repr(value))


def money_at(data: object, *path: str) -> Decimal | None:
    """Return the money at the end of a path through objects, if all of it is there."""
    return money(at(data, *path))


def at(data: object, *path: str) -> object:
    for name in path:
        if not isinstance(data, dict):
            return None
        data = data.get(name)
    return data


def rows_at(data: object, *path: str) -> list:
    """Return the list of objects at the end of a path; [] where there is none."""
    found = at(data, *path)
    rows = found if isinstance(found, list) else []
    return [row for row in rows if isinstance(row, dict)]


def currency(value: object) -> str:
    """Return an ISO 4217 code, "" for anything else."""
    if isinstance(value, str) and _CURRENCY.fullmatch(value):
        return value
    return ""


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum; None where a part of it is not known."""
    total = ZERO
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def share(amount: Decimal | None, part: float, whole: float) -> Decimal | None:
    """Return what of an amount falls on a part of the pieces."""
    if amount is None or part == whole:
        return amount
    return divided(amount * Decimal(repr(part)), whole)


def divided(amount: Decimal | None, quantity: float) -> Decimal | None:
    """Return what of an amount falls on one piece."""
    if amount is None or not quantity:
        return None
    try:
        return (amount / Decimal(repr(quantity))).quantize(_PLACES)
    except InvalidOperation:  # more digits than a Decimal has
        return None
