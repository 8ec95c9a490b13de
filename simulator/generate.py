# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Realistic orders and items, a hundred thousand in seconds."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from .market import Item, Line, Order, Seller

if TYPE_CHECKING:
    from .core import Platform

DAY = 86400
_KINDS = ("Lamp", "Kettle", "Backpack", "Notebook", "Drill", "Scarf", "Puzzle", "Mug")
_LOOKS = ("Red", "Blue", "Steel", "Oak", "Compact", "Large", "Folding", "Classic")


def seeded(seed: int) -> Random:
    return Random(seed)


def _goods(platform: Platform, count: int, random: Random) -> list[tuple]:
    """Return (SKU, title, item number) of ``count`` different goods."""
    goods = []
    for number in range(1, count + 1):
        look, kind = random.choice(_LOOKS), random.choice(_KINDS)
        sku = f"{kind[:3].upper()}-{number:05}"
        goods.append((sku, f"{look} {kind} {number}", platform.new_item_number(random)))
    return goods


def orders(
    platform: Platform,
    seller: Seller,
    count: int,
    lines: int,
    random: Random,
    now: float,
) -> list[Order]:
    """Return orders of the last three days, none of them shipped."""
    goods = _goods(platform, 200, random)
    made: dict[str, Order] = {}
    while len(made) < count:
        order_id = platform.new_order_id(random)
        if order_id in made or platform.market.order(seller.seller_id, order_id):
            continue  # two ids drawn alike
        purchased_at = now - random.random() * 3 * DAY
        made[order_id] = Order(
            seller_id=seller.seller_id,
            order_id=order_id,
            marketplace_id=seller.marketplace_id,
            lines=tuple(
                Line(
                    platform.new_line_id(random), *good, random.choice((1, 1, 1, 2, 3))
                )
                for good in random.sample(goods, random.randint(1, lines))
            ),
            purchased_at=purchased_at,
            ship_by=purchased_at + 2 * DAY,
            updated_at=purchased_at,
            key=platform.new_order_key(random),
        )
    return list(made.values())


def items(
    platform: Platform, seller: Seller, count: int, random: Random, now: float
) -> list[Item]:
    return [
        Item(
            seller_id=seller.seller_id,
            number=number,
            sku=sku,
            title=title,
            weight=round(random.uniform(0.1, 12), 2),
            image_url=f"https://images.example.com/{number}.jpg",
            created_at=now - 90 * DAY,
            updated_at=now - random.random() * 30 * DAY,
        )
        for sku, title, number in _goods(platform, count, random)
    ]
