# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""WooCommerce, by its REST API."""

from .connector import WooCommerceConnector

__all__ = ["WooCommerceConnector"]
