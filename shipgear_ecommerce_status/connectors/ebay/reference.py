# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay's places, scopes and allowances, as its documents list them."""

from __future__ import annotations

from ..base import Limit

#: Source: eBay Developers Program, the method pages of both APIs.
API = "https://api.ebay.com"
SANDBOX = "https://api.sandbox.ebay.com"
TOKEN_PATH = "/identity/v1/oauth2/token"
FULFILLMENT = "/sell/fulfillment/v1"
INVENTORY = "/sell/inventory/v1"

#: Source: the specification of sell_fulfillment v1, security of each operation.
MAY_WRITE = "https://api.ebay.com/oauth/api_scope/sell.fulfillment"
MAY_LIST = "https://api.ebay.com/oauth/api_scope/sell.inventory"

#: Marketplace -> domain of its pages. Source: MarketplaceIdEnum of the Account API,
#: without those that are reserved for future use.
DOMAINS: dict[str, str] = {
    "EBAY_AT": "ebay.at",
    "EBAY_AU": "ebay.com.au",
    "EBAY_BE": "ebay.be",
    "EBAY_CA": "ebay.ca",
    "EBAY_CH": "ebay.ch",
    "EBAY_DE": "ebay.de",
    "EBAY_ES": "ebay.es",
    "EBAY_FR": "ebay.fr",
    "EBAY_GB": "ebay.co.uk",
    "EBAY_HK": "ebay.com.hk",
    "EBAY_IE": "ebay.ie",
    "EBAY_IT": "ebay.it",
    "EBAY_MOTORS_US": "ebay.com",
    "EBAY_MY": "ebay.com.my",
    "EBAY_NL": "ebay.nl",
    "EBAY_PH": "ebay.ph",
    "EBAY_PL": "ebay.pl",
    "EBAY_SG": "ebay.com.sg",
    "EBAY_US": "ebay.com",
}

DAY = 86400


def _daily(calls: int) -> Limit:
    """Return an allowance by the day: half of it at once, the rest over the day, so
    that no 24 hours ever see more."""
    return Limit(rate=calls / 2 / DAY, burst=calls // 2)


#: Source: eBay Developers Program, "API Call Limits": of each application and API.
LIMITS = {"fulfillment": _daily(100_000), "inventory": _daily(2_000_000)}
