# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

"""Which product a marketplace's SKU is."""

from collections.abc import Iterable

from odoo.exceptions import UserError
from odoo.fields import Domain


class ProductsBySku:
    """Products of a company, or of all, by internal reference, else by barcode.

    Archived ones do not count; where there are several, none is guessed.
    """

    def __init__(self, env, company, skus: Iterable[str]):
        self.env = env
        skus = [sku for sku in skus if sku]
        products = env["product.product"].with_company(company)
        found = products.search(
            Domain(products._check_company_domain(company))
            & (Domain("default_code", "in", skus) | Domain("barcode", "in", skus))
        )
        by_reference = found.grouped("default_code")
        by_barcode = found.grouped("barcode")
        self.found = {
            sku: by_reference.get(sku) or by_barcode.get(sku) or products
            for sku in skus
        }

    def product(self, sku: str):
        """Return the product of a SKU, an empty record where it is not certain."""
        found = self.found.get(sku)
        return found if found and len(found) == 1 else self.env["product.product"]

    def check(self, lines):
        """Refuse lines that have no product, with all of them named.

        :raises UserError:
        """
        problems = []
        nameless = lines.filtered(lambda line: not line.sku)
        if nameless:
            titles = ", ".join(title or "?" for title in nameless.mapped("title"))
            problems.append(self.env._("No SKU: %s.", titles))
        skus = dict.fromkeys((lines - nameless).mapped("sku"))
        unknown = [sku for sku in skus if not self.found[sku]]
        if unknown:
            problems.append(
                self.env._("No product has the SKU %s.", ", ".join(unknown))
            )
        several = [sku for sku in skus if len(self.found[sku]) > 1]
        if several:
            problems.append(
                self.env._("More than one product has the SKU %s.", ", ".join(several))
            )
        if problems:
            raise UserError(" ".join(problems))
