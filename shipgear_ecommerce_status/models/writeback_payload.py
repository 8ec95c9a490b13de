# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from dataclasses import replace
from datetime import datetime, timezone

from odoo import api, fields, models

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

    def _current_payload(self, mappings: dict) -> dict:
        """What the delivery and the carrier mappings say now.

        :param mappings: see ``_carrier_mappings``
        """
        self.ensure_one()
        picking, account = self.picking_id, self.account_id
        if not picking:
            return self.env["ecommerce.carrier.mapping"]._payload(
                account, self.carrier_id, mappings
            )
        values = picking._ecommerce_payload(account, mappings)
        if self.parcel:
            values |= picking._ecommerce_tracking(self._own_tracking_ref())
        values["shipped_at"] = (
            values["shipped_at"] or self.shipped_at or self.create_date
        )
        return values

    def _carrier_mappings(self) -> dict:
        """What the platforms call the carriers of these shipments."""
        carriers = self.picking_id.carrier_id | self.carrier_id
        return self.env["ecommerce.carrier.mapping"]._of(carriers)

    def _missing(self) -> str | None:
        """The first thing without which this cannot be sent."""
        self.ensure_one()
        return self._missing_in(self.account_id, self)

    def _missing_in(self, account, said) -> str | None:
        """The first thing that is missing in a record, or values, of a shipment."""
        if not account.active:
            return "account_archived"
        if not split_numbers(said["tracking_ref"]):
            return self._missing_number()
        if not said["carrier_id"]:
            return "no_carrier"
        if not said["carrier_code"]:
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

    def _known(self, outcome) -> dict:
        """Return what to write of what an attempt made known the marketplace has."""
        return {
            "told_payload": outcome.told and self._dump(outcome.told),
            "sent_payload": [self._dump(sent) for sent in outcome.sent],
            "read_back_first": outcome.in_doubt,
        }

    def _jobs(self, attempts, token):
        siblings = self._siblings()
        return [
            record._job(attempt, token, siblings[record.order_ref])
            for record, attempt in zip(self, attempts, strict=True)
        ]

    def _job(self, attempt, token: str, siblings) -> delivery.Job:
        wanted, used = self.line_ids._wanted(self.order_id)
        return delivery.Job(
            shipment_id=self.id,
            attempt_id=attempt.id,
            lease_token=token,
            shipment=self._frozen(),
            wanted=wanted,
            used_refs=used,
            siblings=self._taken(siblings),
            told=self._told(),
            sent=self._sent(),
            read_back_first=self.read_back_first,
            withdraw=self.withdraw,
        )

    @api.model
    def _learn(self, account, outcomes: list[tuple]):
        """Keep what became known of the marketplace's orders and their lines.

        :param outcomes: (shipment of the account, outcome)
        """
        orders = self.env["ecommerce.order"]
        read = [(record, o.order) for record, o in outcomes if o.order]
        if read:
            orders._store(account, [order for _record, order in read])
            stored = orders._find(account, [order.ref for _record, order in read])
            by_ref = stored.grouped("ref")
        for record, order in read:
            record.order_id = by_ref[order.ref]
            record.ship_by = record.order_id.ship_by
        for record, outcome in outcomes:
            record._learn_lines(outcome.line_refs)

    def _learn_lines(self, line_refs):
        news = self.line_ids.filtered(
            lambda line: line_refs.get(line.id) not in (None, line.order_line_id.ref)
        )
        order_lines = {line.ref: line for line in news and self.order_id.line_ids}
        for line in news:
            found = order_lines.get(line_refs[line.id])
            if found:
                line.order_line_id = found

    def _is_shown_in(self, order, siblings) -> bool:
        wanted, used = self.line_ids._wanted(self.order_id)
        try:
            refs = matching.match_lines(wanted, order.lines, used)
        except Rejected:
            return False
        shipment = matching.with_lines(self._frozen(), wanted, refs)
        return matching.shows(order, shipment, self._taken(siblings))

    def _siblings(self) -> dict:
        """Return the shipments of these shipments' orders by order reference.

        All of one account; they themselves are among them.
        """
        found = self.search(
            [
                ("account_id", "in", self.account_id.ids),
                ("order_ref", "in", self.mapped("order_ref")),
            ]
        )
        return found.grouped("order_ref")

    def _taken(self, siblings) -> tuple[Shipment, ...]:
        """Those of the order's other shipments that the marketplace took already."""
        return tuple(
            replace(
                sibling._told() or sibling._frozen(), lines=sibling.line_ids._taken()
            )
            for sibling in siblings - self
            if sibling.told_payload or sibling.state in ("accepted", "success")
        )
