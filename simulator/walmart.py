# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart Marketplace (United States): tokens, orders, acknowledging, shipping, items.

Operations and shapes: Walmart's OpenAPI documents "Authentication", "Walmart Order
Management" and "Item Management". Calls per minute: its page "Rate limiting".
"""

from __future__ import annotations

import re
import secrets
from random import Random

from .core import Call, Limit, Platform, Refusal, Route, first
from .market import Order, Seller
from .pages import Pages
from .server import Response
from .tokens import Issued, basic, form
from .walmart_documents import item_document, order_document
from .walmart_errors import REASONS, invalid_header, nothing, refusal
from .walmart_query import ItemQuery, OrderQuery
from .walmart_shipping import read_shipment

_MINUTE = 60
_MUST_HAVE = ("WM_QOS.CORRELATION_ID", "WM_SVC.NAME")
_ORDERS = "/v3/orders"
_ORDER = _ORDERS + "/(?P<order>[^/]+)"
_TOKENS_LAST = 900
# How long a search can be paged through is not documented.
_SEARCHES_LAST = 86400


class Walmart(Platform):
    name = "walmart"
    routes = (
        Route("POST", "/v3/token", "token"),
        Route("GET", "/v3/token/detail", "getTokenDetail"),
        Route("GET", _ORDERS, "getAllOrders", "orders", Limit(5000 / _MINUTE, 5000)),
        Route("GET", _ORDER, "getAnOrder", "orders", Limit(5000 / _MINUTE, 5000)),
        Route(
            "POST",
            _ORDER + "/acknowledge",
            "acknowledgeOrders",
            "writeback",
            Limit(60 / _MINUTE, 60),
        ),
        Route(
            "POST",
            _ORDER + "/shipping",
            "shippingUpdates",
            "writeback",
            Limit(60 / _MINUTE, 60),
        ),
        Route("GET", "/v3/items", "getAllItems", "products", Limit(60 / _MINUTE, 60)),
    )

    def __init__(self, simulator):
        super().__init__(simulator)
        self._tokens = Issued(simulator, self.market)
        self._pages = Pages(simulator.clock, _SEARCHES_LAST)

    def new_order_id(self, random: Random) -> str:
        """Return a purchase order ID; those of today have 15 digits."""
        return f"1088{random.randrange(10**11):011}"

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(1, 10**6))

    def new_item_number(self, random: Random) -> str:
        letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        return "".join(random.choices(letters, k=12))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "client_id": seller.client_id,
            "client_secret": seller.client_secret,
            "endpoint": url,
        }

    def token(self, call: Call) -> Response:
        client_id, secret = basic(call)
        known = call.seller and call.seller.client_secret == secret
        if not client_id or not known:
            raise self.refuse("revoked", call)
        if form(call).get("grant_type") != "client_credentials":
            raise invalid_header("grant_type", "Grant type is not supported.")
        token = "eyJraWQiOi" + secrets.token_urlsafe(48)
        lifetime = self._tokens.issue(token, call.seller_id, _TOKENS_LAST)
        answer = {"token_type": "Bearer", "expires_in": lifetime}
        return Response.json(200, {"access_token": token, **answer})

    def getTokenDetail(self, call: Call) -> Response:
        rights = call.seller.rights
        orders = "view_only" if "orders" in rights else "no_access"
        scopes = {
            "item": "full_access" if "products" in rights else "no_access",
            "orders": "full_access" if "writeback" in rights else orders,
        }
        now = round(self.simulator.clock.now() * 1000)
        return Response.json(
            200,
            {
                "expire_at": str(now + 900_000),
                "issued_at": str(now),
                "is_valid": True,
                "is_channel_match": True,
                "scopes": scopes,
            },
        )

    def remember_token(self, record: dict) -> None:
        self._tokens.remember(record)

    def identify(self, call: Call) -> Seller | None:
        if call.route.operation != "token":
            return self._tokens.owner(_access_token(call))
        client_id, _secret = basic(call)
        sellers = list(self.market.sellers.values())
        return next((s for s in sellers if s.client_id == client_id), None)

    def authorize(self, call: Call) -> None:
        for name in _MUST_HAVE:
            if not call.request.headers.get(name.lower()):
                raise invalid_header(name, f"{name} set blank or null")
        if call.route.operation == "token":
            return
        if call.seller is None or self._tokens.expired(_access_token(call)):
            raise self.refuse("revoked", call)

    def expire(self, call: Call) -> None:
        self._tokens.expire(_access_token(call))

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        return refusal(*REASONS[reason])

    def finish(self, call: Call | None, response: Response) -> Response:
        if call is None:
            return response
        sent = call.request.headers.get("wm_qos.correlation_id", "")
        if re.fullmatch(r"[0-9A-Za-z-]{1,64}", sent):
            response.headers["WM_QOS.CORRELATION_ID"] = sent
        limit, scale = call.route.limit, self.simulator.settings.rate_scale
        if limit and scale:
            key = self.bucket_of(call)
            left = self.simulator.buckets.left(key, limit, scale)
            wait = max(0.0, 1 - left) / (limit.rate * scale)
            until = self.simulator.clock.now() + wait
            response.headers["x-current-token-count"] = str(int(left))
            response.headers["x-next-replenish-time"] = str(int(until * 1000) + 1)
        return response

    # --- Orders ---------------------------------------------------------------

    def getAnOrder(self, call: Call) -> Response:
        now, lag = self.simulator.clock.now(), self.simulator.settings.visibility_lag
        return Response.json(
            200, {"order": order_document(self._order(call), now - lag)}
        )

    def getAllOrders(self, call: Call) -> Response:
        now, lag = self.simulator.clock.now(), self.simulator.settings.visibility_lag
        query = OrderQuery.read(call.request.query, now)

        def find() -> list[str]:
            return query.find(self.market.orders(call.seller_id), now, lag)

        question = (call.seller_id, query.node)
        token = first(call.request.query, "poIndex")
        try:
            rows, total, tokens = self._pages.page(token, question, find, query.limit)
        except LookupError:
            raise refusal(
                400, "INVALID_REQUEST_PARAM.GMP_ORDER_API", "poIndex is invalid."
            ) from None
        if not rows:
            raise nothing(
                "Failed when called getAllOrders. Orders not found for given "
                "search parameters "
            )
        found = (self.market.order(call.seller_id, order_id) for order_id in rows)
        meta = {"totalCount": total, "limit": query.limit}
        if "nextToken" in tokens:
            meta["nextCursor"] = query.next(total, tokens["nextToken"], call.seller_id)
        orders = [order_document(order, now - lag) for order in found if order]
        answer = {"meta": meta, "elements": {"order": orders}}
        return Response.json(200, {"list": answer})

    def acknowledgeOrders(self, call: Call) -> Response:
        with self.market.lock:
            order, now = self._order(call), self.simulator.clock.now()
            if order.state != "open" or order.shipped(now):
                raise refusal(
                    400,
                    "INVALID_REQUEST_CONTENT.GMP_ORDER_API",
                    "INVALID_REQUEST_CONTENT :: Failed when called acknowledge API for "
                    f"'{order.order_id}'.  Some or all qty in higher status",
                    "data",
                )
            self.market.note(order, acknowledged=True)
        return Response.json(200, {"order": order_document(order, now)})

    def shippingUpdates(self, call: Call) -> Response:
        with self.market.lock:
            order, now = self._order(call), self.simulator.clock.now()
            for package in read_shipment(call.request.body, order, now):
                self.market.accept(order, package)
        return Response.json(200, {"order": order_document(order, now)})

    def _order(self, call: Call) -> Order:
        """Return the order of a call; another seller's is as unknown as none."""
        order = self.market.order(call.seller_id, call.parameters["order"])
        if order is None:
            raise nothing("Order not found for given purchaseOrderId")
        return order

    # --- Items ----------------------------------------------------------------

    def getAllItems(self, call: Call) -> Response:
        query = ItemQuery.read(call.request.query)
        items = sorted(self.market.items(call.seller_id), key=lambda item: item.sku)
        rows = items[query.offset : query.offset + query.limit]
        if not rows:
            raise nothing("No items found", "GMP_ITEM_QUERY_API")
        answer = {
            "ItemResponse": [item_document(item) for item in rows],
            "totalItems": len(items),
            "nextCursor": "AoE/GjBSVldX",
        }
        return Response.json(200, answer)


def _access_token(call: Call) -> str:
    return call.request.headers.get("wm_sec.access_token", "")
