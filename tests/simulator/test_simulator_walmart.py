# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart's simulator answers as Walmart documents it, and refuses what it refuses."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path

import jsonschema
import pytest
import requests

from simulator import order_records, records, running

FIXTURES = Path(__file__).parents[1] / "fixtures" / "walmart"
NUMBER = "1Z999AA10123456784"


def fits(value, schema):
    text = (FIXTURES / f"{schema}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(value, json.loads(text))


class Client:
    """A seller's program that knows only what Walmart documents."""

    def __init__(self, simulator):
        self.simulator = simulator
        row = {"platform": "walmart", "seller_id": "ONE"}
        self.keys = records.register_seller(simulator, row)["credentials"]
        self.session = requests.Session()
        self.log_in()

    def log_in(self):
        form = {"grant_type": "client_credentials"}
        keys = self.keys["client_id"], self.keys["client_secret"]
        self.token = self.send("POST", "/v3/token", data=form, auth=keys)

    def send(self, method, path, **more):
        headers = {
            "WM_SVC.NAME": "Walmart Marketplace",
            "WM_QOS.CORRELATION_ID": str(uuid.uuid4()),
            "Accept": "application/json",
        } | more.pop("headers", {})
        if hasattr(self, "token"):
            headers["WM_SEC.ACCESS_TOKEN"] = self.token.json()["access_token"]
        url = self.keys["endpoint"] + path
        return self.session.request(method, url, headers=headers, **more)

    def new_order(self, *quantities, **more):
        items = [{"quantity": n, "order_item_id": str(i)} for i, n in
                 enumerate(quantities, start=1)]  # fmt: skip
        row = {"platform": "walmart", "seller_id": "ONE", "items": items}
        (order,) = order_records.add_orders(self.simulator, [row | more])
        return order["order_id"]

    def acknowledge(self, order):
        return self.send("POST", f"/v3/orders/{order}/acknowledge")

    def ship(self, order, quantity=1, **info):
        body = shipment(order, quantity, **info)
        fits(body, "shippingUpdates")
        return self.send("POST", f"/v3/orders/{order}/shipping", json=body)


def shipment(order, quantity, **info):
    tracking = {
        "shipDateTime": int(time.time() * 1000) - 60_000,
        "carrierName": {"carrier": "UPS"},
        "methodCode": "Value",
        "trackingNumber": NUMBER,
    } | info
    status = {
        "status": "Shipped",
        "statusQuantity": {"unitOfMeasurement": "EACH", "amount": str(quantity)},
        "trackingInfo": tracking,
    }
    line = {
        "lineNumber": "1",
        "sellerOrderId": order,
        "orderLineStatuses": {"orderLineStatus": [status]},
    }
    return {"orderShipment": {"orderLines": {"orderLine": [line]}}}


@pytest.fixture
def client():
    with running(rate_scale=0) as simulator:
        client = Client(simulator)
        yield client
        client.session.close()


def test_answers_have_the_shape_that_walmart_documents(client):
    assert client.token.json()["expires_in"] == 900
    fits(client.send("GET", "/v3/token/detail").json(), "tokenDetail")
    records.add_items(
        client.simulator, [{"platform": "walmart", "seller_id": "ONE", "sku": "A"}]
    )
    fits(client.send("GET", "/v3/items?limit=1").json(), "items")
    order = client.new_order(2, 1)
    fits(client.send("GET", f"/v3/orders/{order}").json(), "order")
    fits(client.acknowledge(order).json(), "order")
    fits(client.ship(order).json(), "order")
    found = client.send("GET", "/v3/orders?shipNodeType=SellerFulfilled&limit=1")
    fits(found.json(), "orders")


def test_what_is_not_acknowledged_is_not_shipped(client):
    order = client.new_order(1)
    refused = client.ship(order)
    assert refused.status_code == 400 and "acknowledged" in refused.text
    client.acknowledge(order)
    assert client.ship(order).status_code == 200


def test_a_part_told_twice_counts_twice_until_nothing_is_left(client):
    order = client.new_order(2)
    client.acknowledge(order)
    assert [client.ship(order).status_code for _time in range(3)] == [200, 200, 400]
    assert "in SHIPPED status" in client.ship(order).text
    line = client.send("GET", f"/v3/orders/{order}").json()["order"]["orderLines"]
    statuses = line["orderLine"][0]["orderLineStatuses"]["orderLineStatus"]
    assert [one["status"] for one in statuses] == ["Shipped", "Shipped"]


def test_more_than_was_bought_is_refused(client):
    order = client.new_order(2)
    client.acknowledge(order)
    refused = client.ship(order, 3)
    assert refused.status_code == 400 and "OverShipped" in refused.text
    (told,) = refused.json()["errors"]["error"]
    assert told["code"] == "INVALID_REQUEST_CONTENT.GMP_ORDER_API"


@pytest.mark.parametrize(
    ("info", "word"),
    [
        ({"carrierName": {"carrier": "ups"}}, "Carrier"),
        ({"carrierName": {"otherCarrier": "Bike"}}, "trackingURL"),
        ({"shipDateTime": int(time.time() + 10**6) * 1000}, "future"),
        ({"methodCode": "Slow"}, "Method code"),
        ({"trackingNumber": " "}, "Tracking number"),
    ],
)
def test_what_walmart_does_not_take_is_refused(client, info, word):
    order = client.new_order(1)
    client.acknowledge(order)
    body = shipment(order, 1, **info)
    refused = client.send("POST", f"/v3/orders/{order}/shipping", json=body)
    assert refused.status_code == 400 and word in refused.text


def test_a_correction_is_taken_for_four_hours(client):
    order = client.new_order(1)
    client.acknowledge(order)
    client.ship(order)

    def correct(before, after):
        body = shipment(order, 1, trackingNumber=after)
        body["orderShipment"]["processMode"] = "PARTIAL_UPDATE"
        (line,) = body["orderShipment"]["orderLines"]["orderLine"]
        (status,) = line["orderLineStatuses"]["orderLineStatus"]
        status["currentTrackingInfo"] = {"trackingNumber": before}
        fits(body, "shippingUpdates")
        return client.send("POST", f"/v3/orders/{order}/shipping", json=body)

    assert "NEW1" in correct(NUMBER, "NEW1").text
    assert correct(NUMBER, "NEW2").status_code == 400
    client.simulator.clock.advance(4 * 3600 + 60)
    client.log_in()
    late = correct("NEW1", "NEW2")
    assert late.status_code == 400 and "4 hours" in late.text


def test_a_token_lasts_a_quarter_of_an_hour(client):
    client.simulator.clock.advance(899)
    assert client.send("GET", "/v3/token/detail").status_code == 200
    client.simulator.clock.advance(2)
    assert client.send("GET", "/v3/token/detail").status_code == 401


def test_a_call_without_walmarts_headers_is_refused(client):
    order = client.new_order(1)
    refused = client.send("GET", f"/v3/orders/{order}", headers={"WM_SVC.NAME": ""})
    assert refused.status_code == 400 and "WM_SVC.NAME" in refused.text
    refused = client.send(
        "GET", f"/v3/orders/{order}", headers={"WM_QOS.CORRELATION_ID": ""}
    )
    assert refused.status_code == 400


def test_an_empty_search_is_404(client):
    assert client.send("GET", "/v3/orders?limit=1").status_code == 404
