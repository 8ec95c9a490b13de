# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import models

from ..wizards.export_files import defuse


class EcommerceSafeExport(models.AbstractModel):
    """Odoo's own export writes text that begins with = as a formula to Excel. What
    a marketplace says is no formula of anybody's here."""

    _name = "ecommerce.safe.export"
    _description = "Export of Marketplace Text"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        return [[value and defuse(value) for value in row] for row in rows]
