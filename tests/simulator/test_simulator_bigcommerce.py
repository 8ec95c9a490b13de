# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The simulator answers as BigCommerce documents it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import requests

from simulator import order_records, records, running

SCHEMAS = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "bigcommerce" / "schemas.json").read_text(
        encoding="utf-8"
    )
)["definitions"]
SELLER = {"platform": "bigcommerce", "seller_id": "SHOP"}


def fits(data, name):
    schema = {"$ref": f"#/definitions/{name}", "definitions": SCHEMAS}
    jsonschema.validate(data, schema)
    return True


@pytest.fixture
def sim():
    with running(rate_scale=0) as simulator:
        records.register_seller(simulator, SELLER)
        yield simulator


@pytest.fixture
def call(sim):
    """Call the store's API with a good token."""
    session = requests.Session()
    session.headers["X-Auth-Token"] = "secret-SHOP"

    def call(method, path, data=None, store="shop", **query):
        url = f"{sim.url}/bigcommerce/stores/{store}/{path}"
        return session.request(method, url, json=data, params=query, timeout=5)

    return call


def new_order(sim, *quantities, **more):
    rows = [{"quantity": quantity} for quantity in quantities or (1,)]
    (order,) = order_records.add_orders(sim, [SELLER | {"items": rows} | more])
    return order


def parcel(call, order, quantity=1, place=0, **changed):
    rows = call("GET", f"v2/orders/{order['order_id']}/products").json()
    return {
        "order_address_id": rows[place]["order_address_id"],
        "tracking_number": "1Z999AA10123456784",
        "shipping_provider": "ups",
        "items": [{"order_product_id": rows[place]["id"], "quantity": quantity}],
    } | changed


def test_documents_are_as_the_specifications_have_them(sim, call):
    order = new_order(sim, 2, 1)
    path = f"v2/orders/{order['order_id']}"
    made = call("POST", f"{path}/shipments", parcel(call, order))
    assert made.status_code == 201 and fits(made.json(), "shipment")
    order_records.patch_order(sim, order["order_id"], {"ship": {"tracking": "BY HAND"}})
    assert fits(call("GET", path).json(), "order")
    assert all(fits(row, "order") for row in call("GET", "v2/orders").json())
    assert all(fits(row, "product") for row in call("GET", f"{path}/products").json())
    shipments = call("GET", f"{path}/shipments").json()
    assert [fits(row, "shipment") for row in shipments] == [True, True]
    records.add_items(sim, [SELLER | {"sku": "A", "image_url": "https://e.com/a"}])
    everything = {"include": "variants,primary_image", "include_fields": "name,weight"}
    assert fits(call("GET", "v3/catalog/products", **everything).json(), "products")
    assert fits(call("GET", "v2/store").json(), "store")


def test_nothing_is_no_content(sim, call):
    order = new_order(sim)
    answer = call("GET", f"v2/orders/{order['order_id']}/shipments")
    assert (answer.status_code, answer.content) == (204, b"")
    assert call("GET", "v2/orders", min_id="2147483647").status_code == 204


def test_the_same_shipment_again_is_another_while_pieces_are_left(sim, call):
    order = new_order(sim, 2)
    path = f"v2/orders/{order['order_id']}/shipments"
    body = parcel(call, order)
    ids = [call("POST", path, body).json()["id"] for _time in "12"]
    assert ids[0] != ids[1]
    assert sim.ledger.told(order["order_id"]) == 2
    (error,) = call("POST", path, body).json()
    assert error["message"] == "The field 'quantity' is invalid."
    assert error["details"]["available_quantity"] == 0


def test_the_status_follows_shipments_but_not_their_end(sim, call):
    order = new_order(sim, 2)
    path = f"v2/orders/{order['order_id']}"
    status = lambda: call("GET", path).json()["status_id"]  # noqa: E731
    assert status() == 11
    one = call("POST", f"{path}/shipments", parcel(call, order)).json()["id"]
    assert status() == 3
    call("POST", f"{path}/shipments", parcel(call, order))
    assert status() == 2
    assert call("DELETE", f"{path}/shipments/{one}").status_code == 204
    assert call("DELETE", f"{path}/shipments/{one}").status_code == 404
    assert status() == 2
    assert call("PUT", path, {"status_id": 3}).json()["status_id"] == 3
    rest = call("POST", f"{path}/shipments", parcel(call, order))
    assert rest.status_code == 201 and status() == 2


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"tracking_number": "9" * 51}, "'tracking_number' is invalid"),
        ({"tracking_link": "x" * 501}, "'tracking_link' is invalid"),
        ({"shipping_provider": "dhl"}, "'shipping_provider' is invalid"),
        ({"order_address_id": 1}, "'order_address_id' is invalid"),
        ({"items": []}, "'items' is invalid"),
        ({"items": [{"order_product_id": 1, "quantity": 1}]}, "'order_product_id'"),
        ({"items": [{"product_id": 1}]}, "'product_id' cannot be written to"),
        ({"ship_date": "today"}, "'ship_date' cannot be written to"),
    ],
)
def test_a_shipment_is_checked(sim, call, changed, word):
    order = new_order(sim)
    path = f"v2/orders/{order['order_id']}/shipments"
    answer = call("POST", path, parcel(call, order, **changed))
    assert answer.status_code == 400
    assert word in answer.json()[0]["message"]
    assert sim.ledger.told(order["order_id"]) == 0


def test_an_item_goes_to_its_own_address(sim, call):
    order = new_order(sim, 1, 1, details={"products": [{}, {"order_address_id": 7}]})
    path = f"v2/orders/{order['order_id']}/shipments"
    body = parcel(call, order, place=1)
    assert body["order_address_id"] == 7
    body["items"] = parcel(call, order)["items"]
    assert call("POST", path, body).status_code == 400


def test_items_of_a_shipment_cannot_be_changed(sim, call):
    order = new_order(sim)
    path = f"v2/orders/{order['order_id']}/shipments"
    made = call("POST", path, parcel(call, order)).json()
    answer = call("PUT", f"{path}/{made['id']}", {"items": made["items"]})
    assert "'items' cannot be written to" in answer.json()[0]["message"]
    changed = {"tracking_number": "2", "shipping_provider": "", "tracking_carrier": "x"}
    shown = call("PUT", f"{path}/{made['id']}", changed).json()
    assert {name: shown[name] for name in changed} == changed


def test_rights_are_judged_before_the_order_is_looked_for(sim, call):
    records.register_seller(sim, SELLER | {"rights": ["orders"]})
    answer = call("POST", "v2/orders/2147483647/shipments", {})
    assert answer.status_code == 403
    assert answer.json()["title"].startswith("You don't have a required scope")
    assert call("GET", "v2/orders/2147483647").json()[0]["status"] == 404
    assert call("GET", "v2/orders", store="another").status_code == 401


def test_the_quota_is_told_with_each_answer(sim, call):
    records.register_seller(sim, SELLER | {"options": {"plan": "pro"}})
    sim.settings.rate_scale = 0.001
    left = [
        int(call("GET", "v2/store").headers["X-Rate-Limit-Requests-Left"])
        for _time in range(2)
    ]
    assert left == [449, 448]


def test_what_holds_data_of_the_buyer_is_noted(sim, call):
    order = new_order(sim)
    call("GET", "v2/orders", include="consignments.line_items")
    call("GET", f"v2/orders/{order['order_id']}/shipping_addresses")
    assert sim.ledger.buyer_data_requests == 2


def test_orders_are_found_by_either_way_to_write_a_time(sim, call):
    order = new_order(sim, updated_at="2026-11-01T10:00:00Z")
    new_order(sim, updated_at="2026-10-01T10:00:00Z")
    for text in ("Sun, 01 Nov 2026 09:00:00 -0100", "2026-11-01T10:00:00.000+00:00"):
        (found,) = call("GET", "v2/orders", min_date_modified=text).json()
        assert str(found["id"]) == order["order_id"]
    assert call("GET", "v2/orders", min_date_modified="soon").status_code == 400
    assert call("GET", "v2/orders", limit="251").status_code == 413
