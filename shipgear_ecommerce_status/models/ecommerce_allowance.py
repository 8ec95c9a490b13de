# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Callable

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..connectors.base import Throttled
from ..connectors.limits import Buckets, SharedLimiter
from ..connectors.text import _lt

TRIES = 20  # one row, many workers, a millisecond each


class EcommerceAllowance(models.Model):
    """The calls that an account may still make: its token buckets.

    One row an account, kept across runs and shared by all workers. The time is
    the database's, so that workers whose clocks differ agree.
    """

    _name = "ecommerce.allowance"
    _description = "Allowance of an eCommerce Account"
    _rec_name = "account_id"

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    buckets = fields.Json(readonly=True)

    _account_uniq = models.Constraint(
        "UNIQUE(account_id)", "An account has one allowance."
    )

    @api.model
    def _limiter(self, account, ask: Callable | None = None) -> SharedLimiter:
        """Return what a connector of the account asks before each call.

        :param ask: how another thread has something done in this one
        """
        account_id, limits = account.id, account._connector_class().limits

        def transact(change):
            def run():
                return self._transact(account_id, limits, change)

            return ask(run) if ask else run()

        return SharedLimiter(limits, transact)

    @api.model
    def _transact(self, account_id: int, limits, change):
        """Change the buckets in a transaction of their own: a call that was made
        counts, whatever becomes of the caller's."""
        for _try in range(TRIES):
            try:
                with self.env.registry.cursor() as cr:
                    allowance = self.with_env(self.env(cr=cr))
                    return allowance._change(account_id, limits, change)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                continue
        raise Throttled(
            _lt("Other workers of this server are calling for this account."),
            retry_after=1.0,
            code="local_limit",
        )

    @api.model
    def _change(self, account_id: int, limits, change):
        # What is lost in a power cut is a few calls' worth of counting.
        self.env.cr.execute("SET LOCAL synchronous_commit TO off")
        row = self._lock(account_id) or self._insert(account_id)
        # An account that is not committed yet has nobody to share with.
        record_id, saved, now = row or (None, None, 0.0)
        buckets = Buckets(limits, now)
        buckets.load(saved, now)
        result = change(buckets, now)
        if record_id:
            self.browse(record_id).buckets = buckets.dump()
            self.flush_model()
        return result

    def _lock(self, account_id: int):
        # That another worker was quicker is everyday life: nothing for the log.
        self.env.cr.execute(
            SQL(
                """
                SELECT id, buckets, EXTRACT(EPOCH FROM clock_timestamp())::float8
                  FROM ecommerce_allowance WHERE account_id = %s FOR UPDATE
                """,
                account_id,
            ),
            log_exceptions=False,
        )
        return self.env.cr.fetchone()

    def _insert(self, account_id: int):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO ecommerce_allowance (account_id, company_id)
                SELECT id, company_id FROM ecommerce_account WHERE id = %s
                    ON CONFLICT DO NOTHING
                """,
                account_id,
            )
        )
        return self._lock(account_id)
