# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an order and its lines cost, in the currency of the shop.

Source: Shopify documentation, GraphQL Admin API, Order (currentTotalPriceSet,
currentTotalTaxSet, totalShippingPriceSet, taxesIncluded) and LineItem
(originalUnitPriceSet, discountAllocations, taxLines). The prices of a line hold its
taxes where the order says taxesIncluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..base import OrderLine
from ..money import ZERO, added, at, currency, money_at, rows_at, share
from ..values import a_number


def line_prices(data: dict, quantity: float, tax_included: bool) -> dict:
    """Return the money of a line as ``OrderLine`` has it.

    :param quantity: the pieces that are still part of the order
    """
    ordered = a_number(data.get("quantity"))
    price = _in_shop(data, "originalUnitPriceSet")
    discount = _sum(data, "discountAllocations", "allocatedAmountSet")
    tax = _sum(data, "taxLines", "priceSet")
    if price is None or discount is None or tax is None or not ordered:
        return {}
    amount = price * Decimal(repr(ordered)) - discount
    return {
        "price": price,
        "discount": share(discount, quantity, ordered),
        "amount": share(amount if tax_included else amount + tax, quantity, ordered),
        "tax": share(tax, quantity, ordered),
    }


def order_prices(data: dict, lines: Iterable[OrderLine]) -> dict:
    """Return the money of an order as ``Order`` has it.

    Whether a shipping charge holds its tax differs with the shop: what of the total is
    neither goods nor shipping is the rest, whichever it is.
    """
    total = _in_shop(data, "currentTotalPriceSet")
    tax = _in_shop(data, "currentTotalTaxSet")
    shipping = _in_shop(data, "totalShippingPriceSet")
    goods, taxes = added(x.amount for x in lines), added(x.tax for x in lines)
    code = currency(at(data, "currencyCode"))
    if None in (total, tax, shipping, goods, taxes) or not code:
        return {"currency": code}
    return {
        "currency": code,
        "tax_included": data.get("taxesIncluded") is True,
        "shipping": shipping,
        "shipping_tax": tax - taxes,
        "other": total - goods - shipping,
        "other_tax": ZERO,
    }


def _in_shop(data: object, *path: str) -> Decimal | None:
    return money_at(data, *path, "shopMoney", "amount")


def _sum(data: dict, rows: str, amount: str) -> Decimal | None:
    return added(_in_shop(row, amount) for row in rows_at(data, rows))
