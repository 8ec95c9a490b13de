# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The carriers that Magento knows, and what sellers call them.

Source: Adobe Commerce Admin guide, "Shipments", Carrier: DHL, Federal Express, United
Parcel Service, United States Postal Service, and Custom Value for all others (DPD, GLS,
Royal Mail, Canada Post, Australia Post, La Poste, PostNL, bpost, Correos, TNT, Evri,
Yodel, Chronopost, Mondial Relay, OnTrac, LaserShip, Amazon Shipping and the rest).
"""

from __future__ import annotations

from ..base import Shipment
from ..outgoing import carrier
from ..text import _lt
from . import reference
from .reference import CUSTOM

CARRIERS: tuple[tuple[str, str], ...] = (
    *reference.CARRIERS.items(),
    (CUSTOM, _lt("Custom Value (give the carrier's name)")),
)
NAMES: dict[str, tuple[str, ...]] = {
    "dhl": ("DHL", "DHL Express"),
    "fedex": ("FedEx", "Fed Ex", "Federal Express"),
    "ups": ("UPS", "United Parcel Service"),
    "usps": ("USPS", "United States Postal Service", "US Postal Service"),
    # What Magento would look up at DHL Express, where nobody knows the number.
    CUSTOM: ("DHL eCommerce", "DHL Parcel", "DHL Paket", "Deutsche Post DHL"),
}
#: Characters of a title in Magento's database.
_TITLE = 255


def code_and_title(shipment: Shipment) -> tuple[str, str]:
    """Return the carrier's code and what the buyer reads.

    :raises Rejected: there is no carrier, or no name for one that is not listed
    """
    code, name = carrier(shipment, CUSTOM)
    name = name or shipment.carrier_name.strip() or reference.CARRIERS.get(code, code)
    title = " ".join(filter(None, (name, shipment.service.strip())))
    return code, title[:_TITLE]
