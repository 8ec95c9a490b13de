# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's products, and what the shop's configuration says of them.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9, types
catalog-data-product-interface and store-data-store-config-interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..base import Item
from ..foreign_text import WORD, one_line
from ..values import (
    HIGHEST,
    a_link,
    a_name,
    a_number,
    a_text,
    an_id,
    of_item,
)

PRODUCT_FIELDS = (
    "id,sku,name,status,weight,media_gallery_entries[file,types,disabled,media_type]"
)
_STATUS = {1: "enabled", 2: "disabled"}


@dataclass(frozen=True)
class StoreView:
    """``media``: address of the folder with pictures, "" where it is not known."""

    id: str = ""
    code: str = ""
    weight_unit: str = ""
    media: str = ""


def parse_store_views(body: object) -> tuple[StoreView, ...]:
    """Read the list of configurations; none where it is not as documented."""
    views = body if isinstance(body, list) else []
    return tuple(_store_view(view) for view in views if isinstance(view, dict))


def _store_view(data: Mapping) -> StoreView:
    view_id, unit, code = (data.get(k) for k in ("id", "weight_unit", "code"))
    media = data.get("secure_base_media_url") or data.get("base_media_url")
    return StoreView(
        id=str(view_id) if isinstance(view_id, int) else "",
        code=one_line(code, WORD) if isinstance(code, str) else "",
        weight_unit=one_line(unit, WORD) if isinstance(unit, str) else "",
        media=a_link(media).rstrip("/"),
    )


def parse_item(data: dict, view: StoreView) -> Item:
    sku = a_name(data.get("sku"), "sku", required=True)
    return of_item(sku, lambda: _item(sku, data, view))


def _item(sku: str, data: dict, view: StoreView) -> Item:
    weight = a_number(data.get("weight"))
    known = weight is not None and 0 < weight <= HIGHEST
    status = data.get("status")
    return Item(
        number=an_id(data.get("id"), "id"),
        sku=sku,
        title=a_text(data.get("name"), "name"),
        weight=weight if known else None,
        weight_unit=view.weight_unit if known else "",
        image_url=_picture(data.get("media_gallery_entries"), view.media),
        status=_STATUS.get(status, "") if isinstance(status, int) else "",
    )


def _picture(entries: object, media: str) -> str:
    """Return the address of the main picture, else of the first that is shown."""
    entries = entries if isinstance(entries, list) else []
    shown = [e for e in entries if isinstance(e, dict) and not e.get("disabled")]
    shown.sort(key=lambda entry: "image" not in _types(entry))
    for entry in shown:
        file = entry.get("file")
        if media and isinstance(file, str) and file:
            return a_link(f"{media}/catalog/product/{file.lstrip('/')}")
    return ""


def _types(entry: dict) -> list:
    return entry["types"] if isinstance(entry.get("types"), list) else []
