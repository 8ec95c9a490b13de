# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import threading

import pytest
import requests
from seller import OTHER_UPS_NUMBER, UPS_NUMBER, Client

# --- What the marketplace believes ------------------------------------------


def test_the_ledger_says_what_was_accepted_and_from_whom(client):
    order = client.new_order(2)
    client.confirm(order, packageReferenceId="42")
    (entry,) = client.ledger()["confirmations"]
    line_id = order["items"][0]["order_item_id"]
    assert entry.pop("time")
    assert entry == {
        "platform": "amazon",
        "seller": "A1SELLER",
        "order": order["order_id"],
        "reference": "42",
        "tracking": UPS_NUMBER,
        "carrier": "UPS",
        "service": "Ground",
        "shipped_at": "2026-02-03T10:00:00.000Z",
        "lines": [{"order_item_id": line_id, "quantity": 2}],
        "kind": "new",
        "told": True,
        "source": "api",
    }


def test_the_ledger_can_be_asked_about_one_order_or_seller(client, other_client):
    orders = [client.new_order(), client.new_order()]
    for order in orders:
        client.confirm(order)
    theirs = other_client.new_order()
    other_client.confirm(theirs)

    def found(**query):
        return [each["order"] for each in client.ledger(**query)["confirmations"]]

    assert found(order=orders[1]["order_id"]) == [orders[1]["order_id"]]
    assert found(seller="A2SELLER") == [theirs["order_id"]]
    assert len(found()) == 3


def test_a_customer_who_is_told_the_same_twice_stands_out(client):
    order = client.new_order(2)
    line_id = order["items"][0]["order_item_id"]
    for reference in ("1", "2"):
        lines = [{"orderItemId": line_id, "quantity": 1}]
        client.confirm(order, packageReferenceId=reference, orderItems=lines)
    assert client.ledger()["summary"]["told_twice"] == [
        {"order": order["order_id"], "tracking": UPS_NUMBER, "times": 2}
    ]


def test_two_parcels_with_their_own_numbers_are_no_double_message(client):
    order = client.new_order(2)
    line_id = order["items"][0]["order_item_id"]
    for reference, number in (("1", UPS_NUMBER), ("2", OTHER_UPS_NUMBER)):
        lines = [{"orderItemId": line_id, "quantity": 1}]
        client.confirm(
            order,
            packageReferenceId=reference,
            trackingNumber=number,
            orderItems=lines,
        )
    summary = client.ledger()["summary"]
    assert (summary["told"], summary["told_twice"]) == (2, [])


def test_confirmations_from_many_threads_are_all_counted_once(simulator, client):
    orders = [client.new_order() for _ in range(60)]
    token = client.session.headers["x-amz-access-token"]

    def ship(part):
        own = Client(client.url, client.seller)
        own.session.headers["x-amz-access-token"] = token
        for order in part:
            assert own.confirm(order).status_code == 204

    # Every order is sent by two threads at once.
    parts = [orders[i::4] for i in range(4)] * 2
    threads = [threading.Thread(target=ship, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    summary = client.ledger()["summary"]
    assert (summary["new"], summary["repeats"], summary["told"]) == (60, 60, 60)
    assert all(simulator.ledger.told(order["order_id"]) == 1 for order in orders)


# --- What it was asked ------------------------------------------------------


def test_calls_are_counted_by_operation_seller_and_status(client, other_client):
    order = client.new_order()
    client.confirm(order)
    client.confirm(order, shipDate="never")
    other_client.listings()
    stats = client.control("GET", "stats")
    assert stats["operations"]["amazon.confirmShipment"] == {"204": 1, "400": 1}
    assert stats["operations"]["amazon.token"] == {"200": 2}
    assert stats["sellers"]["A2SELLER"] == {
        "amazon.token": {"200": 1},
        "amazon.searchListingsItems": {"200": 1},
    }


def test_calls_on_one_connection_count_one_connection(client):
    before = client.control("GET", "stats")["connections"]["accepted"]
    order = client.new_order()
    for _ in range(5):
        client.order(order["order_id"])
    assert client.control("GET", "stats")["connections"]["accepted"] == before
    requests.get(f"{client.url}/_sim/health", timeout=5)
    assert client.control("GET", "stats")["connections"]["accepted"] == before + 1


def test_a_reset_forgets_everything_but_the_settings(client):
    client.control("PATCH", "settings", {"latency_ms": 1})
    client.confirm(client.new_order())
    client.fault("error500", order="none")
    client.control("POST", "reset")
    assert client.control("GET", "sellers")["sellers"] == []
    assert client.control("GET", "orders")["orders"] == []
    assert client.control("GET", "faults")["faults"] == []
    assert client.ledger()["confirmations"] == []
    assert client.control("GET", "stats")["calls"] == 0
    assert client.control("GET", "settings")["latency_ms"] == 1


def test_a_reset_of_one_part_leaves_the_others(client):
    order = client.new_order()
    client.confirm(order)
    client.control("POST", "reset", {"parts": ["ledger"]})
    assert client.ledger()["confirmations"] == []
    assert client.control("GET", f"orders/{order['order_id']}")["status"] == "shipped"
    assert client.order(order["order_id"]).status_code == 200


# --- Setting the scene ------------------------------------------------------


def test_an_order_gets_what_it_was_not_given(client):
    order = client.control("POST", "orders", {})["orders"][0]
    assert order["seller_id"] == "A1SELLER"
    assert order["status"] == "unshipped"
    assert len(order["order_id"]) == 19
    (line,) = order["items"]
    assert line["quantity"] == 1
    assert line["order_item_id"]


def test_an_order_is_made_as_it_was_told(client):
    line = {"order_item_id": "77", "sku": "S", "title": "T", "number": "B000000009"}
    told = {
        "order_id": "114-1234567-7654321",
        "items": [line | {"quantity": 4}],
        "purchased_at": "2026-01-01T08:00:00Z",
        "ship_by": "2026-01-03T08:00:00Z",
        "programs": ["PRIME"],
    }
    client.control("POST", "orders", {"orders": [told]})
    body = client.order("114-1234567-7654321").json()["order"]
    assert body["createdTime"] == "2026-01-01T08:00:00.000Z"
    window = body["fulfillment"]["shipByWindow"]
    assert window["latestDateTime"] == "2026-01-03T08:00:00.000Z"
    assert body["programs"] == ["PRIME"]
    product = {"asin": "B000000009", "title": "T", "sellerSku": "S"}
    assert body["orderItems"][0]["product"] == product


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("POST", "orders", {"seller_id": "nobody"}, 400),
        ("POST", "orders", {"status": "lost"}, 400),
        ("POST", "orders", {"platform": "bazaar"}, 400),
        ("POST", "orders", {"purchased_at": "soon"}, 400),
        ("POST", "sellers", {}, 400),
        ("POST", "sellers", {"seller_id": "X", "rights": ["everything"]}, 400),
        ("PATCH", "settings", {"colour": 1}, 400),
        ("PATCH", "orders/none", {"status": "canceled"}, 404),
        ("GET", "orders/none", None, 404),
        ("GET", "nonsense", None, 404),
    ],
)
def test_a_control_call_that_makes_no_sense_is_told_so(
    client, method, path, data, status
):
    answer = client.session.request(method, f"{client.url}/_sim/{path}", json=data)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_of_a_list_with_a_mistake_nothing_is_created(client):
    rows = [{}, {"status": "lost"}]
    answer = client.session.post(f"{client.url}/_sim/orders", json=rows)
    assert answer.status_code == 400
    assert client.control("GET", "orders")["total"] == 0


def test_an_order_id_cannot_be_used_twice(client):
    order = client.new_order()
    answer = client.session.post(
        f"{client.url}/_sim/orders", json={"order_id": order["order_id"]}
    )
    assert answer.status_code == 400


def test_a_person_may_ship_a_part_by_hand_but_not_more_than_there_is(client):
    order = client.new_order(2, 1)
    path = f"orders/{order['order_id']}"
    first = order["items"][0]["order_item_id"]
    by_hand = {"tracking": "X", "lines": [{"order_item_id": first, "quantity": 2}]}
    assert client.control("PATCH", path, {"ship": by_hand})["status"] == "partial"
    assert client.control("PATCH", path, {"ship": {}})["status"] == "shipped"
    answer = client.session.patch(f"{client.url}/_sim/{path}", json={"ship": {}})
    assert answer.status_code == 400


def test_the_demo_can_be_loaded_twice_and_its_sellers_can_log_in(simulator):
    client = Client(simulator.url, {})
    first = client.control("POST", "demo")
    assert client.control("POST", "demo") == first
    for seller in first["sellers"]:
        own = Client(simulator.url, seller).log_in()
        found = own.search(createdAfter="2020-01-01T00:00:00Z").json()["orders"]
        assert len(found) >= 3
        assert own.listings().json()["numberOfResults"] == 3
