# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The carriers that Walmart knows, and what sellers call them."""

from __future__ import annotations

from ..text import _lt

#: Our code for a carrier that Walmart does not list: its name goes as otherCarrier.
OTHER = "Other"

#: Carrier -> other names of it; its own is a name as well. Sources: Walmart's OpenAPI
#: document "Walmart Order Management", carrier of trackingInfo.carrierName, and the
#: ten of the changelog entry "Additional carrier support added to Ship order lines
#: API" (30 October 2026). Walmart compares them letter by letter.
_CODES: dict[str, tuple[str, ...]] = {
    "4PX": (),
    "AAA Cooper": (),
    "ABF Freight System": ("ABF Freight", "ABF"),
    "AIT Worldwide Logistics": ("AIT Worldwide",),
    "AM Trucking": (),
    "Airborne": (),
    "Aramex": (),
    "Asendia": (),
    "AxleHire": ("Axle Hire",),
    "Better Trucks": (),
    "CEVA": ("CEVA Logistics",),
    "CNE": ("CNE Express",),
    "Canada Post": ("Postes Canada",),
    "China Post": (),
    "Chukou1": (),
    "Correos de Mexico": ("Correos de México",),
    "DHL": ("DHL Express", "DHL Parcel"),
    "DHL Ecommerce - US": ("DHL eCommerce", "DHL Global Mail"),
    "DTDC": (),
    "Deutsche Post": (),
    "DoorDash": (),
    "ESTES": (),
    "Equick": (),
    "Estes Express": ("Estes Express Lines",),
    "Exelot": (),
    "FDS Express": (),
    "FDX": (),
    "FEDEXSP": ("FedEx SmartPost", "FedEx Ground Economy"),
    "FIRST MILE": ("FirstMile",),
    "FedEx": ("Federal Express", "Fed Ex"),
    "Flyt": ("Flyt Express",),
    "GLS": (),
    "GOFO": ("GOFO Express",),
    "HIT Delivery": (),
    "India Post": (),
    "JCEX": (),
    "JD Logistics": (),
    "Japan Post": (),
    "LS": ("LaserShip", "Laser Ship"),
    "LSO": ("Lone Star Overnight",),
    "Landmark Global": (),
    "Metropolitan Warehouse & Delivery": (),
    "Meyer Distribution": (),
    "OSM Worldwide": ("OSM",),
    "OnTrac": (),
    "P2PG": (),
    "PILOT": ("Pilot Freight Services", "Pilot Freight"),
    "PITT OHIO": (),
    "PTS": (),
    "PostNord Sweden": (),
    "RL Carriers": ("R+L Carriers", "R&L Carriers"),
    "RXO": (),
    "Roadrunner Freight": ("Roadrunner",),
    "Royal Mail": (),
    "SAIA": ("Saia LTL Freight",),
    "SF Express": (),
    "SFC": (),
    "Seko Worldwide": ("Seko Logistics", "Seko"),
    "Sendle": (),
    "Shiprocket": (),
    "Shypmax": (),
    "Southeastern Freight Lines": (),
    "SpeedX": (),
    "Spreetail": (),
    "Sunyou": (),
    "SwiftX": (),
    "TForce Freight": ("TForce",),
    "Tusou": (),
    "UBI": ("UBI Logistics",),
    "UDS": ("United Delivery Service",),
    "UPS": ("United Parcel Service",),
    "UPSMI": ("UPS Mail Innovations",),
    "USPS": ("United States Postal Service", "US Postal Service"),
    "UniUni": (),
    "WIN.IT America": ("WINIT",),
    "WanB": ("WanB Express",),
    "Whistl": (),
    "XPO Logistics": ("XPO",),
    "Xindus": (),
    "YDH": (),
    "YF Logistics": (),
    "Yanwen": (),
    "Yellow Freight Sys": ("Yellow Freight",),
    "YunExpress": ("Yun Express",),
    "ePost Global": (),
}
#: Codes that are everyday words or too short: only their other names tell the carrier.
_WORDS = ("Airborne", "LS", "PILOT", "PTS")

CARRIERS: tuple[tuple[str, str], ...] = (
    *((code, code) for code in _CODES),
    (OTHER, _lt("Other (give the carrier's name)")),
)
NAMES: dict[str, tuple[str, ...]] = {
    code: names if code in _WORDS else (code, *names) for code, names in _CODES.items()
}
_EXACT = {code.casefold(): code for code in (*_CODES, OTHER)}


def exact(code: str) -> str:
    """Return a carrier as Walmart spells it; one it does not list, as it is."""
    code = " ".join(code.split())
    return _EXACT.get(code.casefold(), code)
