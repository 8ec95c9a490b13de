# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shopify, by its GraphQL Admin API."""

from .connector import ShopifyConnector

__all__ = ["ShopifyConnector"]
