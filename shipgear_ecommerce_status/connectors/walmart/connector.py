# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for Walmart's Marketplace API in the United States.

Canada, Mexico and Chile have other versions of the API, which it does not speak.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from ..answers import Answer
from ..base import (
    APIS,
    Item,
    Order,
    Page,
    Receipt,
    Rejected,
    Shipment,
    Unauthorized,
    Unsupported,
)
from ..matching import numbers, shows
from ..outgoing import refuse, ship_date
from ..steps import Packed, Steps
from ..text import _lt
from ..values import Malformed
from .allowance import LIMITS
from .api import WalmartApi
from .by_hand import seller_center_steps
from .carriers import CARRIERS, NAMES, OTHER
from .confirmation import Parcel, check_order_id, tidy
from .credentials import CREDENTIALS, SELLER_CENTER, SETUP_STEPS
from .errors import CANCELED, NO_RIGHT
from .login import CORRELATION_ID
from .parse import one_order
from .search import ItemSearch, OrderSearch


class WalmartConnector(WalmartApi):
    """One seller account on Walmart.com."""

    platform = "walmart"
    label = "Walmart"
    credentials = CREDENTIALS
    setup_steps = SETUP_STEPS
    identity = ("client_id",)
    limits = LIMITS
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = OTHER
    request_id_header = CORRELATION_ID
    tracking_numbers_per_parcel = 1
    amends = True

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        return tidy(typed)

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers these keys, without effect.

        writeback: Walmart itself says what the keys may do with orders.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("Walmart has no API %(api)s.", api=repr(api)), code="unknown_api"
            )
        if api == "products":
            self.search_items(ItemSearch(), limit="1")
        elif api == "orders":
            yesterday = datetime.now(timezone.utc) - timedelta(days=1)
            query = f"createdStartDate={ship_date(yesterday, timezone.utc)}&limit=1"
            self.search_orders(OrderSearch(), query)
        elif re.match(r"(view|no)_?(only|access)", self.order_rights(), re.IGNORECASE):
            raise Unauthorized(
                _lt("The API keys may read orders at most, and confirm none."),
                code="missing_right",
                hint=NO_RIGHT,
            )
        return ""

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 50 listed items, of the first 10,000."""
        return self.search_items(ItemSearch.from_cursor(cursor))

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 200 orders changed at or after ``since``, of the last 180 days.

        One kind of fulfillment after the other: Walmart searches one at a time.
        """
        search = OrderSearch.from_cursor(cursor)
        return self.search_orders(search, search.query or search.first_query(since))

    def order(self, ref: str) -> Order:
        return self.find(check_order_id(ref)).order

    def confirm(self, shipment: Shipment) -> Receipt:
        """Tell of one parcel, after acknowledging the order where nobody did.

        Walmart takes no order as shipped that was not acknowledged (Developer Portal,
        "Ship order lines"). It answers with the order, parcel and all.
        """
        order_id, parcel = check_order_id(shipment.order_ref), Parcel(shipment)
        found = self.find(order_id)
        if found.order.status == "canceled":
            raise refuse(
                "canceled", _lt("The order is canceled on the marketplace."), CANCELED
            )
        if found.new:
            self.acknowledge(order_id)
        answer = self.ship(order_id, parcel.body(order_id, found.method))
        return _receipt(answer, parcel, shipment)

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Replace a tracking number; Walmart allows it for four hours."""
        order_id, parcel = check_order_id(shipment.order_ref), Parcel(shipment)
        found = self.find(order_id)
        shown = [p.tracking_number for p in found.order.parcels or ()]
        before = [number for number in shown if _plain(number) in numbers(told)]
        if not before:
            if _plain(parcel.number) in map(_plain, shown):
                return Receipt(parcel.number, proof=True)  # it is corrected already
            raise Unsupported(
                _lt("Walmart does not show the parcel that is to be corrected."),
                code="amend",
            )
        body = parcel.body(order_id, found.method, instead_of=before[0])
        try:
            answer = self.ship(order_id, body)
        except Rejected as error:
            refused = error
        else:
            return _receipt(answer, parcel, shipment)
        raise Unsupported(
            _lt(
                "Walmart lets a tracking number be corrected within four hours only: "
                "%(why)s",
                why=refused.message,
            ),
            code=refused.code,
            status=refused.status,
            request_id=refused.request_id,
        )

    def void(self, shipment: Shipment) -> None:
        raise Unsupported(
            _lt("Walmart's API cannot take a shipment back."),
            code="void",
            hint=_lt(
                "Open the order in Seller Center. If the parcel will not leave at all, "
                "refund the order there."
            ),
        )

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        order = re.sub(r"[^0-9]", "", order_ref)
        return f"{SELLER_CENTER}/orders/manage-orders?orderGroups=All&poNumber={order}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return seller_center_steps(packed)


def _receipt(answer: Answer, parcel: Parcel, shipment: Shipment) -> Receipt:
    """The proof is the parcel in the order that Walmart answers with."""
    told = replace(shipment, tracking_numbers=(parcel.number,))
    try:
        proof = shows(one_order(answer.data).order, told)
    except Malformed:
        proof = False  # it is read back later
    return Receipt(parcel.number, proof=proof, request_id=answer.request_id)


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()
