# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from collections.abc import Iterable

from odoo import api, fields, models
from odoo.tools import SQL

from ..connectors.base import Order
from .api_status_recording import naive
from .upsert import company_of, upsert


class EcommerceOrder(models.Model):
    """What the marketplace says was bought. No buyer data is kept."""

    _name = "ecommerce.order"
    _inherit = ["ecommerce.safe.export", "ecommerce.order.quotation"]
    _description = "Marketplace Order"
    _order = "purchased_at desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "ref"]

    account_id = fields.Many2one(
        "ecommerce.account", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    ref = fields.Char(string="Order Reference", required=True, readonly=True)
    number = fields.Char(string="Order", readonly=True)
    key = fields.Char(
        readonly=True, help="The marketplace's own id, where the number is another."
    )
    status = fields.Selection(
        [
            ("pending", "Pending"),
            ("unshipped", "Unshipped"),
            ("partial", "Partly Shipped"),
            ("shipped", "Shipped"),
            ("canceled", "Canceled"),
        ],
        string="Status in the Source",
        readonly=True,
    )
    fulfilled_by = fields.Selection(
        [("seller", "Seller"), ("marketplace", "Marketplace")], readonly=True
    )
    purchased_at = fields.Datetime(string="Purchased", readonly=True)
    updated_at = fields.Datetime(string="Updated in the Source", readonly=True)
    ship_by = fields.Datetime(readonly=True)
    line_ids = fields.One2many(
        "ecommerce.order.line", "order_id", "Lines", readonly=True
    )
    currency_code = fields.Char(
        readonly=True, help="Empty where the marketplace told no prices."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    tax_included = fields.Boolean(
        string="Prices Include Tax", readonly=True, help="As they are listed there."
    )
    amount_total = fields.Monetary(string="Total", readonly=True, aggregator=None)
    amount_shipping = fields.Monetary(
        string="Shipping", readonly=True, aggregator=None, help="With its tax."
    )
    tax_shipping = fields.Monetary(
        string="Tax on Shipping", readonly=True, aggregator=None
    )
    amount_other = fields.Monetary(
        string="Fees and Discounts",
        readonly=True,
        aggregator=None,
        help="What is neither goods nor shipping, with its tax.",
    )
    tax_other = fields.Monetary(string="Tax on Fees", readonly=True, aggregator=None)
    shipment_ids = fields.One2many(
        "ecommerce.shipment", "order_id", "Shipments", readonly=True
    )
    quantity = fields.Float(string="Ordered", compute="_compute_quantities")
    quantity_shipped = fields.Float(string="Shipped", compute="_compute_quantities")
    sale_order_ids = fields.Many2many(
        "sale.order",
        string="Sales Order",
        compute="_compute_sale_order_ids",
        search="_search_sale_order_ids",
        groups="sales_team.group_sale_salesman",
        help="The sales orders with this account and reference. More than one is "
        "shown as it is; none is guessed.",
    )

    _ref_uniq = models.Constraint(
        "UNIQUE(account_id, ref)", "An account has each marketplace order once."
    )
    _latest_idx = models.Index("(purchased_at DESC, id DESC)")
    _ship_by_idx = models.Index("(ship_by) WHERE status IN ('unshipped', 'partial')")
    _quotation_idx = models.Index(
        "(quotation_tried_at NULLS FIRST, id) WHERE status = 'unshipped'"
    )

    @api.depends("currency_code")
    def _compute_currency_id(self):
        currencies = self.env["res.currency"].with_context(active_test=False)
        known = currencies.search([("name", "in", self.mapped("currency_code"))])
        by_name = {currency.name: currency for currency in known}
        for order in self:
            order.currency_id = by_name.get(order.currency_code, False)

    def _compute_quantities(self):
        groups = self.env["ecommerce.order.line"]._read_group(
            [("order_id", "in", self.ids)],
            ["order_id"],
            ["quantity:sum", "quantity_shipped:sum"],
        )
        sums = {order.id: numbers for order, *numbers in groups}
        for order in self:
            order.quantity, order.quantity_shipped = sums.get(order.id, (0, 0))

    def _compute_sale_order_ids(self):
        found = self.env["sale.order"].search(
            [
                ("ecommerce_account_id", "in", self.account_id.ids),
                ("ecommerce_order_ref", "in", self.mapped("ref")),
            ]
        )
        twins = found.grouped(lambda o: (o.ecommerce_account_id, o.ecommerce_order_ref))
        for order in self:
            order.sale_order_ids = twins.get((order.account_id, order.ref), False)

    def _search_sale_order_ids(self, operator, value):
        """Sales orders are found by the marketplace's reference, not by a link
        that somebody would have to keep right."""
        if operator != "in" or not all(v is False or isinstance(v, int) for v in value):
            return NotImplemented
        query = self._search([])
        twin = query.make_alias(query.table, "sale_order")
        condition = SQL(
            "%s = %s AND %s = %s",
            SQL.identifier(twin, "ecommerce_account_id"),
            SQL.identifier(query.table, "account_id"),
            SQL.identifier(twin, "ecommerce_order_ref"),
            SQL.identifier(query.table, "ref"),
        )
        query.add_join("LEFT JOIN", twin, "sale_order", condition)
        wanted = [v for v in value if v]
        matches = [SQL("FALSE")]
        if wanted:
            matches.append(SQL("%s IN %s", SQL.identifier(twin, "id"), tuple(wanted)))
        if False in value:
            matches.append(SQL("%s IS NULL", SQL.identifier(twin, "id")))
        query.add_where(SQL("(%s)", SQL(" OR ").join(matches)))
        return [("id", "in", query)]

    # --- What the marketplace says ---

    @api.model
    def _store(self, account, orders: Iterable[Order]):
        """Keep what the marketplace says; return the orders that changed.

        Pages may come again, or out of order: an older state never replaces a
        newer one, and what is the same is not written.
        """
        orders = {order.ref: order for order in orders}
        written = upsert(
            self,
            ("account_id", "ref"),
            [self._row(order) for order in orders.values()],
            common={"account_id": account.id, "company_id": company_of(account)},
            newer="updated_at",
        )
        order_ids = {ref: record_id for record_id, _account_id, ref in written}
        self.env["ecommerce.order.line"]._store(
            account,
            {order_ids[ref]: orders[ref].lines for ref in order_ids},
        )
        records = self.browse(order_ids.values())
        records._inform_shipments()
        return records

    def _inform_shipments(self):
        """Shipments that were queued before their order was read learn of it."""
        if not self:
            return
        self.env["ecommerce.shipment"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE ecommerce_shipment s
                   SET order_id = o.id, ship_by = o.ship_by
                  FROM ecommerce_order o
                 WHERE o.id IN %(ids)s
                   AND s.account_id = o.account_id
                   AND s.order_ref = o.ref
                   AND s.state != 'sending'
                   AND (s.order_id, s.ship_by) IS DISTINCT FROM (o.id, o.ship_by)
                """,
                ids=tuple(self.ids),
            )
        )
        if self.env.cr.rowcount:
            self.env["ecommerce.shipment"].invalidate_model(["order_id", "ship_by"])

    @api.model
    def _take_in(self, account, orders: Iterable[Order]):
        """Keep a page of orders, and let it speak for the shipments of them."""
        self._store(account, orders)
        self.env["ecommerce.shipment"]._verify(account, orders)

    @api.model
    def _row(self, order: Order) -> dict:
        return {
            "ref": order.ref,
            "number": order.number,
            "key": order.key or None,
            "status": order.status,
            "fulfilled_by": order.fulfilled_by,
            "purchased_at": order.purchased_at and naive(order.purchased_at),
            "updated_at": order.updated_at and naive(order.updated_at),
            "ship_by": order.ship_by and naive(order.ship_by),
            "currency_code": order.currency or None,
            "tax_included": order.tax_included,
            "amount_total": order.total,
            "amount_shipping": order.shipping,
            "tax_shipping": order.shipping_tax,
            "amount_other": order.other,
            "tax_other": order.other_tax,
        }

    @api.model
    def _find(self, account, refs: Iterable[str]):
        return self.search([("account_id", "=", account.id), ("ref", "in", list(refs))])
