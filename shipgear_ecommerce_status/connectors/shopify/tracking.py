# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shipment's carrier, numbers and link as Shopify takes them.

Source: Shopify documentation, GraphQL Admin API, FulfillmentTrackingInput.
"""

from __future__ import annotations

import re

from ..base import Shipment
from ..outgoing import carrier, tracking_numbers
from .carriers import is_linked

#: What can be a link; Shopify would refuse the whole call for another.
_LINK = re.compile(r"https?://[!-~]{3,2000}")


def tracking_info(shipment: Shipment) -> dict:
    """Return a FulfillmentTrackingInput.

    A link goes along where Shopify makes none: with another carrier than those it
    lists. A link that has a number in it is made one for each number.

    :raises Rejected: with what to correct; nothing was sent
    """
    company, _name = carrier(shipment)
    numbers = tracking_numbers(shipment)
    info = {"company": company, "numbers": list(numbers)}
    link = shipment.tracking_url.strip()
    if not is_linked(company) and _LINK.fullmatch(link):
        info["urls"] = [link.replace(numbers[0], number) for number in numbers]
    return info
