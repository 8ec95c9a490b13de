# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for Amazon's Selling Partner API.

Operations and allowances by the SP-API models ordersV0 (confirmShipment),
orders_2026-01-01 (searchOrders, getOrder) and listingsItems_2021-08-01
(searchListingsItems).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote

from ..answers import Answer, Explanation
from ..base import (
    APIS,
    Item,
    Keep,
    Limit,
    Order,
    OutcomeUnknown,
    Page,
    Receipt,
    Shipment,
    Unsupported,
)
from ..buckets import Pace, a_number
from ..http_connector import HttpConnector
from ..limits import Limiter
from ..login import Login
from ..outgoing import utc_text
from ..steps import Packed, Steps
from ..text import _lt
from ..values import a_dict, each
from . import sandbox
from .by_hand import seller_central_steps
from .carriers import CARRIERS, NAMES
from .confirmation import check_order_id, confirmation
from .credentials import CREDENTIALS, usable
from .errors import explain, explain_token
from .guide import SETUP_STEPS
from .listings import Search
from .parse import one_order, orders_page, parse_item
from .reference import MARKETPLACES, OTHER, TOKEN_ENDPOINT
from .upload import ShippingConfirmation

#: Has the form of an order id, but can be no order.
NO_ORDER = "000-0000000-0000000"
#: What is read of an order: never BUYER or RECIPIENT.
ORDER_DATA = "FULFILLMENT,PACKAGES,PROCEEDS"


class AmazonConnector(HttpConnector):
    """One seller account in one Amazon marketplace.

    ``limiter`` has the account's token buckets.
    """

    platform = "amazon"
    label = "Amazon"
    credentials = CREDENTIALS
    setup_steps = SETUP_STEPS
    identity = ("seller_id", "marketplace_id")
    limits = {
        "confirmShipment": Limit(rate=2, burst=10),
        "searchOrders": Limit(rate=0.0056, burst=20),
        "getOrder": Limit(rate=0.5, burst=30),
        "searchListingsItems": Limit(rate=5, burst=5),
        sandbox.OPERATION: sandbox.LIMIT,
    }
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = OTHER
    request_id_header = "x-amzn-RequestId"
    token_refused = (401, 403)
    amends = True
    test_mode = sandbox.NOTE
    tracking_numbers_per_parcel = 1
    upload_file = ShippingConfirmation()

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        given = self.given
        self._seller_id = given["seller_id"]
        self._marketplace_id = given["marketplace_id"]
        self._marketplace = MARKETPLACES[self._marketplace_id]
        own = given["endpoint"].rstrip("/")
        self._endpoint = own or self._marketplace.endpoint
        self._sandbox = sandbox.sandbox_of(self._endpoint, own)
        self._login = Login(
            self._client,
            given["token_endpoint"] or TOKEN_ENDPOINT,
            {
                "grant_type": "refresh_token",
                "refresh_token": given["refresh_token"],
                "client_id": given["client_id"],
                "client_secret": given["client_secret"],
            },
            explain=explain_token,
            keep_refresh_token=partial(self.keep, "refresh_token"),
        )

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    def pace(self, answer: Answer) -> Pace:
        return Pace(rate=a_number(answer.headers.get("x-amzn-RateLimit-Limit")))

    # -- the interface

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this account, without effect.

        products: one item is listed. orders: an order is asked for that cannot
        be; searchOrders would prove the same, but allows one call in three
        minutes. writeback: a parcel without items is announced for that order.
        Amazon judges the right to call before the request, so 400 and 404 prove
        both, and are recorded as answers rather than errors; 403 is no right.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("Amazon has no API %(api)s.", api=repr(api)), code="unknown_api"
            )
        if api == "products":
            self._listings(pageSize="1")
        elif api == "orders":
            self._get_order(NO_ORDER, accept=(400, 404))
        else:
            body = {
                "marketplaceId": self._marketplace_id,
                "packageDetail": {
                    "packageReferenceId": "1",
                    "carrierCode": "UPS",
                    "trackingNumber": "0",
                    "shipDate": "2026-01-01T00:00:00Z",
                    "orderItems": [],
                },
            }
            self._confirm(NO_ORDER, body, accept=(400, 404), repeatable=True)
        return ""

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 20 listed items, oldest first."""
        search = Search.from_cursor(cursor)
        answer = self._listings(
            includedData="summaries,attributes", pageSize="20", **search.params()
        )

        def read(body: object) -> Page[Item]:
            data = a_dict(body, "body")
            following = search.following(data, self._marketplace_id)
            records, problems = each(data.get("items"), "items", self._item)
            return Page(records, following and following.cursor(), problems)

        return self._read(answer, read)

    def _item(self, data: dict) -> Item:
        return parse_item(data, self._marketplace_id)

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 100 orders changed at or after ``since``.

        Amazon allows one call in three minutes, after 20 at once. A cursor is
        good for 24 hours, together with the same ``since``.
        """
        params = {
            "marketplaceIds": self._marketplace_id,
            "lastUpdatedAfter": utc_text(since),
            "includedData": ORDER_DATA,
            "maxResultsPerPage": "100",
        }
        if cursor:
            params["paginationToken"] = cursor
        answer = self._call(
            "GET",
            "/orders/2026-01-01/orders",
            api="orders",
            operation="searchOrders",
            params=params,
        )
        return self._read(answer, orders_page)

    def order(self, ref: str) -> Order:
        answer = self._get_order(check_order_id(ref))
        return self._read(answer, one_order)

    def confirm(self, shipment: Shipment) -> Receipt:
        """Announce one parcel. Amazon answers 204 without a word about it.

        A repeated call has the same packageReferenceId. What cannot be right is
        Rejected before anything is sent.
        """
        order_id = check_order_id(shipment.order_ref)
        body = confirmation(shipment, self._marketplace_id)
        answer = self._confirm(order_id, body)
        if isinstance(answer.data, dict) and answer.data.get("errors"):
            raise OutcomeUnknown(
                _lt("Amazon took the call and named errors nevertheless."),
                code="unreadable",
                hint=_lt(
                    "Amazon is asked what it knows before anything is sent again."
                ),
                status=answer.status,
                request_id=answer.request_id,
            )
        reference = body["packageDetail"]["packageReferenceId"]
        return Receipt(reference, proof=False, request_id=answer.request_id)

    def try_writeback(self) -> Receipt:
        """Have the sandbox take its own example, with this account's credentials."""
        return sandbox.try_writeback(partial(self._confirm, endpoint=self._sandbox))

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Confirm again: Amazon updates the package that it knows by its reference.

        So says its own refusal of an unknown one, PackageToUpdateNotFound (issue
        5037 of selling-partner-api-models).
        """
        return self.confirm(shipment)

    def void(self, shipment: Shipment) -> None:
        raise Unsupported(
            _lt("Amazon's API cannot take a shipment confirmation back."),
            code="void",
            hint=_lt(
                "Open the order in Seller Central and choose Edit shipment to correct "
                "carrier and tracking number. If the parcel will not leave at all, "
                "refund the order there."
            ),
        )

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        order = quote(order_ref.strip(), safe="")
        return f"{self._marketplace.seller_central}/orders-v3/order/{order}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return seller_central_steps(packed)

    def upload_url(self) -> str:
        return self._marketplace.seller_central

    # -- operations

    def _get_order(self, order_id: str, accept: Iterable[int] = ()) -> Answer:
        return self._call(
            "GET",
            f"/orders/2026-01-01/orders/{order_id}",
            api="orders",
            operation="getOrder",
            params={"includedData": ORDER_DATA},
            accept=accept,
        )

    def _confirm(
        self, order_id: str, body: dict, operation="confirmShipment", **arguments
    ) -> Answer:
        return self._call(
            "POST",
            f"/orders/v0/orders/{order_id}/shipmentConfirmation",
            api="writeback",
            operation=operation,
            json=body,
            **arguments,
        )

    def _listings(self, **params: str) -> Answer:
        return self._call(
            "GET",
            f"/listings/2021-08-01/items/{quote(self._seller_id, safe='')}",
            api="products",
            operation="searchListingsItems",
            params={"marketplaceIds": self._marketplace_id, **params},
        )

    def _call(
        self, method: str, path: str, *, api: str, endpoint: str = "", **arguments
    ) -> Answer:
        """Call with an access token; once more with a new one if it is refused.

        That is safe for a POST too: what was refused has changed nothing.
        """

        def call(token: str) -> Answer:
            headers = {"x-amz-access-token": token}
            url = (endpoint or self._endpoint) + path
            return self._client.call(method, url, api=api, headers=headers, **arguments)

        return self._with_token(self._login, api, call)
