# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay's inventory items as the records of :mod:`..base`.

Source: the specification of sell_inventory v1, getInventoryItems.
"""

from __future__ import annotations

from ..base import Item, Page
from ..foreign_text import WORD
from ..values import (
    HIGHEST,
    a_dict,
    a_link,
    a_list,
    a_name,
    a_number,
    a_text,
    each,
    of_item,
)
from .sweep import next_offset


def items_page(data: dict, offset: int) -> Page[Item]:
    """Read a page of items.

    :param offset: of this page, as eBay counts: here pages, elsewhere records. So
        the next one is what the answer names.
    :raises Malformed:
    :raises Rejected: the next page is not behind this one
    """
    records, problems = each(data.get("inventoryItems") or [], "inventoryItems", _item)
    following = next_offset(data, offset)
    return Page(records, None if following is None else str(following), problems)


def _item(data: dict) -> Item:
    sku = a_name(data.get("sku"), "sku", required=True)
    return of_item(sku, lambda: _described(sku, data))


def _described(sku: str, data: dict) -> Item:
    """An inventory item has no number but its SKU: that of its listing would be one
    call more for each."""
    product = a_dict(data.get("product") or {}, "product")
    images = a_list(product.get("imageUrls") or [], "imageUrls")
    weight, unit = _weight(data)
    return Item(
        number=sku,
        sku=sku,
        title=a_text(product.get("title"), "title"),
        weight=weight,
        weight_unit=unit,
        image_url=a_link(next(iter(images), None)),
        status=a_text(data.get("condition"), "condition", WORD),
    )


def _weight(data: dict) -> tuple[float | None, str]:
    """Return the package's weight and its unit, such as pound."""
    package = a_dict(data.get("packageWeightAndSize") or {}, "packageWeightAndSize")
    weight = a_dict(package.get("weight") or {}, "weight")
    value, unit = (
        a_number(weight.get("value")),
        a_text(weight.get("unit"), "unit", WORD),
    )
    if value is not None and 0 < value <= HIGHEST and unit:
        return value, unit.lower()
    return None, ""
