# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, models

from . import clock
from .insert import insert
from .shipment_parcels import split_numbers


def carrier_service(said, carrier) -> str:
    """Return what people read of a carrier and its service.

    :param said: a shipment, or the values of one
    """
    name = said["carrier_name"] or said["carrier_code"] or carrier.sudo().name
    return " / ".join(filter(None, [name, said["service"]]))


class WritebackEnqueue(models.AbstractModel):
    """T0 of the outbox protocol: what left the warehouse, in the transaction of who
    validated it."""

    _name = "writeback.enqueue"
    _description = "Queueing of Write-backs"

    @api.model
    def _enqueue(self, vals_list: list[dict], closed: dict | None = None):
        """Queue shipments; what is queued already is left alone.

        Somebody waits for this: all are written together, and once, as they are.

        :param vals_list: values with all that the delivery says, but for the keys;
            ``line_ids`` is a list of values
        :param closed: what to write of those that are only shown, and never sent
        """
        now = clock.now(self.env)
        lines = [vals.pop("line_ids") for vals in vals_list]
        for vals, own in zip(vals_list, lines, strict=True):
            vals |= self._first_vals(vals, own, now) | (closed or {})
        shipments = insert(self, vals_list, unless="event_key")
        each = zip(shipments, vals_list, lines, strict=True)
        queued = [(shipment, *rest) for shipment, *rest in each if shipment]
        insert(
            self.env["ecommerce.shipment.line"],
            [
                {"shipment_id": shipment.id, **line}
                for shipment, _vals, own in queued
                for line in own
            ],
        )
        for shipment, vals, _own in queued:
            parcels = shipment
            if len(split_numbers(vals["tracking_ref"])) > 1:
                parcels = shipment._split_parcels()
                parcels.filtered("parcel")._take_over()
            if self._may_be_told_already(vals):
                parcels.filtered("tracking_ref").read_back_first = True
        if any(vals["state"] == "pending" for _shipment, vals, _own in queued):
            self._trigger_drain()

    def _first_vals(self, vals: dict, lines: list[dict], now) -> dict:
        """Return what is known of a shipment the moment that it is queued."""
        reason = self._missing_in(self.account_id.browse(vals["account_id"]), vals)
        carrier = self.carrier_id.browse(vals["carrier_id"])
        return {
            **self._keys(
                vals["account_id"],
                vals["order_ref"],
                "picking",
                vals["picking_id"],
                "order",
                vals["sale_order_id"],
            ),
            "state": "waiting" if reason else "pending",
            "waiting_reason": reason,
            "next_attempt_at": now,
            "shipped_at": vals["shipped_at"] or now,
            "quantity": sum(line["quantity"] for line in lines),
            "carrier_service": carrier_service(vals, carrier),
            "told_at": False,
        }
