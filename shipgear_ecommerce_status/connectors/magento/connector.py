# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for Magento's REST API: what it tells a shop.

Source: OpenAPI document "Commerce Admin REST endpoints", releases 2.4.6 to 2.4.9, and
the Adobe Commerce Web API guide.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from ..base import (
    APIS,
    ConnectorError,
    Item,
    Order,
    OutcomeUnknown,
    Page,
    Receipt,
    Shipment,
    Unauthorized,
    Unsupported,
)
from ..by_hand import shipped_without_us
from ..carriers import CarrierProposal
from ..outgoing import tracking_numbers
from ..steps import Packed, Steps
from ..text import _lt
from ..values import Malformed, a_time, each
from . import confirmation, query, sales
from .by_hand import admin_steps
from .carriers import CARRIERS, NAMES
from .guide import SETUP_STEPS
from .products import PRODUCT_FIELDS, StoreView, parse_item
from .reference import CUSTOM
from .sales import Sale, Sent
from .shop import Shop, last_of, rows_of

#: Rows of one page. A shop may limit them, by default to 300.
ORDERS, PRODUCTS = 50, 100


class MagentoConnector(Shop):
    """One Magento shop, or one of its store views."""

    setup_steps = SETUP_STEPS
    identity = ("shop", "store_view")
    limits = {}  # none are documented but for payments; a 429 is of the shop's host
    lanes = 2  # that host has customers to serve
    ship_date = "none"
    asks_to_notify = True
    amends = True
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = CUSTOM

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        """Magento's pages write "# 000000123"; the zeros belong to the number."""
        return typed.strip().lstrip("#").strip()

    @classmethod
    def propose_carrier(cls, name: str, kind: str = "") -> CarrierProposal:
        found = super().propose_carrier(name, kind)
        if found.code != CUSTOM:
            return found
        return CarrierProposal(CUSTOM, name=" ".join(name.split()), known=False)

    # -- reading

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this account, without effect.

        products, orders: one row is read; for orders a shipment too, as that is a
        right of its own. writeback: an order is shipped that cannot be. Magento
        judges the right before the order, so 400 and 404 prove both.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("Magento has no API %(api)s.", api=repr(api)), code="unknown_api"
            )
        if api == "products":
            self._search("products", "products", size=1, fields="id")
        elif api == "orders":
            self._search("orders", "orders", size=1, fields="entity_id")
            self._search("shipments", "orders", size=1, fields="entity_id")
        else:
            self._probe_ship()
        return ""

    def _probe_ship(self) -> None:
        answer = self._call(
            "POST",
            "/order/0/ship",
            api="writeback",
            operation="ship",
            json={"items": [], "notify": False},
            repeatable=True,
            accept=(400, 404),
        )
        said = self.explain(answer)
        if answer.status != 200 and said.error is Unauthorized:
            # 404 as well: there is no such call at this address.
            raise Unauthorized(
                self._client.redact.kept(said.message, 1000) or answer.phrase,
                code=str(answer.status),
                hint=said.hint,
                status=answer.status,
            )

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return up to 100 products, by their entity id."""
        last = query.entity_cursor(cursor)
        view = self._store_view() or StoreView()
        answer = self._search(
            "products",
            "products",
            [("entity_id", "gt", last)],
            sort=("entity_id",),
            size=PRODUCTS,
            fields=PRODUCT_FIELDS,
        )

        def read(body: object) -> Page[Item]:
            rows, more = rows_of(body)
            records, problems = each(rows, "items", lambda row: parse_item(row, view))
            following = sales.entity_id(last_of(rows).get("id"), "id") if more else None
            return Page(records, following, problems)

        return self._read(answer, read)

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 50 orders changed at or after ``since``, oldest change first,
        with their shipments."""
        last = query.Behind.from_cursor(cursor) if cursor else None
        last = last or query.Behind(query.time_text(since))
        answer = self._search(
            "orders",
            "orders",
            *last.groups(),
            *self._of_store_view(),
            sort=("updated_at", "entity_id"),
            size=ORDERS,
            fields=sales.ORDER_FIELDS,
        )

        def read(body: object) -> tuple[tuple[Sale, ...], tuple[str, ...], str | None]:
            rows, more = rows_of(body)
            found, problems = each(rows, "items", sales.parse_sale)
            return found, problems, _behind(last_of(rows)) if more else None

        found, problems, following = self._read(answer, read)
        shipments = self._shipments([sale.entity_id for sale in found], "orders")
        records = tuple(sales.order_of(sale, shipments) for sale in found)
        return Page(records, following, problems)

    def order(self, ref: str) -> Order:
        sale = self._sale(confirmation.check_order_ref(ref), "orders")
        shipments = self._shipments([sale.entity_id], "orders")
        self._read_last = time.monotonic(), sale, shipments
        return sales.order_of(sale, shipments)

    # -- writing

    def confirm(self, shipment: Shipment) -> Receipt:
        """Create a shipment, and see that it has what was sent.

        The order is read first, unless that was just done: what is not left would
        be dropped without a word, and a shipment that was made for this reference
        already is not made again.
        """
        ref = confirmation.check_order_ref(shipment.order_ref)
        numbers = tracking_numbers(shipment)
        wanted = confirmation.tracks(shipment, numbers)
        sale, shipments = self._known(ref)
        sent = confirmation.made_for(shipment, shipments)
        if sent is None:
            if confirmation.with_number(shipments, numbers):
                raise shipped_without_us()  # or by us: then the order shows it
            rows = confirmation.rows_to_ship(sale, shipment, self._ships_separately)
            content = confirmation.body(
                shipment, rows, wanted, self.given["source_code"]
            )
            shipment_id = self._ship(sale, content)
            try:
                sent = self._sent(shipment_id)
            except ConnectorError:
                # It was taken. That it shows is seen when the order is read.
                return Receipt(shipment_id)
        else:
            rows = {}
        self._add_tracks(sale, sent, wanted)
        complete = all(sent.rows.get(k, 0) >= quantity for k, quantity in rows.items())
        return Receipt(sent.id, proof=complete)

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Add the numbers that are missing, and delete those that were wrong."""
        ref = confirmation.check_order_ref(shipment.order_ref)
        wanted = confirmation.tracks(shipment, tracking_numbers(shipment))
        sale, shipments = self._known(ref)
        sent = confirmation.made_for(shipment, shipments)
        sent = sent or confirmation.with_number(shipments, tracking_numbers(told))
        if sent is None:
            raise Unsupported(
                _lt("Magento shows no shipment that has this tracking number."),
                code="amend",
            )
        self._add_tracks(sale, sent, wanted)
        for track in confirmation.told_before(sent, told, wanted):
            self._call(
                "DELETE",
                f"/shipment/track/{track.id}",
                api="writeback",
                operation="deleteTrack",
            )
        return Receipt(sent.id, proof=True)

    def void(self, shipment: Shipment) -> None:
        raise Unsupported(
            _lt("Magento cannot take a shipment back."),
            code="void",
            hint=_lt(
                "Open the order in the Magento Admin and choose Credit Memo to refund "
                "what did not leave. The tracking number can be deleted under Shipping "
                "and Tracking Information of the shipment."
            ),
        )

    # -- for people

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        """Return the page of an order that was read, else that of all orders."""
        page = f"view/order_id/{order_key}/" if order_key else ""
        return f"{self.given['admin_url']}/sales/order/{page}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return admin_steps(packed)

    # -- what is done

    def _ship(self, sale: Sale, content: dict) -> str:
        """Return the entity id of the new shipment: a number, or one in quotes."""
        answer = self._call(
            "POST",
            f"/order/{sale.entity_id}/ship",
            api="writeback",
            operation="ship",
            json=content,
        )
        with suppress(Malformed):
            return sales.entity_id(answer.data, "body")
        raise OutcomeUnknown(
            _lt("Magento answered without the number of the shipment."),
            code="unreadable",
            hint=_lt(
                "The marketplace is asked what it knows before anything is sent again."
            ),
            status=answer.status,
        )

    def _add_tracks(self, sale: Sale, sent: Sent, wanted: Iterable[dict]) -> None:
        """Add what a shipment does not have: some releases lose it on the way.

        :raises OutcomeUnknown: the shipment is there, its number may not be
        """
        for track in wanted:
            if confirmation.has(sent, track):
                continue
            entity = {
                "order_id": int(sale.entity_id),
                "parent_id": int(sent.id),
                "weight": 0,
                "qty": 0,
                "description": "",
                **track,
            }
            try:
                self._call(
                    "POST",
                    "/shipment/track",
                    api="writeback",
                    operation="addTrack",
                    json={"entity": entity},
                )
            except ConnectorError as failure:
                problem = failure
            else:
                continue
            raise OutcomeUnknown(
                _lt(
                    "Magento has the shipment, but not its tracking number. %(why)s",
                    why=problem.message,
                ),
                code="number_lost",
                hint=problem.hint,
                status=problem.status,
            )


def _behind(row: dict) -> str:
    """Return the cursor that goes on behind an order."""
    changed = a_time(row.get("updated_at"), "updated_at")
    if changed is None:
        raise Malformed(_lt("%(name)s is not a date and time.", name="updated_at"))
    entity_id = sales.entity_id(row.get("entity_id"), "entity_id")
    return query.Behind(query.time_text(changed), entity_id).cursor()
