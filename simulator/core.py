# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What every platform is made of: routes, rights, limits and faults in one order.

A platform is a subclass of :class:`Platform` in a file of its own. It says which
paths it serves, who a call is from, and how it words a refusal; the order in
which a call is checked and struck by faults is the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, ClassVar

from .faults import Fault
from .limits import Limit
from .market import Market, Seller
from .server import Cut, Request, Response

if TYPE_CHECKING:
    from .app import Simulator

_GARBAGE = {
    "html": ("text/html", b"<html><body><h1>We are improving things</h1></body>"),
    "json": ("application/json", b'{"orders": [{"orderId": "11'),
    "binary": ("application/octet-stream", bytes(range(256))),
}


class Refusal(Exception):
    """The platform answers, but does not do what was asked."""

    def __init__(self, response: Response):
        super().__init__(response.status)
        self.response = response


@dataclass(frozen=True)
class Route:
    """``path`` is a regular expression whose named groups become parameters.

    ``right``: what the seller must have been granted; none for a token endpoint.
    The group ``order`` is the platform's own id of an order.
    """

    method: str
    path: str
    operation: str
    right: str = ""
    limit: Limit | None = None
    #: What the call counts against, where several operations share an allowance.
    allowance: str = ""
    pattern: re.Pattern = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "pattern", re.compile(self.path))


@dataclass(slots=True)
class Call:
    route: Route
    request: Request
    parameters: dict[str, str]
    seller: Seller | None = None
    #: The number of the order that a call is about, as sellers see it.
    order_id: str = ""

    @property
    def seller_id(self) -> str:
        return self.seller.seller_id if self.seller else ""


class Platform:
    """One marketplace. Subclasses add a method per operation of their routes."""

    name: ClassVar[str]
    routes: ClassVar[tuple[Route, ...]]
    #: Options of a seller who was registered without any.
    usual: ClassVar[dict] = {}

    def __init__(self, simulator: Simulator):
        self.simulator = simulator
        self.market = Market(
            self.name, simulator.clock, simulator.ledger, simulator.journal
        )

    # --- What a platform says in its own words -------------------------------

    def new_order_id(self, random: Random) -> str:
        return str(random.randrange(10**8, 10**9))

    def new_order_key(self, random: Random) -> str:
        """Return an id of the platform's own, "" where it is the order's number."""
        return ""

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**9, 10**10))

    def new_item_number(self, random: Random) -> str:
        return str(random.randrange(10**6, 10**7))

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        """Return what an account of the add-on is given to connect as a seller.

        :param url: of this platform in the simulator
        """
        raise NotImplementedError

    def remember_token(self, record: dict) -> None:
        """Take back an access token that was issued before a restart."""

    def order_of(self, call: Call) -> str:
        """Return the number of the order that a call is about, for faults."""
        key = call.parameters.get("order", "")
        order = self.market.order_of_key(call.seller_id, key)
        return order.order_id if order else key

    def identify(self, call: Call) -> Seller | None:
        """Return the seller whose credentials a call carries."""
        raise NotImplementedError

    def authorize(self, call: Call) -> None:
        """Raise Refusal where the credentials of a call are not good."""
        raise NotImplementedError

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        """Word a refusal.

        :param reason: not_found, throttle, error500, error503, forbidden, revoked
        """
        raise NotImplementedError

    def expire(self, call: Call) -> None:
        """Make the access token of a call invalid for good."""
        raise NotImplementedError

    def finish(self, call: Call | None, response: Response) -> Response:
        """Add the headers that every answer of this platform carries."""
        return response

    # --- What is the same for all --------------------------------------------

    def answer(self, request: Request, path: str) -> Response:
        call = self._route(request, path)
        if call is None:
            return self.finish(None, self.refuse("not_found", None).response)
        call.seller = self.identify(call)
        call.order_id = self.order_of(call)
        outcome = "cut"
        try:
            response = self._strike(call)
            outcome = str(response.status)
        finally:
            self.simulator.stats.count(
                self.name, call.route.operation, call.seller_id, outcome
            )
        self.simulator.pause(self.simulator.settings.latency_ms / 1000)
        return response

    def _route(self, request: Request, path: str) -> Call | None:
        for route in self.routes:
            if route.method == request.method:
                match = route.pattern.fullmatch(path)
                if match:
                    return Call(route, request, match.groupdict())
        return None

    def _strike(self, call: Call) -> Response:
        """Do what is asked, unless a fault says otherwise."""
        fault = self.simulator.faults.draw(
            self.name, call.seller_id, call.order_id, call.route.operation
        )
        if fault is None:
            return self._serve(call)
        self.simulator.stats.count_fault(fault.kind)
        if fault.kind == "expired_token":
            self.expire(call)
            return self._serve(call)
        if fault.accept or fault.kind in ("slow", "cut_after"):
            response = self._serve(call)
        if fault.kind == "slow":
            self.simulator.pause(fault.seconds)
            return response
        if fault.kind in ("hang", "cut_before", "cut_after"):
            if fault.kind == "hang":
                self.simulator.pause(fault.seconds)
            raise Cut
        return self.finish(call, self._disturbed(call, fault))

    def _disturbed(self, call: Call, fault: Fault) -> Response:
        """Return the answer of a fault that answers."""
        if fault.kind == "empty":
            return Response(200)
        if fault.kind == "maintenance":
            page = b"<!doctype html><h1>Closed for maintenance</h1>"
            return Response(503, page, {"Content-Type": "text/html"})
        if fault.kind == "garbage":
            if fault.garbage == "short":
                whole = Response(200, b'{"orders": [')
                raise Cut(whole.encode(promised=len(whole.body) + 1000))
            media_type, body = _GARBAGE[fault.garbage]
            return Response(200, body, {"Content-Type": media_type})
        response = self.refuse(fault.kind, call).response
        if fault.retry_after is not None:
            response.headers["Retry-After"] = f"{fault.retry_after:g}"
        return response

    def _serve(self, call: Call) -> Response:
        """Check the credentials, the allowance and the right, then do the work."""
        try:
            self.authorize(call)
            self._ration(call)
            right = call.route.right
            if right and right not in call.seller.rights:
                raise self.refuse("forbidden", call)
            response = getattr(self, call.route.operation)(call)
        except Refusal as refusal:
            response = refusal.response
        return self.finish(call, response)

    def _ration(self, call: Call) -> None:
        limit = self.limit_of(call)
        if limit is None:
            return
        key, scale = self.bucket_of(call), self.simulator.settings.rate_scale
        if not self.simulator.buckets.take(key, limit, scale, self.cost_of(call)):
            raise self.refuse("throttle", call)

    def limit_of(self, call: Call) -> Limit | None:
        """Return the allowance of a call; a platform may have it depend on the plan."""
        return call.route.limit

    def cost_of(self, call: Call) -> float:
        """Return how much of its allowance a call takes."""
        return 1.0

    def bucket_of(self, call: Call) -> tuple:
        """Return the key of the bucket that a call takes from."""
        allowance = call.route.allowance or call.route.operation
        return self.name, call.seller_id, allowance


def first(query: Mapping[str, list[str]], name: str) -> str:
    """Return the only value of a query parameter, or an empty string."""
    return query.get(name, [""])[0]


def listed(query: Mapping[str, list[str]], name: str) -> list[str]:
    """Return the values of a list parameter, given once with commas or repeated."""
    return [each for value in query.get(name, ()) for each in value.split(",") if each]
