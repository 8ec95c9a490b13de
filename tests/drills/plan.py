# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The parcels of a drill: which were bought where, and what is told of them."""

from dataclasses import dataclass, replace

ACCOUNTS = 20
TWO_PARCELS = 10  # one order in so many leaves in two parcels


@dataclass(frozen=True)
class Parcel:
    """One shipment to come."""

    seller: str
    order: str
    line: str
    sku: str
    tracking: str


def parcels(count, seed, accounts=ACCOUNTS, two_parcels=TWO_PARCELS):
    """Plan so many parcels over the accounts; the same for the same seed.

    :param two_parcels: one order in so many leaves in two parcels; 0: none does
    """
    planned, number = [], 0
    while len(planned) < count:
        order = f"111-{seed % 10**7:07}-{number:07}"
        several = bool(two_parcels) and number % two_parcels == 0
        several = several and len(planned) + 1 < count
        for line in range(1 + several):
            planned.append(
                Parcel(
                    seller=f"DRILL{number % accounts:03}",
                    order=order,
                    line=f"{number * 10 + line + 10**10}",
                    sku=f"SKU-{number}-{line}",
                    tracking=f"1Z{seed % 10**5:05}{len(planned):011}",
                )
            )
        number += 1
    return planned


def orders(planned, platform):
    """The orders of these parcels, as the simulator's control API takes them."""
    rows = {}
    for parcel in planned:
        row = {"seller_id": parcel.seller, "order_id": parcel.order, "items": []}
        row["platform"] = platform
        rows.setdefault(parcel.order, row)["items"].append(
            {"order_item_id": parcel.line, "sku": parcel.sku, "quantity": 1}
        )
    return list(rows.values())


def numbered(rows):
    """The same without ids of ours: a platform has its own kind of numbers."""
    return [
        _without(row, "order_id")
        | {"items": [_without(item, "order_item_id") for item in row["items"]]}
        for row in rows
    ]


def _without(row, name):
    return {key: value for key, value in row.items() if key != name}


def renamed(planned, rows, made):
    """The parcels by the ids that the marketplace gave their orders."""
    ids = {}
    for row, there in zip(rows, made, strict=True):
        for item, line in zip(row["items"], there["items"], strict=True):
            key = row["order_id"], item["sku"]
            ids[key] = there["order_id"], line["order_item_id"]
    return [
        replace(parcel, order=order, line=line)
        for parcel in planned
        for order, line in [ids[parcel.order, parcel.sku]]
    ]
