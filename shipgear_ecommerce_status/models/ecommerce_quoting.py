# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import api, fields, models


class EcommerceQuoting(models.AbstractModel):
    """How an account's orders become quotations."""

    _name = "ecommerce.quoting"
    _description = "Quotations of an eCommerce Account"

    quote_orders = fields.Boolean(
        string="Create Quotations",
        help="Make a quotation of each order that is read and has no sales order. "
        "Confirming it stays with a person.",
    )
    quote_from = fields.Datetime(
        string="Bought Since",
        compute="_compute_quote_from",
        store=True,
        readonly=False,
        copy=False,
        help="Of orders that were bought before, a person makes the quotations.",
    )
    quotation_partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        copy=False,
        check_company=True,
        help="The customer of the quotations, who stands for all buyers: of them no "
        "data is kept. It is created with the first quotation.",
    )
    quotation_tax_id = fields.Many2one(
        "account.tax",
        string="Tax",
        domain=[("type_tax_use", "=", "sale")],
        check_company=True,
        help="The tax of all lines, in place of those of the products.",
    )
    tax_by_marketplace = fields.Boolean(
        string="The Marketplace Pays the Tax",
        help="It keeps the tax back and pays it to the authorities: quotations are "
        "without it.",
    )
    quotation_charge_product_id = fields.Many2one(
        "product.product",
        string="Shipping and Fees",
        domain=[("type", "=", "service")],
        copy=False,
        check_company=True,
        help="The product for what is paid beside the goods. It is created when it is "
        "first needed.",
    )

    @api.depends("quote_orders")
    def _compute_quote_from(self):
        for account in self:
            if account.quote_orders and not account.quote_from:
                account.quote_from = fields.Datetime.now()
            elif not account.quote_orders:
                account.quote_from = False

    def _trigger_quotations(self):
        """Let what was read be looked at, by an action of its own."""
        if any(account.quote_orders for account in self):
            cron = self.env.ref("shipgear_ecommerce_status.ir_cron_quotation")
            cron.sudo()._trigger()

    def _quotation_customer(self):
        """Return the customer of this account's quotations."""
        self.ensure_one()
        if not self.quotation_partner_id:
            self.quotation_partner_id = self.env["res.partner"].create(
                {
                    "name": self.env._("%s customers", self.name),
                    "is_company": True,
                    "company_id": self.company_id.id,
                }
            )
        return self.quotation_partner_id

    def _charge_product(self):
        """Return the product for shipping and fees: one for all of a company."""
        self.ensure_one()
        if not self.quotation_charge_product_id:
            others = self.with_context(active_test=False).search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("quotation_charge_product_id", "!=", False),
                ],
                limit=1,
            )
            product = others.quotation_charge_product_id
            self.quotation_charge_product_id = product or self._make_charge_product()
        return self.quotation_charge_product_id

    def _make_charge_product(self):
        return self.env["product.product"].create(
            {
                "name": self.env._("Marketplace shipping and fees"),
                "type": "service",
                "invoice_policy": "order",
                "list_price": 0,
                "purchase_ok": False,
                "company_id": self.company_id.id,
            }
        )

    def _pricelist_in(self, currency):
        """Return a pricelist that lets a quotation be in a currency, if one is needed.

        The customer's own, else one that is there, else a new one.
        """
        self.ensure_one()
        customer = self._quotation_customer().with_company(self.company_id)
        own = customer.property_product_pricelist
        if (own.currency_id or self.company_id.currency_id) == currency:
            return own
        pricelists = self.env["product.pricelist"]
        return pricelists.search(
            [
                ("currency_id", "=", currency.id),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            limit=1,
        ) or pricelists.create(
            {
                "name": self.env._("Marketplace orders in %s", currency.name),
                "currency_id": currency.id,
                "company_id": self.company_id.id,
            }
        )

    def _quotation_taxes(self, product, fiscal_position):
        """Return the taxes of a quotation's line."""
        self.ensure_one()
        if self.tax_by_marketplace:
            return self.env["account.tax"]
        if self.quotation_tax_id:
            return self.quotation_tax_id
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        return fiscal_position.map_tax(taxes)
