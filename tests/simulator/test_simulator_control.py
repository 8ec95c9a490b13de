# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from seller import OTHER_UPS_NUMBER, SELLER, UPS_NUMBER, Client

from simulator import running

ROOT = Path(__file__).resolve().parents[2]


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
    line = {"order_item_id": "77", "sku": "S", "title": "T", "asin": "B000000009"}
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


# --- The server itself ------------------------------------------------------


def raw(simulator, text: bytes) -> bytes:
    with socket.create_connection(simulator.server.server_address, 5) as connection:
        connection.sendall(text)
        received = b""
        while chunk := connection.recv(4096):
            received += chunk
    return received


def test_two_requests_sent_at_once_get_two_answers(simulator):
    one = b"GET /_sim/health HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /_sim/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert raw(simulator, one + last).count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize(
    "text",
    [
        b"nonsense\r\n\r\n",
        b"POST /_sim/reset HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /_sim/reset HTTP/1.1\r\nContent-Length: many\r\n\r\n",
    ],
)
def test_what_is_not_understood_is_answered_with_400(simulator, text):
    assert raw(simulator, text).startswith(b"HTTP/1.1 400 ")


def test_a_stopped_simulator_frees_its_port_and_wakes_hanging_calls():
    with running(rate_scale=0) as simulator:
        client = Client(simulator.url, SELLER)
        client.control("POST", "sellers", SELLER)
        client.log_in()
        client.fault("hang", seconds=60)
        order = client.new_order()
        port = simulator.server.server_address[1]
        outcome = []

        def call():
            try:
                outcome.append(client.confirm(order))
            except requests.ConnectionError as error:
                outcome.append(error)

        thread = threading.Thread(target=call)
        thread.start()
        while not simulator.stats.report()["faults"]:
            pass
    thread.join(5)
    assert isinstance(outcome[0], requests.ConnectionError)
    serving = [each for each in threading.enumerate() if "process_request" in each.name]
    for each in serving:
        each.join(5)
    assert not any(each.is_alive() for each in serving)
    with running(port=port) as again:
        assert requests.get(f"{again.url}/_sim/health", timeout=5).ok


def test_a_stopped_simulator_closes_idle_connections():
    with running() as simulator:
        idle = socket.create_connection(simulator.server.server_address, 5)
        idle.sendall(b"GET /_sim/stats HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b'"connections":{"accepted":1,"open":1}' in idle.recv(4096)
    assert idle.recv(4096) == b""
    idle.close()


# --- Restarts ---------------------------------------------------------------


def test_what_was_believed_survives_a_restart(tmp_path):
    options = {"rate_scale": 0, "state": tmp_path / "state.jsonl"}
    with running(**options) as simulator:
        client = Client(simulator.url, SELLER)
        client.control("POST", "sellers", SELLER)
        client.log_in()
        client.control("POST", "items/generate", {"count": 3})
        shipped, open_order, canceled = (client.new_order(2) for _ in range(3))
        client.confirm(shipped)
        path = f"orders/{canceled['order_id']}"
        client.control("PATCH", path, {"status": "canceled"})
        client.new_order(status="shipped")
        orders, ledger = client.control("GET", "orders"), client.ledger()
    with running(**options) as simulator:
        client.url = simulator.url
        assert client.control("GET", "orders") == orders
        assert client.ledger() == ledger
        assert client.listings().json()["numberOfResults"] == 3
        # The token of before is still good, and the package is still known.
        client.confirm(shipped)
        client.confirm(open_order)
        summary = client.ledger()["summary"]
    assert (summary["new"], summary["repeats"]) == (2, 1)


def test_a_forgotten_part_stays_forgotten_after_a_restart(tmp_path):
    options = {"rate_scale": 0, "state": tmp_path / "state.jsonl"}
    with running(**options) as simulator:
        client = Client(simulator.url, SELLER)
        client.control("POST", "sellers", SELLER)
        client.log_in().confirm(client.new_order())
        client.control("POST", "reset", {"parts": ["orders", "ledger"]})
    with running(**options) as simulator:
        client.url = simulator.url
        assert client.control("GET", "orders")["total"] == 0
        assert client.ledger()["confirmations"] == []
        assert len(client.control("GET", "sellers")["sellers"]) == 1


def start(*options: str) -> tuple[subprocess.Popen, str]:
    """Start the simulator as its users do; return it and its URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--port", "0", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    ready = process.stdout.readline()
    assert ready.startswith("simulator ready on http://127.0.0.1:")
    return process, ready.split()[-1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_stop(number):
    process, url = start("--demo", "--rate-scale", "0")
    assert len(requests.get(f"{url}/_sim/sellers", timeout=5).json()["sellers"]) == 2
    process.send_signal(number)
    assert process.wait(5) == 0
    assert process.stdout.read() == ""
    process.stdout.close()


def test_a_killed_simulator_remembers_every_answer_it_gave(tmp_path):
    state = str(tmp_path / "state.jsonl")
    process, url = start("--state", state)
    client = Client(url, SELLER)
    client.control("POST", "sellers", SELLER)
    order = client.log_in().new_order()
    assert client.confirm(order).status_code == 204
    process.kill()
    process.wait(5)
    process.stdout.close()
    with open(state, "a") as torn:
        torn.write('["package", {"platf')
    with running(state=state) as simulator:
        client.url = simulator.url
        assert client.confirm(order).status_code == 204
        summary = client.ledger()["summary"]
        assert (summary["new"], summary["repeats"]) == (1, 1)
    with running(state=state) as simulator:
        assert len(simulator.ledger.confirmations()) == 2
