# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from . import parameters

#: Nothing more is going to be told of these shipments.
DONE = ("success", "confirmed", "canceled")
STEP = 2_000  # attempts removed in one transaction
#: How many times as long as a step took to leave the database to others.
REST = 4


class WritebackRetention(models.AbstractModel):
    """Old attempts of shipments that are done go, all of a shipment's alike: what was
    told, when, and whether it arrived is kept on the shipment itself."""

    _name = "writeback.retention"
    _description = "Retention of Write-back Attempts"

    @api.autovacuum
    def _gc_attempts(self):
        """Remove some; Odoo calls again while more may be left.

        Nobody waits for their rows. What the removal costs the database is spread out,
        for the sake of what is sent meanwhile.
        """
        days = parameters.keep_attempts_days(self.env)
        if not days:
            return 0, False
        started = time.monotonic()
        removed = self._remove_attempts(fields.Datetime.now() - timedelta(days=days))
        if removed < STEP:
            return removed, False
        self.env["ir.cron"]._commit_progress()  # nothing is held while resting
        time.sleep(REST * (time.monotonic() - started))
        return removed, True

    def _remove_attempts(self, before) -> int:
        """Remove the oldest that started before then; return how many.

        Those that somebody else has locked are left for another day.
        """
        self.env["writeback.attempt"].flush_model()
        self.env["ecommerce.shipment"].flush_model(["state"])
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM writeback_attempt
                 WHERE id IN (
                       SELECT a.id
                         FROM writeback_attempt a
                         JOIN ecommerce_shipment s ON s.id = a.shipment_id
                        WHERE a.started_at < %(before)s AND s.state IN %(done)s
                     ORDER BY a.started_at
                        LIMIT %(limit)s
                          FOR UPDATE OF a SKIP LOCKED)
                """,
                before=before,
                done=DONE,
                limit=STEP,
            )
        )
        removed = self.env.cr.rowcount
        if removed:
            self.env["writeback.attempt"].invalidate_model()
            self.env["ecommerce.shipment"].invalidate_model(["attempt_ids"])
        return removed
