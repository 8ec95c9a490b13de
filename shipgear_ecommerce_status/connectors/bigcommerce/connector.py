# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connector for BigCommerce's Orders V2 and Catalog V3 APIs."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote

from ..base import (
    APIS,
    ConnectorError,
    Item,
    Order,
    Page,
    Receipt,
    Rejected,
    Shipment,
    Unsupported,
)
from ..by_hand import shipped_without_us
from ..outgoing import refuse
from ..steps import Packed, Steps
from ..text import _lt
from ..values import Malformed, a_dict, a_list, of_order
from . import items
from .by_hand import control_panel_steps
from .carriers import CARRIERS, NAMES, OTHER
from .guide import SETUP_STEPS
from .paging import ItemsCursor, OrdersCursor
from .parcel import (
    by_address,
    check_order_id,
    corrected,
    half_done,
    ours,
    request,
    shows,
    together,
    tracking,
)
from .parse import (
    Head,
    Product,
    parcel_in,
    parse_head,
    parse_order,
    records,
    status_of,
)
from .reference import AWAITING_FULFILLMENT, PARTIALLY_SHIPPED, SHIPPED
from .store import Store

#: Ids are counted up from 100: this one is of no order.
NO_ORDER = "2147483647"
#: Orders that were read, and may be confirmed next.
REMEMBERED = 50


class BigCommerceConnector(Store):
    """One BigCommerce store.

    Whether the customer is told of a shipment is a setting of the store (Settings >
    Order notifications): no request can choose it.
    """

    platform = "bigcommerce"
    label = "BigCommerce"
    setup_steps = SETUP_STEPS
    identity = ("store_hash",)
    carriers = CARRIERS
    carrier_names = NAMES
    other_carrier = OTHER
    tracking_numbers_per_parcel = 1
    ship_date = "none"
    amends = True
    voids = True

    def __init__(self, credentials: Mapping[str, str], limiter=None, keep=None):
        super().__init__(credentials, limiter, keep)
        self._read_orders: OrderedDict[str, tuple[Head, list[Product]]] = OrderedDict()

    @classmethod
    def tidy_order_ref(cls, typed: str) -> str:
        return typed.strip().removeprefix("#").strip()

    # -- the interface

    def probe(self, api: str) -> str:
        """Prove that ``api`` answers this account, without effect.

        products: the store's unit of weight, and one product. orders: those behind
        the highest id, of which there are none. writeback: a shipment of such an
        order. BigCommerce judges the right to call before it looks for the order: a
        404 proves the right.
        """
        if api not in APIS:
            raise Unsupported(
                _lt("BigCommerce has no API %(api)s.", api=repr(api)),
                code="unknown_api",
            )
        if api == "products":
            self._weight_unit()
            self._get_products(0, 1)
        elif api == "orders":
            params = {"min_id": NO_ORDER, "limit": "1"}
            self._call("GET", "v2/orders", "getOrders", params=params)
        else:
            item = {"order_product_id": 1, "quantity": 1}
            body = {"order_address_id": 1, "items": [item]}
            self._ship(NO_ORDER, body, accept=(400, 404, 422), repeatable=True)
        return ""

    def items(self, cursor: str | None = None) -> Page[Item]:
        """Return the variants of up to 50 products, oldest first."""
        if cursor:
            place = ItemsCursor.of(cursor)
        else:
            place = ItemsCursor(unit=self._weight_unit())

        def read(data: object) -> Page[Item]:
            found = a_list(a_dict(data, "body").get("data"), "data")
            listed, problems = [], []
            for product in found:
                try:
                    listed += items.of_product(a_dict(product, "data[]"), place.unit)
                except Malformed as error:
                    problems.append(error.problem)
            more = len(found) >= items.PAGE
            following = place.following(items.last_id(found)) if more else None
            return Page(tuple(listed), following, tuple(problems))

        return self._read(self._get_products(place.after, items.PAGE), read)

    def orders(self, since: datetime, cursor: str | None = None) -> Page[Order]:
        """Return up to 25 orders changed at or after ``since``, oldest change first.

        What was bought takes a call for each: the list could bring it, but only
        together with the name and address of each recipient, and 50 lines at most.
        """
        place = OrdersCursor.of(since, cursor)
        answer = self._call("GET", "v2/orders", "getOrders", params=place.params())
        rows = self._read(answer, lambda _data: records(answer))
        heads, found, problems = [], [], []
        for row in rows:
            try:
                head = parse_head(row)
                heads.append(head)
                if head.real and place.is_new(head):
                    found.append(of_order(head.ref, partial(self._of_list, head)))
            except Malformed as error:
                problems.append(error.problem)
        return Page(tuple(found), place.following(len(rows), heads), tuple(problems))

    def _of_list(self, head: Head) -> Order:
        """Ask for what belongs to an order of the list.

        :raises Malformed: it cannot be read; the other orders of the page can
        """
        try:
            parcels = self._parcels(head.ref) if head.touched else []
            return parse_order(head, self._bought(head.ref), parcels)
        except Rejected as refusal:  # the order was deleted since
            problem = refusal.message
        raise Malformed(problem)

    def order(self, ref: str) -> Order:
        order_id = check_order_id(ref)

        def read(data: object) -> Order:
            head = parse_head(data, order_id)
            products, parcels = self._bought(order_id), self._parcels(order_id)
            self._read_orders[order_id] = head, products
            while len(self._read_orders) > REMEMBERED:
                self._read_orders.popitem(last=False)
            return parse_order(head, products, parcels)

        return self._read(self._get_order(order_id), read)

    def confirm(self, shipment: Shipment) -> Receipt:
        """Create one shipment for each address that the items go to: usually one.

        BigCommerce takes the same shipment twice while pieces are left. So of several
        addresses, those that an earlier try has done are left out.
        """
        order_id = check_order_id(shipment.order_ref)
        fields = tracking(shipment)
        products = self._open(order_id)
        addresses = by_address(shipment, products)
        done: Counter[str] = Counter()
        if len(addresses) > 1:
            _head, parcels = self._as_it_is(order_id)
            for parcel in ours(parcels, shipment):
                done.update({x.line_ref: int(x.quantity) for x in parcel.lines})
        made: list[Receipt] = []
        for address_id, contents in addresses.items():
            if all(done[ref] >= amount for ref, amount in contents.items()):
                continue
            try:
                answer = self._ship(order_id, request(fields, address_id, contents))
            except ConnectorError as error:
                failure = error
                break
            parcel = parcel_in(answer.data)
            reference = parcel.reference if parcel else shipment.reference
            proof = shows(parcel, fields, contents)
            made.append(Receipt(reference, proof, answer.request_id))
        else:
            return together(made) if made else Receipt(shipment.reference)
        raise half_done(failure) if made else failure

    def _open(self, order_id: str) -> list[Product]:
        """Return what was bought by an order that may be shipped."""
        if order_id in self._read_orders:
            head, products = self._read_orders.pop(order_id)
        else:
            answer = self._get_order(order_id, "writeback")
            head, products = self._read(
                answer,
                lambda data: (
                    parse_head(data, order_id),
                    self._bought(order_id, "writeback"),
                ),
            )
        status = status_of(head, products)
        if status == "canceled":
            raise refuse(
                "canceled",
                _lt("The order is canceled on BigCommerce."),
                _lt(
                    "There is nothing to confirm. Hold the parcel back if it has not "
                    "left yet."
                ),
            )
        if status == "shipped":
            raise shipped_without_us()
        return products

    def amend(self, shipment: Shipment, told: Shipment) -> Receipt:
        """Correct number, carrier and service of what stands there for a shipment."""
        order_id = check_order_id(shipment.order_ref)
        fields = corrected(shipment, told)
        _head, parcels = self._as_it_is(order_id)
        found = ours(parcels, told, shipment)
        if not found:
            raise Unsupported(
                _lt("BigCommerce does not show the parcel any more."), code="amend"
            )
        request_id = ""
        for parcel in found:
            request_id = self._call(
                "PUT",
                f"v2/orders/{order_id}/shipments/{parcel.reference}",
                "updateOrderShipment",
                "writeback",
                json=fields,
                buyer_data=True,
            ).request_id
        reference = ", ".join(parcel.reference for parcel in found)
        return Receipt(reference, request_id=request_id)

    def void(self, shipment: Shipment) -> None:
        """Delete what stands there for a shipment.

        "Deleting a shipment does not move the order out of shipped status" (Orders
        Overview): so that is put back, and before: a try that breaks off is repeated
        only as long as the shipment is there.
        """
        order_id = check_order_id(shipment.order_ref)
        head, parcels = self._as_it_is(order_id)
        found = ours(parcels, shipment)
        if not found:
            return
        left = len(parcels) > len(found)
        status_id = PARTIALLY_SHIPPED if left else AWAITING_FULFILLMENT
        if (
            head.status_id in (SHIPPED, PARTIALLY_SHIPPED)
            and head.status_id != status_id
        ):
            self._call(
                "PUT",
                f"v2/orders/{order_id}",
                "updateOrder",
                "writeback",
                json={"status_id": status_id},
                buyer_data=True,
            )
        for parcel in found:
            self._call(
                "DELETE",
                f"v2/orders/{order_id}/shipments/{parcel.reference}",
                "deleteOrderShipment",
                "writeback",
                accept=(404,),
            )

    def seller_url(self, order_ref: str, order_key: str = "") -> str:
        order = quote(self.tidy_order_ref(order_ref), safe="")
        host = f"store-{self.given['store_hash']}.mybigcommerce.com"
        return f"https://{host}/manage/orders/{order}"

    @classmethod
    def by_hand(cls, packed: Packed) -> Steps:
        return control_panel_steps(packed)
