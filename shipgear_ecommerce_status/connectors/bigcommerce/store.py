# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The calls that are made to a BigCommerce store, and what its answers are.

Operations go by the names that the specifications Orders V2, Catalog V3 and Store
Information V2 give them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from ..answers import Answer, Explanation
from ..base import Limit, Parcel
from ..buckets import Pace, a_number
from ..http_connector import HttpConnector
from ..reading import no_progress
from ..values import a_dict
from . import items
from .credentials import CREDENTIALS, usable
from .errors import explain, pause
from .parse import Head, Product, parse_head, parse_parcel, parse_product, records
from .reference import ENDPOINT

#: Of a list that belongs to an order, and how many of those are asked for.
PAGE, PAGES = 250, 40

Parsed = TypeVar("Parsed")


class Store(HttpConnector):
    """One BigCommerce store, as its API speaks of it."""

    credentials = CREDENTIALS
    #: Of all operations of all apps of a store, by the plans Standard and Plus; each
    #: answer says what the store has.
    limits = {"store": Limit(rate=5, burst=150)}
    request_id_header = "X-Request-ID"

    def __init__(self, credentials: Mapping[str, str], limiter=None, keep=None):
        super().__init__(credentials, limiter, keep)
        endpoint = self.given["endpoint"].rstrip("/") or ENDPOINT
        self._store = f"{endpoint}/stores/{self.given['store_hash']}"

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer)

    def pace(self, answer: Answer) -> Pace:
        """Read the store's quota, of which other apps take their share."""
        quota, left, window = (
            a_number(answer.headers.get(f"X-Rate-Limit-{name}"))
            for name in ("Requests-Quota", "Requests-Left", "Time-Window-Ms")
        )
        known = bool(quota and window and quota > 0 and window > 0)
        return Pace(
            rate=quota / window * 1000 if known else None,
            size=quota if known else None,
            left=left if left is not None and left >= 0 else None,
            pause=pause(answer) if left == 0 else None,
        )

    # -- operations

    def _get_order(self, order_id: str, api: str = "orders") -> Answer:
        return self._call("GET", f"v2/orders/{order_id}", "getOrder", api)

    def _bought(self, order_id: str, api: str = "orders") -> list[Product]:
        path = f"v2/orders/{order_id}/products"
        return self._listed(path, "getOrderProducts", parse_product, api)

    def _parcels(self, order_id: str, api: str = "orders") -> list[Parcel]:
        path = f"v2/orders/{order_id}/shipments"
        return self._listed(path, "getOrderShipments", parse_parcel, api)

    def _as_it_is(self, order_id: str) -> tuple[Head, list[Parcel]]:
        """Read an order, and what was shipped of it, to change that."""
        answer = self._get_order(order_id, "writeback")
        return self._read(
            answer,
            lambda data: (
                parse_head(data, order_id),
                self._parcels(order_id, "writeback"),
            ),
        )

    def _listed(
        self, path: str, operation: str, parse: Callable[[dict], Parsed], api: str
    ) -> list[Parsed]:
        """Return all of a list that belongs to an order.

        :raises Malformed: one of it cannot be read
        """
        found: list[Parsed] = []
        for page in range(1, PAGES + 1):
            params = {"limit": str(PAGE), "page": str(page)}
            answer = self._call("GET", path, operation, api, params=params)
            rows = self._read(answer, lambda _data, answer=answer: records(answer))
            found += [parse(a_dict(row, "[]")) for row in rows]
            if len(rows) < PAGE:
                return found
        raise no_progress()

    def _ship(self, order_id: str, body: dict, **arguments) -> Answer:
        return self._call(
            "POST",
            f"v2/orders/{order_id}/shipments",
            "createOrderShipments",
            "writeback",
            json=body,
            buyer_data=True,
            **arguments,
        )

    def _get_products(self, after: int, limit: int) -> Answer:
        params = {
            "include": "variants,primary_image",
            "include_fields": items.FIELDS,
            "sort": "id",
            "direction": "asc",
            "id:greater": str(after),
            "limit": str(limit),
        }
        path = "v3/catalog/products"
        return self._call("GET", path, "getProducts", "products", params=params)

    def _weight_unit(self) -> str:
        answer = self._call("GET", "v2/store", "getStore", "products")
        return self._read(answer, items.weight_unit)

    def _call(
        self, method: str, path: str, operation: str, api: str = "orders", **arguments
    ) -> Answer:
        return self._client.call(
            method,
            f"{self._store}/{path}",
            api=api,
            operation=operation,
            # V2 answers in XML to whoever does not ask for JSON.
            headers={
                "X-Auth-Token": self.given["access_token"],
                "Accept": "application/json",
            },
            allowance="store",
            **arguments,
        )
