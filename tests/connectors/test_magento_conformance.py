# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento conforms to the interface."""

from conformance import Conformance


class TestMagento(Conformance):
    platform = "magento"
    carrier = ("ups", "")

    def writing(self, connector):
        return "ship"

    def check_item(self, item):
        """Pictures lie in the shop's own media folder."""
        assert item.weight == 1.5
        assert item.weight_unit == "kgs"
        assert item.image_url.endswith("/magento/ONE/media/catalog/product/1.jpg")


class TestMagentoTokenAlone(TestMagento):
    """The shop takes an access token alone, and nothing else was entered; it writes
    the id of a new shipment as text."""

    options = {"bearer": True, "id_as_text": True}

    def connect(self, seller, **changed):
        alone = {"consumer_key": "", "consumer_secret": "", "access_token_secret": ""}
        return super().connect(seller, **changed | alone)
