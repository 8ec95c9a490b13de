# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay conforms to the interface."""

from conformance import Conformance


class TestEbay(Conformance):
    platform = "ebay"
    has_own_fulfillment = True
    renews_tokens = True

    def writing(self, connector):
        return "createShippingFulfillment"
