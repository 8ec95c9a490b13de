# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for a shop made with WooCommerce, by its REST API wc/v3.

No allowance is documented: it is the host's own. 429, and Retry-After, are obeyed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from ..answers import Answer, Explanation
from ..base import (
    APIS,
    Item,
    Keep,
    Order,
    Page,
    Receipt,
    Rejected,
    Shipment,
    Unsupported,
)
from ..http_connector import HttpConnector
from ..limits import Limiter
from ..steps import Packed, Steps
from ..text import _lt
from ..values import a_list
from .by_hand import order_page_steps
from .carriers import CARRIERS, NAMES, OTHER
from .completion import Completion
from .credentials import CREDENTIALS, SETUP_STEPS, usable
from .errors import UNKNOWN_ORDER, explain, refusal
from .fulfillments import Fulfillments
from .orders import Orders, tidy
from .pages import Catalog, Changes
from .parcel import Parcel, checked
from .parse import FULFILLMENT_STATUS, ORDER_FIELDS, Seen
from .shop import Shop
from .trackings import OldTrackings, Trackings
from .ways import NO_ORDER, WAYS, Way

#: In the order in which they are looked for.
_WAYS: tuple[type[Way], ...] = (Fulfillments, Trackings, OldTrackings, Completion)


class WooCommerceConnector(HttpConnector):
    """One shop."""

    platform = "woocommerce"
    label = "WooCommerce"
    lanes = 2  # the shop's own server has customers to serve
    credentials = CREDENTIALS
    setup_steps = SETUP_STEPS
    identity = ("shop_url",)
    limits = {}
    #: What was told is read before each telling: see :class:`.ways.Way`.
    idempotent = True
    tracking_numbers_per_parcel = 1
    ship_date = "day"
    asks_to_notify = True
    amends = True
    voids = True
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = OTHER

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        key, secret = self.given["consumer_key"], self.given["consumer_secret"]
        self._shop = Shop(self._client.call, self.given["shop_url"], key, secret)
        self._account = hashlib.sha256(f"{self._shop.url} {key}".encode()).hexdigest()
        self._orders = Orders(self._shop.call, self._read)
        self._ways = {
            way.name: way(self._shop.call, self._read, self._orders.covers)
            for way in _WAYS
        }

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials, allow_http=self.private)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    def refusal(self, answer: Answer) -> Explanation | None:
        return refusal(answer)

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        return tidy(typed)

    # -- the interface

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this account, without effect.

        writeback: an order that cannot be is set to Completed. WooCommerce judges the
        key's right to write before it looks for the order. Then the way is looked for.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("WooCommerce has no API %(api)s.", api=repr(api)),
                code="unknown_api",
            )
        if api != "writeback":
            params = {"per_page": "1", "_fields": "id"}
            answer = self._shop.call(
                "GET", f"wc/v3/{api}", api=api, operation=api, params=params
            )
            self._read(answer, lambda data: a_list(data, api))
            return ""
        try:
            self._shop.call(
                "PUT",
                f"wc/v3/orders/{NO_ORDER}",
                api=api,
                operation="updateOrder",
                json={"status": "completed"},
                repeatable=True,
            )
        except Rejected as refusal:
            if refusal.code not in UNKNOWN_ORDER:
                raise
        return self._way(anew=True).note

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 100 products, or the variations of one product."""
        return Catalog(self._shop.call, self._read).page(cursor)

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 100 orders changed at or after ``since``, without parcels."""
        changes = Changes.from_cursor(cursor, since)
        params = {**changes.params(), "_fields": ORDER_FIELDS}
        if self._way().name == Fulfillments.name:
            params["_fields"] += ",meta_data"
            params["include_meta"] = FULFILLMENT_STATUS
        answer = self._orders.list(params)
        page = self._read(answer, lambda data: changes.page(data, answer.headers))
        for seen in page.records:
            self._orders.remember(seen)
        orders = tuple(seen.order for seen in page.records)
        return Page(orders, page.cursor, page.problems)

    def order(self, ref: str) -> Order:
        seen = self._orders.find(ref)
        return self._way().show(seen)

    def confirm(self, shipment: Shipment) -> Receipt:
        """Tell of one parcel, the way this shop has."""
        seen, parcel = self._ready(shipment)
        return self._way().tell(seen, parcel)

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        seen, parcel = self._ready(shipment)
        return self._way().correct(seen, parcel, told)

    def void(self, shipment: Shipment) -> None:
        seen = self._orders.find(shipment.order_ref)
        self._way().take_back(seen, shipment)

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        """Return the order's page or, while its id is not known, the list of orders
        with this number. WooCommerce leads from both to its newer pages."""
        admin = f"{self._shop.url}/wp-admin"
        if order_key:
            return f"{admin}/post.php?post={quote(order_key, safe='')}&action=edit"
        number = quote(self.tidy_order_ref(order_ref), safe="")
        return f"{admin}/edit.php?post_type=shop_order&s={number}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return order_page_steps(packed)

    # -- the way

    def _way(self, anew: bool = False) -> Way:
        """Return how this shop is told, found by asking for each way in turn."""
        name = "" if anew else WAYS.get(self._account)
        if not name:
            name = next(way.name for way in self._ways.values() if way.is_there())
            WAYS.keep(self._account, name)
        return self._ways[name]

    def _ready(self, shipment: Shipment) -> tuple[Seen, Parcel]:
        seen = self._orders.find(shipment.order_ref)
        return seen, checked(shipment, seen)
