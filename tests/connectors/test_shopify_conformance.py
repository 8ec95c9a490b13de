# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shopify conforms to the interface, with either way to log in."""

from conformance import Conformance


class TestShopify(Conformance):
    platform = "shopify"
    renews_tokens = True

    def writing(self, connector):
        return "fulfillmentCreate"


class TestShopifyWithAnAccessToken(TestShopify):
    options = {"login": "token"}
    renews_tokens = False
