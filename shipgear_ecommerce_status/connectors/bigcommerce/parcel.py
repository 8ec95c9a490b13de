# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment as BigCommerce takes it, checked before it is sent.

Source: Orders V2, orderShipment_Post and orderShipment_Put. There is no field for the
ship date, nor for whether the customer is told: that is a setting of the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..answers import HINTS
from ..base import (
    ConnectorError,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Rejected,
    Shipment,
)
from ..matching import numbers
from ..outgoing import carrier, order_id, pieces, refuse, tracking_numbers
from ..text import _lt
from .carriers import OTHER, is_provider
from .parse import Product

#: Characters of tracking_number and of tracking_link.
MAX_NUMBER, MAX_LINK = 50, 500

#: Ids are counted up from 100, in 32 bits.
_ORDER_ID = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


def check_order_id(ref: str) -> str:
    """Return a BigCommerce order id, stripped.

    :raises Rejected: before it becomes part of a URL
    """
    return order_id(
        ref,
        _ORDER_ID,
        _lt("%(ref)s is not a BigCommerce order number."),
        _lt(
            "BigCommerce's order numbers are digits only, such as 1234. Correct "
            "the marketplace order of this shipment and retry."
        ),
    )


def tracking(shipment: Shipment) -> dict[str, str]:
    """Return who carries the parcel, and how the customer follows it.

    BigCommerce makes the link itself from shipping_provider or tracking_carrier, and
    from neither for a carrier that it does not know: then ours is sent, if it fits.
    A shipping_provider that is left out would become "custom".
    """
    code, name = carrier(shipment, OTHER)
    code = code.lower()
    provider = is_provider(code)
    number, *_more = tracking_numbers(shipment, longest=MAX_NUMBER)
    fields = {
        "tracking_number": number,
        "shipping_provider": code if provider else "",
        "tracking_carrier": "" if provider or name else code,
    }
    method = " ".join(filter(None, (name, shipment.service.strip())))
    if method:
        fields["shipping_method"] = method
    link = shipment.tracking_url.strip()
    if name and re.fullmatch(r"https?://[^\s\"'<>]+", link) and len(link) <= MAX_LINK:
        fields["tracking_link"] = link
    return fields


def corrected(shipment: Shipment, told: Shipment) -> dict[str, str]:
    """Return the same for a parcel of which ``told`` was told: what is gone is ""."""
    return dict.fromkeys(tracking(told), "") | tracking(shipment)


def by_address(
    shipment: Shipment, products: Iterable[Product]
) -> dict[int, dict[str, int]]:
    """Return order_address_id -> {order product: pieces} of a parcel.

    Usually of one address: what was bought for several is one order, too.

    :raises Rejected: an item is not of this order, or goes to no address
    """
    addresses = {product.line.ref: product.address_id for product in products}
    found: dict[int, dict[str, int]] = {}
    for ref, quantity in pieces(shipment.lines).items():
        if ref not in addresses:
            raise refuse(
                "unknown_order_item",
                _lt("Order item %(item)s is not one of this order.", item=ref),
                _lt("Read the marketplace order again and retry."),
            )
        if not addresses[ref]:
            raise _not_shipped_at_all(ref)
        found.setdefault(addresses[ref], {})[ref] = quantity
    return found


def _not_shipped_at_all(ref: str) -> Rejected:
    return refuse(
        "no_address",
        _lt("Order item %(item)s has no address on BigCommerce.", item=ref),
        _lt(
            "The customer picks it up, or it is digital: BigCommerce takes no shipment "
            "of it. Set the order's status there by hand."
        ),
    )


def request(
    fields: Mapping[str, str], address_id: int, contents: Mapping[str, int]
) -> dict:
    """Return the body of createOrderShipments."""
    return {
        "order_address_id": address_id,
        **fields,
        "items": [
            {"order_product_id": int(ref), "quantity": quantity}
            for ref, quantity in contents.items()
        ],
    }


def ours(parcels: Iterable[Parcel], *shipments: Shipment) -> list[Parcel]:
    """Return those of an order's parcels that a shipment made.

    They have its tracking number, and together no more than its contents: another
    shipment may share the number.

    :param shipments: the same one, as it was told and as it is to be
    """
    known = set().union(*map(numbers, shipments))
    left = pieces(shipments[0].lines)
    found = []
    for parcel in parcels:
        number = numbers(
            replace(shipments[0], tracking_numbers=(parcel.tracking_number,))
        )
        contents = {line.line_ref: line.quantity for line in parcel.lines}
        fits = all(left.get(ref, 0) >= amount for ref, amount in contents.items())
        if number & known and contents and fits:
            found.append(parcel)
            for ref, amount in contents.items():
                left[ref] -= int(amount)
    return found


def shows(
    parcel: Parcel | None, fields: Mapping[str, str], contents: Mapping[str, int]
) -> bool:
    """Whether the shipment in an answer is the one that was asked for."""
    return (
        parcel is not None
        and parcel.tracking_number == fields["tracking_number"]
        and {line.line_ref: line.quantity for line in parcel.lines} == contents
    )


def together(made: list[Receipt]) -> Receipt:
    """Return one receipt for the shipments of several addresses."""
    return Receipt(
        ", ".join(receipt.reference for receipt in made),
        proof=all(receipt.proof for receipt in made),
        request_id=made[-1].request_id,
    )


def half_done(failure: ConnectorError) -> OutcomeUnknown:
    """Of several addresses, some were told: the rest is to be looked for, and sent."""
    return OutcomeUnknown(
        failure.message,
        code=failure.code,
        hint=HINTS[OutcomeUnknown],
        status=failure.status,
        request_id=failure.request_id,
    )
