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
from .limits import Limiter

CONNECTORS: dict[str, type[Connector]] = {
    connector.platform: connector for connector in (AmazonConnector,)
}


def connect(
    platform: str, credentials: Mapping[str, str], limiter: Limiter | None = None
) -> Connector:
    """Return a connector for one account.

    No network yet: missing or unknown credentials raise Unauthorized, because
    they are the account's fault and not that of any shipment.

    :param credentials: values by the names that the connector declares, plus
        ``allow_private_hosts`` ("1") where plain http and private addresses
        may be called
    :param limiter: the account's token buckets, where other connectors of the
        same account are at work
    """
    return CONNECTORS[platform](credentials, limiter)
