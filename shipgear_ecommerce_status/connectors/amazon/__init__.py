# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon, by its Selling Partner API (SP-API)."""

from .connector import AmazonConnector

__all__ = ["AmazonConnector"]
