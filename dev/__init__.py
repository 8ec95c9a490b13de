# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How this repository gets an Odoo: runtime, demo, tests, lint, screenshots.

The modules here need nothing but Python's own library, because they run before
the virtual environment exists.
"""
