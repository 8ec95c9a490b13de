# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).


def migrate(cr, version):
    """What was confirmed before it was verified is not asked for, years later."""
    cr.execute(
        "UPDATE ecommerce_shipment SET next_attempt_at = NULL WHERE state = 'confirmed'"
    )
