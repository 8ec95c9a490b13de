# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models, tools
from odoo.tools import SQL, Query

#: Aggregators beside Odoo's own: which part of the values is at most so large.
QUANTILES = {"median": 0.5, "p95": 0.95}


class EcommerceShipmentReport(models.Model):
    """Shipments as they are counted: how fast, and whether in time, they were told.

    A view of the database: it costs nothing until it is looked at.
    """

    _name = "ecommerce.shipment.report"
    _inherit = "ecommerce.safe.export"
    _description = "Shipment Analysis"
    _auto = False
    _order = "shipped_at desc, id desc"
    _rec_name = "order_ref"
    _depends = {
        "ecommerce.shipment": [
            "account_id",
            "attempt_count",
            "carrier_id",
            "carrier_service",
            "company_id",
            "error_code",
            "error_message",
            "order_ref",
            "ship_by",
            "shipped_at",
            "state",
            "told_at",
        ]
    }

    shipment_id = fields.Many2one("ecommerce.shipment", readonly=True)
    order_ref = fields.Char(string="Order", readonly=True)
    account_id = fields.Many2one("ecommerce.account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    carrier_id = fields.Many2one("delivery.carrier", "Delivery Carrier", readonly=True)
    carrier_service = fields.Char(string="Carrier/Service", readonly=True)
    state = fields.Selection(
        lambda self: self._states(),
        string="Status",
        readonly=True,
    )
    error_code = fields.Char(string="Reason", readonly=True)
    error_message = fields.Char(string="Error", readonly=True)
    attempt_count = fields.Integer(string="Errors", readonly=True)
    shipped_at = fields.Datetime(string="Ship Date", readonly=True)
    ship_by = fields.Datetime(readonly=True)
    told_at = fields.Datetime(readonly=True)
    hours_median = fields.Float(
        string="Hours to Confirmation (Median)",
        aggregator="median",
        readonly=True,
        help="From the delivery until the marketplace was told: half of the "
        "shipments took no longer.",
    )
    hours_p95 = fields.Float(
        string="Hours to Confirmation (95th Percentile)",
        aggregator="p95",
        readonly=True,
        help="From the delivery until the marketplace was told: 95 of 100 "
        "shipments took no longer.",
    )
    told_in_time = fields.Float(
        string="Told in Time (%)",
        aggregator="avg",
        readonly=True,
        help="Of the shipments that the marketplace wants to know of by a time: how "
        "many it was told by then. Those that have time left are not counted.",
    )

    @api.model
    def _states(self) -> list[tuple[str, str]]:
        states = self.env["ecommerce.shipment"]._fields["state"]
        return states._description_selection(self.env)

    @property
    def _view_sql(self) -> SQL:
        return SQL(
            """
            SELECT s.id, s.id AS shipment_id, s.order_ref, s.account_id, s.company_id,
                   s.carrier_id, s.carrier_service, s.state, s.error_code,
                   s.error_message, s.attempt_count, s.shipped_at, s.ship_by, s.told_at,
                   h.hours AS hours_median,
                   h.hours AS hours_p95,
                   CASE WHEN s.state = 'canceled' THEN NULL
                        WHEN s.told_at <= s.ship_by THEN 100.0
                        WHEN LEAST(s.told_at, now() AT TIME ZONE 'UTC') > s.ship_by
                             THEN 0.0
                    END::float AS told_in_time
              FROM ecommerce_shipment s
        CROSS JOIN LATERAL (
                   SELECT EXTRACT(EPOCH FROM s.told_at - s.shipped_at)::float / 3600
                   ) h(hours)
            """
        )

    @api.private
    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS %s", SQL.identifier(self._table), self._view_sql)
        )

    @api.model
    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """Quantiles are of all the records of a group, and so are those of totals."""
        name, _colon, function = aggregate_spec.partition(":")
        if function not in QUANTILES:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "percentile_cont(%s) WITHIN GROUP (ORDER BY %s)",
            QUANTILES[function],
            self._field_to_sql(self._table, name, query),
        )

    def action_open_shipment(self):
        """Open the shipment of a row."""
        self.ensure_one()
        return self.shipment_id.get_formview_action()
