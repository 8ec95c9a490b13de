# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Marketplace connectors: plain Python and requests, no Odoo.

>>> connector = connect("amazon", credentials)
>>> connector.confirm(shipment)
"""

from __future__ import annotations

from collections.abc import Mapping

from .amazon import AmazonConnector
from .base import Connector

CONNECTORS: dict[str, type[Connector]] = {
    connector.platform: connector for connector in (AmazonConnector,)
}


def connect(platform: str, credentials: Mapping[str, str]) -> Connector:
    """Return a connector for one account.

    No network yet: missing or unknown credentials raise Unauthorized, because
    they are the account's fault and not that of any shipment.

    :param credentials: values by the names that the connector declares, plus
        ``allow_private_hosts`` ("1") where plain http and private addresses
        may be called
    """
    return CONNECTORS[platform](credentials)
