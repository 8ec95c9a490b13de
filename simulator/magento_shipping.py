# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What Magento makes of a request to ship an order.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9, and what Magento Open
Source does beyond it: quantities above what is left become what is left, rows with
nothing left are left out, no rows at all are the whole order. Wordings: issues 9762,
12975 and 9416 of magento2, issue 3150 of magento/inventory.
"""

from __future__ import annotations

from . import magento_documents as documents
from .market import Order, Package, Seller


class Wrong(Exception):
    """Refused with 400; says why."""


def read_shipment(
    data: dict, order: Order, seller: Seller, now: float
) -> tuple[Package, list[dict], list[dict]]:
    """Return the package, its tracks and its comments; raises Wrong."""
    items, tracks = _items(data), _tracks(data)
    lines, problems = _lines(order, items, now)
    problems = _order_problems(order, now) + problems
    if not lines:
        problems.append("You can't create a shipment without products.")
    if any(not track.get("track_number") for track in tracks):
        problems.append("Please enter a tracking number.")
    if problems:
        raise Wrong("Shipment Document Validation Error(s):\n" + "\n".join(problems))
    arguments = (data.get("arguments") or {}).get("extension_attributes") or {}
    source = seller.options.get("source")
    if source and arguments.get("source_code") != source:
        raise Wrong("Could not save a shipment, see error log for details")
    if seller.options.get("loses_tracks"):
        tracks = []
    reference = f"{len(order.history) + 1}-{order.key}"
    kept = [
        documents.track(order, reference, place, *_words(track))
        for place, track in enumerate(tracks, start=1)
    ]
    package = Package(
        reference=reference,
        tracking=", ".join(track["track_number"] for track in kept),
        carrier=", ".join(dict.fromkeys(track["title"] for track in kept)),
        service="",
        shipped_at=documents.time_text(now),
        lines=tuple(lines.items()),
        notify=data.get("notify") is True,
        accepted_at=now,
    )
    return package, kept, _comments(data)


def _words(track: dict) -> tuple[str, str, str]:
    return track["track_number"], track["title"], track["carrier_code"]


def _items(data: dict) -> dict[str, float]:
    items = {}
    for row in data.get("items") or []:
        row_id, quantity = row.get("order_item_id"), row.get("qty")
        for name, value in (("order_item_id", row_id), ("qty", quantity)):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise Wrong(
                    f'Error occurred during "{name}" processing. The "{value}" '
                    "value's type is invalid. Verify and try again."
                )
        items[str(row_id)] = quantity
    return items


def _tracks(data: dict) -> list[dict]:
    tracks = data.get("tracks") or []
    if not isinstance(tracks, list):
        return [{}]
    for track in tracks:
        missing = [n for n in ("title", "carrier_code") if n not in track]
        if missing:
            raise Wrong(f'"{missing[0]}" is required. Enter and try again.')
    return tracks


def _comments(data: dict) -> list[dict]:
    comment = (data.get("comment") or {}).get("comment")
    if not comment:
        return []
    mailed = 1 if data.get("appendComment") and data.get("notify") else 0
    return [
        {
            "comment": comment,
            "is_visible_on_front": data["comment"]["is_visible_on_front"],
            "is_customer_notified": mailed,
        }
    ]


def _order_problems(order: Order, now: float) -> list[str]:
    state = documents.order_document(order, now, 0)["state"]
    if state in ("payment_review", "holded", "canceled"):
        return [f"A shipment cannot be created when an order has a status of {state}"]
    if order.status(now) == "shipped":
        return ["The order does not allow a shipment to be created."]
    return []


def _lines(order: Order, items: dict, now: float) -> tuple[dict[str, int], list[str]]:
    """Return what is shipped of each line, cut to what is left."""
    shipped = order.shipped(now)
    lines, problems = {}, []
    for line in order.lines:
        left = line.quantity - shipped[line.line_id]
        bundle = documents.bundle_of(order, line)
        wanted = items.get(line.line_id, 0) if items else left
        if bundle and items:
            row_id = documents.bundle_id(order, bundle)
            if problem := _wrong_way(bundle, row_id in items, bool(wanted)):
                problems.append(problem)
            elif not bundle.get("separately"):
                wanted = items.get(row_id, 0) * line.quantity // bundle["quantity"]
        quantity = int(min(wanted, left))
        if quantity > 0:
            lines[line.line_id] = quantity
    return lines, list(dict.fromkeys(problems))


def _wrong_way(bundle: dict, whole: bool, part: bool) -> str:
    if bundle.get("separately") and whole:
        way, instead = "Separately", "Bundle product options"
    elif not bundle.get("separately") and part:
        way, instead = "Together", "Bundle product itself"
    else:
        return ""
    return (
        f'Cannot create shipment as bundle product "{bundle["sku"]}" has shipment type '
        f'"{way}". {instead} should be shipped instead.'
    )
