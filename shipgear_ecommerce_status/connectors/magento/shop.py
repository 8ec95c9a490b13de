# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What is read of a Magento shop: orders, shipments, store views.

Operations by the OpenAPI document "Commerce Admin REST endpoints", releases 2.4.6 to
2.4.9, and the Adobe Commerce Web API guide. Sellers see an order's increment id; the
calls want its entity id, which is looked up and never guessed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from ..answers import Answer, Explanation
from ..base import Keep
from ..credentials import not_usable
from ..http_connector import HttpConnector
from ..limits import Limiter
from ..outgoing import refuse
from ..text import _lt
from ..values import Malformed, a_dict, a_list, a_number
from . import confirmation, query, sales
from .credentials import CREDENTIALS, signer, usable
from .errors import explain
from .products import StoreView, parse_store_views
from .sales import Row, Sale, Sent

#: Shipments of one page. A shop may limit them, by default to 300.
SHIPMENTS = 100
#: Seconds for which an order that was read is as good as read again.
FRESH = 30.0


class Shop(HttpConnector):
    """One Magento shop, or one of its store views, as it is read."""

    platform = "magento"
    label = "Magento"
    credentials = CREDENTIALS

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        self._signer = signer(self.given)
        view = self.given["store_view"]
        self._api = f"{self.given['shop']}/rest{f'/{view}' if view else ''}/V1"
        self._views: tuple[StoreView, ...] | None = None
        #: When, an order and its shipments: until it is shipped.
        self._read_last: tuple[float, Sale, list[Sent]] | None = None
        self._separately: dict[str, bool] = {}

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        return usable(credentials, self.private)

    def explain(self, answer: Answer) -> Explanation:
        return explain(answer, signed=self._signer is not None)

    # -- what is there

    def _known(self, ref: str) -> tuple[Sale, list[Sent]]:
        """Return an order and its shipments: those just read, once."""
        read, self._read_last = self._read_last, None
        if read and read[1].ref == ref and time.monotonic() - read[0] < FRESH:
            return read[1], read[2]
        sale = self._sale(ref, "writeback")
        # Where nothing was shipped, there is no shipment of ours.
        shipped = any(row.shipped for row in sale.rows)
        ids = [sale.entity_id] if shipped else []
        return sale, self._shipments(ids, "writeback")

    def _sale(self, ref: str, api: str) -> Sale:
        """Return the one order that has this number, exactly."""
        answer = self._search(
            "orders",
            api,
            [("increment_id", "eq", ref)],
            *self._of_store_view(),
            size=3,
            fields=sales.ORDER_FIELDS,
        )

        def read(body: object) -> list[Sale]:
            rows, _more = rows_of(body)
            named = [
                row for row in rows if a_dict(row, "items[]").get("increment_id") == ref
            ]
            return [sales.parse_sale(row) for row in named]

        found = self._read(answer, read)
        if not found:
            raise refuse(
                "unknown_order",
                _lt("Magento has no order %(ref)s.", ref=ref),
                confirmation.ORDER_NUMBERS,
            )
        if len(found) > 1:
            raise refuse(
                "several_orders",
                _lt("Magento has more than one order %(ref)s.", ref=ref),
                _lt("Enter the store view code in the account's settings and retry."),
            )
        return found[0]

    def _shipments(self, order_ids: list[str], api: str) -> list[Sent]:
        """Return all shipments of some orders."""
        shipments: list[Sent] = []
        last: str | None = "0" if order_ids else None
        while last is not None:
            answer = self._search(
                "shipments",
                api,
                [("order_id", "in", ",".join(order_ids))],
                [("entity_id", "gt", last)],
                sort=("entity_id",),
                size=SHIPMENTS,
                fields=sales.SHIPMENT_FIELDS,
            )
            found, more = self._read(answer, _shipments_page)
            shipments += found
            following = found[-1].id if more and found else "0"
            last = following if int(following) > int(last) else None
        return shipments

    def _sent(self, shipment_id: str) -> Sent:
        fields = query.escaped(sales.SHIPMENT_FIELDS)
        answer = self._call(
            "GET",
            f"/shipment/{shipment_id}?fields={fields}",
            api="writeback",
            operation="shipment",
        )
        return self._read(answer, lambda body: sales.parse_sent(a_dict(body, "body")))

    def _ships_separately(self, bundle: Row) -> bool:
        """Ask the product whether its bundles are shipped by their parts.

        The order does not say it. A product that is gone has Magento's default.
        """
        if bundle.product_id not in self._separately:
            answer = self._search(
                "products",
                "writeback",
                [("entity_id", "eq", bundle.product_id)],
                size=1,
                fields="id,custom_attributes",
            )
            self._separately[bundle.product_id] = self._read(answer, _separately)
        return self._separately[bundle.product_id]

    def _store_view(self) -> StoreView | None:
        """Return the account's store view, else the first; None if it is not told."""
        if self._views is None:
            answer = self._call(
                "GET",
                "/store/storeConfigs",
                api="products",
                operation="storeConfigs",
                accept=() if self.given["store_view"] else (401, 403, 404),
            )
            views = parse_store_views(answer.data) if answer.status == 200 else ()
            self._views = views
        code = self.given["store_view"]
        named = [view for view in self._views if not code or view.code == code]
        return next(iter(named), None)

    def _of_store_view(self) -> list[list[query.Filter]]:
        if not self.given["store_view"]:
            return []
        view = self._store_view()
        if view is None or not view.id:
            raise not_usable(
                "unknown_store_view",
                _lt(
                    "Magento does not say which store view %(code)s is.",
                    code=self.given["store_view"],
                ),
                _lt(
                    "Correct the store view code in the account's settings, and tick "
                    "Stores > Settings > All Stores for the integration in Magento."
                ),
            )
        return [[("store_id", "eq", view.id)]]

    # -- calls

    def _search(self, what: str, api: str, *groups, **how) -> Answer:
        return self._call(
            "GET",
            f"/{what}?{query.search(*groups, **how)}",
            api=api,
            operation=what,
        )

    def _call(self, method: str, path: str, **arguments) -> Answer:
        url = self._api + path
        token = self.given["access_token"]
        signed = self._signer and self._signer.authorization(method, url)
        headers = {
            "Authorization": signed or f"Bearer {token}",
            "Accept": "application/json",
        }
        return self._client.call(method, url, headers=headers, **arguments)


# --- Pages --------------------------------------------------------------------


def rows_of(body: object) -> tuple[list, bool]:
    """Return the rows of an answer, and whether more lie behind them."""
    data = a_dict(body, "body")
    # Without rows, and without "items", where nothing was found and fields are named.
    rows = a_list(data.get("items") or [], "items")
    total = a_number(data.get("total_count"))
    if total is None:
        raise Malformed(
            _lt("%(name)s is missing or not a quantity.", name="total_count")
        )
    return rows, bool(rows) and total > len(rows)


def last_of(rows: list) -> dict:
    return a_dict(rows[-1], "items[]") if rows else {}


def _shipments_page(body: object) -> tuple[list[Sent], bool]:
    rows, more = rows_of(body)
    return [sales.parse_sent(a_dict(row, "items[]")) for row in rows], more


def _separately(body: object) -> bool:
    rows, _more = rows_of(body)
    attributes = a_list(
        last_of(rows).get("custom_attributes") or [], "custom_attributes"
    )
    return any(
        isinstance(attribute, dict)
        and attribute.get("attribute_code") == "shipment_type"
        and str(attribute.get("value")) == "1"
        for attribute in attributes
    )
