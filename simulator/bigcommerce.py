# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce: what a seller's shipping needs of Orders V2, Catalog V3 and Store V2.

Operations, parameters and shapes are from the vendor's specifications; the quota and
its headers from "API Rate Limits" of its developer documentation. A seller's option
``plan`` may be ``pro``, ``weight_units`` the store's unit.
"""

from __future__ import annotations

import re
import secrets
from email.utils import parsedate_to_datetime
from random import Random

from . import bigcommerce_documents as documents
from . import bigcommerce_errors as errors
from .bigcommerce_shipments import read_change, read_new
from .core import Call, Limit, Platform, Refusal, Route, first, listed
from .limits import from_iso
from .market import Order, Package, Seller
from .server import Response

WINDOW = 30.0
#: Plan -> quota of a window.
QUOTAS = {"standard": 150, "pro": 450}
#: Shipments get ids above those that other means make.
FIRST_SHIPMENT = 1000

_V2 = "/stores/(?P<store>[^/]+)/v2"
_ORDER = _V2 + r"/orders/(?P<order>\d+)"
_SHIPMENT = _ORDER + r"/shipments/(?P<shipment>\d+)"
_V3 = "/stores/(?P<store>[^/]+)/v3"


def _route(method: str, path: str, operation: str, right: str) -> Route:
    limit = Limit(QUOTAS["standard"] / WINDOW, QUOTAS["standard"])
    return Route(method, path, operation, right, limit, allowance="store")


class BigCommerce(Platform):
    name = "bigcommerce"
    routes = (
        _route("GET", _V2 + "/orders", "getOrders", "orders"),
        _route("GET", _ORDER, "getOrder", "orders"),
        _route("PUT", _ORDER, "updateOrder", "writeback"),
        _route("GET", _ORDER + "/products", "getOrderProducts", "orders"),
        _route("GET", _ORDER + "/shipping_addresses", "addresses", "orders"),
        _route("GET", _ORDER + "/shipments", "getOrderShipments", "orders"),
        _route("POST", _ORDER + "/shipments", "createOrderShipments", "writeback"),
        _route("PUT", _SHIPMENT, "updateOrderShipment", "writeback"),
        _route("DELETE", _SHIPMENT, "deleteOrderShipment", "writeback"),
        _route("GET", _V2 + "/store", "getStore", "products"),
        _route("GET", _V3 + "/catalog/products", "getProducts", "products"),
    )

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**3, 10**9))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "store_hash": f"https://api.bigcommerce.com/stores/{_hash(seller)}/v3/",
            "access_token": seller.client_secret,
            "endpoint": url,
        }

    def identify(self, call: Call) -> Seller | None:
        token = call.request.headers.get("x-auth-token")
        store = call.parameters["store"]
        sellers = list(self.market.sellers.values())
        mine = (s for s in sellers if s.client_secret == token and _hash(s) == store)
        return next(mine, None)

    def authorize(self, call: Call) -> None:
        if call.seller is None:
            raise errors.gateway("revoked")

    def expire(self, call: Call) -> None:
        """Access tokens do not expire."""

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason == "not_found":
            return errors.not_found() if call else errors.gateway("no_route")
        return errors.gateway(reason)

    def limit_of(self, call: Call) -> Limit:
        quota = QUOTAS[call.seller.options.get("plan", "standard")]
        return Limit(quota / WINDOW, quota)

    def finish(self, call: Call | None, response: Response) -> Response:
        response.headers["X-Request-ID"] = secrets.token_hex(16)
        if call and call.seller:
            response.headers |= self._quota(call, response)
        return response

    def _quota(self, call: Call, response: Response) -> dict[str, str]:
        """The window is played by a bucket: what is left of it is what is left."""
        limit = self.limit_of(call)
        scale = self.simulator.settings.rate_scale
        left = limit.burst
        if scale:
            key = self.bucket_of(call)
            left = int(self.simulator.buckets.left(key, limit, scale))
        wait = response.headers.pop("Retry-After", None)
        reset = float(wait) if wait else (limit.burst - left) / limit.rate
        return {
            "X-Rate-Limit-Time-Window-Ms": f"{WINDOW * 1000:.0f}",
            "X-Rate-Limit-Time-Reset-Ms": f"{reset * 1000:.0f}",
            "X-Rate-Limit-Requests-Quota": str(limit.burst),
            "X-Rate-Limit-Requests-Left": str(left),
        }

    # --- Orders ---------------------------------------------------------------

    def getOrders(self, call: Call) -> Response:
        query = call.request.query
        if "consignments" in first(query, "include"):
            self.simulator.ledger.note_buyer_data_request()
        now, lag = self.simulator.clock.now(), self.simulator.settings.visibility_lag
        since = _time(first(query, "min_date_modified"))
        least = int(first(query, "min_id") or 0)
        found = [
            (int(order.changed_at(now, lag)), int(order.order_id), order)
            for order in self.market.orders(call.seller_id)
            if int(order.order_id) >= least and not order.details.get("is_deleted")
        ]
        found = [row for row in found if row[0] >= since]
        by_change = first(query, "sort") == "date_modified:asc"
        found.sort(key=lambda row: row[:2] if by_change else row[1])
        rows = self._page(call, [row[2] for row in found])
        return _list([documents.order_document(order, now, lag) for order in rows])

    def getOrder(self, call: Call) -> Response:
        return Response.json(200, self._document(self._order(call)))

    def updateOrder(self, call: Call) -> Response:
        """Only the status is played."""
        with self.market.lock:
            order = self._order(call)
            data = call.request.json()
            if not isinstance(data, dict) or set(data) != {"status_id"}:
                raise errors.read_only("/".join(map(str, data)))
            if data["status_id"] not in documents.NAMES:
                raise errors.invalid("status_id")
            self.market.note(order, status_id=data["status_id"])
        return Response.json(200, self._document(order))

    def getOrderProducts(self, call: Call) -> Response:
        order = self._order(call)
        return _list(self._page(call, documents.products(order, self._until())))

    def addresses(self, call: Call) -> Response:
        self.simulator.ledger.note_buyer_data_request()
        return _list([])

    def _document(self, order: Order) -> dict:
        lag = self.simulator.settings.visibility_lag
        return documents.order_document(order, self.simulator.clock.now(), lag)

    def _order(self, call: Call) -> Order:
        order = self.market.order(call.seller_id, call.parameters["order"])
        if order is None:
            raise errors.not_found()
        return order

    def _until(self) -> float:
        return self.simulator.clock.now() - self.simulator.settings.visibility_lag

    def _page(self, call: Call, rows: list) -> list:
        size = _number(call, "limit", 50)
        if size > 250:
            raise errors.v2(413, "The limit is too high.")
        start = (_number(call, "page", 1) - 1) * size
        return rows[start : start + size]

    # --- Shipments ------------------------------------------------------------

    def getOrderShipments(self, call: Call) -> Response:
        order = self._order(call)
        packages = order.packages(self._until()).values()
        rows = [documents.shipment_document(order, p) for p in packages]
        return _list(self._page(call, rows))

    def createOrderShipments(self, call: Call) -> Response:
        with self.market.lock:
            order, now = self._order(call), self.simulator.clock.now()
            reference = str(FIRST_SHIPMENT + len(order.history))
            package, link = read_new(call.request.body, order, reference, now)
            self.market.accept(order, package)
            # The status follows from the shipments again.
            self.market.note(order, **{"status_id": None, f"link {reference}": link})
        return Response.json(201, documents.shipment_document(order, package))

    def updateOrderShipment(self, call: Call) -> Response:
        with self.market.lock:
            order, now = self._order(call), self.simulator.clock.now()
            package = self._package(call, order)
            changed, link = read_change(call.request.body, package, now)
            self.market.accept(order, changed)
            if link is not None:
                self.market.note(order, **{f"link {package.reference}": link})
        return Response.json(200, documents.shipment_document(order, changed))

    def deleteOrderShipment(self, call: Call) -> Response:
        """The order keeps its status (Orders Overview)."""
        with self.market.lock:
            order = self._order(call)
            package = self._package(call, order)
            status_id = documents.status_id(order, self.simulator.clock.now())
            self.market.withdraw(order, package.reference)
            self.market.note(order, status_id=status_id)
        return Response(204)

    def _package(self, call: Call, order: Order) -> Package:
        wanted = int(call.parameters["shipment"])
        for package in order.packages(self.simulator.clock.now()).values():
            if documents.shipment_id(package) == wanted:
                return package
        raise errors.not_found()

    # --- Items ----------------------------------------------------------------

    def getStore(self, call: Call) -> Response:
        units = call.seller.options.get("weight_units", "KGS")
        store = {"id": _hash(call.seller), "name": call.seller_id}
        return Response.json(200, store | {"weight_units": units})

    def getProducts(self, call: Call) -> Response:
        query = call.request.query
        after = int(first(query, "id:greater") or 0)
        found = self.market.items(call.seller_id)
        found = sorted((int(i.number), i.sku, i) for i in found)
        rows = [item for number, _sku, item in found if number > after]
        shown = [documents.product_document(item) for item in self._page(call, rows)]
        wanted = {"id", *listed(query, "include_fields"), *listed(query, "include")}
        data = [{k: v for k, v in row.items() if k in wanted} for row in shown]
        size = _number(call, "limit", 50)
        pagination = {
            "total": len(rows),
            "count": len(data),
            "per_page": size,
            "current_page": _number(call, "page", 1),
            "total_pages": -(-len(rows) // size),
        }
        return Response.json(200, {"data": data, "meta": {"pagination": pagination}})


def _hash(seller: Seller) -> str:
    return re.sub("[^a-z0-9]", "", seller.seller_id.lower())


def _list(rows: list[dict]) -> Response:
    return Response.json(200, rows) if rows else Response(204)


def _number(call: Call, name: str, default: int) -> int:
    text = first(call.request.query, name) or str(default)
    if not text.isdecimal() or not int(text):
        raise errors.invalid(name)
    return int(text)


def _time(text: str) -> float:
    """RFC 2822 or ISO 8601."""
    if not text:
        return 0.0
    try:
        return from_iso(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError):
        raise errors.invalid("min_date_modified") from None
