# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

"""The sales order that one marketplace order becomes."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..connectors.money import ZERO, share
from .products_by_sku import ProductsBySku


@dataclass(frozen=True)
class Money:
    """What is paid, tax included, and what of it is tax; None: not told."""

    amount: Decimal | None
    tax: Decimal | None

    @classmethod
    def of(cls, amount: str | None, tax: str | None) -> "Money":
        """Take what the database writes as text: of numbers, Odoo makes floats."""
        return cls(amount and Decimal(amount), tax and Decimal(tax))

    @property
    def net(self) -> Decimal | None:
        return None if self.amount is None else self.amount - (self.tax or ZERO)


class Quotation:
    """Makes one, in the company of its account; the caller sees to it that it is the
    only one, and takes all of it back where anything is refused.

    :param order: the marketplace order, as superuser
    :param salesperson: user, or none
    """

    def __init__(self, order, salesperson):
        self.order = order
        self.env = order.env
        self.account = order.account_id.with_env(order.env)
        self.company = order.company_id
        self.salesperson = salesperson
        self.expected = ZERO  # what is paid for what has a price
        self.unpriced = []  # SKUs

    def make(self):
        """Return the sales order.

        :raises UserError: with what is to be put right
        """
        products = self._products()
        self.prices = self._prices()
        sale = self.env["sale.order"].with_context(
            # Nobody is mailed that orders are theirs, with each of a thousand.
            mail_auto_subscribe_no_notify=True
        )
        sale = sale.create(self._header())
        lines = [self._goods(sale, line, product) for line, product in products]
        lines += self._charges(sale)
        self.env["sale.order.line"].create(lines)
        self._reach_the_total(sale)
        sale._message_log(body=self._story())
        return sale

    # --- What it is about ---

    def _products(self):
        """Return pairs of order line and product: the bundle, or else its parts."""
        lines = self.order.line_ids.filtered(lambda line: self._wanted(line) > 0)
        # As they are there, which a row's own id does not tell.
        lines = lines.sorted(lambda line: (len(line.ref), line.ref))
        if not lines:
            raise UserError(self.env._("It has no lines."))
        known = ProductsBySku(self.env, self.company, lines.mapped("sku"))
        bundles = lines.filtered(lambda line: line.ref in lines.mapped("part_of"))
        whole = bundles.filtered(lambda bundle: known.product(bundle.sku))
        left_out = set((bundles - whole).ids)
        left_out.update(lines.filtered(lambda x: x.part_of in whole.mapped("ref")).ids)
        lines = lines.filtered(lambda line: line.id not in left_out)
        known.check(lines)
        return [(line, known.product(line.sku)) for line in lines]

    def _wanted(self, line) -> float:
        """What is left to be shipped of a line."""
        return line.quantity - line.quantity_shipped

    def _prices(self) -> dict:
        """Money by id of the line; exact, and None is not 0, as it is in fields."""
        if not self.order.currency_code:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT id, amount::text, tax::text "
                "FROM ecommerce_order_line WHERE order_id = %s",
                self.order.id,
            )
        )
        return {line_id: Money.of(amount, tax) for line_id, amount, tax in rows}

    def _currency(self):
        """Return the marketplace's currency, if it told one."""
        code = self.order.currency_code
        currency = self.order.currency_id
        if code and not currency:
            raise UserError(self.env._("Odoo does not know the currency %s.", code))
        if code and not currency.active:
            raise UserError(
                self.env._(
                    "The currency %s is not active: activate it in the settings of "
                    "Invoicing, under Currencies.",
                    code,
                )
            )
        return currency

    # --- What is written ---

    def _header(self) -> dict:
        order, account = self.order, self.account
        values = {
            "partner_id": account._quotation_customer().id,
            "company_id": self.company.id,
            "user_id": self.salesperson.id,
            "date_order": order.purchased_at or order.create_date,
            "commitment_date": order.ship_by,
            "client_order_ref": order.number or order.ref,
            "ecommerce_account_id": account.id,
            "ecommerce_order_ref": order.ref,
        }
        currency = self._currency()
        if currency:
            values["pricelist_id"] = account._pricelist_in(currency).id
        if account.team_id:
            values["team_id"] = account.team_id.id
        return values

    def _goods(self, sale, line, product) -> dict:
        values = {
            "order_id": sale.id,
            "product_id": product.id,
            "product_uom_qty": self._wanted(line),
        }
        money = self.prices.get(line.id, Money(None, None))
        money = Money(
            share(money.amount, self._wanted(line), line.quantity),
            share(money.tax, self._wanted(line), line.quantity),
        )
        if money.amount is None:
            self.unpriced.append(line.sku)
            taxes = self.account._quotation_taxes(product, sale.fiscal_position_id)
            return {**values, "tax_ids": [Command.set(taxes.ids)]}
        return {**values, **self._priced(sale, product, money, self._wanted(line))}

    def _charges(self, sale) -> list[dict]:
        """What is paid beside the goods."""
        rows = self.env.execute_query(
            SQL(
                "SELECT amount_shipping::text, tax_shipping::text, "
                "amount_other::text, tax_other::text "
                "FROM ecommerce_order WHERE id = %s",
                self.order.id,
            )
        )
        shipping, shipping_tax, other, other_tax = rows[0]
        charges = [
            (self.env._("Shipping"), Money.of(shipping, shipping_tax)),
            (self.env._("Fees and discounts"), Money.of(other, other_tax)),
        ]
        return [
            self._charge(sale, name, money)
            for name, money in charges
            if money.amount and self.order.currency_code
        ]

    def _charge(self, sale, name: str, money: Money) -> dict:
        product = self.account._charge_product()
        values = {"order_id": sale.id, "product_id": product.id, "name": name}
        return {**values, **self._priced(sale, product, money, 1)}

    def _priced(self, sale, product, money: Money, quantity: float) -> dict:
        taxes = self.account._quotation_taxes(product, sale.fiscal_position_id)
        paid = money.net if self.account.tax_by_marketplace else money.amount
        self.expected += paid
        return {
            "tax_ids": [Command.set(taxes.ids)],
            "price_unit": self._price_of(paid, quantity, product, taxes),
            # Another price than the pricelist's: changing the quantity keeps it.
            "technical_price_unit": 0.0,
            "discount": 0.0,
        }

    def _price_of(self, paid: Decimal, quantity: float, product, taxes) -> float:
        """Return the price of one piece that makes what is paid, with these taxes,
        whether they are in Odoo's prices or come on top."""
        details = taxes._get_tax_details(
            float(paid) / quantity,
            1.0,
            rounding_method="round_globally",
            product=product,
            special_mode="total_included",
        )
        inside = sum(
            data["tax_amount"]
            for data in details["taxes_data"]
            if data["tax"].price_include
        )
        return round(details["total_excluded"] + inside, 6)

    def _reach_the_total(self, sale):
        """Taxes are rounded here and there in other ways: what that makes is a line."""
        if self.unpriced:
            return
        missing = float(self.expected) - sale.amount_total
        if not sale.currency_id.is_zero(missing):
            product = self.account._charge_product()
            self.env["sale.order.line"].create(
                {
                    "order_id": sale.id,
                    "product_id": product.id,
                    "name": self.env._("Rounding"),
                    "tax_ids": [Command.clear()],
                    "price_unit": sale.currency_id.round(missing),
                    "technical_price_unit": 0.0,
                }
            )

    def _story(self) -> str:
        """What a person should know of it, for its log."""
        sentences = [
            self.env._(
                "Made of the order %(number)s of %(account)s.",
                number=self.order.number or self.order.ref,
                account=self.account.name,
            )
        ]
        if self.unpriced:
            sentences.append(
                self.env._(
                    "The marketplace told no price of %s: it is Odoo's own.",
                    ", ".join(sku or "" for sku in self.unpriced),
                )
            )
        if self.order.status == "partial":
            sentences.append(
                self.env._("It holds what was not shipped yet, and its share.")
            )
        return " ".join(sentences)
