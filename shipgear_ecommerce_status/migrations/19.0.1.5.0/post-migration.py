# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.api import SUPERUSER_ID, Environment


def migrate(cr, version):
    """Secrets that were entered in this database also know where it is."""
    env = Environment(cr, SUPERUSER_ID, {})
    uid = env["ir.config_parameter"].get_param("database.uuid")
    own = env["ecommerce.account.credential"].search([("entered_in", "=", uid)])
    own._belong_here()
