# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Parcel Bay in the simulator: what its API takes, and what it answers."""

from __future__ import annotations

from simulator.core import Limit, Platform, Refusal, Route, first
from simulator.limits import from_iso, to_iso
from simulator.market import Package
from simulator.server import Response

ANSWERS = {
    "not_found": 404,
    "throttle": 429,
    "error500": 500,
    "error503": 503,
    "forbidden": 403,
    "revoked": 401,
    "invalid": 422,
    "done": 409,
}
PAGE = 50
_ORDER = "/orders/(?P<order>[^/]+)"
_PARCEL = _ORDER + "/parcels/(?P<ref>.+)"


class ParcelBay(Platform):
    name = "parcel_bay"
    routes = tuple(
        Route(method, path, operation, right, Limit(10, 50), allowance="account")
        for method, path, operation, right in (
            ("GET", "/me", "me", ""),
            ("GET", "/items", "items", "products"),
            ("GET", "/orders", "orders", "orders"),
            ("GET", _ORDER, "order", "orders"),
            ("PUT", _PARCEL, "ship", "writeback"),
            ("DELETE", _PARCEL, "void", "writeback"),
        )
    )

    def credentials(self, seller, url):
        return {"address": url, "key": f"pb_{seller.refresh_token}"}

    def identify(self, call):
        key = call.request.headers.get("authorization", "").removeprefix("Bearer ")
        sellers = list(self.market.sellers.values())
        return next((s for s in sellers if key == f"pb_{s.refresh_token}"), None)

    def authorize(self, call):
        if call.seller is None:
            raise self.refuse("revoked", call)

    def expire(self, call):
        """A key has no end."""

    def refuse(self, reason, call, message="No."):
        body = {"error": reason, "message": message}
        return Refusal(Response.json(ANSWERS[reason], body))

    # -- operations

    def me(self, call):
        return Response.json(200, {"rights": sorted(call.seller.rights)})

    def items(self, call):
        rows = [
            {
                "number": item.number,
                "sku": item.sku,
                "title": item.title,
                "kg": item.weight,
                "image": item.image_url,
            }
            for item in self.market.items(call.seller_id)
        ]
        return self._page(call, "items", rows)

    def orders(self, call):
        since = from_iso(first(call.request.query, "since"))
        found = self.market.orders(call.seller_id)
        now = self.simulator.clock.now()
        rows = [o for o in found if o.changed_at(now, 0) >= since]
        return self._page(call, "orders", [self._document(order) for order in rows])

    def order(self, call):
        return Response.json(200, self._document(self._order(call)))

    def ship(self, call):
        with self.market.lock:
            order, now = self._order(call), self.simulator.clock.now()
            body, reference = call.request.json(), call.parameters["ref"]
            ours = order.packages(now).get(reference)
            shipped = order.shipped(now, besides=reference)
            left = {x.line_id: x.quantity - shipped[x.line_id] for x in order.lines}
            if order.state != "open":
                raise self.refuse("invalid", call, f"The order is {order.state}.")
            if not ours and not any(left.values()):
                raise self.refuse("done", call, "The order is shipped already.")
            if any(quantity > left.get(x, 0) for x, quantity in body["lines"].items()):
                raise self.refuse("invalid", call, "More than is left to ship.")
            package = Package(
                reference=reference,
                tracking=body["tracking"],
                carrier=body["carrier"],
                service="",
                shipped_at=body["shipped_at"],
                lines=tuple(body["lines"].items()),
                accepted_at=now,
            )
            self.market.accept(order, package)
        return Response.json(200, {"reference": reference})

    def void(self, call):
        order = self._order(call)
        if call.parameters["ref"] not in order.packages(self.simulator.clock.now()):
            raise self.refuse("not_found", call)
        self.market.withdraw(order, call.parameters["ref"])
        return Response(204)

    def _order(self, call):
        order = self.market.order(call.seller_id, call.order_id)
        if order is None:
            raise self.refuse("not_found", call, "There is no such order.")
        return order

    def _page(self, call, name, rows):
        page = int(first(call.request.query, "page") or 1)
        more = page + 1 if len(rows) > page * PAGE else None
        rows = rows[(page - 1) * PAGE : page * PAGE]
        return Response.json(200, {name: rows, "next": more})

    def _document(self, order):
        now = self.simulator.clock.now()
        shipped = order.shipped(now)
        return {
            "number": order.order_id,
            "status": order.status(now),
            "created": to_iso(order.purchased_at),
            "updated": to_iso(order.changed_at(now, 0)),
            "ship_by": to_iso(order.ship_by),
            "lines": [
                {
                    "id": line.line_id,
                    "sku": line.sku,
                    "title": line.title,
                    "quantity": line.quantity,
                    "shipped": shipped[line.line_id],
                }
                for line in order.lines
            ],
            "parcels": [
                {
                    "reference": package.reference,
                    "carrier": package.carrier,
                    "tracking": package.tracking,
                    "shipped_at": package.shipped_at,
                    "lines": dict(package.lines),
                }
                for package in order.packages(now).values()
            ],
        }
