# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The carriers that BigCommerce makes tracking links for, and their names.

Sources: Orders V2, "Create Order Shipment" (shipping_provider, tracking_carrier);
BigCommerce's list of tracking carrier values, which are those of AfterShip.
"""

from __future__ import annotations

from ..text import _lt

#: Means: neither provider nor tracking carrier, but the carrier's name and link.
OTHER = "other"

#: Values of shipping_provider: BigCommerce links to the carrier's own page.
_PROVIDERS: dict[str, tuple[str, ...]] = {
    "auspost": ("Australia Post", "AusPost"),
    "canadapost": ("Canada Post", "Postes Canada"),
    "endicia": ("Endicia",),
    "fedex": ("FedEx", "Fed Ex", "Federal Express"),
    "royalmail": ("Royal Mail",),
    "shipperhq": ("ShipperHQ",),
    "ups": ("UPS", "United Parcel Service"),
    "upsonline": (),
    "upsready": ("UPS Ready",),
    "usps": ("USPS", "United States Postal Service", "US Postal Service"),
}
#: Values of tracking_carrier: BigCommerce links to AfterShip. There are some 900; a
#: code outside is passed on as it is.
_TRACKERS: dict[str, tuple[str, ...]] = {
    "amazon": ("Amazon Shipping", "Amazon MCF", "Amazon Logistics"),
    "amazon-uk-api": ("Amazon Shipping UK",),
    "an-post": ("An Post",),
    "aramex": ("Aramex",),
    "asendia-de": ("Asendia Germany",),
    "asendia-uk": ("Asendia UK",),
    "asendia-usa": ("Asendia", "Asendia USA"),
    "austrian-post": ("Austrian Post", "Österreichische Post"),
    "bpost": ("bpost",),
    "brt-it": ("BRT", "Bartolini"),
    "chronopost-france": ("Chronopost",),
    "colissimo": ("Colissimo",),
    "correosexpress": ("Correos Express",),
    "couriers-please": ("CouriersPlease", "Couriers Please"),
    "danmark-post": ("PostNord Denmark",),
    "deutsch-post": ("Deutsche Post",),
    "dhl": ("DHL", "DHL Express"),
    "dhl-germany": ("Deutsche Post DHL", "DHL Paket", "DHL Germany"),
    "dhl-global-mail": ("DHL eCommerce", "DHL Global Mail"),
    "dhl-nl": ("DHL Netherlands",),
    "dhlparcel-es": ("DHL Parcel Spain", "DHL Parcel Iberia"),
    "dhlparcel-nl": ("DHL Parcel", "DHL Parcel NL"),
    "dhlparcel-uk": ("DHL Parcel UK",),
    "dpd": ("DPD",),
    "dpd-de": ("DPD Germany",),
    "dpd-ireland": ("DPD Ireland",),
    "dpd-poland": ("DPD Poland",),
    "dpd-uk": ("DPD UK",),
    "fastway-au": ("Fastway", "Aramex Australia"),
    "fastway-nz": ("Fastway New Zealand",),
    "gls": ("GLS",),
    "gls-italy": ("GLS Italy",),
    "gls-netherlands": ("GLS Netherlands",),
    "hermes": ("Hermesworld",),
    "hermes-de": ("Hermes", "Hermes Germany"),
    "india-post": ("India Post",),
    "inpost-paczkomaty": ("InPost",),
    "interlink-express": ("DPD Local", "Interlink Express"),
    "italy-sda": ("SDA",),
    "japan-post": ("Japan Post",),
    "la-poste-colissimo": ("La Poste",),
    "lasership": ("LaserShip", "Laser Ship"),
    "mondialrelay": ("Mondial Relay",),
    "mrw-spain": ("MRW",),
    "myhermes-uk": ("Evri", "Hermes UK", "myHermes"),
    "new-zealand-post": ("New Zealand Post", "NZ Post"),
    "newgistics": ("Newgistics",),
    "ontrac": ("OnTrac",),
    "osm-worldwide": ("OSM", "OSM Worldwide"),
    "pitney-bowes": ("Pitney Bowes",),
    "portugal-ctt": ("CTT",),
    "poste-italiane": ("Poste Italiane",),
    "posten-norge": ("Posten Norge", "Bring"),
    "postnl": ("PostNL",),
    "postnl-international": ("PostNL International",),
    "postnord": ("PostNord",),
    "purolator": ("Purolator",),
    "sagawa": ("Sagawa", "Sagawa Express"),
    "sendle": ("Sendle",),
    "singapore-post": ("Singapore Post", "SingPost"),
    "spain-correos-es": ("Correos",),
    "spanish-seur": ("SEUR",),
    "star-track": ("StarTrack", "Star Track"),
    "sweden-posten": ("PostNord Sweden",),
    "swiss-post": ("Swiss Post", "Die Schweizerische Post"),
    "taqbin-jp": ("Yamato", "Yamato Transport"),
    "tnt": ("TNT",),
    "toll-ipec": ("Toll", "Toll IPEC"),
    "ups-mi": ("UPS Mail Innovations",),
    "yodel": ("Yodel",),
}

NAMES: dict[str, tuple[str, ...]] = {**_PROVIDERS, **_TRACKERS}
CARRIERS: tuple[tuple[str, str], ...] = (
    *sorted(
        ((code, names[0] if names else code) for code, names in NAMES.items()),
        key=lambda pair: pair[1].casefold(),
    ),
    (OTHER, _lt("Other (give the carrier's name)")),
)


def is_provider(code: str) -> bool:
    """Whether a code belongs in shipping_provider rather than tracking_carrier.

    ``carrier_...`` is a provider that an app brought into the store.
    """
    return code in _PROVIDERS or code.startswith("carrier_")
