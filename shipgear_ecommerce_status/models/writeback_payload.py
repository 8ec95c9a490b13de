# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from dataclasses import replace
from datetime import datetime, timezone

from odoo import fields, models

from ..connectors import delivery, matching
from ..connectors.base import Rejected, Shipment
from .shipment_parcels import split_numbers

#: What the customer may notice of a shipment, as it is kept in JSON.
KEPT = ("carrier_code", "carrier_name", "service", "tracking_url")


class WritebackPayload(models.AbstractModel):
    """What is told: taken from the delivery, frozen for the network thread, and
    compared with what the marketplace shows.

    The shipment's own fields say what the delivery says. What the marketplace was
    told is kept beside them, since both may differ until a correction arrived.
    """

    _name = "writeback.payload"
    _description = "Write-back Payload"

    told_payload = fields.Json(
        readonly=True, copy=False, help="What the marketplace took."
    )
    sent_payload = fields.Json(
        readonly=True,
        copy=False,
        help="A list of what was sent since, and may have been taken.",
    )

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

    def _numbers(self) -> set[str]:
        return matching.numbers(self._frozen())

    def _dump(self, shipment: Shipment) -> dict:
        """Return a shipment as JSON; lines and keys stand in the record's fields."""
        left_at = shipment.shipped_at
        return {
            **{name: getattr(shipment, name) for name in KEPT},
            "tracking_numbers": list(shipment.tracking_numbers),
            "shipped_at": left_at and left_at.isoformat(),
        }

    def _thaw(self, data: dict) -> Shipment:
        left_at = data["shipped_at"]
        return replace(
            self._frozen(),
            **{name: data[name] for name in KEPT},
            tracking_numbers=tuple(data["tracking_numbers"]),
            shipped_at=left_at and datetime.fromisoformat(left_at),
        )

    def _told(self) -> Shipment | None:
        """Return what the marketplace took of this shipment, if anything."""
        return self._thaw(self.told_payload) if self.told_payload else None

    def _sent(self) -> tuple[Shipment, ...]:
        return tuple(self._thaw(data) for data in self.sent_payload or ())

    def _keep(self, outcome):
        """Write down what an attempt made known of what the marketplace has."""
        self.write(
            {
                "told_payload": outcome.told and self._dump(outcome.told),
                "sent_payload": [self._dump(sent) for sent in outcome.sent],
                "read_back_first": outcome.in_doubt,
            }
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
            told=self._told(),
            sent=self._sent(),
            read_back_first=self.read_back_first,
            withdraw=self.withdraw,
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
            refs = matching.match_lines(wanted, order.lines, used)
        except Rejected:
            return False
        shipment = matching.with_lines(self._frozen(), wanted, refs)
        return matching.shows(order, shipment, self._taken_siblings())

    def _taken_siblings(self) -> tuple[Shipment, ...]:
        """The order's shipments that the marketplace took before this one."""
        siblings = self.search(
            [
                ("account_id", "=", self.account_id.id),
                ("order_ref", "=", self.order_ref),
                ("id", "!=", self.id),
            ]
        )
        return tuple(
            replace(
                sibling._told() or sibling._frozen(), lines=sibling.line_ids._taken()
            )
            for sibling in siblings
            if sibling.told_payload or sibling.state in ("accepted", "success")
        )
