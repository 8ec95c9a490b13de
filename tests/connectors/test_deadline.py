# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""When a run must be over it is over, and nothing is sent after that."""

from __future__ import annotations

import socket
import time

import pytest
from connectors.base import CallLog, Deadline, OutcomeUnknown, Throttled, Unreachable
from connectors.http import Client
from loopback import Reply


@pytest.fixture
def deadline():
    return Deadline()


@pytest.fixture
def client(deadline):
    client = Client(CallLog(), deadline=deadline, allow_private_hosts=True)
    yield client
    client.close()


def post(client, url):
    return client.call("POST", url, api="writeback", operation="write", json={})


def test_a_call_in_flight_is_cut_when_the_run_must_end(marketplace, client, deadline):
    marketplace.default = Reply(200, b" " * 200, {}, act="drip")
    deadline.at = time.monotonic() + 0.5
    started = time.monotonic()
    with pytest.raises(OutcomeUnknown):
        post(client, marketplace.url)
    assert time.monotonic() - started < 3


def test_after_the_end_of_the_run_nothing_is_called(marketplace, client, deadline):
    deadline.at = time.monotonic() - 1
    with pytest.raises(Throttled) as caught:
        post(client, marketplace.url)
    assert caught.value.code == "out_of_time"
    assert marketplace.requests == []


def test_a_name_that_is_found_too_late_is_not_called(
    marketplace, client, deadline, monkeypatch
):
    """By then the lease may be over, and somebody else have the shipment."""
    look_up = socket.getaddrinfo

    def slow(*args, **kwargs):
        time.sleep(0.6)
        return look_up(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    deadline.at = time.monotonic() + 0.3
    with pytest.raises(Unreachable):
        post(client, marketplace.url)
    assert marketplace.requests == []
