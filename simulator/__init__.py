# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Loopback marketplaces: real HTTP, documented wire formats, a ledger of beliefs."""

from . import order_records, records
from .app import Simulator, running

__all__ = ["Simulator", "order_records", "records", "running"]
