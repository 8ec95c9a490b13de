# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models


class WritebackPunctuality(models.AbstractModel):
    """Since when the marketplace has known of a shipment."""

    _name = "writeback.punctuality"
    _description = "Punctuality of Write-backs"

    told_at = fields.Datetime(
        compute="_compute_told_at",
        store=True,
        copy=False,
        help="When the marketplace took it, or a person confirmed it there. A "
        "correction does not change it.",
    )

    @api.depends("told_payload", "accepted_at", "confirmed_at")
    def _compute_told_at(self):
        """The first time counts, for as long as the marketplace has something of it.

        A parcel that it shows without having answered is one of the last attempt.
        """
        for shipment in self:
            taken = shipment.told_payload or shipment.state in ("accepted", "success")
            shipment.told_at = (taken or shipment.confirmed_at) and (
                shipment.told_at
                or shipment.confirmed_at
                or shipment.accepted_at
                or shipment.last_attempt_at
            )
