# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the seller receives for an order line.

Source: the SP-API model orders_2026-01-01, ItemProceeds and ItemPrice, which come with
the data set PROCEEDS. A tip for the courier, which belongs to no line, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..money import ZERO, at, currency, money_at, rows_at

#: ItemProceedsBreakdown.type -> what it is here
_KINDS = {
    "ITEM": "goods",
    "SHIPPING": "shipping",
    "GIFT_WRAP": "other",
    "COD_FEE": "other",
    "OTHER": "other",
}
Sums = Mapping[str, Decimal]


@dataclass(frozen=True)
class Proceeds:
    """What a line brings in, as ``OrderLine`` and ``Order`` have it."""

    currency: str = ""
    tax_included: bool = False
    price: Decimal | None = None
    discount: Decimal | None = None
    amount: Decimal | None = None
    tax: Decimal | None = None
    shipping: Decimal | None = None
    shipping_tax: Decimal | None = None
    other: Decimal | None = None
    other_tax: Decimal | None = None


def proceeds_of(item: dict) -> Proceeds:
    """Read an order item; nothing is known of one whose total does not come with it."""
    total = money_at(item, "proceeds", "proceedsTotal", "amount")
    code = currency(at(item, "proceeds", "proceedsTotal", "currencyCode"))
    if total is None or not code:
        return Proceeds()
    rows = rows_at(item, "proceeds", "breakdowns")
    charges = _sums(rows, "type", "subtotal")
    taxes, discounts = _details(rows, "TAX"), _details(rows, "DISCOUNT")
    tax, discount = sum(taxes.values(), ZERO), sum(discounts.values(), ZERO)
    # Whether the prices hold the tax is not said, but shows in what makes the total.
    included = bool(tax) and sum(charges.values(), ZERO) - discount == total

    def paid(kind: str) -> Decimal:
        net = charges.get(kind, ZERO) - discounts.get(kind, ZERO)
        return net if included else net + taxes.get(kind, ZERO)

    shipping, other = paid("shipping"), paid("other")
    shipping_tax, other_tax = taxes.get("shipping", ZERO), taxes.get("other", ZERO)
    return Proceeds(
        currency=code,
        tax_included=included,
        price=money_at(item, "product", "price", "unitPrice", "amount"),
        discount=discounts.get("goods", ZERO),
        amount=total - shipping - other,
        tax=tax - shipping_tax - other_tax,
        shipping=shipping,
        shipping_tax=shipping_tax,
        other=other,
        other_tax=other_tax,
    )


def _sums(rows: list[dict], name: str, value: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        kind = _KINDS.get(str(row.get(name)))
        amount = money_at(row, value, "amount")
        if kind and amount is not None:
            sums[kind] = sums.get(kind, ZERO) + amount
    return sums


def _details(rows: list[dict], kind: str) -> Sums:
    """Return taxes or discounts by what they are of, without a sign; those of which
    that is not told are of the goods."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.get("type") != kind:
            continue
        whole = abs(money_at(row, "subtotal", "amount") or ZERO)
        details = _sums(rows_at(row, "detailedBreakdowns"), "subtype", "value")
        for name, amount in details.items():
            sums[name] = sums.get(name, ZERO) + abs(amount)
        rest = whole - sum(map(abs, details.values()), ZERO)
        sums["goods"] = sums.get("goods", ZERO) + rest
    return sums
