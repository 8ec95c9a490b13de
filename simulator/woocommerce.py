# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""WooCommerce shops, each at an address of its own: ``/<seller id>/wp-json/wc/v3``.

Operations and answers by the REST API v3 documentation (Orders, Order refunds, Order
fulfillments, Products, Settings) and that of the extension Shipment Tracking. Options
of a shop: ``way`` is fulfillments, trackings, old trackings or none; ``drops_header``:
its server keeps the Authorization header to itself; ``utc_offset``: hours of its own
time; ``virtual``: ids of virtual products.
"""

from __future__ import annotations

from random import Random

from .core import Call, Platform, Refusal, Route, first
from .market import Order, Seller
from .server import Response
from .tokens import basic
from .woocommerce_documents import (
    asks_for_buyer,
    chosen,
    order_document,
    product_document,
    refund_documents,
)
from .woocommerce_fulfillments import FulfillmentDesk
from .woocommerce_query import orders_asked_for, page_of
from .woocommerce_trackings import PROVIDERS, TrackingDesk

_SHOP = "/(?P<seller>[^/]+)/wp-json/"
_ORDERS = _SHOP + "wc/v3/orders"
_ORDER = _ORDERS + r"/(?P<order>\d+)"
_FULFILLMENTS = _ORDER + "/fulfillments"
_TRACKINGS = _SHOP + r"wc-shipment-tracking/v3/orders/(?P<order>\d+)/shipment-trackings"
_OLD = _SHOP + r"wc-ast/v3/orders/(?P<order>\d+)/shipment-trackings"
_PRODUCTS = _SHOP + "wc/v3/products"

#: reason -> status, code, message (ours, where WooCommerce's words decide nothing)
_REASONS = {
    "not_found": (404, "rest_no_route", "No route matches."),
    "throttle": (429, "too_many_requests", "Too many requests."),
    "error500": (500, "internal_server_error", "A <em>critical error</em>."),
    "error503": (503, "service_unavailable", "Busy."),
    "wrong_secret": (401, "woocommerce_rest_authentication_error", "Invalid secret."),
    "unknown_order": (404, "woocommerce_rest_order_invalid_id", "Invalid order ID."),
    "no_order": (404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID."),
    "no_product": (404, "woocommerce_rest_product_invalid_id", "Invalid ID."),
}
_READ_ONLY = "The API key provided does not have write permissions."
_STATUSES = ("pending", "processing", "on-hold", "completed", "cancelled", "refunded")


def refusal(status: int, code: str | int, message: str) -> Refusal:
    error = {"code": code, "message": message, "data": {"status": status}}
    return Refusal(Response.json(status, error))


class WooCommerce(Platform):
    name = "woocommerce"
    usual = {"way": "fulfillments"}
    routes = (
        Route("GET", _ORDERS, "orders", "orders"),
        Route("GET", _ORDER, "getOrder", "orders"),
        Route("PUT", _ORDER, "updateOrder", "writeback"),
        Route("GET", _ORDER + "/refunds", "refunds", "orders"),
        Route("GET", _FULFILLMENTS, "listFulfillments", "orders"),
        Route("POST", _FULFILLMENTS, "createFulfillment", "writeback"),
        Route("PUT", _FULFILLMENTS + r"/(?P<id>\d+)", "updateFulfillment", "writeback"),
        Route(
            "DELETE", _FULFILLMENTS + r"/(?P<id>\d+)", "deleteFulfillment", "writeback"
        ),
        *(
            route
            for path in (_TRACKINGS, _OLD)
            for route in (
                Route("GET", path, "listTrackings", "orders"),
                Route("POST", path, "createTracking", "writeback"),
                Route(
                    "DELETE", path + "/(?P<id>[0-9a-f]+)", "deleteTracking", "writeback"
                ),
            )
        ),
        Route(
            "GET",
            _SHOP + "wc-shipment-tracking/v3/shipment-trackings/providers",
            "listProviders",
        ),
        Route("GET", _PRODUCTS, "products", "products"),
        Route("GET", _PRODUCTS + r"/(?P<product>\d+)", "product", "products"),
        Route(
            "GET",
            _SHOP + "wc/v3/settings/products/woocommerce_weight_unit",
            "weightUnit",
            "products",
        ),
    )

    def __init__(self, simulator):
        super().__init__(simulator)
        self._fulfillments = FulfillmentDesk(self.market, simulator.clock)
        self._trackings = TrackingDesk(self.market, simulator.clock)

    def new_order_id(self, random: Random) -> str:
        return str(random.randrange(10**5, 10**7))

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**3, 10**8))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "shop_url": f"{url}/{seller.seller_id}",
            "consumer_key": seller.client_id,
            "consumer_secret": seller.client_secret,
        }

    def identify(self, call: Call) -> Seller | None:
        """Return the shop if the key is one of its own."""
        seller = self.market.sellers.get(call.parameters["seller"])
        key, _secret = self._key(call, seller)
        return seller if seller and key == seller.client_id else None

    def _key(self, call: Call, seller: Seller | None) -> tuple[str, str]:
        """Return key and secret as they reach the shop, the query's first."""
        query = call.request.query
        key, secret = first(query, "consumer_key"), first(query, "consumer_secret")
        if key and secret:
            return key, secret
        dropped = seller is not None and seller.options.get("drops_header")
        return ("", "") if dropped else basic(call)

    def authorize(self, call: Call) -> None:
        if call.route.operation == "listProviders":
            return  # public
        if call.seller is None:
            raise self.refuse("revoked", call)
        if self._key(call, call.seller)[1] != call.seller.client_secret:
            raise self.refuse("wrong_secret", call)

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason in _REASONS:
            return refusal(*_REASONS[reason])
        writes = call.request.method != "GET"
        if reason == "forbidden" and writes:
            return refusal(401, "woocommerce_rest_authentication_error", _READ_ONLY)
        status = 403 if reason == "forbidden" else 401
        code = {"GET": "view", "POST": "create", "PUT": "edit", "DELETE": "delete"}
        word = code[call.request.method]
        return refusal(status, f"woocommerce_rest_cannot_{word}", "Sorry, no.")

    # --- Orders ---------------------------------------------------------------

    def orders(self, call: Call) -> Response:
        now = self.simulator.clock.now()
        found = orders_asked_for(
            call.request.query, self.market.orders(call.seller_id), call.seller, now
        )
        page, headers = page_of(found, call.request.query)
        return Response.json(
            200, [self._document(call, each) for each in page], headers
        )

    def getOrder(self, call: Call) -> Response:
        return Response.json(200, self._document(call, self._order(call, "no_order")))

    def updateOrder(self, call: Call) -> Response:
        with self.market.lock:
            key = call.parameters["order"]
            order = self.market.order_of_key(call.seller_id, key)
            if order is None:
                _status, code, message = _REASONS["no_order"]
                raise refusal(400, code, message)
            status = self._body(call).get("status")
            if status not in _STATUSES:
                raise refusal(400, "rest_invalid_param", "Invalid parameter(s): status")
            if not call.seller.options.get("way"):
                self._trackings.complete(order, status == "completed")
            self.market.note(order, status=status)
        return Response.json(200, self._document(call, order))

    def refunds(self, call: Call) -> Response:
        documents = refund_documents(self._order(call, "no_order"))
        return Response.json(200, [chosen(d, call.request.query) for d in documents])

    def _order(self, call: Call, reason: str = "unknown_order") -> Order:
        order = self.market.order_of_key(call.seller_id, call.parameters["order"])
        if order is None:
            raise self.refuse(reason, call)
        return order

    def _document(self, call: Call, order: Order) -> dict:
        if asks_for_buyer(call.request.query):
            self.simulator.ledger.note_buyer_data_request()
        document = order_document(order, call.seller, self.simulator.clock.now())
        return chosen(document, call.request.query)

    def _body(self, call: Call) -> dict:
        try:
            data = call.request.json()
        except ValueError:
            raise refusal(400, "rest_invalid_json", "Invalid JSON body.") from None
        return data if isinstance(data, dict) else {}

    # --- Parcels --------------------------------------------------------------

    def _has(self, call: Call, *ways: str) -> None:
        if call.seller.options.get("way") not in ways:
            raise self.refuse("not_found", call)

    def listFulfillments(self, call: Call) -> Response:
        self._has(call, "fulfillments")
        return Response.json(200, self._fulfillments.documents(self._order(call)))

    def createFulfillment(self, call: Call) -> Response:
        return self._write_fulfillment(call, 201)

    def updateFulfillment(self, call: Call) -> Response:
        return self._write_fulfillment(call, 200)

    def _write_fulfillment(self, call: Call, status: int) -> Response:
        self._has(call, "fulfillments")
        body = self._body(call)
        if not isinstance(body.get("meta_data"), list):
            raise refusal(400, "rest_missing_callback_param", "Missing: meta_data")
        notify = first(call.request.query, "notify_customer") in ("true", "1")
        with self.market.lock:
            try:
                document = self._fulfillments.write(
                    self._order(call), body, notify, call.parameters.get("id", "")
                )
            except ValueError as error:
                raise refusal(400, 0, str(error)) from None
        return Response.json(status, document)

    def deleteFulfillment(self, call: Call) -> Response:
        self._has(call, "fulfillments")
        with self.market.lock:
            try:
                self._fulfillments.delete(self._order(call), call.parameters["id"])
            except ValueError as error:
                raise refusal(400, 0, str(error)) from None
        return Response.json(200, {"message": "Deleted."})

    def _has_trackings(self, call: Call) -> None:
        old = "/wc-ast/" in call.request.path
        self._has(call, "old trackings" if old else "trackings")

    def listTrackings(self, call: Call) -> Response:
        self._has_trackings(call)
        return Response.json(200, self._trackings.documents(self._order(call)))

    def createTracking(self, call: Call) -> Response:
        self._has_trackings(call)
        body = self._body(call)
        if not body.get("tracking_number"):
            message = "Missing parameter(s): tracking_number"
            raise refusal(400, "rest_missing_callback_param", message)
        with self.market.lock:
            document = self._trackings.add(self._order(call), body)
        return Response.json(201, document)

    def deleteTracking(self, call: Call) -> Response:
        self._has_trackings(call)
        with self.market.lock:
            document = self._trackings.remove(self._order(call), call.parameters["id"])
        if document is None:
            code = "woocommerce_rest_order_shipment_tracking_invalid_id"
            raise refusal(404, code, "Invalid shipment tracking ID.")
        return Response.json(200, document)

    def listProviders(self, call: Call) -> Response:
        return Response.json(200, PROVIDERS)

    # --- Products -------------------------------------------------------------

    def products(self, call: Call) -> Response:
        found = sorted(self.market.items(call.seller_id), key=lambda i: int(i.number))
        page, headers = page_of(found, call.request.query)
        rows = [chosen(product_document(item), call.request.query) for item in page]
        return Response.json(200, rows, headers)

    def product(self, call: Call) -> Response:
        number = int(call.parameters["product"])
        virtual = number in call.seller.options.get("virtual", ())
        document = {"id": number, "virtual": virtual}
        return Response.json(200, chosen(document, call.request.query))

    def weightUnit(self, call: Call) -> Response:
        document = {"id": "woocommerce_weight_unit", "value": "kg", "default": "kg"}
        return Response.json(200, chosen(document, call.request.query))
