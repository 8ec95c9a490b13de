# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce's own Orders V2 specification as the judge, where it is at hand.

VENDOR_SPECS names the folder with bigcommerce_orders_v2.yml; PyYAML reads it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from connectors import connect
from connectors.bigcommerce.carriers import NAMES, is_provider
from connectors.bigcommerce.parcel import MAX_LINK, MAX_NUMBER
from connectors.bigcommerce.reference import BY_QUANTITIES, STATUSES
from connectors.limits import Limiter
from vendor_bigcommerce import ORDER, PRODUCTS, SCHEMAS, SHIPMENT, vendor

from simulator import order_records, records, running

SELLER = {"platform": "bigcommerce", "seller_id": "SHOP"}


def _nullable(node):
    """JSON Schema says null by a type; OpenAPI 3.0 by a word beside it."""
    if isinstance(node, dict):
        node = {key: _nullable(value) for key, value in node.items()}
        if node.get("nullable") and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]
        return node
    return [_nullable(each) for each in node] if isinstance(node, list) else node


@pytest.fixture(scope="module")
def spec():
    folder = os.environ.get("VENDOR_SPECS")
    path = Path(folder or "", "bigcommerce_orders_v2.yml")
    if not folder or not path.exists():
        pytest.skip("VENDOR_SPECS names no folder with the vendor's documents")
    yaml = pytest.importorskip("yaml")
    return _nullable(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture
def fits(spec):
    def fits(data, *names):
        for name in names:
            schema = {"$ref": f"#/components/schemas/{name}"}
            schema["components"] = spec["components"]
            jsonschema.validate(data, schema, cls=jsonschema.Draft4Validator)

    return fits


@pytest.fixture
def sim():
    with running(rate_scale=0) as simulator:
        yield simulator


def test_what_is_sent_and_what_the_simulator_answers(sim, fits, monkeypatch):
    seller = records.register_seller(sim, SELLER)
    given = seller["credentials"] | {"allow_private_hosts": "1"}
    store = connect("bigcommerce", given, Limiter({}))
    seen = []
    call = store._client.call

    def watched(method, url, **arguments):
        answer = call(method, url, **arguments)
        seen.append((arguments["operation"], arguments.get("json"), answer.data))
        return answer

    monkeypatch.setattr(store._client, "call", watched)
    (made,) = order_records.add_orders(sim, [SELLER | {"items": [{"quantity": 2}]}])
    order = store.order(made["order_id"])
    told = replace(
        vendor().shipment,
        order_ref=order.ref,
        lines=(replace(vendor().shipment.lines[0], line_ref=order.lines[0].ref),),
    )
    store.confirm(told)
    other = {"carrier_code": "other", "carrier_name": "Bike & Co", "service": ""}
    store.amend(replace(told, **other, tracking_url="https://example.com/1"), told)
    store.orders(told.shipped_at)
    sent = {operation: json for operation, json, _data in seen if json}
    answered = {operation: data for operation, _json, data in seen}
    fits(sent["createOrderShipments"], "orderShipment_Post")
    fits(sent["updateOrderShipment"], "orderShipment_Put")
    fits(answered["createOrderShipments"], "orderShipment")
    fits(answered["updateOrderShipment"], "orderShipment")
    for document in (answered["getOrder"], *answered["getOrders"]):
        fits(document, "order_Shared", "order_RespOnly")
    assert [fits(row, "orderProducts") for row in answered["getOrderProducts"]]
    assert [fits(row, "orderShipment") for row in answered["getOrderShipments"]]


def test_our_canned_answers(fits):
    fits(ORDER, "order_Shared", "order_RespOnly")
    fits(SHIPMENT, "orderShipment")
    assert [fits(row, "orderProducts") for row in PRODUCTS]


def test_limits_and_words_are_the_vendors(spec):
    post = spec["components"]["schemas"]["orderShipment_Post"]["properties"]
    assert post["tracking_number"]["maxLength"] == MAX_NUMBER
    assert post["tracking_link"]["maxLength"] == MAX_LINK
    listed = set(spec["components"]["schemas"]["shipping_provider_standard"]["enum"])
    assert {code for code in NAMES if is_provider(code)} == listed - {""}
    own = SCHEMAS["definitions"]["provider"]["anyOf"][0]["enum"]
    assert set(own) == listed
    statuses = spec["components"]["responses"]["orderStatusCollection_Resp"]
    examples = statuses["content"]["application/json"]["examples"]["response"]
    ids = {row["id"] for row in examples["value"]}
    assert ids == {*STATUSES, *BY_QUANTITIES}


def test_operations_are_called_as_the_vendor_calls_them(spec):
    documented = {
        operation["operationId"]
        for methods in spec["paths"].values()
        for operation in methods.values()
        if isinstance(operation, dict) and "operationId" in operation
    }
    source = (
        Path(__file__)
        .parents[2]
        .joinpath("shipgear_ecommerce_status", "connectors", "bigcommerce")
    )
    text = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    used = {name for name in documented if f'"{name}"' in text}
    assert used == {
        *("getOrders", "getOrder", "updateOrder", "getOrderProducts"),
        *("getOrderShipments", "createOrderShipments"),
        *("updateOrderShipment", "deleteOrderShipment"),
    }
