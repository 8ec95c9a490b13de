# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The carriers that Amazon knows, and what sellers call them."""

from __future__ import annotations

from ..text import _lt
from .reference import OTHER

#: Carrier code -> other names of the carrier; a code is a name as well. Sources:
#: Seller Central help, "Shipping Confirmation Template" (G641), accepted values of
#: carrier-code; CarrierCode of the XML schema amzn-base. Each store has its own list
#: beside these; a code outside is passed on as is.
_CODES: dict[str, tuple[str, ...]] = {
    "4PX": (),
    "Aramex": (),
    "Blue Package": (),
    "BlueDart": ("Blue Dart",),
    "Canada Post": ("Postes Canada",),
    "China Post": (),
    "Chronopost": (),
    "City Link": (),
    "Delhivery": (),
    "Deutsche Post": (),
    "DHL": ("Deutsche Post DHL",),
    "DHL eCommerce": (),
    "DHL Global Mail": (),
    "DPD": (),
    "DTDC": (),
    "Fastway": (),
    "FedEx": ("Federal Express", "Fed Ex"),
    "FedEx SmartPost": (),
    "First Flight": (),
    "GLS": (),
    "GO!": ("GO Express",),
    "Hermes Logistik Gruppe": ("Hermes",),
    "India Post": (),
    "La Poste": ("Colissimo",),
    "Lasership": ("Laser Ship",),
    "Newgistics": (),
    "Ninjavan": ("Ninja Van",),
    "NipponExpress": ("Nippon Express",),
    "OnTrac": (),
    "OSM": (),
    "Parcelforce": (),
    "Poste Italiane": (),
    "Qxpress": (),
    "Royal Mail": (),
    "SagawaExpress": ("Sagawa Express", "Sagawa"),
    "SDA": (),
    "SF Express": (),
    "Singapore Post": ("SingPost",),
    "Streamlite": (),
    "Target": (),
    "TNT": (),
    "UPS": ("United Parcel Service",),
    "UPS Mail Innovations": (),
    "UPSMI": (),
    "USPS": ("United States Postal Service", "US Postal Service"),
    "YamatoTransport": ("Yamato Transport", "Yamato"),
    "Yanwen": (),
    "Yodel": (),
}
#: Codes that are everyday words: only their other names tell the carrier.
_WORDS = ("GO!", "Target")

CARRIERS: tuple[tuple[str, str], ...] = (
    *((code, code) for code in _CODES),
    (OTHER, _lt("Other (give the carrier's name)")),
)
NAMES: dict[str, tuple[str, ...]] = {
    code: names if code in _WORDS else (code, *names) for code, names in _CODES.items()
}
