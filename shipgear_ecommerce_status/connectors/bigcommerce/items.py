# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce's products as items: one for each variant that has a SKU.

Source: Catalog V3, "Get All Products" with include=variants,primary_image. Each
product has one variant at least; SKUs are unique, but need not be there.
"""

from __future__ import annotations

from ..base import Item
from ..text import _lt
from ..values import (
    Malformed,
    a_dict,
    a_link,
    a_list,
    a_name,
    a_number,
    a_text,
    an_id,
    of_item,
)
from .reference import WEIGHT_UNITS

#: Beside the id.
FIELDS = "name,sku,weight,type,is_visible"
#: Products with all their variants: an answer must not become too long.
PAGE = 50


def weight_unit(data: object) -> str:
    """Return the unit of weight of a store, in BigCommerce's words.

    Source: Store Information V2, weight_units.
    """
    return a_name(a_dict(data, "store").get("weight_units"), "weight_units").lower()


def of_product(data: dict, unit: str) -> list[Item]:
    """Return the items of one product.

    :param unit: the store's unit of weight, in BigCommerce's words
    """
    number = an_id(data.get("id"), "id")
    name = a_text(data.get("name"), "name")

    def read() -> list[Item]:
        variants = a_list(data.get("variants") or [], "variants")
        found = (_item(data, a_dict(v, "variants[]"), unit) for v in variants)
        return [item for item in found if item]

    return of_item(name or number, read)


def _item(product: dict, variant: dict, unit: str) -> Item | None:
    sku = a_name(variant.get("sku"), "sku")
    if not sku:
        return None
    weight, word = _weight(product, variant, unit)
    return Item(
        number=an_id(product.get("id"), "id"),
        sku=sku,
        title=_title(product, variant),
        weight=weight,
        weight_unit=word,
        image_url=a_link(variant.get("image_url")) or _picture(product),
        status="visible" if product.get("is_visible") is True else "hidden",
    )


def _title(product: dict, variant: dict) -> str:
    """Return the product's name with the options of the variant: Shirt (Red, S)."""
    options = a_list(variant.get("option_values") or [], "option_values")
    labels = [
        a_text(a_dict(o, "option_values[]").get("label"), "label") for o in options
    ]
    name = a_text(product.get("name"), "name")
    return f"{name} ({', '.join(labels)})"[:500] if labels else name


def _weight(product: dict, variant: dict, unit: str) -> tuple[float | None, str]:
    """Return the weight of a variant; it has its product's where it has none."""
    for value in (variant.get("weight"), product.get("weight")):
        number = a_number(value)
        if number is not None and 0 < number <= 1e6 and unit in WEIGHT_UNITS:
            word, factor = WEIGHT_UNITS[unit]
            return number * factor, word
    return None, ""


def _picture(product: dict) -> str:
    image = product.get("primary_image")
    return a_link(image.get("url_thumbnail")) if isinstance(image, dict) else ""


def last_id(products: list) -> int:
    """Return the highest product id of a page: the next begins behind it."""
    ids = (p.get("id") for p in products if isinstance(p, dict))
    found = [number for number in map(a_number, ids) if number]
    if not found:
        raise Malformed(_lt("%(name)s is missing or not a list.", name="data"))
    return int(max(found))
