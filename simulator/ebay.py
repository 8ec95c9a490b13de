# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay: Sell Fulfillment v1 and the reading part of Sell Inventory v1.

Operations: the vendor's specifications. Limits: its page "API Call Limits", calls of a
day. Sellers may have the option ``listed_carriers``: no carrier is taken that is not
listed. Programs of an order: ``GSP``, the Global Shipping Program, and ``NO_SKU``, a
listing of old without one.
"""

from __future__ import annotations

import re
import secrets
from random import Random

from .core import Call, Limit, Platform, Refusal, Route
from .ebay_documents import (
    fulfillment_id,
    fulfillments_document,
    item_document,
    marketplace,
    order_document,
)
from .ebay_errors import REASONS, invalid, refusal, token_error
from .ebay_fulfillment import read_fulfillment
from .ebay_query import OrderFilter, whole
from .ebay_tokens import Tokens
from .market import Order, Seller
from .server import Response

_ORDER_ID = re.compile(r"\d{2}-\d{5}-\d{5}")
_FULFILLMENT = "/sell/fulfillment/v1"
_ORDER = _FULFILLMENT + "/order/(?P<order>[^/]+)"
_PARCELS = _ORDER + "/shipping_fulfillment"
_ITEMS = "/sell/inventory/v1/inventory_item"
_A_DAY = {"limit": Limit(100_000 / 86400, 100_000), "allowance": "fulfillment"}
_ITEMS_A_DAY = Limit(2_000_000 / 86400, 2_000_000)


class Ebay(Platform):
    name = "ebay"
    routes = (
        Route("POST", "/identity/v1/oauth2/token", "token"),
        Route("GET", _FULFILLMENT + "/order", "getOrders", "orders", **_A_DAY),
        Route("GET", _ORDER, "getOrder", "orders", **_A_DAY),
        Route("GET", _PARCELS, "getShippingFulfillments", "orders", **_A_DAY),
        Route("POST", _PARCELS, "createShippingFulfillment", "writeback", **_A_DAY),
        Route("GET", _ITEMS, "getInventoryItems", "products", _ITEMS_A_DAY),
    )

    def __init__(self, simulator):
        super().__init__(simulator)
        self._tokens = Tokens(simulator, self.market)

    def new_order_id(self, random: Random) -> str:
        numbers = random.randrange(1, 30), random.randrange(10**5)
        return f"{numbers[0]:02}-{numbers[1]:05}-{random.randrange(10**5):05}"

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**13, 10**14))

    def new_item_number(self, random: Random) -> str:
        return str(random.randrange(10**11, 10**12))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "seller_id": seller.seller_id,
            "marketplace_id": marketplace(seller.marketplace_id),
            "client_id": seller.client_id,
            "client_secret": seller.client_secret,
            "refresh_token": seller.refresh_token,
            "endpoint": url,
        }

    def token(self, call: Call) -> Response:
        return self._tokens.answer(call)

    def remember_token(self, record: dict) -> None:
        self._tokens.remember(record)

    def identify(self, call: Call) -> Seller | None:
        if call.route.operation == "token":
            return self._tokens.owner_of_grant(call)
        return self._tokens.owner(_access_token(call))

    def authorize(self, call: Call) -> None:
        if call.route.operation == "token":
            return
        token = _access_token(call)
        if not token:
            raise self.refuse("no_token", call)
        if call.seller is None or self._tokens.expired(token):
            raise self.refuse("revoked", call)

    def expire(self, call: Call) -> None:
        self._tokens.expire(_access_token(call))

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason == "revoked" and call.route.operation == "token":
            return token_error(
                "invalid_grant",
                "the provided authorization refresh token is invalid or was issued to "
                "another client",
            )
        return refusal(*REASONS[reason])

    def finish(self, call: Call | None, response: Response) -> Response:
        response.headers["rlogid"] = "t6" + secrets.token_hex(12)
        return response

    # --- Orders ---------------------------------------------------------------

    def getOrder(self, call: Call) -> Response:
        return Response.json(200, self._document(self._order(call)))

    def getOrders(self, call: Call) -> Response:
        query, now = call.request.query, self.simulator.clock.now()
        limit = whole(query, "limit", 50, 200, 31100)
        offset = whole(query, "offset", 0, 10**9, 31000)
        found = self._found(call.seller_id, OrderFilter(query, now), now)
        answer = {
            "href": _page_of(call, limit, offset),
            "total": len(found),
            "limit": limit,
            "offset": offset,
            "orders": found[offset : offset + limit],
        }
        if offset + limit < len(found):
            answer["next"] = _page_of(call, limit, offset + limit)
        if offset:
            answer["prev"] = _page_of(call, limit, max(0, offset - limit))
        return Response.json(200, answer)

    def _found(self, seller_id: str, wanted: OrderFilter, now: float) -> list[dict]:
        """Return the orders that match, the oldest time first."""
        lag, found = self.simulator.settings.visibility_lag, []
        for order in self.market.orders(seller_id):
            changed = wanted.by == "lastmodifieddate"
            at = order.changed_at(now, lag) if changed else order.purchased_at
            if wanted.after <= at <= wanted.before:
                document = self._document(order)
                status = document["orderFulfillmentStatus"]
                if not wanted.statuses or status in wanted.statuses:
                    found.append((at, order.order_id, document))
        found.sort(key=lambda row: row[:2])
        return [document for _at, _id, document in found]

    def getShippingFulfillments(self, call: Call) -> Response:
        order = self._order(call, unknown=invalid(32100, orderId=call.order_id))
        until = self.simulator.clock.now() - self.simulator.settings.visibility_lag
        return Response.json(200, fulfillments_document(order, until))

    def createShippingFulfillment(self, call: Call) -> Response:
        with self.market.lock:
            order = self._order(call, unknown=invalid(32100, orderId=call.order_id))
            now = self.simulator.clock.now()
            package = read_fulfillment(call.request.body, order, call.seller, now)
            self.market.accept(order, package)
        path = f"/order/{order.order_id}/shipping_fulfillment/{fulfillment_id(package)}"
        return Response.json(201, {}, {"Location": self._base() + path})

    def _order(self, call: Call, unknown: Refusal | None = None) -> Order:
        """Return the order of a call; another seller's is as unknown as none."""
        if not _ORDER_ID.fullmatch(call.order_id):
            raise invalid(32100, orderId=call.order_id)
        order = self.market.order(call.seller_id, call.order_id)
        if order is None:
            raise unknown or Refusal(Response(404))
        return order

    def _document(self, order: Order) -> dict:
        lag = self.simulator.settings.visibility_lag
        return order_document(order, self._base(), self.simulator.clock.now(), lag)

    def _base(self) -> str:
        return f"{self.simulator.url}/{self.name}{_FULFILLMENT}"

    # --- Items ----------------------------------------------------------------

    def getInventoryItems(self, call: Call) -> Response:
        """The offset counts pages here, not items."""
        query = call.request.query
        limit = whole(query, "limit", 25, 200, 31100) or 25
        page = whole(query, "offset", 0, 10**9, 31000)
        items = self.market.items(call.seller_id)
        answer = {
            "href": _page_of(call, limit, page),
            "total": len(items),
            "size": -(-len(items) // limit),
            "limit": limit,
            "inventoryItems": [
                item_document(item) for item in items[page * limit :][:limit]
            ],
        }
        if (page + 1) * limit < len(items):
            answer["next"] = _page_of(call, limit, page + 1)
        return Response.json(200, answer)


def _page_of(call: Call, limit: int, offset: int) -> str:
    return f"{call.request.path}?limit={limit}&offset={offset}"


def _access_token(call: Call) -> str:
    scheme, _, token = call.request.headers.get("authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""
