# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The shipping providers that WooCommerce's Order Fulfillments know, and what sellers
call them."""

from __future__ import annotations

from ..text import _lt

#: For a provider that is not listed; it goes with a name.
OTHER = "other"

#: Provider key -> names; the first one is what people read. Keys: the list of shipping
#: providers of WooCommerce 11 (77). Plugins may add more: others are passed on as is.
_PROVIDERS: dict[str, tuple[str, ...]] = {
    "acs-courier": ("ACS Courier",),
    "amazon-logistics": ("Amazon Logistics", "Amazon Shipping"),
    "an-post": ("An Post",),
    "aras-kargo": ("Aras Kargo",),
    "australia-post": ("Australia Post", "AusPost"),
    "azerpost": ("Azerpost",),
    "bartolini-brt": ("BRT (Bartolini)", "BRT", "Bartolini"),
    "belpochta": ("Belpochta",),
    "bpost": ("bpost",),
    "bulgarian-posts": ("Bulgarian Posts",),
    "canada-post": ("Canada Post", "Postes Canada"),
    "cdek": ("CDEK",),
    "ceska-posta": ("Česká pošta",),
    "chronopost": ("Chronopost",),
    "correos": ("Correos",),
    "ctt": ("CTT",),
    "cyprus-post": ("Cyprus Post",),
    "deutsche-post": ("Deutsche Post",),
    "dhl": ("DHL", "Deutsche Post DHL"),
    "dpd": ("DPD",),
    "econt": ("Econt",),
    "eimskip": ("Eimskip",),
    "elta": ("ELTA",),
    "evri-hermes": ("Evri", "Hermes", "Evri Hermes"),
    "fan-courier": ("Fan Courier",),
    "fastway": ("Fastway",),
    "fedex": ("FedEx", "Federal Express", "Fed Ex"),
    "geniki-taxydromiki": ("Geniki Taxydromiki",),
    "gls": ("GLS",),
    "haypost": ("HayPost",),
    "helthjem": ("Helthjem",),
    "hrvatska-posta": ("Hrvatska pošta",),
    "inpost": ("InPost",),
    "islandspostur": ("Íslandspóstur",),
    "itella": ("Itella", "Posti"),
    "kazpost": ("Kazpost",),
    "la-poste-colissimo": ("La Poste", "Colissimo", "La Poste Colissimo"),
    "lasership-ontrac": ("OnTrac", "LaserShip", "Laser Ship"),
    "latvijas-pasts": ("Latvijas Pasts",),
    "liechtensteinische-post": ("Liechtensteinische Post",),
    "magyar-posta": ("Magyar Posta",),
    "makedonska-posta": ("Makedonska Posta",),
    "maltapost": ("MaltaPost",),
    "matkahuolto": ("Matkahuolto",),
    "mondial-relay": ("Mondial Relay",),
    "mpl": ("MPL",),
    "mrw": ("MRW",),
    "new-zealand-post": ("New Zealand Post", "NZ Post"),
    "nova-poshta": ("Nova Poshta", "Nova Post"),
    "omniva": ("Omniva",),
    "osterreichische-post": ("Österreichische Post",),
    "parcelforce": ("Parcelforce",),
    "poczta-polska": ("Poczta Polska",),
    "post-luxembourg": ("POST Luxembourg",),
    "posta-moldovei": ("Poșta Moldovei",),
    "posta-romana": ("Poșta Română",),
    "poste-italiane": ("Poste Italiane",),
    "poste-san-marino": ("Poste San Marino",),
    "posten-norge-bring": ("Posten Norge", "Bring"),
    "postnl": ("PostNL",),
    "postnord": ("PostNord",),
    "purolator": ("Purolator",),
    "royal-mail": ("Royal Mail",),
    "russian-post": ("Russian Post",),
    "sda": ("SDA",),
    "seur": ("SEUR",),
    "slovenska-posta": ("Slovenská pošta",),
    "spee-dee-delivery": ("Spee-Dee Delivery",),
    "startrack": ("StarTrack",),
    "swiss-post": ("Swiss Post",),
    "toll": ("Toll",),
    "ukrposhta": ("Ukrposhta",),
    "ups": ("UPS", "United Parcel Service"),
    "urgent-cargus": ("Urgent Cargus", "Cargus"),
    "usps": ("USPS", "United States Postal Service", "US Postal Service"),
    "yurtici-kargo": ("Yurtiçi Kargo",),
    "zasilkovna": ("Zásilkovna", "Packeta"),
}
#: Names that are everyday words: only their other names tell the carrier.
_WORDS = ("Bring", "Toll")

CARRIERS: tuple[tuple[str, str], ...] = (
    *((key, names[0]) for key, names in _PROVIDERS.items()),
    (OTHER, _lt("Other (give the carrier's name)")),
)
NAMES: dict[str, tuple[str, ...]] = {
    key: tuple(name for name in names if name not in _WORDS)
    for key, names in _PROVIDERS.items()
}


def label_of(key: str) -> str:
    """Return what people read of a provider, a key that is not listed as it is."""
    return _PROVIDERS.get(key, (key,))[0]
