# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Shopify: the GraphQL Admin API, as far as a seller's shipping needs it.

A store's address is ``<simulator>/shopify/<seller_id>``. An operation goes by the
first field of its document. Of a seller's ``options``: ``plan`` (standard, advanced,
plus), ``scopes``, ``state`` (frozen, locked), ``moved_to``, ``answers_version``,
``login`` ("token", else client credentials), ``organization`` (another's).
"""

from __future__ import annotations

import json
import re
import secrets
from random import Random
from typing import Any

from . import shopify_graphql as graphql
from .core import Call, Limit, Platform, Refusal, Route
from .market import Seller
from .server import Request, Response
from .shopify_errors import REASONS, THROTTLED, denied, login_error, refusal
from .shopify_fulfillments import Fulfillments
from .shopify_graphql import Document, GraphQLError
from .shopify_orders import BUYER
from .shopify_reads import READS, Reads, need
from .tokens import Issued, form

_GRAPHQL = "/(?P<shop>[^/]+)/admin/api/(?P<version>[^/]+)/graphql.json"
_TOKEN = "/(?P<shop>[^/]+)/admin/oauth/access_token"
_MOST = 1000
_PLANS = {"standard": 100, "advanced": 200, "plus": 1000}
_WRITE = (
    "write_merchant_managed_fulfillment_orders",
    "write_assigned_fulfillment_orders",
    "write_third_party_fulfillment_orders",
)
_SCOPES = {
    "orders": ("read_orders",),
    "products": ("read_products",),
    "writeback": _WRITE[:1],
}
_WRITES = {
    "fulfillmentCreate": Fulfillments.create,
    "fulfillmentCancel": Fulfillments.cancel,
    "fulfillmentTrackingInfoUpdate": Fulfillments.update,
}


class Shopify(Platform):
    name = "shopify"
    routes = (Route("POST", _TOKEN, "token"), Route("POST", _GRAPHQL, "graphql"))
    _operations = {
        name: Route("POST", _GRAPHQL, name, allowance="points")
        for name in (*READS, *_WRITES)
    }

    def __init__(self, simulator):
        super().__init__(simulator)
        self._tokens = Issued(simulator, self.market)

    def new_order_id(self, random: Random) -> str:
        return f"#{random.randrange(1000, 10**7)}"

    def new_order_key(self, random: Random) -> str:
        return str(random.randrange(10**12, 10**13))

    def new_line_id(self, random: Random) -> str:
        return str(random.randrange(10**13, 10**14))

    def new_item_number(self, random: Random) -> str:
        return str(random.randrange(10**13, 10**14))

    def credentials(self, seller: Seller, url: str) -> dict[str, str]:
        given = {"shop": seller.seller_id, "endpoint": f"{url}/{seller.seller_id}"}
        if seller.options.get("login") == "token":
            return given | {"access_token": _static_token(seller)}
        secret = {"client_secret": seller.client_secret}
        return given | {"client_id": seller.client_id} | secret

    # --- Who calls, and how it is answered ------------------------------------

    def token(self, call: Call) -> Response:
        """Client credentials: Shopify, "Using the client credentials grant"."""
        sent, seller = form(call), self._shop(call)
        if sent.get("grant_type") != "client_credentials":
            raise login_error("invalid_request", "Unsupported grant type")
        owner = next(
            (
                each
                for each in list(self.market.sellers.values())
                if each.client_id == sent.get("client_id")
            ),
            None,
        )
        if owner is None:
            raise login_error(
                "invalid_request", "Could not find Shopify API application with api_key"
            )
        if owner.client_secret != sent.get("client_secret"):
            raise Refusal(Response.json(400, {"error": "invalid_client"}))
        if owner != seller or seller.options.get("organization"):
            words = "Client credentials cannot be performed on this shop."
            raise login_error("shop_not_permitted", words)
        token = f"shpat_{secrets.token_hex(16)}"
        lasts = self._tokens.issue(token, seller.seller_id)
        scope = ",".join(sorted(_scopes_of(seller)))
        answer = {"access_token": token, "scope": scope, "expires_in": lasts}
        return Response.json(200, answer)

    def remember_token(self, record: dict) -> None:
        self._tokens.remember(record)

    def _shop(self, call: Call) -> Seller:
        seller = self.market.sellers.get(call.parameters["shop"])
        if seller is None:
            raise refusal("not_found")
        if seller.options.get("moved_to"):
            path = f"https://{seller.options['moved_to']}.myshopify.com/admin/"
            raise Refusal(Response(301, b"", {"Location": path}))
        if seller.options.get("state"):
            raise refusal(seller.options["state"])
        return seller

    def identify(self, call: Call) -> Seller | None:
        token = call.request.headers.get("x-shopify-access-token", "")
        seller = self.market.sellers.get(call.parameters["shop"])
        if call.route.operation == "token" or seller is None:
            return seller
        return seller if self._good(seller, token) else None

    def _good(self, seller: Seller, token: str) -> bool:
        if seller.options.get("login") == "token":
            return token == _static_token(seller)
        return self._tokens.owner(token) == seller and not self._tokens.expired(token)

    def authorize(self, call: Call) -> None:
        self._shop(call)
        if call.seller is None:
            raise refusal("revoked")

    def expire(self, call: Call) -> None:
        self._tokens.expire(call.request.headers.get("x-shopify-access-token", ""))
        call.seller = self.identify(call)

    def refuse(self, reason: str, call: Call | None) -> Refusal:
        if reason == "throttle":
            return Refusal(self._answer(call, None, [THROTTLED]))
        if reason == "forbidden":
            field = call.route.operation
            return Refusal(self._answer(call, None, [denied(field, "some")]))
        if reason == "revoked" and call.route.operation == "token":
            return Refusal(Response.json(400, {"error": "app_not_installed"}))
        return Refusal(Response.json(*REASONS[reason]))

    def finish(self, call: Call | None, response: Response) -> Response:
        response.headers["x-request-id"] = secrets.token_hex(16)
        if call and "version" in call.parameters:
            theirs = call.seller.options.get("answers_version") if call.seller else ""
            version = theirs or call.parameters["version"]
            response.headers["X-Shopify-API-Version"] = version
        return response

    # --- Which operation, and what it costs -------------------------------------

    def _route(self, request: Request, path: str) -> Call | None:
        call = super()._route(request, path)
        if call and call.route.operation == "graphql":
            try:
                document, _variables = _sent(call)
                call.route = self._operations.get(document.fields[0].name, call.route)
            except (GraphQLError, ValueError, KeyError, IndexError, TypeError):
                pass  # it is refused where it is served
        return call

    def order_of(self, call: Call) -> str:
        """Return the name of the order that the first variables speak of."""
        found = re.search(
            rb"gid://shopify/(?:Order/(\d+)|FulfillmentOrder/(\d+)\d|"
            rb"Fulfillment/(\d+)\d{3})\"",
            call.request.body,
        )
        if not found or call.seller is None:
            return ""
        key = next(filter(None, found.groups())).decode()
        order = self.market.order_of_key(call.seller_id, key)
        return order.order_id if order else ""

    def limit_of(self, call: Call) -> Limit | None:
        if call.route.allowance != "points":
            return None
        rate = _PLANS[call.seller.options.get("plan", "standard")]
        return Limit(rate, 20 * rate)

    def cost_of(self, call: Call) -> float:
        return graphql.cost(*_sent(call))

    # --- Answering --------------------------------------------------------------

    def graphql(self, call: Call) -> Response:
        try:
            document, variables = _sent(call)
            graphql.check_variables(document, variables)
            if (price := graphql.cost(document, variables)) > _MOST:
                raise GraphQLError(
                    f"Query cost is {price}, which exceeds the single query max cost "
                    f"limit ({_MOST}).",
                    "MAX_COST_EXCEEDED",
                )
            self._note_buyer_data(document.fields)
            done, errors = self._run(call, document, variables)
        except GraphQLError as error:  # before anything was done
            return self._answer(call, None, [error.error])
        return self._answer(call, done, errors)

    order = orders = node = productVariants = currentAppInstallation = graphql
    fulfillmentCreate = fulfillmentCancel = fulfillmentTrackingInfoUpdate = graphql

    def _run(
        self, call: Call, document: Document, variables: dict[str, Any]
    ) -> tuple[dict, list[dict]]:
        done: dict[str, Any] = {}
        errors = []
        scopes, now = _scopes_of(call.seller), self.simulator.clock.now()
        lag = self.simulator.settings.visibility_lag
        reads = Reads(self.market, call.seller_id, scopes, now, lag)
        for asked in document.fields:
            args = graphql.arguments(asked, variables)
            try:
                if asked.name in _WRITES:
                    need(asked.name, scopes, *_WRITE)
                    changes = Fulfillments(self.market, call.seller_id, now)
                    found = _WRITES[asked.name](changes, args)
                else:
                    found = getattr(reads, asked.name)(args)
                if found is not None:
                    found = graphql.answer(asked.fields, found, variables)
            except GraphQLError as error:
                if error.error["extensions"]["code"] == "undefinedField":
                    raise
                found = None
                errors.append(error.error | {"path": [asked.alias]})
            done[asked.alias] = found
        return done, errors

    def _answer(self, call: Call, done: dict | None, errors: list[dict]) -> Response:
        """Return the answer, with what it cost; the points that it did not are given
        back."""
        answer: dict[str, Any] = {}
        if errors:
            answer["errors"] = errors
        if done is not None:
            answer["data"] = done
        limit = self.limit_of(call)
        if limit:
            buckets, key = self.simulator.buckets, self.bucket_of(call)
            scale = self.simulator.settings.rate_scale
            wanted = self.cost_of(call)
            spent = min(wanted, 2 + json.dumps(done).count("{") // 2) if done else None
            if spent is not None:
                buckets.take(key, limit, scale, spent - wanted)
            answer["extensions"] = {
                "cost": {
                    "requestedQueryCost": wanted,
                    "actualQueryCost": spent,
                    "throttleStatus": {
                        "maximumAvailable": limit.burst,
                        "currentlyAvailable": int(buckets.left(key, limit, scale)),
                        "restoreRate": limit.rate,
                    },
                }
            }
        return Response.json(200, answer)

    def _note_buyer_data(self, fields: list[graphql.Field]) -> None:
        for asked in fields:
            if asked.name in BUYER:
                self.simulator.ledger.note_buyer_data_request()
            self._note_buyer_data(asked.fields)


def _sent(call: Call) -> tuple[Document, dict[str, Any]]:
    try:
        body = call.request.json()
        return graphql.parse(body["query"]), body.get("variables") or {}
    except (ValueError, KeyError, TypeError):
        raise GraphQLError("The request has no document.", "PARSE_ERROR") from None


def _static_token(seller: Seller) -> str:
    return f"shpat_{seller.refresh_token}"


def _scopes_of(seller: Seller) -> set[str]:
    given = seller.options.get("scopes")
    return set(given or (s for right in seller.rights for s in _SCOPES[right]))
