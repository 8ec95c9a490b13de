# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce, by its Orders V2 and Catalog V3 APIs."""

from .connector import BigCommerceConnector

__all__ = ["BigCommerceConnector"]
