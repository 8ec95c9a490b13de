# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).


def migrate(cr, version):
    """Credentials of before belong to the database that is being updated."""
    cr.execute(
        """
        UPDATE ecommerce_account_credential
           SET entered_in = (
                SELECT value FROM ir_config_parameter WHERE key = 'database.uuid')
         WHERE stored_value IS NOT NULL
        """
    )
