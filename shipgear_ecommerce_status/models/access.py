# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Who may act on what only the server writes."""

from odoo.exceptions import AccessError


def check_may_act(records):
    """Let users of the add-on act on records that they can see, nobody else.

    Their model rights are to read alone: what is written is decided here.
    """
    records.check_access("read")
    if not records.env.user.has_group("shipgear_ecommerce_status.group_user"):
        raise AccessError(records.env._("Only users of eCommerce Status may do this."))
