# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's places and carriers, as its documents list them."""

from __future__ import annotations

from dataclasses import dataclass

#: Source: SP-API documentation, "SP-API Endpoints".
NORTH_AMERICA = "https://sellingpartnerapi-na.amazon.com"
EUROPE = "https://sellingpartnerapi-eu.amazon.com"
FAR_EAST = "https://sellingpartnerapi-fe.amazon.com"

#: Source: SP-API documentation, "Connecting to the Selling Partner API".
TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token"


@dataclass(frozen=True)
class Marketplace:
    """One Amazon store. ``country`` is Amazon's code, which has UK for GB."""

    country: str
    endpoint: str
    domain: str

    @property
    def seller_central(self) -> str:
        return f"https://sellercentral.{self.domain}"


#: Marketplace id -> marketplace. Source: SP-API documentation, "Marketplace IDs"
#: (ids, regions) and "Seller Central URLs" (domains).
MARKETPLACES: dict[str, Marketplace] = {
    "A2EUQ1WTGCTBG2": Marketplace("CA", NORTH_AMERICA, "amazon.ca"),
    "ATVPDKIKX0DER": Marketplace("US", NORTH_AMERICA, "amazon.com"),
    "A1AM78C64UM0Y8": Marketplace("MX", NORTH_AMERICA, "amazon.com.mx"),
    "A2Q3Y263D00KWC": Marketplace("BR", NORTH_AMERICA, "amazon.com.br"),
    "A28R8C7NBKEWEA": Marketplace("IE", EUROPE, "amazon.ie"),
    "A1RKKUPIHCS9HS": Marketplace("ES", EUROPE, "amazon.es"),
    "A1F83G8C2ARO7P": Marketplace("UK", EUROPE, "amazon.co.uk"),
    "A13V1IB3VIYZZH": Marketplace("FR", EUROPE, "amazon.fr"),
    "AMEN7PMS3EDWL": Marketplace("BE", EUROPE, "amazon.com.be"),
    "A1805IZSGTT6HS": Marketplace("NL", EUROPE, "amazon.nl"),
    "A1PA6795UKMFR9": Marketplace("DE", EUROPE, "amazon.de"),
    "APJ6JRA9NG5V4": Marketplace("IT", EUROPE, "amazon.it"),
    "A2NODRKZP88ZB9": Marketplace("SE", EUROPE, "amazon.se"),
    "AE08WJ6YKNBMC": Marketplace("ZA", EUROPE, "amazon.co.za"),
    "A1C3SOZRARQ6R3": Marketplace("PL", EUROPE, "amazon.pl"),
    "ARBP9OOSHTCHU": Marketplace("EG", EUROPE, "amazon.eg"),
    "A33AVAJ2PDY3EV": Marketplace("TR", EUROPE, "amazon.com.tr"),
    "A17E79C6D8DWNP": Marketplace("SA", EUROPE, "amazon.sa"),
    "A2VIGQ35RCS4UG": Marketplace("AE", EUROPE, "amazon.ae"),
    "A21TJRUUN4KGV": Marketplace("IN", EUROPE, "amazon.in"),
    "A19VAU5U5O7RUS": Marketplace("SG", FAR_EAST, "amazon.sg"),
    "A39IBJ37TRP1C6": Marketplace("AU", FAR_EAST, "amazon.com.au"),
    "A1VC38T7YXB528": Marketplace("JP", FAR_EAST, "amazon.co.jp"),
}

#: The code for a carrier that Amazon does not list; it needs a carrier name.
OTHER = "Other"
