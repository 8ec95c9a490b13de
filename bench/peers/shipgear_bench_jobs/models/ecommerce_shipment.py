# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from datetime import timedelta

from odoo import fields, models

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.shipgear_ecommerce_status.connectors import delivery


class EcommerceShipment(models.Model):
    _inherit = "ecommerce.shipment"

    def _tell(self):
        """Make the call, and write down what the outbox would, in one job."""
        now = fields.Datetime.now()
        attempt = self.env["writeback.attempt"].create(
            {
                "shipment_id": self.id,
                "number": self.attempt_count + 1,
                "started_at": now,
            }
        )
        [job] = self._jobs(attempt, "")
        connector = self.account_id._connector()
        try:
            outcome = delivery.deliver(connector, job)
        finally:
            connector.close()
        if outcome.error:
            raise RetryableJobError(str(outcome.error))
        call = outcome.calls[-1]
        attempt.write(
            {
                "outcome": outcome.result,
                "seconds": outcome.seconds,
                "request_body": call.request,
                "response_body": call.response,
                "status_code": call.status,
                "request_id": call.request_id,
            }
        )
        self.write(
            {
                "state": outcome.result,
                "last_attempt_at": now,
                "accepted_at": now,
                "next_attempt_at": now + timedelta(hours=1),
                "told_payload": self._dump(outcome.told),
            }
        )
        self.env["api.status"]._record_calls({self.account_id.id: outcome.calls})
