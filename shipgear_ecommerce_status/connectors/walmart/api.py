# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The operations of Walmart's Marketplace API, each answer read or explained.

Sources: Walmart's OpenAPI documents "Authentication" (tokenAPI, getTokenDetail),
"Walmart Order Management" (getAllOrders, getAnOrder, acknowledgeOrders,
shippingUpdates) and "Item Management" (getAllItems).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from ..answers import Answer, Explanation
from ..base import AlreadyShipped, Item, Keep, Order, Page, Rejected
from ..buckets import Pace
from ..credentials import usable
from ..http_connector import HttpConnector
from ..limits import Limiter
from ..text import _lt, listed
from ..values import Malformed, a_dict
from .allowance import pace
from .credentials import COMPARE, CREDENTIALS, ENDPOINT, TOKEN_PATH
from .errors import explain, explain_token, nothing_found, refusal
from .login import Login, correlated
from .parse import Found, one_order
from .search import ItemSearch, OrderSearch, of_buyer


class WalmartApi(HttpConnector):
    """What may be asked of Walmart with the keys of a seller."""

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        self._endpoint = (self.given["endpoint"] or ENDPOINT).rstrip("/")
        self._login = Login(
            self._client,
            self.given["token_endpoint"] or self._endpoint + TOKEN_PATH,
            self.given["client_id"],
            self.given["client_secret"],
            explain_token,
        )

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials, CREDENTIALS, COMPARE)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    def refusal(self, answer: Answer) -> Explanation | None:
        return refusal(answer)

    def pace(self, answer: Answer) -> Pace:
        return pace(answer.headers)

    # -- reading

    def order_rights(self) -> str:
        """Return what the keys may do with orders: full_access, view_only or none."""
        answer = self._call(
            "GET", "/v3/token/detail", api="writeback", operation="getTokenDetail"
        )

        def read(body: object) -> str:
            scopes = a_dict(a_dict(body, "body").get("scopes"), "scopes")
            return str(scopes.get("orders"))

        return self._read(answer, read)

    def search_items(self, search: ItemSearch, **params: str) -> Page[Item]:
        answer = self._call(
            "GET",
            "/v3/items",
            api="products",
            operation="getAllItems",
            params={**search.params(), **params},
            accept=(404,),
        )
        if answer.status == 404 and nothing_found(answer):
            return Page(())
        return self._read(answer, search.page)

    def search_orders(self, search: OrderSearch, query: str) -> Page[Order]:
        answer = self._call(
            "GET",
            f"/v3/orders?{query}",
            api="orders",
            operation="getAllOrders",
            accept=(404,),
        )
        if answer.status == 404 and nothing_found(answer):
            return Page((), search.after())
        return self._read(answer, search.page)

    def find(self, order_id: str) -> Found:
        """Read a purchase order.

        :raises Rejected: there is none of this number
        """
        answer = self._call(
            "GET",
            f"/v3/orders/{order_id}",
            api="orders",
            operation="getAnOrder",
            params={"productInfo": "false"},
            accept=(404,),
        )
        if answer.status == 404 and nothing_found(answer):
            raise self._not_found(order_id, answer)

        def read(body: object) -> Found:
            found = one_order(body)
            if found.order.ref != order_id:
                raise Malformed(
                    _lt("%(name)s is another order's.", name="purchaseOrderId")
                )
            return found

        return self._read(answer, read)

    def _not_found(self, order_id: str, answer: Answer) -> Rejected:
        """What was given may be the number that the buyer knows."""
        page = self.search_orders(OrderSearch(), of_buyer(order_id))
        refs = [order.ref for order in page.records if order.number == order_id]
        said = explain(answer)
        hint = said.hint
        if refs:
            hint = _lt(
                "That is the number that the buyer knows. Enter the number of the "
                "purchase order as the marketplace order of this shipment: %(refs)s.",
                refs=listed(refs),
            )
        redact = self._client.redact
        return Rejected(
            redact.kept(said.message, 1000) or answer.phrase,
            code=redact.kept(said.code, 200) or str(answer.status),
            hint=hint,
            status=answer.status,
            request_id=answer.request_id,
        )

    # -- writing

    def acknowledge(self, order_id: str) -> None:
        """Say that the seller knows of an order; it may be said again."""
        # Where somebody was quicker: what is shipped is acknowledged.
        with suppress(AlreadyShipped):
            self._call(
                "POST",
                f"/v3/orders/{order_id}/acknowledge",
                api="writeback",
                operation="acknowledgeOrders",
                repeatable=True,
            )

    def ship(self, order_id: str, body: dict) -> Answer:
        return self._call(
            "POST",
            f"/v3/orders/{order_id}/shipping",
            api="writeback",
            operation="shippingUpdates",
            json=body,
            buyer_data=True,
        )

    def _call(self, method: str, path: str, *, api: str, **arguments) -> Answer:
        def call(token: str) -> Answer:
            headers = {**correlated(), "WM_SEC.ACCESS_TOKEN": token}
            url = self._endpoint + path
            return self._client.call(method, url, api=api, headers=headers, **arguments)

        return self._with_token(self._login, api, call)
