# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The simulated Shopify refuses what Shopify refuses, in its words.

What is expected here are answers of the real API (version 2026-04).
"""

from __future__ import annotations

import pytest
import requests

from simulator import order_records, records, running

CREATE = """mutation Create($f: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $f) {
  fulfillment { id status trackingInfo { number company } fulfillmentLineItems(first: 5)
    { nodes { quantity } } } userErrors { field message } } }"""
ORDER = """query Read($id: ID!) { order(id: $id) { displayFulfillmentStatus
  fulfillmentOrders(first: 5) { nodes { id status lineItems(first: 5)
    { nodes { id remainingQuantity } } } } } }"""
CANCEL = """mutation Cancel($id: ID!) { fulfillmentCancel(id: $id) {
  fulfillment { status } userErrors { field message } } }"""
UPDATE = """mutation Update($id: ID!, $t: FulfillmentTrackingInput!) {
  fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $t) {
    fulfillment { status trackingInfo { number } } userErrors { field message } } }"""
HOME = {"location": "1", "method": "SHIPPING"}


class Store:
    def __init__(self, sim, **options):
        self.sim = sim
        options |= {"login": "token"}
        row = {"platform": "shopify", "seller_id": "shop", "options": options}
        given = records.register_seller(sim, row)["credentials"]
        self.url = given["endpoint"] + "/admin/api/2026-10/graphql.json"
        self.headers = {"X-Shopify-Access-Token": given["access_token"]}

    def post(self, document, **variables):
        body = {"query": document, "variables": variables}
        return requests.post(self.url, json=body, headers=self.headers, timeout=5)

    def run(self, document, **variables):
        return self.post(document, **variables).json()

    def order(self, *quantities, **details):
        items = [{"quantity": quantity} for quantity in quantities]
        row = {"platform": "shopify", "items": items, "details": details}
        return order_records.add_orders(self.sim, [row])[0]

    def waiting(self, order):
        found = self.run(ORDER, id=f"gid://shopify/Order/{order['key']}")
        return found["data"]["order"]["fulfillmentOrders"]["nodes"]

    def create(self, *groups, **tracking):
        given = {"lineItemsByFulfillmentOrder": list(groups), "trackingInfo": tracking}
        return self.run(CREATE, f=given)["data"]["fulfillmentCreate"]


@pytest.fixture
def sim():
    with running(rate_scale=0) as simulator:
        yield simulator


@pytest.fixture
def store(sim):
    return Store(sim)


def group(waiting, quantity=None, line=0):
    chosen = {"fulfillmentOrderId": waiting["id"]}
    if quantity is not None:
        row = {"id": waiting["lineItems"]["nodes"][line]["id"], "quantity": quantity}
        chosen["fulfillmentOrderLineItems"] = [row]
    return chosen


def message(payload):
    (error,) = payload["userErrors"]
    assert payload["fulfillment"] is None
    return error["message"]


def test_without_lines_all_that_is_left_is_fulfilled(store):
    order = store.order(2, 1)
    (waiting,) = store.waiting(order)
    assert store.create(group(waiting, 1), number="1")["userErrors"] == []
    made = store.create(group(waiting), number="2", company="UPS")["fulfillment"]
    assert made["trackingInfo"] == [{"number": "2", "company": "UPS"}]
    assert [n["quantity"] for n in made["fulfillmentLineItems"]["nodes"]] == [1, 1]
    assert store.waiting(order)[0]["status"] == "CLOSED"


def test_what_a_fulfillment_must_not_be(store):
    order, other = store.order(1, 1), store.order(1)
    places = [HOME, HOME | {"location": "2"}, HOME | {"method": "NONE"}]
    split = store.order(1, 1, 1, places=places)
    (waiting,), (elsewhere,) = store.waiting(order), store.waiting(other)
    one, two, three = store.waiting(split)
    unknown = {"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/999999999999999"}
    gone = {"id": "gid://shopify/FulfillmentOrderLineItem/9", "quantity": 1}
    strange = group(waiting) | {"fulfillmentOrderLineItems": [gone]}
    create = store.create
    assert message(create(unknown)) == "Fulfillment order does not exist."
    assert message(create(strange)) == "Fulfillment order line item does not exist."
    assert message(create(group(waiting, 2))) == (
        "Invalid fulfillment order line item quantity requested."
    )
    assert message(create(group(waiting), group(elsewhere))).startswith(
        "All fulfillment orders must belong to the same order."
    )
    assert message(create(group(one), group(two))).endswith(
        "Multiple locations with ids [1, 2] were found."
    )
    assert message(create(group(one), group(three))).endswith(
        'Multiple delivery method types ["none", "shipping"] were found.'
    )
    # Quantities are judged before anything else.
    refused = create(unknown, group(waiting, 0))
    assert message(refused) == "Quantity must be greater than 0"
    assert refused["userErrors"][0]["field"][2:4] == ["1", "fulfillmentOrderLineItems"]
    assert store.sim.ledger.report()["summary"]["accepted"] == 0


def test_a_canceled_order_is_closed(store):
    order = store.order(1)
    order_records.patch_order(store.sim, order["order_id"], {"status": "canceled"})
    (waiting,) = store.waiting(order)
    number = waiting["id"].rpartition("/")[2]
    assert message(store.create(group(waiting))) == (
        f"Fulfillment order {number} has an unfulfillable status= closed."
    )


def test_canceling_and_correcting(store):
    order = store.order(1)
    made = store.create(group(store.waiting(order)[0]), number="1")["fulfillment"]
    for _time in range(2):
        done = store.run(CANCEL, id=made["id"])["data"]["fulfillmentCancel"]
        assert done == {"fulfillment": {"status": "CANCELLED"}, "userErrors": []}
    changed = store.run(UPDATE, id=made["id"], t={"number": "2"})["data"]
    assert changed["fulfillmentTrackingInfoUpdate"]["fulfillment"] == {
        "status": "CANCELLED",
        "trackingInfo": [{"number": "2"}],
    }
    assert store.waiting(order)[0]["status"] == "OPEN"
    unknown = "gid://shopify/Fulfillment/999999999999999"
    payload = store.run(CANCEL, id=unknown)["data"]["fulfillmentCancel"]
    assert message(payload) == "Fulfillment not found."
    payload = store.run(UPDATE, id=unknown, t={})["data"]
    assert message(payload["fulfillmentTrackingInfoUpdate"]) == (
        "Fulfillment does not exist."
    )


@pytest.mark.parametrize(
    ("document", "variables", "code"),
    [
        ("query A { order(id: $id ", {}, "PARSE_ERROR"),
        ("query A { shop { name ?} }", {}, "PARSE_ERROR"),
        (CANCEL, {}, "INVALID_VARIABLE"),
        (CANCEL, {"id": 1}, "INVALID_VARIABLE"),
        (CREATE, {"f": {"lines": []}}, "INVALID_VARIABLE"),
        (ORDER.replace("displayFul", "displayful"), {"id": "ORDER"}, "undefinedField"),
        ("query A { orders { nodes { id } } }", {}, "BAD_REQUEST"),
        (
            "query A { orders(first: 250) { nodes { lineItems(first: 250) { nodes { "
            "product { media(first: 250) { nodes { id } } } } } } } }",
            {},
            "MAX_COST_EXCEEDED",
        ),
    ],
)
def test_errors_of_documents(store, document, variables, code):
    key = f"gid://shopify/Order/{store.order(1)['key']}"
    variables = {k: key if v == "ORDER" else v for k, v in variables.items()}
    (error,) = store.run(document, **variables)["errors"]
    assert error["extensions"]["code"] == code


def test_id_0_is_no_id(store):
    nothing = {"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/0"}
    answer = store.run(CREATE, f={"lineItemsByFulfillmentOrder": [nothing]})
    assert answer["data"] == {"fulfillmentCreate": None}
    assert answer["errors"][0]["extensions"]["code"] == "RESOURCE_NOT_FOUND"


def test_points_are_taken_and_given_back(sim):
    sim.settings.rate_scale = 1.0
    store = Store(sim)
    order = store.order(1)
    for _call in range(30):
        answer = store.run(ORDER, id=f"gid://shopify/Order/{order['key']}")
        cost = answer["extensions"]["cost"]
        assert cost["requestedQueryCost"] == 21
        assert cost["actualQueryCost"] < 10
        left = cost["throttleStatus"]["currentlyAvailable"]
    assert 1500 < left < 2000
    (waiting,) = store.waiting(order)
    given = {"lineItemsByFulfillmentOrder": [group(waiting)]}
    answer = store.run(CREATE, f=given)
    assert answer["extensions"]["cost"]["requestedQueryCost"] == 10 + 1 + 5


def test_a_store_without_points_is_throttled(sim):
    sim.settings.rate_scale = 1e-9
    store = Store(sim)
    order = f"gid://shopify/Order/{store.order(1)['key']}"
    codes = set()
    for _call in range(500):
        answer = store.run(ORDER, id=order)
        for error in answer.get("errors", ()):
            codes.add(error["extensions"]["code"])
            assert "data" not in answer
            assert answer["extensions"]["cost"]["actualQueryCost"] is None
        if codes:
            break
    assert codes == {"THROTTLED"}


def test_who_asks_for_the_buyer_is_noted(store):
    order = f"gid://shopify/Order/{store.order(1)['key']}"
    store.run("query A($id: ID!) { order(id: $id) { id email } }", id=order)
    assert store.sim.ledger.buyer_data_requests == 1


def test_another_store_is_not_found(store):
    store.url = store.url.replace("/shop/", "/shops/")
    assert store.post(ORDER).status_code == 404


def test_a_restart_forgets_nothing(tmp_path):
    path = tmp_path / "journal"
    with running(rate_scale=0, state=path) as sim:
        store = Store(sim)
        order = store.order(2, places=[[HOME | {"quantity": 2}]])
        store.create(group(store.waiting(order)[0], 1), number="1")
    with running(rate_scale=0, state=path) as sim:
        (waiting,) = Store(sim).waiting(order)
        assert waiting["status"] == "IN_PROGRESS"
        assert waiting["lineItems"]["nodes"][0]["remainingQuantity"] == 1
