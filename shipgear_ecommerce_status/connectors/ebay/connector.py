# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for eBay's Sell Fulfillment and Sell Inventory APIs.

Operations by the specifications of sell_fulfillment v1 (getOrders, getOrder,
getShippingFulfillments, createShippingFulfillment) and sell_inventory v1
(getInventoryItems).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
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
from ..login import Login
from ..outgoing import in_zone, refuse, utc_text
from ..steps import Packed, Steps
from ..text import _lt
from ..values import Malformed, a_dict, each
from .by_hand import seller_hub_steps
from .carriers import CARRIERS, NAMES, OTHER
from .credentials import CREDENTIALS, usable
from .errors import explain, explain_token
from .fulfillment import (
    as_other_carrier,
    check_against,
    check_order_id,
    fulfillment,
    receipt,
)
from .guide import SETUP_STEPS
from .items import items_page
from .orders import parse_order, says_too_much
from .reference import DOMAINS, FULFILLMENT, INVENTORY, LIMITS, MAY_WRITE
from .sweep import PAGE, Sweep

#: Has the form of an order id, but can be no order.
NO_ORDER = "00-00000-00000"
#: getOrders goes back two years, and refuses to go further.
FARTHEST = timedelta(days=729)


class EbayConnector(HttpConnector):
    """One seller account on eBay, with its orders of all eBay sites."""

    platform = "ebay"
    label = "eBay"
    credentials = CREDENTIALS
    setup_steps = SETUP_STEPS
    identity = ("seller_id",)
    limits = LIMITS
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = OTHER
    #: Asked for by eBay's support (issue 113 of hendt/ebay-api).
    request_id_header = "rlogid"
    tracking_numbers_per_parcel = 1

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        self._endpoint = self.given["endpoint"]
        self._login = self._log_in()
        #: For the probe: eBay gives this token only to those who may write.
        self._writing = self._log_in(scope=MAY_WRITE)

    def _log_in(self, **form: str) -> Login:
        given = self.given
        keys = f"{given['client_id']}:{given['client_secret']}".encode()
        form = {
            "grant_type": "refresh_token",
            "refresh_token": given["refresh_token"],
            **form,
        }
        headers = {"Authorization": f"Basic {base64.b64encode(keys).decode()}"}
        return Login(
            self._client,
            given["token_endpoint"],
            form,
            headers=headers,
            explain=explain_token,
        )

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    # -- the interface

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this account, without effect.

        products: one item. orders: one order of the last hour. writeback: the parcels
        of an order that cannot be, with a token that eBay gives only to those who may
        write; 400 and 404 are what that is answered.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("eBay has no API %(api)s.", api=repr(api)), code="unknown_api"
            )
        if api == "products":
            self._get_items(limit="1")
        elif api == "orders":
            since = datetime.now(timezone.utc) - timedelta(hours=1)
            self._get_orders(since, limit="1")
        else:
            path = f"/order/{NO_ORDER}/shipping_fulfillment"
            self._fulfillment(
                "GET",
                path,
                "getShippingFulfillments",
                api="writeback",
                login=self._writing,
                accept=(400, 404),
            )
        return ""

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 200 inventory items.

        These are the items made with the Inventory API. Listings made on eBay's own
        pages, or with the older Trading API, are not among them.
        """
        offset = Sweep.from_cursor(cursor).offset
        answer = self._get_items(limit="200", offset=str(offset))
        return self._read(answer, lambda b: items_page(a_dict(b, "body"), offset))

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 200 orders changed at or after ``since``.

        eBay calls an order fulfilled as soon as anything of each line has left. Where
        that may be a part, its parcels are asked for: one call for each such order.
        """
        sweep = Sweep.from_cursor(cursor)
        answer = self._get_orders(since, limit=str(PAGE), offset=str(sweep.offset))

        def read(body: object) -> Page[Order]:
            data = a_dict(body, "body")
            found, problems = each(data.get("orders"), "orders", self._of_page)
            cursor = sweep.following(data, found)
            return Page(sweep.fresh(found), cursor, problems)

        return self._read(answer, read)

    def _of_page(self, data: dict) -> Order:
        order = parse_order(data)
        if not says_too_much(order):
            return order
        try:
            parcels = self._get_parcels(check_order_id(order.ref))
        except Rejected as refusal:  # one order must not hold up the others
            raise Malformed(refusal.message) from None
        return parse_order(data, parcels.data)

    def order(self, ref: str) -> Order:
        ref = check_order_id(ref)
        answer = self._fulfillment("GET", f"/order/{ref}", "getOrder")
        order = self._read(answer, lambda body: parse_order(a_dict(body, "body")))
        if order.ref != ref:
            # eBay takes numbers of before 2019, too: two names of one order here.
            raise refuse(
                "other_order_id",
                _lt("eBay knows this order as %(ref)s.", ref=order.ref),
                _lt("Correct the marketplace order of this shipment and retry."),
            )
        if not order.parcels and order.status not in ("partial", "shipped"):
            return order
        parcels = self._get_parcels(ref).data
        return self._read(answer, lambda body: parse_order(body, parcels or {}))

    def confirm(self, shipment: Shipment) -> Receipt:
        """Tell eBay of one parcel.

        eBay makes one more package of each call, and tells the buyer of each. So the
        order is read before, and what it does not have to be shipped is not sent.
        """
        order_id = check_order_id(shipment.order_ref)
        body = fulfillment(shipment)
        check_against(self.order(order_id), body)
        refusal = None
        try:
            answer = self._create(order_id, body)
        except Rejected as error:
            refusal = error
        if refusal is not None:
            # A carrier that eBay does not list, and does not take by its name.
            other = as_other_carrier(body)
            if refusal.code != "32300" or other is None:
                raise refusal
            answer = self._create(order_id, other)
        return receipt(answer, body["trackingNumber"])

    def void(self, shipment: Shipment) -> None:
        raise Unsupported(
            _lt("eBay's API cannot take a parcel back."),
            code="void",
            hint=_lt(
                "Open the order in Seller Hub, choose Edit tracking and delete the "
                "tracking number. If the parcel will not leave at all, refund the "
                "order there."
            ),
        )

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        order = quote(order_ref.strip(), safe="")
        domain = DOMAINS[self.given["marketplace_id"]]
        return f"https://www.{domain}/mesh/ord/details?orderid={order}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return seller_hub_steps(packed)

    # -- operations

    def _get_items(self, **params: str) -> Answer:
        return self._call(
            "GET",
            f"{INVENTORY}/inventory_item",
            "getInventoryItems",
            api="products",
            allowance="inventory",
            params=params,
        )

    def _get_orders(self, since: datetime, **params: str) -> Answer:
        since = in_zone(since, timezone.utc)
        since = max(since, datetime.now(timezone.utc) - FARTHEST)
        start = utc_text(since).replace("Z", ".000Z")
        params = {"filter": f"lastmodifieddate:[{start}..]", **params}
        return self._fulfillment("GET", "/order", "getOrders", params=params)

    def _get_parcels(self, order_id: str) -> Answer:
        path = f"/order/{order_id}/shipping_fulfillment"
        return self._fulfillment("GET", path, "getShippingFulfillments")

    def _create(self, order_id: str, body: dict) -> Answer:
        return self._fulfillment(
            "POST",
            f"/order/{order_id}/shipping_fulfillment",
            "createShippingFulfillment",
            api="writeback",
            json=body,
        )

    def _fulfillment(
        self, method: str, path: str, operation: str, api: str = "orders", **arguments
    ) -> Answer:
        path, allowance = FULFILLMENT + path, "fulfillment"
        return self._call(
            method, path, operation, api=api, allowance=allowance, **arguments
        )

    def _call(
        self,
        method: str,
        path: str,
        operation: str,
        *,
        api: str,
        login: Login | None = None,
        **arguments,
    ) -> Answer:
        def call(token: str) -> Answer:
            return self._client.call(
                method,
                self._endpoint + path,
                api=api,
                operation=operation,
                headers={"Authorization": f"Bearer {token}"},
                **arguments,
            )

        return self._with_token(login or self._login, api, call)
