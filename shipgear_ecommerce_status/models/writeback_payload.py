# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from dataclasses import replace
from datetime import timezone

from odoo import models

from ..connectors import delivery
from ..connectors.base import Rejected, Shipment
from .shipment_parcels import split_numbers


class WritebackPayload(models.AbstractModel):
    """What is told: taken from the delivery, frozen for the network thread, and
    compared with what the marketplace shows."""

    _name = "writeback.payload"
    _description = "Write-back Payload"

    def _current_payload(self) -> dict:
        """What the delivery and the carrier mapping say now."""
        self.ensure_one()
        picking = self.picking_id
        carrier = picking.carrier_id if picking else self.carrier_id
        mapping = self.env["ecommerce.carrier.mapping"]._for(self.account_id, carrier)
        values = {
            "carrier_id": carrier.id,
            "carrier_code": mapping.carrier_code,
            "carrier_name": mapping.carrier_name,
            "service": mapping.service,
        }
        if picking:
            tracking_ref = self._own_tracking_ref()
            first = next(iter(split_numbers(tracking_ref)), "")
            values |= {
                "tracking_ref": tracking_ref,
                "tracking_url": picking._ecommerce_tracking_url(first),
                "shipped_at": picking.date_done or self.shipped_at or self.create_date,
            }
        return values

    def _missing(self) -> str | None:
        """The first thing without which this cannot be sent."""
        self.ensure_one()
        if not self.account_id.active:
            return "account_archived"
        if not self._tracking_numbers():
            return self._missing_number()
        if not self.carrier_id:
            return "no_carrier"
        if not self.carrier_code:
            return "no_mapping"
        return None

    def _tracking_numbers(self) -> tuple[str, ...]:
        return split_numbers(self.tracking_ref)

    # --- For the network thread, and back ---

    def _frozen(self) -> Shipment:
        """What is told, without its lines: those are named by the marketplace."""
        self.ensure_one()
        return Shipment(
            order_ref=self.order_ref,
            reference=self.reference,
            carrier_code=self.carrier_code or "",
            carrier_name=self.carrier_name or "",
            service=self.service or "",
            tracking_numbers=self._tracking_numbers(),
            tracking_url=self.tracking_url or "",
            shipped_at=self.shipped_at and self.shipped_at.replace(tzinfo=timezone.utc),
            lines=(),
            notify_buyer=self.account_id.notify_buyer,
        )

    def _job(self, attempt, token):
        wanted, used = self.line_ids._wanted(self.order_id)
        return delivery.Job(
            shipment_id=self.id,
            attempt_id=attempt.id,
            lease_token=token,
            shipment=self._frozen(),
            wanted=wanted,
            used_refs=used,
            siblings=self._taken_siblings(),
            read_back_first=self.read_back_first,
        )

    def _learn(self, outcome):
        if outcome.order:
            orders = self.env["ecommerce.order"]
            orders._store(self.account_id, [outcome.order])
            self.order_id = orders._find(self.account_id, outcome.order.ref)
            self.ship_by = self.order_id.ship_by
        order_lines = {line.ref: line for line in self.order_id.line_ids}
        for line in self.line_ids:
            order_line = order_lines.get(outcome.line_refs.get(line.id))
            if order_line and line.order_line_id != order_line:
                line.order_line_id = order_line

    def _is_shown_in(self, order) -> bool:
        wanted, used = self.line_ids._wanted(self.order_id)
        try:
            refs = delivery.match_lines(wanted, order.lines, used)
        except Rejected:
            return False
        shipment = delivery.with_lines(self._frozen(), wanted, refs)
        return delivery.shows(order, shipment, self._taken_siblings())

    def _taken_siblings(self) -> tuple[Shipment, ...]:
        """The order's shipments that the marketplace took before this one."""
        taken = self.search(
            [
                ("account_id", "=", self.account_id.id),
                ("order_ref", "=", self.order_ref),
                ("state", "in", ("accepted", "success")),
                ("id", "!=", self.id),
            ]
        )
        return tuple(
            replace(sibling._frozen(), lines=sibling.line_ids._taken())
            for sibling in taken
        )
