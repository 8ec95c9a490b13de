# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Marketplace connectors: plain Python and requests, no Odoo.

>>> connector = connect("amazon", credentials)
>>> connector.confirm(shipment)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .amazon import AmazonConnector
from .base import Connector, Keep
from .bigcommerce import BigCommerceConnector
from .ebay import EbayConnector
from .limits import Limiter
from .magento import MagentoConnector
from .shopify import ShopifyConnector
from .walmart import WalmartConnector
from .woocommerce import WooCommerceConnector

#: Platform -> its connector, in the order in which they are offered.
CONNECTORS: dict[str, type[Connector]] = {}


def register(connector: type[Connector]) -> type[Connector]:
    """Offer one more platform; use it as a decorator of the connector's class.

    :raises ValueError: the platform is taken by another class
    """
    if CONNECTORS.setdefault(connector.platform, connector) is not connector:
        raise ValueError(f"there is a connector for {connector.platform!r} already")
    return connector


def offered(modules: Iterable[str]) -> list[tuple[str, str]]:
    """Return (platform, label) of what a database may connect to.

    One process serves many databases: a connector of another Odoo module is
    offered where that module is installed.

    :param modules: names of the installed modules
    """
    return [
        (connector.platform, connector.label)
        for connector in CONNECTORS.values()
        if _addon(connector) in (None, *modules)
    ]


def _addon(connector: type[Connector]) -> str | None:
    """Return the Odoo module that a connector's class was written in, if any."""
    names = connector.__module__.split(".")
    return names[2] if names[:2] == ["odoo", "addons"] else None


for _connector in (
    AmazonConnector,
    EbayConnector,
    ShopifyConnector,
    WooCommerceConnector,
    BigCommerceConnector,
    MagentoConnector,
    WalmartConnector,
):
    register(_connector)


def connect(
    platform: str,
    credentials: Mapping[str, str],
    limiter: Limiter | None = None,
    keep: Keep | None = None,
) -> Connector:
    """Return a connector for one account.

    No network yet: missing or unknown credentials raise Unauthorized, because
    they are the account's fault and not that of any shipment.

    :param credentials: values by the names that the connector declares, plus
        ``allow_private_hosts`` ("1") where plain http and private addresses
        may be called
    :param limiter: the account's token buckets, where other connectors of the
        same account are at work
    :param keep: keeps a credential (name, value) that the platform replaced
    """
    return CONNECTORS[platform](credentials, limiter, keep)
