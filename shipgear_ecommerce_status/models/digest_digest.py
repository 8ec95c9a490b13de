# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import fields, models
from odoo.fields import Domain


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_ecommerce_told = fields.Boolean("Shipments Told to Marketplaces")
    kpi_ecommerce_told_value = fields.Integer(compute="_compute_kpi_ecommerce_told")
    kpi_ecommerce_in_time = fields.Boolean("Shipments Told in Time (%)")
    kpi_ecommerce_in_time_value = fields.Float(compute="_compute_kpi_ecommerce_in_time")

    def _compute_kpi_ecommerce_told(self):
        self._calculate_company_based_kpi(
            "ecommerce.shipment.report",
            "kpi_ecommerce_told_value",
            date_field="told_at",
        )

    def _compute_kpi_ecommerce_in_time(self):
        """Of the shipments whose deadline was in the period: which were in time."""
        start, end, companies = self._get_kpi_compute_parameters()
        shares = dict(
            self.env["ecommerce.shipment.report"]._read_group(
                Domain("company_id", "in", companies.ids)
                & Domain("ship_by", ">=", start)
                & Domain("ship_by", "<", end),
                ["company_id"],
                ["told_in_time:avg"],
            )
        )
        for digest in self:
            company = digest.company_id or self.env.company
            digest.kpi_ecommerce_in_time_value = shares.get(company, 0)

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("shipgear_ecommerce_status.menu_root")
        report = (
            "shipgear_ecommerce_status.ecommerce_shipment_report_action"
            f"?menu_id={menu.id}"
        )
        return actions | {
            "kpi_ecommerce_told": report,
            "kpi_ecommerce_in_time": report,
        }
