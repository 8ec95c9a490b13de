# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart Marketplace in the United States, by its Marketplace API."""

from .connector import WalmartConnector

__all__ = ["WalmartConnector"]
