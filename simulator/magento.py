# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento Open Source and Adobe Commerce: those calls of REST that shipping needs.

A shop is at ``<simulator>/magento/<seller id>``. Its integration has the consumer key
``client_id``, the consumer secret ``client_secret``, the access token
``refresh_token`` and its secret. Options of a seller: ``bearer`` (an access token alone
is taken), ``loses_tracks`` (a release that loses the numbers of a new shipment),
``id_as_text`` (the new id comes as "7"), ``source`` (code of the source that has the
goods), ``stores`` (code -> id of further store views).
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from . import magento_documents as documents
from .core import Call, Platform, Refusal, Route, first
from .magento_auth import Nonces, bearer, oauth_values, problem, token_secret
from .magento_query import Unknown, fields, only, search
from .magento_shipping import Wrong, read_shipment
from .market import Order, Package, Seller
from .server import Response

_API = r"/(?P<shop>[^/]+)/rest(?:/(?P<store>[A-Za-z0-9_]+))?/V1"
_TRACK = _API + "/shipment/track"
_RIGHTS = {
    "orders": "Magento_Sales::actions_view",
    "shipments": "Magento_Sales::shipment",
    "shipment": "Magento_Sales::shipment",
    "addTrack": "Magento_Sales::shipment",
    "deleteTrack": "Magento_Sales::shipment",
    "ship": "Magento_Sales::ship",
    "products": "Magento_Catalog::products",
    "storeConfigs": "Magento_Backend::store",
}
_NO_ENTITY = (
    "The entity that was requested doesn't exist. Verify the entity and try again."
)
_NO_TRACK = "Could not save the shipment tracking."


class Magento(Platform):
    name = "magento"
    routes = (
        Route("GET", _API + "/orders", "orders", "orders"),
        Route("POST", _API + r"/order/(?P<order>\d+)/ship", "ship", "writeback"),
        Route("GET", _API + "/shipments", "shipments", "orders"),
        Route("GET", _API + r"/shipment/(?P<shipment>\d+)", "shipment", "orders"),
        Route("POST", _TRACK, "addTrack", "writeback"),
        Route(
            "DELETE",
            _TRACK + r"/(?P<track>\d+)",
            "deleteTrack",
            "writeback",
        ),
        Route("GET", _API + "/products", "products", "products"),
        Route("GET", _API + "/store/storeConfigs", "storeConfigs", "products"),
    )

    def __init__(self, simulator):
        super().__init__(simulator)
        self._nonces = Nonces()

    def new_order_id(self, random: Random) -> str:
        """Return an increment id; it is no entity id, and none looks like one."""
        return f"{random.randrange(10**8):09}"

    def new_order_key(self, random: Random) -> str:
        return str(random.randrange(10**6, 10**7))

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**5, 10**7))

    # --- Who calls, and how it is answered ------------------------------------

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        return {
            "shop": f"{url}/{seller.seller_id}",
            "consumer_key": seller.client_id,
            "consumer_secret": seller.client_secret,
            "access_token": seller.refresh_token,
            "access_token_secret": token_secret(seller),
        }

    def identify(self, call: Call) -> Seller | None:
        """Return the seller whose shop is called and whose key or token is given."""
        seller = self.market.sellers.get(call.parameters["shop"])
        key = oauth_values(call.request).get("oauth_consumer_key")
        token = bearer(call.request)
        named = seller and (seller.client_id == key or seller.refresh_token == token)
        return seller if named else None

    def authorize(self, call: Call) -> None:
        if call.seller is None:
            known = oauth_values(call.request)
            message = "A consumer having the specified key does not exist"
            raise _refusal(401, message) if known else self.refuse("forbidden", call)
        if oauth_values(call.request):
            now = self.simulator.clock.now()
            wrong = problem(call.request, call.seller, self._nonces, now)
            if wrong:
                raise _refusal(401, wrong)
        elif not call.seller.options.get("bearer"):
            # To Magento it is a call without any token.
            raise self.refuse("forbidden", call)

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason == "throttle":
            return Refusal(Response(429, b"Too Many Requests"))
        if reason == "error500":
            message = "Internal Error. Details are available in Magento log file. "
            return _refusal(500, message + "Report ID: webapi-5f1e2d3c4b5a6")
        if reason == "error503":
            page = b"<h1>Service Temporarily Unavailable</h1>"
            return Refusal(Response(503, page, {"Content-Type": "text/html"}))
        if reason == "not_found":
            return _refusal(404, "Request does not match any route.")
        if reason == "revoked":
            return _refusal(401, "Access token has been revoked")
        right = _RIGHTS[call.route.operation]
        message = "The consumer isn't authorized to access %resources."
        return _refusal(401, message, {"resources": right})

    # --- Reading --------------------------------------------------------------

    def orders(self, call: Call) -> Response:
        now, lag = self._now()
        found = self.market.orders(call.seller_id)
        rows = [documents.order_document(order, now, lag) for order in found]
        return self._found(call, rows, documents.BUYER)

    def shipments(self, call: Call) -> Response:
        rows = [
            documents.shipment_document(order, package)
            for order in self.market.orders(call.seller_id)
            for package in self._packages(order).values()
        ]
        return self._found(call, rows, documents.BUYER)

    def shipment(self, call: Call) -> Response:
        order, package = self._shipment(call, int(call.parameters["shipment"]))
        data = documents.shipment_document(order, package)
        return self._answer(call, data, documents.BUYER)

    def products(self, call: Call) -> Response:
        items = self.market.items(call.seller_id)
        rows = [documents.product_document(item, n) for n, item in enumerate(items, 1)]
        for order in self.market.orders(call.seller_id):
            rows += [
                documents.bundle_product(order, bundle)
                for bundle in documents.bundles(order)
            ]
        return self._found(call, rows)

    def storeConfigs(self, call: Call) -> Response:
        url = f"{self.simulator.url}/{self.name}/{call.seller_id}"
        return Response.json(200, documents.store_views(call.seller, url))

    def _found(self, call: Call, rows: list[dict], buyer: tuple = ()) -> Response:
        try:
            return self._answer(call, search(call.request.query, rows), buyer, "items")
        except Unknown as error:
            raise _refusal(400, str(error)) from None

    def _answer(self, call: Call, data, buyer: tuple, rows: str = "") -> Response:
        wanted = fields(first(call.request.query, "fields"))
        named = wanted.get(rows, {}) if rows else wanted
        if buyer and (not named or not set(buyer).isdisjoint(named)):
            self.simulator.ledger.note_buyer_data_request()
        return Response.json(200, only(data, wanted))

    def _now(self) -> tuple[float, float]:
        settings = self.simulator.settings
        return self.simulator.clock.now(), settings.visibility_lag

    def _packages(self, order: Order) -> dict[str, Package]:
        now, lag = self._now()
        return order.packages(now - lag)

    # --- Writing --------------------------------------------------------------

    def ship(self, call: Call) -> Response:
        with self.market.lock:
            key = call.parameters["order"]
            if key == "0":
                raise _refusal(400, "An ID is needed. Set the ID and try again.")
            order = self.market.order_of_key(call.seller_id, key)
            if order is None:
                raise _refusal(404, _NO_ENTITY)
            now = self.simulator.clock.now()
            try:
                data = call.request.json()
                made = read_shipment(data, order, call.seller, now)
            except Wrong as error:
                raise _refusal(400, str(error)) from None
            package, tracks, comments = made
            self._note(order, package, tracks, comments)
            self.market.accept(order, package)
            shipment_id = documents.shipment_id(order, package.reference)
        as_text = call.seller.options.get("id_as_text")
        return Response.json(200, str(shipment_id) if as_text else shipment_id)

    def addTrack(self, call: Call) -> Response:
        """Take a number for a shipment, if the order is that of the shipment."""
        entity = call.request.json().get("entity", {})
        with self.market.lock:
            try:
                order, package = self._shipment(call, entity["parent_id"])
                words = (entity[n] for n in ("track_number", "title", "carrier_code"))
                number, title, code = words
            except (KeyError, Refusal):
                raise _refusal(400, _NO_TRACK) from None
            if entity.get("order_id") != int(order.key) or not number:
                raise _refusal(400, _NO_TRACK)
            known = documents.tracks(order, package)
            place = max((t["entity_id"] % 100 for t in known), default=0) + 1
            track = documents.track(
                order, package.reference, place, number, title, code
            )
            self._change(order, package, [*known, track])
        return Response.json(200, track)

    def deleteTrack(self, call: Call) -> Response:
        track_id = int(call.parameters["track"])
        with self.market.lock:
            # One that is not there is deleted without a word.
            try:
                order, package = self._shipment(call, track_id // 100)
            except Refusal:
                return Response.json(200, True)
            known = documents.tracks(order, package)
            kept = [track for track in known if track["entity_id"] != track_id]
            if kept != known:
                self._change(order, package, kept)
        return Response.json(200, True)

    def _shipment(self, call: Call, shipment_id: int) -> tuple[Order, Package]:
        order = self.market.order_of_key(call.seller_id, str(shipment_id // 100))
        for package in self._packages(order).values() if order else ():
            if documents.shipment_id(order, package.reference) == shipment_id:
                return order, package
        raise _refusal(404, _NO_ENTITY)

    def _change(self, order: Order, package: Package, tracks: list[dict]) -> None:
        """Change the numbers of a shipment: the customer is not told of it."""
        known = order.details.get("shipments", {}).get(package.reference, {})
        self._note(order, package, tracks, known.get("comments", []))
        changed = replace(
            package,
            tracking=", ".join(track["track_number"] for track in tracks),
            carrier=", ".join(dict.fromkeys(track["title"] for track in tracks)),
            notify=False,
            accepted_at=self.simulator.clock.now(),
        )
        self.market.accept(order, changed)

    def _note(self, order: Order, package: Package, tracks, comments) -> None:
        shipments = dict(order.details.get("shipments", {}))
        shipments[package.reference] = {"tracks": tracks, "comments": comments}
        self.market.note(order, shipments=shipments)


def _refusal(status: int, message: str, parameters: dict | None = None) -> Refusal:
    body: dict = {"message": message}
    if parameters:
        body["parameters"] = parameters
    return Refusal(Response.json(status, body))
