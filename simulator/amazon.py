# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon Selling Partner API: the five operations that a seller's shipping needs, and
the sandbox of the one that writes.

Operations, limits and headers are from the vendor's API models: Orders v0 for
confirmShipment, Orders 2026-01-01 for reading orders, Listings Items 2021-08-01.
"""

from __future__ import annotations

import re
import secrets
from random import Random

from . import amazon_sandbox
from .amazon_confirmation import read_confirmation
from .amazon_documents import item_document, order_document
from .amazon_errors import REASONS, invalid, refusal, token_error
from .amazon_query import ListingQuery, OrderQuery, order_data_sets, question
from .amazon_tokens import Tokens
from .core import Call, Limit, Platform, Refusal, Route, first
from .limits import to_iso
from .market import Order, Seller
from .pages import Pages
from .server import Response

_ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}")
# Page tokens of searchOrders last a day; those of listings have no documented end.
_TOKENS_LAST = 86400
# No more than this many listings can be paged through (Listings Items).
_LISTINGS_SHOWN = 1000
# Answers with these carry no x-amzn-RateLimit-Limit; nor do those from 500 on.
_WITHOUT_RATE = (401, 403, 413, 415, 429)
# What the rate header says when nothing is limited.
_UNLIMITED = 10000

_ORDERS = "/orders/2026-01-01/orders"
_CONFIRM = "/orders/v0/orders/(?P<order>[^/]+)/shipmentConfirmation"
_LISTINGS = "/listings/2021-08-01/items/(?P<seller>[^/]+)"


class Amazon(Platform):
    name = "amazon"
    routes = (
        Route("POST", "/auth/o2/token", "token"),
        Route("POST", _CONFIRM, "confirmShipment", "writeback", Limit(2, 10)),
        Route(
            "POST",
            "/sandbox" + _CONFIRM,
            "sandboxConfirmShipment",
            "writeback",
            Limit(5, 15),
        ),
        Route(
            "GET", _ORDERS + "/(?P<order>[^/]+)", "getOrder", "orders", Limit(0.5, 30)
        ),
        Route("GET", _ORDERS, "searchOrders", "orders", Limit(0.0056, 20)),
        Route("GET", _LISTINGS, "searchListingsItems", "products", Limit(5, 5)),
    )

    def __init__(self, simulator):
        super().__init__(simulator)
        self._tokens = Tokens(simulator, self.market)
        self._order_pages = Pages(simulator.clock, _TOKENS_LAST)
        self._listing_pages = Pages(simulator.clock, _TOKENS_LAST, _LISTINGS_SHOWN)

    def new_order_id(self, random: Random) -> str:
        """Return an order id in the 3-7-7 format (Orders v0)."""
        start = random.choice(("111", "112", "113", "114", "302", "404"))
        return "-".join((start, *(f"{random.randrange(10**7):07}" for _ in "12")))

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**13, 10**14))

    def new_item_number(self, random: Random) -> str:
        letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        return "B0" + "".join(random.choices(letters, k=8))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "seller_id": seller.seller_id,
            "marketplace_id": seller.marketplace_id,
            "client_id": seller.client_id,
            "client_secret": seller.client_secret,
            "refresh_token": seller.refresh_token,
            "endpoint": url,
            "token_endpoint": f"{url}/auth/o2/token",
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
        if not token and call.route.operation == "confirmShipment":
            # Of the operations here, only this one's model lists a 401.
            raise self.refuse("no_token", call)
        if call.seller is None:
            raise self.refuse("revoked", call)
        if self._tokens.expired(token):
            raise self.refuse("expired", call)

    def expire(self, call: Call) -> None:
        self._tokens.expire(_access_token(call))

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason == "revoked" and call.route.operation == "token":
            return token_error("invalid_grant", "The seller withdrew the permission.")
        return refusal(*REASONS[reason])

    def finish(self, call: Call | None, response: Response) -> Response:
        response.headers["x-amzn-RequestId"] = secrets.token_hex(16)
        limit = call.route.limit if call else None
        if limit and response.status < 500 and response.status not in _WITHOUT_RATE:
            rate = limit.rate * self.simulator.settings.rate_scale or _UNLIMITED
            response.headers["x-amzn-RateLimit-Limit"] = f"{rate:g}"
        return response

    # --- Orders ---------------------------------------------------------------

    def getOrder(self, call: Call) -> Response:
        wanted = self._wanted(call)
        return Response.json(200, {"order": self._document(self._order(call), wanted)})

    def searchOrders(self, call: Call) -> Response:
        wanted = self._wanted(call)
        now = self.simulator.clock.now()
        query = OrderQuery.read(call.request.query, now)

        def find() -> list[str]:
            lag = self.simulator.settings.visibility_lag
            return query.find(self.market.orders(call.seller_id), now, lag)

        rows, _total, tokens = self._page(
            self._order_pages, call, "paginationToken", find, query.size
        )
        found = (self.market.order(call.seller_id, order_id) for order_id in rows)
        answer = {
            "orders": [self._document(each, wanted) for each in found if each],
            f"{query.by}Before": to_iso(min(query.before, now)),
        }
        if "nextToken" in tokens:
            answer["pagination"] = {"nextToken": tokens["nextToken"]}
        return Response.json(200, answer)

    def confirmShipment(self, call: Call) -> Response:
        with self.market.lock:
            order = self._order(call)
            package = read_confirmation(
                call.request.body, order, call.seller, self.simulator.clock.now()
            )
            self.market.accept(order, package)
        return Response(204)

    def sandboxConfirmShipment(self, call: Call) -> Response:
        return amazon_sandbox.confirm(call.order_id, call.request.body)

    def _order(self, call: Call) -> Order:
        """Return the order of a call; another seller's is as unknown as none."""
        if not _ORDER_ID.fullmatch(call.order_id):
            raise invalid(f"OrderId {call.order_id} is not in 3-7-7 format.")
        order = self.market.order(call.seller_id, call.order_id)
        if order is None:
            raise self.refuse("not_found", call)
        return order

    def _wanted(self, call: Call) -> list[str]:
        wanted = order_data_sets(call.request.query)
        if "BUYER" in wanted or "RECIPIENT" in wanted:
            self.simulator.ledger.note_buyer_data_request()
        return wanted

    def _document(self, order: Order, wanted: list[str]) -> dict:
        lag = self.simulator.settings.visibility_lag
        return order_document(order, wanted, self.simulator.clock.now(), lag)

    # --- Items ----------------------------------------------------------------

    def searchListingsItems(self, call: Call) -> Response:
        if call.parameters["seller"] != call.seller_id:
            raise self.refuse("forbidden", call)
        query = ListingQuery.read(call.request.query)
        marketplace_id = call.seller.marketplace_id

        def find() -> list:
            here = marketplace_id in query.marketplaces
            return query.find(self.market.items(call.seller_id)) if here else []

        rows, total, tokens = self._page(
            self._listing_pages, call, "pageToken", find, query.size
        )
        items = [item_document(item, query.wanted, marketplace_id) for item in rows]
        answer = {"numberOfResults": total, "items": items}
        if tokens:
            answer["pagination"] = tokens
        return Response.json(200, answer)

    def _page(self, pages: Pages, call: Call, parameter: str, find, size: int):
        """Return the rows, the number of all, and the tokens there are."""
        query = call.request.query
        try:
            return pages.page(
                first(query, parameter), (call.seller_id, question(query)), find, size
            )
        except LookupError as error:
            raise invalid(f"{parameter} is not valid: {error}.") from None


def _access_token(call: Call) -> str:
    return call.request.headers.get("x-amz-access-token", "")
