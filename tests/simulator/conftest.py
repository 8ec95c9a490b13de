# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A running simulator, and sellers who are logged in to it."""

import pytest
from seller import OTHER, SELLER, Client

from simulator import running


def _client(simulator, seller: dict) -> Client:
    client = Client(simulator.url, seller)
    client.control("POST", "sellers", seller)
    return client.log_in()


@pytest.fixture
def simulator():
    """A simulator without limits."""
    with running(rate_scale=0) as simulator:
        yield simulator


@pytest.fixture
def client(simulator):
    """A seller who is logged in."""
    return _client(simulator, SELLER)


@pytest.fixture
def other_client(simulator):
    """Another seller, on another marketplace."""
    return _client(simulator, OTHER)
