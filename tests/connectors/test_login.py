# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Access tokens from a token endpoint, and refresh tokens that replace themselves."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from connectors.base import CallLog, Throttled, Unauthorized, Unavailable
from connectors.http import Client
from connectors.login import Login
from connectors.refusals import explain_token
from connectors.text import _lt
from loopback import Reply

AGAIN = _lt("Log in again.")


@pytest.fixture
def client():
    client = Client(CallLog(), allow_private_hosts=True)
    yield client
    client.close()


@pytest.fixture
def kept():
    return []


@pytest.fixture
def login(client, marketplace, kept):
    return Login(
        client,
        marketplace.url + "/token",
        {"grant_type": "refresh_token", "refresh_token": "first"},
        headers={"Authorization": "Basic abc"},
        explain=explain_token({"invalid_grant": AGAIN}, {}),
        keep_refresh_token=kept.append,
    )


def test_a_token_is_asked_for_once(login, marketplace):
    assert login.token("orders") == login.token("writeback") == "Atza|access-1"
    (request,) = marketplace.token_requests
    assert request.headers["authorization"] == "Basic abc"
    assert parse_qs(request.body.decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["first"],
    }


def test_a_refresh_token_that_was_replaced_is_kept_and_used(login, marketplace, kept):
    answer = {"access_token": "one", "refresh_token": "second", "expires_in": 3600}
    marketplace.token_script = [Reply(200, answer), Reply(200, answer)]
    assert login.token("orders") == "one"
    assert kept == ["second"]
    login.token("orders", refused="one")
    fields = parse_qs(marketplace.token_requests[-1].body.decode())
    assert fields["refresh_token"] == ["second"]
    assert kept == ["second"]


@pytest.mark.parametrize(
    ("reply", "error", "hint"),
    [
        (Reply(400, {"error": "invalid_grant"}), Unauthorized, AGAIN),
        (Reply(400, {"error": "brand_new"}), Unavailable, "address"),
        (Reply(401, b""), Unauthorized, ""),
        (Reply(429, b"", {"Retry-After": "3"}), Throttled, ""),
        (Reply(200, {"token": 1}), Unavailable, "token endpoint"),
    ],
)
def test_a_failed_login_is_the_accounts_or_the_platforms(
    login, marketplace, reply, error, hint
):
    marketplace.token_script = [reply]
    with pytest.raises(error) as caught:
        login.token("orders")
    assert hint in caught.value.hint


def test_no_token_is_in_the_records(login, client):
    token = login.token("orders")
    (call,) = client._calls.take()
    assert call.operation == "token"
    assert token not in call.request + call.response
    assert client.redact(f"a {token} b") == "a [hidden] b"
