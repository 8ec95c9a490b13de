# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Fixtures for connector tests: a loopback marketplace and an account on it."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from loopback import Marketplace

ADDON = Path(__file__).parents[2] / "shipgear_ecommerce_status"
if str(ADDON) not in sys.path:
    sys.path.insert(0, str(ADDON))


@pytest.fixture
def marketplace():
    server = Marketplace()
    yield server
    server.close()


@pytest.fixture
def sim():
    """A simulator without limits."""
    from simulator import running

    with running(rate_scale=0) as simulator:
        yield simulator


@pytest.fixture
def closed_port():
    """A port on loopback that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.fixture(autouse=True)
def no_tokens_from_other_tests():
    from connectors.tokens import TOKENS

    TOKENS.forget()


@pytest.fixture
def credentials(marketplace):
    return {
        "seller_id": "A2SELLER",
        "marketplace_id": "ATVPDKIKX0DER",
        "client_id": "amzn1.application-oa2-client.1",
        "client_secret": "amzn1.oa2-cs.v1.s3cr/et+value=1",
        "refresh_token": "Atzr|refresh/token+value=2",
        "endpoint": marketplace.url,
        "token_endpoint": marketplace.url + "/token",
        "allow_private_hosts": "1",
    }


@pytest.fixture
def amazon(credentials):
    from connectors import connect

    connector = connect("amazon", credentials)
    yield connector
    connector.close()
