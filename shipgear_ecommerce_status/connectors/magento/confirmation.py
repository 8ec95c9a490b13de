# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as Magento takes it, checked before it is sent.

Source: OpenAPI document "Commerce Admin REST endpoints" 2.4.9, POST
/V1/order/{orderId}/ship. Magento itself does not refuse too much: of a quantity above
what is left it ships what is left, rows with nothing left it leaves out, and without
any row it ships the whole order, all without a word. So that is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..base import Shipment
from ..by_hand import shipped_without_us
from ..outgoing import order_id, pieces, refuse, tracking_numbers
from ..text import _lt
from .carriers import code_and_title
from .sales import BUNDLE, MARK, Row, Sale, Sent, Track

_ORDER_REF = re.compile(r"[A-Za-z0-9._/#-]{1,50}")


def check_order_ref(ref: str) -> str:
    """Return the number of an order, as Magento's pages show it, stripped.

    :raises Rejected: before it becomes part of a URL
    """
    return order_id(
        ref,
        _ORDER_REF,
        _lt("%(ref)s is not a Magento order number."),
        ORDER_NUMBERS,
    )


ORDER_NUMBERS = _lt(
    "Magento's order numbers look like 000000123; the zeros belong to them, and the "
    "number in the address of the order's page is another. Correct the marketplace "
    "order of this shipment and retry."
)


def made_for(shipment: Shipment, shipments: Iterable[Sent]) -> Sent | None:
    """Return the shipment that was made for this one, if there is one."""
    return next((s for s in shipments if shipment.reference in s.references), None)


def with_number(shipments: Iterable[Sent], numbers: tuple[str, ...]) -> Sent | None:
    """Return a shipment with one of these numbers that we made for no parcel."""
    for sent in shipments:
        if not sent.references and any(t.number in numbers for t in sent.tracks):
            return sent
    return None


def tracks(shipment: Shipment, numbers: Iterable[str]) -> list[dict]:
    """Return [{"track_number", "title", "carrier_code"}]."""
    code, title = code_and_title(shipment)
    return [
        {"track_number": number, "title": title, "carrier_code": code}
        for number in numbers
    ]


def has(sent: Sent, track: dict) -> bool:
    return any(says(known, track) for known in sent.tracks)


def says(known: Track, track: dict) -> bool:
    """Whether a track says what is to be said; spaces make no difference."""
    title = " ".join(track["title"].split())
    wanted = (track["track_number"], title, track["carrier_code"])
    return (known.number, known.title, known.code) == wanted


def told_before(sent: Sent, told: Shipment, wanted: list[dict]) -> list[Track]:
    """Return the tracks of a shipment that a correction makes wrong."""
    wrong = tracking_numbers(told)
    return [
        known
        for known in sent.tracks
        if known.number in wrong and not any(says(known, track) for track in wanted)
    ]


def body(
    shipment: Shipment, items: dict[str, float], wanted: list[dict], source_code: str
) -> dict:
    """Return the body of the write-back.

    The comment is kept with the shipment and not mailed, since appendComment is
    false: by it the shipment is found again.
    """
    content = {
        "items": [
            {"order_item_id": int(ref), "qty": quantity}
            for ref, quantity in items.items()
        ],
        "notify": shipment.notify_buyer,
        "appendComment": False,
        "comment": {
            "comment": f"{MARK}{shipment.reference}",
            "is_visible_on_front": 0,
        },
        "tracks": wanted,
    }
    if source_code:
        content["arguments"] = {"extension_attributes": {"source_code": source_code}}
    return content


def rows_to_ship(
    sale: Sale, shipment: Shipment, separately: Callable[[Row], bool]
) -> dict[str, float]:
    """Return the quantity of each row of the order that is to be named.

    :param separately: whether a bundle is shipped by its parts
    :raises Rejected: with what to correct; nothing was sent
    :raises AlreadyShipped: there is nothing left of all that is in the parcel
    """
    wanted = {}
    for ref, quantity in pieces(shipment.lines).items():
        row = sale.row(ref)
        if row is None:
            raise _unknown_item(ref)
        wanted[ref] = (row, quantity)
    left = {ref: sale.left(row) for ref, (row, _quantity) in wanted.items()}
    if sale.state == "canceled":
        raise _canceled()
    if not any(left.values()):
        raise shipped_without_us()
    for ref, (row, quantity) in wanted.items():
        if quantity > left[ref]:
            raise _too_many(row, quantity, left[ref])
    return _by_family(sale, wanted, separately)


def _by_family(
    sale: Sale, wanted: dict[str, tuple[Row, int]], separately: Callable[[Row], bool]
) -> dict[str, float]:
    """Name bundles as Magento takes them: as a whole, or by their parts."""
    bundles = {row.id: row for row in sale.rows if row.kind == BUNDLE}
    named: dict[str, float] = {}
    parts: dict[str, dict[str, float]] = {}  # bundle -> part -> quantity
    for ref, (row, quantity) in wanted.items():
        if row.id in bundles:
            for part in sale.parts(row):
                there = parts.setdefault(row.id, {})
                share = quantity * part.ordered / row.ordered
                there[part.id] = there.get(part.id, 0) + share
            if not sale.parts(row):
                named[ref] = quantity
        elif row.parent in bundles:
            there = parts.setdefault(row.parent, {})
            there[ref] = there.get(ref, 0) + quantity
        else:
            named[ref] = quantity
    for ref, there in parts.items():
        if separately(bundles[ref]):
            named |= there
        else:
            named[ref] = _whole_bundles(sale, bundles[ref], there)
    return named


def _whole_bundles(sale: Sale, bundle: Row, there: dict[str, float]) -> float:
    units = {
        there.get(part.id, 0) * bundle.ordered / part.ordered
        for part in sale.parts(bundle)
        if part.ordered
    }
    if len(units) == 1 and (number := units.pop()) % 1 == 0:
        return int(number)
    raise refuse(
        "part_of_a_bundle",
        _lt("Only a part of the bundle %(sku)s is in the parcel.", sku=bundle.sku),
        _lt(
            "Magento ships this bundle as a whole. Confirm the shipment in the Magento "
            "Admin when all its parts have left, or set Ship Bundle Items of the "
            "product to Separately for orders to come."
        ),
    )


def _unknown_item(ref: str) -> Exception:
    return refuse(
        "unknown_order_item",
        _lt("The order has no item %(ref)s that can be shipped.", ref=repr(ref[:50])),
        _lt("Read the marketplace order again and retry."),
    )


def _too_many(row: Row, quantity: int, left: float) -> Exception:
    return refuse(
        "too_many",
        _lt(
            "%(quantity)g of %(sku)s are in the parcel, but only %(left)g are left to "
            "ship.",
            quantity=quantity,
            sku=row.sku,
            left=left,
        ),
        _lt(
            "Open the order in the Magento Admin and compare it with this shipment. "
            "Correct the quantities and retry."
        ),
    )


def _canceled() -> Exception:
    return refuse(
        "canceled",
        _lt("The order is canceled."),
        _lt(
            "There is nothing to confirm. Hold the parcel back if it has not left yet."
        ),
    )
