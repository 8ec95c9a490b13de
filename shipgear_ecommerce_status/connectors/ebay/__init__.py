# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay, by its Sell Fulfillment and Sell Inventory APIs."""

from .connector import EbayConnector

__all__ = ["EbayConnector"]
