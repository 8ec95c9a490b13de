# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from odoo.tools.sql import column_exists


def migrate(cr, version):
    """Fill in told_at as it is computed, but for all shipments at once."""
    cr.execute("ALTER TABLE ecommerce_shipment ADD COLUMN told_at timestamp")
    cr.execute(
        """
        UPDATE ecommerce_shipment
           SET told_at = COALESCE(confirmed_at, accepted_at, last_attempt_at)
         WHERE confirmed_at IS NOT NULL
            OR state IN ('accepted', 'success')
        """
    )
    # The first release did not keep what it told.
    if column_exists(cr, "ecommerce_shipment", "told_payload"):
        cr.execute(
            """
            UPDATE ecommerce_shipment
               SET told_at = COALESCE(accepted_at, last_attempt_at)
             WHERE told_payload IS NOT NULL AND told_at IS NULL
            """
        )
