# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What only a person can do at the marketplace, said so that it can be done."""

from __future__ import annotations

from .base import AlreadyShipped, ConnectorError, Shipment, Unsupported
from .text import Text, _lt

TAKE_BACK = _lt(
    "Open the order on the marketplace, and take the parcel back or refund the order "
    "there."
)


def shipped_without_us() -> AlreadyShipped:
    return AlreadyShipped(
        _lt("The marketplace has the whole order as shipped, but not this parcel."),
        code="shipped_without_us",
        hint=_lt(
            "Open the order on the marketplace and compare. If all is well there, "
            "press Mark as Confirmed."
        ),
    )


def correct_by_hand(
    refusal: ConnectorError, told: Shipment, shipment: Shipment
) -> Unsupported:
    return Unsupported(
        _lt(
            "The marketplace was told %(old)s; the delivery now says %(new)s. %(why)s",
            old=_parcel_text(told),
            new=_parcel_text(shipment),
            why=refusal.message,
        ),
        code=refusal.code,
        hint=_lt(
            "Open the order on the marketplace, replace %(old)s with %(new)s, and "
            "press Mark as Confirmed.",
            old=_parcel_text(told),
            new=_parcel_text(shipment),
        ),
        status=refusal.status,
        request_id=refusal.request_id,
    )


def withdraw_by_hand(refusal: ConnectorError, told: Shipment) -> Unsupported:
    return Unsupported(
        _lt(
            "The parcel %(parcel)s was canceled here after the marketplace was told. "
            "%(why)s",
            parcel=_parcel_text(told),
            why=refusal.message,
        ),
        code=refusal.code,
        hint=_lt(
            "%(what)s Then press Mark as Confirmed.", what=refusal.hint or TAKE_BACK
        ),
    )


def _parcel_text(shipment: Shipment) -> Text:
    return _lt(
        "%(numbers)s (%(carrier)s)",
        numbers=", ".join(shipment.tracking_numbers),
        carrier=shipment.carrier_name or shipment.carrier_code,
    )
