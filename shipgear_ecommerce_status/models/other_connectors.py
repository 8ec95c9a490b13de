# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Other connectors in the same Odoo, which tell a marketplace of deliveries themselves.

They are known by the fields that they add to Odoo's models. None of them is needed, and
nothing of theirs is called or written: an order with such a mark is left to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from odoo.api import Environment


@dataclass(frozen=True)
class OtherConnector:
    """What gives an order away as brought into Odoo by another connector.

    ``mark``: the field of sale.order that is filled in where it did. ``told``: the
    field of stock.picking that says what became of telling, and ``done``: its values
    where the marketplace was told, or is being told. ``ref``: the field of sale.order
    with the reference that we know the order by, where it has one.
    """

    name: str
    module: str
    platform: str
    mark: str
    told: str = ""
    done: tuple = (True,)
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.module})"

    def has_told(self, picking) -> bool:
        """Whether it told the marketplace of this delivery, as far as it says."""
        known = self.told and self.told in picking._fields
        return bool(known) and picking[self.told] in self.done


OTHERS = (
    OtherConnector(
        name="Amazon Connector of Odoo",
        module="sale_amazon",
        platform="amazon",
        mark="amazon_order_ref",
        told="amazon_sync_status",
        done=("processing", "done"),
        ref="amazon_order_ref",
    ),
    OtherConnector(
        name="Amazon Connector of Emipro",
        module="amazon_ept",
        platform="amazon",
        mark="amz_order_reference",
        told="updated_in_amazon",
        ref="amz_order_reference",
    ),
    OtherConnector(
        name="eBay Connector of Emipro",
        module="ebay_ept",
        platform="ebay",
        mark="ebay_order_id",
        told="updated_in_ebay",
    ),
    OtherConnector(
        name="Shopify Connector of Emipro",
        module="shopify_ept",
        platform="shopify",
        mark="shopify_order_id",
        told="updated_in_shopify",
    ),
    OtherConnector(
        name="WooCommerce Connector of Emipro",
        module="woo_commerce_ept",
        platform="woocommerce",
        mark="woo_order_id",
        told="updated_in_woo",
    ),
    OtherConnector(
        name="WooCommerce Connector",
        module="connector_woocommerce",
        platform="woocommerce",
        mark="woocommerce_bind_ids",
    ),
    OtherConnector(
        name="Magento Connector of Emipro",
        module="odoo_magento2_ept",
        platform="magento",
        mark="magento_order_id",
        told="is_exported_to_magento",
    ),
    OtherConnector(
        name="Magento Connector of OCA",
        module="connector_magento",
        platform="magento",
        mark="magento_bind_ids",
    ),
)


def installed(env: Environment, platform: str | None = None) -> list[OtherConnector]:
    """Return those whose marks this Odoo has: of a platform, or of all."""
    fields = env["sale.order"]._fields
    return [
        other
        for other in OTHERS
        if other.mark in fields and platform in (None, other.platform)
    ]


def reference_fields(env: Environment) -> list[str]:
    """Return the fields of sale.order that may hold a marketplace's reference."""
    return [other.ref for other in installed(env) if other.ref]


def bringing(orders) -> dict:
    """Return {order: the other connector that brought it}, without those of none.

    Of orders of marketplaces. Where no other connector is installed, nothing is read.
    """
    others = installed(orders.env)
    found = {order: _of(order, others) for order in orders} if others else {}
    return {order: other for order, other in found.items() if other}


def _of(order, others: Iterable[OtherConnector]) -> OtherConnector | None:
    platform = order.ecommerce_account_id.platform
    marks = (o for o in others if o.platform == platform and order[o.mark])
    return next(marks, None)
