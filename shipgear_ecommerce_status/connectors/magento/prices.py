# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What a Magento order and its rows cost, in the order's own currency.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9, types
sales-data-order-interface and sales-data-order-item-interface. Magento's own grand
total is made of the same: net - discount + tax + what the discount took off the tax.
"""

from __future__ import annotations

from decimal import Decimal

from ..money import ZERO, added, at, currency, money_at


def charges(data: dict) -> dict:
    """Return the money of an order as a whole, as ``Order`` has it."""
    tax = money_at(data, "shipping_tax_amount")
    return {
        "currency": currency(at(data, "order_currency_code")),
        "shipping": paid(data, "shipping_amount", "shipping_", tax),
        "shipping_tax": tax,
        "other": ZERO,
        "other_tax": ZERO,
    }


def paid(data: dict, net: str, prefix: str, tax: Decimal | None) -> Decimal | None:
    """Return what is paid, tax included; Magento leaves out what is not there, such as
    a discount."""
    discount = money_at(data, f"{prefix}discount_amount") or ZERO
    kept = money_at(data, f"{prefix}discount_tax_compensation_amount") or ZERO
    return added((money_at(data, net), tax, kept, -abs(discount)))
