# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What orders cost, in no platform's format: each writes it in its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .market import Line, Order

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Terms:
    """How an order is charged. Amounts are text, as in JSON; ``tax_rate`` is 0.19 for
    19 %; ``tax_included`` says whether prices, and the shipping, hold the tax."""

    currency: str = "USD"
    tax_rate: str = "0"
    tax_included: bool = False
    shipping: str = "0.00"


@dataclass(frozen=True, slots=True)
class Charge:
    """``price``, of one piece, and ``discount`` are as they are listed; the others are
    what is paid for all of it. ``listed`` is ``net`` before the discount."""

    price: Decimal
    discount: Decimal
    listed: Decimal
    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax


def of_line(order: Order, line: Line) -> Charge:
    return _charge(line.price, line.quantity, line.discount, order.terms)


def of_shipping(order: Order) -> Charge:
    return _charge(order.terms.shipping, 1, "0", order.terms)


def total(order: Order) -> Charge:
    """Return the sum of an order's lines and its shipping."""
    charges = [of_line(order, line) for line in order.lines] + [of_shipping(order)]
    return Charge(
        *(
            sum((getattr(charge, name) for charge in charges), NOTHING)
            for name in ("price", "discount", "listed", "net", "tax")
        )
    )


@lru_cache(maxsize=10_000)
def _charge(price: str, quantity: int, discount: str, terms: Terms) -> Charge:
    each, off, rate = Decimal(price), Decimal(discount), Decimal(terms.tax_rate)
    listed = each * quantity
    paid = listed - off
    if terms.tax_included:
        tax, listed_tax = (_cents(x * rate / (1 + rate)) for x in (paid, listed))
        return Charge(each, off, listed - listed_tax, paid - tax, tax)
    return Charge(each, off, listed, paid, _cents(paid * rate))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
