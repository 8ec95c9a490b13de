# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Answers against our own schemas, and against the vendor's where it is at hand.

Set ``VENDOR_SPECS`` to a folder with the vendor's API models to check those, too.
"""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

OWN = Path(__file__).resolve().parents[1] / "fixtures" / "amazon_answers"
VENDOR = os.environ.get("VENDOR_SPECS")
ORDERS, ORDERS_V0, LISTINGS = (
    "amazon_orders_2026-01-01.json",
    "amazon_ordersV0.json",
    "amazon_listingsItems_2021-08-01.json",
)
EVERYTHING = (
    "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,"
    "FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS"
)


def own_problems(name: str, body) -> list[str]:
    schema = json.loads((OWN / f"{name}.json").read_text())
    found = Draft202012Validator(schema).iter_errors(body)
    return [error.message for error in found]


def vendor_problems(model: str, definition: str, body) -> list[str]:
    contents = json.loads((Path(VENDOR) / model).read_text())
    resource = Resource(contents=contents, specification=DRAFT4)
    registry = Registry().with_resource("vendor:model", resource)
    schema = {"$ref": f"vendor:model#/definitions/{definition}"}
    found = Draft4Validator(schema, registry=registry).iter_errors(body)
    return [error.message for error in found]


@pytest.fixture
def scene(client):
    """Orders in every state, items, and an order shipped in two packages."""
    client.control("POST", "items/generate", {"count": 12})
    client.control("POST", "orders/generate", {"count": 3, "lines": 3})
    for status in ("pending", "canceled", "shipped", "partial"):
        client.new_order(2, 1, status=status)
    client.new_order(fulfilled_by="marketplace", status="shipped")
    order = client.new_order(1, 1)
    for reference, line in zip("12", order["items"], strict=True):
        lines = [{"orderItemId": line["order_item_id"], "quantity": 1}]
        client.confirm(order, packageReferenceId=reference, orderItems=lines)
    client.order_id = order["order_id"]
    return client


def long_search(client):
    return client.search(
        createdAfter="2020-01-01T00:00:00Z",
        includedData=EVERYTHING,
        maxResultsPerPage=5,
    )


def refused(client):
    return client.search(createdAfter="never")


def throttled(client):
    client.fault("throttle", count=1)
    return client.search(createdAfter="never")


def refused_confirmation(client):
    return client.confirm(client.new_order(), trackingNumber="")


ANSWERS = [
    ("orders", long_search, 200, ORDERS, "SearchOrdersResponse"),
    (
        "order",
        lambda client: client.order(client.order_id, EVERYTHING),
        200,
        ORDERS,
        "GetOrderResponse",
    ),
    (
        "listings",
        lambda client: client.listings(includedData="summaries,attributes,issues"),
        200,
        LISTINGS,
        "ItemSearchResults",
    ),
    ("errors", refused, 400, ORDERS, "ErrorList"),
    ("errors", throttled, 429, ORDERS, "ErrorList"),
    (
        "errors",
        refused_confirmation,
        400,
        ORDERS_V0,
        "ConfirmShipmentErrorResponse",
    ),
    ("token", lambda client: client.ask_token(), 200, None, None),
    (
        "token_error",
        lambda client: client.ask_token(refresh_token="stale"),
        400,
        None,
        None,
    ),
]


@pytest.mark.parametrize(("name", "call", "status", "model", "definition"), ANSWERS)
def test_an_answer_has_the_shape_that_we_read(
    scene, name, call, status, model, definition
):
    answer = call(scene)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert own_problems(name, answer.json()) == []


@pytest.mark.skipif(not VENDOR, reason="VENDOR_SPECS names no folder")
@pytest.mark.parametrize(
    ("name", "call", "status", "model", "definition"),
    [answer for answer in ANSWERS if answer[3]],
)
def test_an_answer_has_the_shape_that_the_vendor_documents(
    scene, name, call, status, model, definition
):
    answer = call(scene)
    assert answer.status_code == status
    assert vendor_problems(model, definition, answer.json()) == []


@pytest.mark.skipif(not VENDOR, reason="VENDOR_SPECS names no folder")
def test_limits_and_bursts_are_those_that_the_vendor_documents(simulator):
    """The models give them in a table: | rate | burst |."""
    documented = {}
    for model in (ORDERS, ORDERS_V0, LISTINGS):
        paths = json.loads((Path(VENDOR) / model).read_text())["paths"]
        for path, operations in paths.items():
            for operation in operations.values():
                if isinstance(operation, dict) and "operationId" in operation:
                    key = (operation["operationId"], "v0" in path)
                    table = operation["description"].split("| ---- | ---- |\n| ")
                    numbers = table[1].split(" |\n")[0].split(" | ")
                    documented[key] = tuple(map(float, numbers))
    for route in simulator.platforms["amazon"].routes:
        # The sandbox has one limit for all that it takes, which no model gives.
        if route.limit and not route.operation.startswith("sandbox"):
            ours = (route.limit.rate, route.limit.burst)
            assert ours == documented[route.operation, "v0" in route.path]


@pytest.mark.parametrize("name", ["orders", "order", "listings", "errors", "token"])
def test_our_schemas_refuse_an_answer_without_its_parts(name):
    assert own_problems(name, {})


def test_our_schemas_refuse_an_order_with_a_field_of_another_type(scene):
    body = scene.order(scene.order_id).json()
    assert own_problems("order", body) == []
    body["order"]["packages"][0]["packageReferenceId"] = 1
    assert own_problems("order", body)
