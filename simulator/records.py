# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Sellers and items as the control API and the journal write them, and replaying."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from . import demo, generate
from .limits import to_iso
from .lookup import Invalid, platform_of, read_time, seller_of
from .market import RIGHTS, Item, Package, Seller
from .order_records import add_orders, patch_order

if TYPE_CHECKING:
    from .app import Simulator


# --- Sellers ----------------------------------------------------------------


def seller_to_json(platform: str, seller: Seller) -> dict:
    rights = sorted(seller.rights)
    return {"platform": platform} | asdict(seller) | {"rights": rights}


def register_seller(simulator: Simulator, data: dict) -> dict:
    """Register or replace a seller; credentials left out are derived from its id."""
    platform = platform_of(simulator, data)
    seller_id, options = data["seller_id"], data.get("options")
    rights = frozenset(data.get("rights", RIGHTS))
    if not rights <= RIGHTS:
        raise Invalid(f"rights are {', '.join(sorted(RIGHTS))}")
    url = f"{simulator.url}/{platform.name}" if simulator.server else ""
    seller = Seller(
        seller_id=seller_id,
        client_id=data.get("client_id") or f"client-{seller_id}",
        client_secret=data.get("client_secret") or f"secret-{seller_id}",
        refresh_token=data.get("refresh_token") or f"refresh-{seller_id}",
        marketplace_id=data.get("marketplace_id") or "ATVPDKIKX0DER",
        rights=rights,
        options=dict(platform.usual if options is None else options),
    )
    platform.market.register(seller)
    record = seller_to_json(platform.name, seller)
    simulator.journal.write("seller", record)
    return record | {"credentials": platform.credentials(seller, url)}


# --- Items ------------------------------------------------------------------


def item_to_json(platform: str, item: Item) -> dict:
    data = {"platform": platform} | asdict(item)
    for name in ("created_at", "updated_at"):
        data[name] = to_iso(data[name])
    return data


def add_items(simulator: Simulator, rows: Iterable[dict]) -> list[dict]:
    """Create or replace items by SKU."""
    now = simulator.clock.now()
    created = []
    for data in rows:
        platform = platform_of(simulator, data)
        item = Item(
            seller_id=seller_of(platform, data).seller_id,
            number=data.get("number") or platform.new_item_number(simulator.random),
            sku=data["sku"],
            title=data.get("title") or data["sku"],
            weight=float(data.get("weight", 0)),
            weight_unit=data.get("weight_unit", "kilograms"),
            image_url=data.get("image_url", ""),
            status=tuple(data.get("status", ("BUYABLE", "DISCOVERABLE"))),
            created_at=read_time(data.get("created_at"), now),
            updated_at=read_time(data.get("updated_at"), now),
        )
        platform.market.add_items((item,))
        created.append(item_to_json(platform.name, item))
    simulator.journal.write_all("item", created)
    return created


def generate_items(
    simulator: Simulator, count: int = 100, seed: int | None = None, **names: str
) -> int:
    platform = platform_of(simulator, names)
    seller = seller_of(platform, names)
    random = simulator.random if seed is None else generate.seeded(seed)
    items = generate.items(platform, seller, count, random, simulator.clock.now())
    platform.market.add_items(items)
    simulator.journal.write_all(
        "item", (item_to_json(platform.name, item) for item in items)
    )
    return len(items)


# --- Demo and journal -------------------------------------------------------


def load_demo(simulator: Simulator) -> dict:
    """Register the demo sellers, and add those demo orders that are not there."""
    sellers = [register_seller(simulator, each) for each in demo.SELLERS]
    missing = [row for row in demo.ORDERS if not simulator.order(row["order_id"])]
    add_orders(simulator, missing)
    add_items(simulator, demo.ITEMS)
    return {"sellers": sellers, "orders": [row["order_id"] for row in demo.ORDERS]}


def replay(simulator: Simulator, event: str, data: dict) -> None:
    """Do again what a line of the journal says was done."""
    if event == "seller":
        register_seller(simulator, data)
    elif event == "order":
        add_orders(simulator, (data,))
    elif event == "item":
        add_items(simulator, (data,))
    elif event == "patch":
        patch_order(simulator, data["order_id"], data["change"])
    elif event == "reset":
        simulator.reset(tuple(data["parts"]))
    elif event == "token":
        platform_of(simulator, data).remember_token(data)
    elif event == "package":
        package = data["package"]
        package["lines"] = tuple(map(tuple, package["lines"]))
        market = platform_of(simulator, data).market
        order = market.order(data["seller"], data["order"])
        if order:
            market.accept(order, Package(**package))
