# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Parcel Bay, a marketplace that is made up: one connector, and nothing else.

Its API: JSON, a key as bearer token, errors as {"error", "message"}.
"""

from __future__ import annotations

from urllib.parse import quote

from odoo.addons.shipgear_ecommerce_status.connectors import outgoing, register, text
from odoo.addons.shipgear_ecommerce_status.connectors.answers import (
    Explanation,
    error_class,
)
from odoo.addons.shipgear_ecommerce_status.connectors.base import (
    AlreadyShipped,
    Credential,
    Item,
    Limit,
    Order,
    OrderLine,
    Page,
    Parcel,
    Receipt,
    Rejected,
    SetupStep,
    ShipmentLine,
    Unauthorized,
)
from odoo.addons.shipgear_ecommerce_status.connectors.credentials import (
    not_usable,
    shop_address,
    usable,
)
from odoo.addons.shipgear_ecommerce_status.connectors.http_connector import (
    HttpConnector,
)
from odoo.addons.shipgear_ecommerce_status.connectors.refusals import words
from odoo.addons.shipgear_ecommerce_status.connectors.values import (
    a_dict,
    a_link,
    a_list,
    a_name,
    a_quantity,
    a_text,
    a_time,
    a_word,
    each,
)


class _lt(text.Text):
    """Sentences of this module: Odoo finds them by this name, and their
    translations in this module's catalogue."""

    module = "shipgear_example_marketplace"


WHERE = _lt("Parcel Bay shows it under Settings, API.")
NO_RIGHT = _lt("Parcel Bay, Settings, API: allow this key to read orders and to ship.")
HINTS = {
    Unauthorized: NO_RIGHT,
    Rejected: _lt("Compare the order on Parcel Bay with this shipment, and retry."),
}
STATUSES = {
    word: word for word in ("pending", "unshipped", "partial", "shipped", "canceled")
}


@register
class ParcelBayConnector(HttpConnector):
    """One shop on Parcel Bay."""

    platform = "parcel_bay"
    label = "Parcel Bay"
    credentials = (
        Credential("address", _lt("Address of the API"), WHERE, host=True),
        Credential("key", _lt("Key"), WHERE, secret=True),
    )
    setup_steps = (
        SetupStep(
            _lt("Create a key that may read orders and ship, and copy both."),
            menu=("Settings", "API"),
            gives=("address", "key"),
        ),
    )
    identity = ("address",)
    limits = {"account": Limit(rate=10, burst=50)}
    idempotent = True
    tracking_numbers_per_parcel = 1
    voids = True

    def usable(self, credentials):
        given = usable(credentials, self.credentials, WHERE)
        given["address"] = shop_address(given["address"], allow_http=self.private)
        if not given["key"].startswith("pb_"):
            raise not_usable("invalid_key", _lt("A key begins with pb_."), WHERE)
        return given

    def explain(self, answer):
        data = answer.data if isinstance(answer.data, dict) else {}
        kind = AlreadyShipped if answer.status == 409 else None
        hint = HINTS.get(kind or error_class(answer.status, repeatable=True), "")
        if kind:
            hint = HINTS[Rejected]
        code, message = words(data.get("error")), words(data.get("message"))
        return Explanation(code, message, hint, kind)

    # -- the interface

    def probe(self, api):
        answer = self._get("/me", api)
        rights = self._read(answer, _rights)
        if api not in rights:
            raise Unauthorized(
                _lt("The key does not have the right “%(right)s”.", right=api),
                code="missing_right",
                hint=NO_RIGHT,
            )
        return ""

    def items(self, cursor=None):
        answer = self._get(f"/items?page={cursor or 1}", "products")
        return self._read(answer, lambda data: _page(data, "items", _item))

    def orders(self, since, cursor=None):
        since = quote(outgoing.utc_text(since))
        answer = self._get(f"/orders?since={since}&page={cursor or 1}", "orders")
        return self._read(answer, lambda data: _page(data, "orders", _order))

    def order(self, ref):
        answer = self._get(f"/orders/{quote(ref, safe='')}", "orders")
        return self._read(answer, lambda data: _order(a_dict(data, "order")))

    def confirm(self, shipment):
        carrier, _name = outgoing.carrier(shipment)
        body = {
            "carrier": carrier,
            "tracking": outgoing.tracking_numbers(shipment, pattern="[!-~]+")[0],
            "shipped_at": outgoing.utc_text(shipment.shipped_at),
            "lines": outgoing.pieces(shipment.lines),
        }
        path = self._parcel(shipment)
        answer = self._call("PUT", path, "writeback", "ship", json=body)
        return Receipt(shipment.reference, request_id=answer.request_id)

    def void(self, shipment):
        path = self._parcel(shipment)
        self._call("DELETE", path, "writeback", "void", accept=(404,), repeatable=True)

    def seller_url(self, order_ref, order_key=""):
        return f"{self.given['address']}/pages/orders/{quote(order_ref, safe='')}"

    # -- calls

    def _parcel(self, shipment):
        order = quote(shipment.order_ref, safe="")
        return f"/orders/{order}/parcels/{shipment.reference}"

    def _get(self, path, api):
        return self._call("GET", path, api, f"read {api}")

    def _call(self, method, path, api, operation, **arguments):
        return self._client.call(
            method,
            self.given["address"] + path,
            api=api,
            operation=operation,
            allowance="account",
            headers={"Authorization": f"Bearer {self.given['key']}"},
            **arguments,
        )


# -- what comes back


def _rights(data):
    return a_list(a_dict(data, "me").get("rights"), "rights")


def _page(data, name, parse):
    data = a_dict(data, "page")
    records, problems = each(data.get(name), name, parse)
    following = data.get("next")
    return Page(records, str(following) if following else None, problems)


def _order(data):
    number = a_name(data.get("number"), "number", required=True)
    return Order(
        ref=number,
        number=number,
        status=a_word(data, "status", STATUSES),
        purchased_at=a_time(data.get("created"), "created"),
        updated_at=a_time(data.get("updated"), "updated"),
        ship_by=a_time(data.get("ship_by"), "ship_by"),
        fulfilled_by="seller",
        lines=_all(data, "lines", _line),
        parcels=_all(data, "parcels", _shown),
    )


def _all(data, name, parse):
    return tuple(parse(a_dict(x, f"{name}[]")) for x in a_list(data.get(name), name))


def _line(data):
    return OrderLine(
        ref=a_name(data.get("id"), "id", required=True),
        sku=a_name(data.get("sku"), "sku"),
        title=a_text(data.get("title"), "title"),
        quantity=a_quantity(data.get("quantity"), "quantity"),
        quantity_shipped=a_quantity(data.get("shipped"), "shipped"),
    )


def _shown(data):
    return Parcel(
        reference=a_name(data.get("reference"), "reference"),
        carrier=a_text(data.get("carrier"), "carrier"),
        tracking_number=a_name(data.get("tracking"), "tracking"),
        shipped_at=a_time(data.get("shipped_at"), "shipped_at"),
        lines=tuple(
            ShipmentLine(ref, a_quantity(quantity, "quantity"))
            for ref, quantity in a_dict(data.get("lines"), "lines").items()
        ),
    )


def _item(data):
    return Item(
        number=a_name(data.get("number"), "number"),
        sku=a_name(data.get("sku"), "sku", required=True),
        title=a_text(data.get("title"), "title"),
        weight=a_quantity(data.get("kg"), "kg"),
        weight_unit="kg",
        image_url=a_link(data.get("image")),
    )
