# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import uuid
from datetime import timedelta, timezone

from odoo import fields, models
from odoo.api import model  # "api" is a field here
from odoo.fields import Domain
from odoo.tools import SQL

from ..connectors.base import Page, Throttled, Unauthorized
from ..connectors.reading import Sweep
from . import clock, parameters
from .api_status_recording import naive
from .ecommerce_pause import UNAUTHORIZED_PAUSE
from .marketplace_poll import Polling
from .translation import say

#: Read again what changed shortly before the watermark: clocks differ, and an
#: order may show up late.
OVERLAP = timedelta(minutes=10)
FIRST_SWEEP = timedelta(days=30)


class EcommercePoll(models.Model):
    """How far one API of one account has been read.

    A sweep reads page by page from ``since`` on. Each page is committed together
    with the cursor of the next one, so that it goes on where it was cut off.
    """

    _name = "ecommerce.poll"
    _description = "Reading Position of an API"
    _order = "account_id, api"
    _rec_name = "api"

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    api = fields.Selection(
        [("orders", "Orders"), ("products", "Items")],
        string="API",
        required=True,
        readonly=True,
    )
    active = fields.Boolean(default=True)
    next_at = fields.Datetime(
        string="Next Reading",
        required=True,
        default=lambda self: clock.now(self.env),
        readonly=True,
    )
    again = fields.Boolean(
        string="Read Again",
        readonly=True,
        help="Asked for while a sweep was under way: read once more.",
    )
    watermark = fields.Datetime(
        readonly=True, help="Everything that changed before this has been read."
    )
    since = fields.Datetime(readonly=True, help="Where the present sweep began.")
    reached = fields.Datetime(readonly=True, help="The newest change read so far.")
    cursor = fields.Text(readonly=True, help="The page where the sweep goes on.")
    record_count = fields.Integer(
        string="Records", readonly=True, help="Read in the present or last sweep."
    )
    problem = fields.Char(
        readonly=True, help="The last record or page that could not be read."
    )
    finished_at = fields.Datetime(string="Last Sweep", readonly=True)
    token = fields.Char(readonly=True, help="Names the run that may store pages.")

    _api_uniq = models.Constraint(
        "UNIQUE(account_id, api)", "An account has one reading position per API."
    )

    @model
    def _cron_poll(self):
        self._poll()

    @model
    def _poll(self, accounts=None) -> int:
        """Read what is due, of these accounts or of all; return how many pages were
        stored. Commits."""
        return Polling(self.sudo(), accounts).run()

    @model
    def _accounts_to_read(self):
        """The accounts that have something to read or to probe now."""
        return Polling(self.sudo()).accounts()

    @model
    def _due_domain(self, accounts=None) -> Domain:
        """Readings that are due, of these accounts or of all."""
        domain = Domain("next_at", "<=", clock.now(self.env))
        domain &= Domain("account_id.active", "=", True)
        if accounts is not None:
            domain &= Domain("account_id", "in", accounts.ids)
        return domain

    @model
    def _trigger_poll(self):
        """Wake the reader up."""
        self.env.ref("shipgear_ecommerce_status.ir_cron_poll").sudo()._trigger()

    @model
    def _read_now(self, accounts):
        """Make these accounts' orders due, and wake the reader up. What has been
        read of a sweep that is under way may be older: another one follows it."""
        self.search(
            [("account_id", "in", accounts.ids), ("api", "=", "orders")]
        ).try_lock_for_update().write({"next_at": clock.now(self.env), "again": True})
        self._trigger_poll()

    # --- Claim ---

    def _claim(self) -> list[Sweep]:
        """Take these for reading. Commit before the first page is read.

        The scheduled action runs once at a time. Should an old run still be
        alive somewhere, the new token keeps its pages out.
        """
        sweeps = []
        for poll in self:
            poll.write({"token": uuid.uuid4().hex, "again": False})
            if not poll.cursor:
                poll._begin_sweep()
            since = poll.since and poll.since.replace(tzinfo=timezone.utc)
            sweeps.append(
                Sweep(poll.api, poll.id, poll.token, since, poll.cursor or None)
            )
        return sweeps

    def _begin_sweep(self):
        first = clock.now(self.env) - FIRST_SWEEP
        since = self.watermark - OVERLAP if self.watermark else first
        self.write(
            {"since": since, "reached": False, "record_count": 0, "problem": False}
        )

    # --- Settle ---

    def _store(self, sweep: Sweep, page: Page) -> bool:
        """Keep one page and the cursor of the next; False if another run took over."""
        account = self._move_on(sweep, page)
        if not account:
            return False
        if sweep.api == "orders":
            self.env["ecommerce.order"]._take_in(account, page.records)
        else:
            self.env["ecommerce.item"]._store(account, page.records)
        if page.problems:
            self.problem = say(account._reader_lang(), page.problems[-1])
        if not page.cursor:
            self._finish()
        return True

    def _move_on(self, sweep: Sweep, page: Page):
        """Note the next page; return the account, empty if another run took over.

        One statement, without reading anything before: it is made for each page.
        """
        self.ensure_one()
        self.flush_recordset()
        changes = [r.updated_at for r in page.records if getattr(r, "updated_at", None)]
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE ecommerce_poll
                   SET cursor = %(cursor)s,
                       record_count = COALESCE(record_count, 0) + %(count)s,
                       reached = GREATEST(reached, %(newest)s),
                       write_date = now() AT TIME ZONE 'UTC'
                 WHERE id = %(id)s AND token = %(token)s
             RETURNING account_id
                """,
                cursor=page.cursor or None,
                count=len(page.records),
                newest=naive(max(changes)) if changes else None,
                id=self.id,
                token=sweep.token,
            )
        )
        self.invalidate_recordset(flush=False)
        return self.env["ecommerce.account"].browse(row[0] for row in rows)

    def _finish(self):
        now = clock.now(self.env)
        next_at = now if self.again else now + self._interval()
        values = {"finished_at": now, "next_at": next_at}
        if self.reached:
            # A marketplace whose clock is ahead must not make us skip what comes.
            values["watermark"] = max(
                min(self.reached, now), self.watermark or self.since
            )
        self.write(values)
        if self.api == "orders":
            self.account_id._trigger_quotations()

    def _interval(self) -> timedelta:
        if self.api == "orders":
            return timedelta(minutes=parameters.orders_interval(self.env))
        return timedelta(hours=parameters.items_interval(self.env))

    def _fail(self, sweep: Sweep, error):
        """Come back later; a cursor that was refused is given up."""
        self.ensure_one()
        if self.token != sweep.token:
            return
        wait = self._interval()
        if isinstance(error, Throttled):
            wait = timedelta(seconds=error.retry_after)
        elif isinstance(error, Unauthorized):
            # An account that may not read its items may still write back, so
            # this pauses nothing else.
            wait = max(wait, UNAUTHORIZED_PAUSE)
        elif not error.retryable:
            self.cursor = False
        self.problem = say(self.account_id._reader_lang(), error.message)
        self.next_at = clock.now(self.env) + wait
