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
from seller import SELLER, Client

from simulator import running

ROOT = Path(__file__).resolve().parents[2]


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
    others = set(threading.enumerate())  # other tests have servers as well
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
    ours = set(threading.enumerate()) - others
    serving = [each for each in ours if "process_request" in each.name]
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
