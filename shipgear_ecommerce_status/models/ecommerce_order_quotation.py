# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .access import check_may_act
from .meeting import meet_at
from .quotation import Quotation

_logger = logging.getLogger(__name__)

#: Orders that a person may choose at once: somebody waits for them.
MOST = 200
#: Orders that one run of the scheduled action looks at.
AT_ONCE = 200


class Needless(UserError):
    """There is no quotation to be made of this order, and nothing to be put right."""


class EcommerceOrderQuotation(models.AbstractModel):
    """Orders that Odoo does not know become quotations: all of one, or nothing.

    None is made twice: whoever makes one writes the order's row first, so that of two
    at the same time the second is refused by PostgreSQL, tries again, and finds it.
    """

    _name = "ecommerce.order.quotation"
    _description = "Making Quotations of Marketplace Orders"

    quotation_problem = fields.Char(
        string="No Quotation Because",
        readonly=True,
        help="Why no quotation could be made when it was last tried.",
    )
    quotation_tried_at = fields.Datetime(readonly=True)
    is_to_quote = fields.Boolean(
        compute="_compute_is_to_quote", groups="sales_team.group_sale_salesman"
    )

    @api.depends("status", "fulfilled_by")
    def _compute_is_to_quote(self):
        for order in self:
            live = order.sale_order_ids.filtered(lambda sale: sale.state != "cancel")
            order.is_to_quote = (
                order.status in ("unshipped", "partial")
                and order.fulfilled_by != "marketplace"
                and not live
            )

    # --- What a person does ---

    def action_create_quotation(self):
        """Make a quotation of each, as far as that can be; show what became of them."""
        check_may_act(self)
        if not self.env.user.has_group("sales_team.group_sale_salesman"):
            raise AccessError(self.env._("Only users of Sales may make quotations."))
        if len(self) > MOST:
            raise UserError(self.env._("Choose %s orders at most.", MOST))
        made, refused = self._make_quotations(self.env.user)
        made = made.with_env(self.env)
        if refused:
            return self.env["ecommerce.quotation.result"]._open(made, refused)
        return made._open_as_quotations()

    # --- What is done by itself ---

    @api.model
    def _cron_make_quotations(self):
        due = self.sudo()._due_for_quotation()
        cron = self.env["ir.cron"]
        time_left = cron._commit_progress(remaining=len(due))
        for order in due:
            if time_left <= 0:
                return
            order._make_quotation_by_itself()
            time_left = cron._commit_progress(1)

    def _due_for_quotation(self):
        """Orders to be shipped that nobody made a sales order of; those that were never
        tried first. A quotation that a person canceled stays canceled."""
        self.flush_model()
        self.env["ecommerce.account"].flush_model()
        self.env["sale.order"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.id
                  FROM ecommerce_order o
                  JOIN ecommerce_account a ON a.id = o.account_id
                 WHERE a.quote_orders AND a.active
                   AND o.status = 'unshipped' AND o.fulfilled_by = 'seller'
                   AND o.purchased_at >= a.quote_from
                   AND NOT EXISTS (
                       SELECT FROM sale_order s
                        WHERE s.ecommerce_account_id = o.account_id
                          AND s.ecommerce_order_ref = o.ref
                   )
              ORDER BY o.quotation_tried_at NULLS FIRST, o.id
                 LIMIT %s
                """,
                AT_ONCE,
            )
        )
        return self.browse([row[0] for row in rows])

    def _make_quotation_by_itself(self):
        """What another one writes at the same time is left for the next run."""
        account = self.account_id
        person = account.user_id
        if person and not person.has_group("sales_team.group_sale_salesman"):
            person = person.browse()
        try:
            self.with_context(lang=account._reader_lang())._make_quotations(person)
            self.env.flush_all()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()

    # --- Making them ---

    def _make_quotations(self, salesperson):
        """Return (sales orders, {order: why there is none})."""
        made, refused = self.env["sale.order"].sudo(), {}
        for order in self.sudo().sorted("id"):  # in one order: nobody waits in a ring
            order = order.with_company(order.company_id)
            try:
                with self.env.cr.savepoint():
                    made += order._make_quotation(salesperson)
                problem = False
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Needless as reason:
                refused[order], problem = str(reason), False
            except UserError as reason:
                refused[order] = problem = str(reason)
            except Exception:
                _logger.exception("No quotation of marketplace order %s", order.ref)
                refused[order] = problem = self.env._(
                    "Something unexpected happened. The server's log says what."
                )
            order._note_quotation(problem)
        return made, refused

    def _note_quotation(self, problem):
        self.quotation_tried_at = fields.Datetime.now()
        if self.quotation_problem != problem:
            self.quotation_problem = problem

    def _make_quotation(self, salesperson):
        self.ensure_one()
        meet_at(self)
        needless = self._why_needless()
        if needless:
            raise Needless(needless)
        return Quotation(self, salesperson).make()

    def _why_needless(self) -> str:
        """Why no quotation is to be made of this order; empty if one is."""
        known = self.env["sale.order"].search(
            [
                ("ecommerce_account_id", "=", self.account_id.id),
                ("ecommerce_order_ref", "=", self.ref),
                ("state", "!=", "cancel"),
            ],
            limit=1,
        )
        if known:
            return self.env._("Its sales order is %s.", known.name)
        if self.fulfilled_by == "marketplace":
            return self.env._("The marketplace ships it.")
        return {
            "pending": self.env._("It is not to be shipped yet: it is pending there."),
            "shipped": self.env._("It is shipped already."),
            "canceled": self.env._("It is canceled there."),
        }.get(self.status, "")
