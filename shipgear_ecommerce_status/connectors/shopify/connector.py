# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for Shopify's GraphQL Admin API.

Source: Shopify documentation, "GraphQL Admin API reference", version 2026-10.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote

from ..answers import Answer, Explanation
from ..base import (
    APIS,
    Item,
    Keep,
    Limit,
    Order,
    Page,
    Receipt,
    Shipment,
    Unauthorized,
    Unsupported,
)
from ..buckets import Pace, a_number
from ..http_connector import HttpConnector
from ..limits import Limiter
from ..login import Login
from ..outgoing import utc_text
from ..steps import Packed, Steps
from ..text import _lt
from ..values import Malformed, a_dict, a_list, each
from . import documents
from .api import CORRECTION, GLANCE, PAGE, POINTS, Api, Told, data_of, onward
from .by_hand import admin_steps
from .carriers import CARRIERS, NAMES
from .credentials import CREDENTIALS, usable
from .errors import cost_of, explain, explain_login, refusal
from .guide import SETUP_STEPS, WRITE
from .lookup import Orders
from .packing import ours, pack, says, untold
from .parse import gid, number_of, parse_item, tidy_name
from .tracking import tracking_info

#: Points that must be there before Shopify looks at a query; most come back.
RESERVE = 300.0


class ShopifyConnector(HttpConnector):
    """One app in one Shopify store."""

    platform = "shopify"
    label = "Shopify"
    credentials = CREDENTIALS
    setup_steps = SETUP_STEPS
    identity = ("shop",)
    #: "GraphQL Admin API rate limits", the standard plan; answers tell the true ones.
    limits = {POINTS: Limit(rate=100, burst=2000)}
    carriers = CARRIERS
    carrier_names = NAMES
    request_id_header = "x-request-id"
    ship_date = "none"
    asks_to_notify = True
    amends = True
    voids = True

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        given = self.given
        own = given["endpoint"].rstrip("/")
        address = own or f"https://{given['shop']}.myshopify.com"
        self._login = Login(
            self._client,
            f"{address}/admin/oauth/access_token",
            {
                "grant_type": "client_credentials",
                "client_id": given["client_id"],
                "client_secret": given["client_secret"],
            },
            explain=explain_login,
        )
        url = f"{address}/admin/api/{documents.VERSION}/graphql.json"
        self._api = Api(self._client, url, self._authorized)
        self._orders = Orders(self._api, self._read)

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    def refusal(self, answer: Answer) -> Explanation | None:
        return refusal(answer)

    def pace(self, answer: Answer) -> Pace:
        cost = cost_of(answer)
        size, left, rate = (
            a_number(cost.get(name))
            for name in ("maximumAvailable", "currentlyAvailable", "restoreRate")
        )
        return Pace(
            rate=rate,
            size=None if size is None else size - RESERVE,
            left=None if left is None else left - RESERVE,
        )

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        return tidy_name(typed)

    def _authorized(self, api: str, call: Callable[[str], Answer]) -> Answer:
        if self.given["access_token"]:
            return call(self.given["access_token"])
        return self._with_token(self._login, api, call)

    # -- the account

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this app, without effect.

        The right to write is in the list of scopes that the app was given: Shopify
        judges the data of a fulfillment before the right to make it.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("Shopify has no API %(api)s.", api=repr(api)), code="unknown_api"
            )
        document = {
            "products": documents.ANY_VARIANT,
            "orders": documents.ANY_ORDER,
            "writeback": documents.SCOPES,
        }[api]
        answer = self._api.ask(document, api, GLANCE)
        if api == "writeback":
            _check_scopes(self._read(answer, _scopes))
        return self._about_version(answer)

    def _about_version(self, answer: Answer) -> str:
        theirs = answer.headers.get("X-Shopify-API-Version", documents.VERSION)
        if theirs == documents.VERSION:
            return ""
        return _lt(
            "Shopify has retired version %(ours)s of its API and answers with version "
            "%(theirs)s: update this add-on.",
            ours=documents.VERSION,
            theirs=self._client.redact.kept(theirs, 20),
        )

    # -- reading

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 100 product variants, oldest first."""
        answer = self._api.ask(
            documents.VARIANTS_LISTED,
            "products",
            PAGE,
            {"first": documents.VARIANTS},
            after=cursor,
        )

        def read(body: object) -> Page[Item]:
            found = data_of(body, "productVariants")
            records, problems = each(found.get("nodes"), "productVariants", parse_item)
            return Page(records, onward(found, cursor), problems)

        return self._read(answer, read)

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 50 orders changed at or after ``since``, oldest change first."""
        few = documents.FEW
        answer = self._api.ask(
            documents.ORDERS_CHANGED,
            "orders",
            PAGE,
            {"first": documents.ORDERS, "lines": few},
            fulfillments=few,
            query=f"updated_at:>='{utc_text(since)}'",
            after=cursor,
        )

        def read(body: object) -> Page[Order]:
            found = data_of(body, "orders")
            parse = self._orders.parse_listed
            records, problems = each(found.get("nodes"), "orders", parse)
            return Page(records, onward(found, cursor), problems)

        return self._read(answer, read)

    def order(self, ref: str) -> Order:
        return self._orders.whole(self._orders.id_of(ref, "orders"), self._orders.parse)

    # -- the write-back

    def confirm(self, shipment: Shipment) -> Receipt:
        """Make a fulfillment for each place that the parcel's goods are at.

        All go in one call, and are made one after the other. What Shopify has already
        under the parcel's numbers is not made again.
        """
        tracking = tracking_info(shipment)
        told, waiting = self._orders.to_fulfill(shipment.order_ref)
        packed = pack(untold(shipment, told, waiting), waiting)
        inputs = {
            f"f{place}": {
                "lineItemsByFulfillmentOrder": lines,
                "trackingInfo": tracking,
                "notifyCustomer": shipment.notify_buyer,
            }
            for place, lines in enumerate(packed)
        }
        return _receipt(
            self._api.tell(documents.create(len(inputs)), inputs), tracking["numbers"]
        )

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Give the fulfillments of a parcel other numbers, or another carrier."""
        tracking = tracking_info(shipment)
        packages = self._orders.packages(shipment.order_ref)
        found = ours(told, packages) or ours(shipment, packages)
        if not found:
            raise Unsupported(
                _lt("Shopify does not show the parcel that it was told of."),
                code="amend",
            )
        wrong = [f for f in found if not says(f, tracking)]
        if not wrong:
            return Receipt(found[0].number, proof=True)
        changed = self._api.tell(
            documents.update(len(wrong)),
            _ids(wrong),
            CORRECTION,
            tracking=tracking,
            notify=shipment.notify_buyer,
        )
        return _receipt(changed, tracking["numbers"])

    def void(self, shipment: Shipment) -> None:
        """Cancel the fulfillments of a parcel; its goods can be fulfilled again."""
        found = ours(shipment, self._orders.packages(shipment.order_ref))
        if found:
            self._api.tell(documents.cancel(len(found)), _ids(found))

    # -- by hand

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        page = f"https://admin.shopify.com/store/{self.given['shop']}/orders"
        if order_key:
            return f"{page}/{quote(order_key, safe='')}"
        return f"{page}?query={quote(tidy_name(order_ref), safe='')}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return admin_steps(packed)


def _ids(fulfillments: list) -> dict[str, str]:
    return {f"f{n}": gid("Fulfillment", f.number) for n, f in enumerate(fulfillments)}


def _scopes(body: object) -> set[str]:
    app = data_of(body, "currentAppInstallation")
    scopes = a_list(app.get("accessScopes"), "accessScopes")
    return {str(a_dict(scope, "accessScopes[]").get("handle")) for scope in scopes}


def _check_scopes(scopes: set[str]) -> None:
    # The right to write a thing is the right to read it.
    if not scopes & {"read_orders", "write_orders"} or not scopes & set(WRITE):
        raise Unauthorized(
            _lt("The app may not fulfill orders of this store."),
            code="missing_scope",
            hint=_lt(
                "Give the app the access scopes read_orders and %(scope)s, and install "
                "it again.",
                scope=WRITE[0],
            ),
        )


def _receipt(told: list[Told], numbers: list[str]) -> Receipt:
    """Read the fulfillments that were made or changed: they are the proof."""
    found, proof = [], True
    for fulfillment in (part.fulfillment for part in told):
        infos = fulfillment.get("trackingInfo")
        infos = infos if isinstance(infos, list) else []
        shown = [info.get("number") for info in infos if isinstance(info, dict)]
        proof = proof and fulfillment.get("status") == "SUCCESS" and shown == numbers
        with suppress(Malformed):
            found.append(number_of(fulfillment.get("id"), "Fulfillment"))
    return Receipt(", ".join(found), proof=proof, request_id=told[0].request_id)
