# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart conforms to the interface."""

from conformance import Conformance


class TestWalmart(Conformance):
    platform = "walmart"
    has_pending = False
    has_own_fulfillment = True
    renews_tokens = True

    def writing(self, connector):
        return "shippingUpdates"

    def check_item(self, item):
        """Walmart's list of items has neither weight nor picture."""
        assert item.weight is None
        assert item.image_url == ""
