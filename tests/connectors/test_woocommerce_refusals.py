# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every way a shop says no is one of our errors, with something to do about it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from connectors import connect
from connectors.base import (
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from connectors.woocommerce.ways import WAYS
from loopback import Reply
from vendor_woocommerce import error, order

SINCE = datetime(2026, 3, 1, tzinfo=timezone.utc)
READ_ONLY = "The API key provided does not have write permissions."
PAGE = "<!doctype html><title>Wordfence</title><h1>Blocked</h1>"
#: What a shop answers -> our class and a word of the hint.
ANSWERS = [
    (404, error("rest_no_route", 404), Unauthorized, "Permalinks"),
    (404, PAGE, Unauthorized, "Permalinks"),
    (403, PAGE, Unauthorized, "firewall"),
    (503, PAGE, Unavailable, "again"),
    (400, PAGE, Unavailable, "API"),
    (401, error("rest_disabled", 401), Unauthorized, "firewall"),
    (403, error("rest_forbidden", 403), Unauthorized, "firewall"),
    (401, error("woocommerce_rest_authentication_error", 401, READ_ONLY),
     Unauthorized, "may not write"),
    (401, error("woocommerce_rest_authentication_error", 401), Unauthorized, "revoked"),
    (403, error("woocommerce_rest_cannot_view", 403), Unauthorized, "manager"),
    (400, error("rest_invalid_param", 400, "Invalid parameter(s): orderby"),
     Rejected, "5.8"),
    (429, error("too_many_requests", 429), Throttled, ""),
    (500, error("internal_server_error", 500), Unavailable, "again"),
    (200, error("woocommerce_rest_cannot_view", 403), Unauthorized, "manager"),
    (200, error("rest_no_route", 404), Unauthorized, "Permalinks"),
    (200, PAGE, Unavailable, ""),
    (200, b"<b>Warning</b>: Undefined key in x.php\n[]", Unavailable, ""),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_way_is_known():
    WAYS._ways.clear()


@pytest.fixture
def connector(marketplace):
    connector = connect(
        "woocommerce",
        {
            "shop_url": marketplace.url,
            "consumer_key": "ck_key",
            "consumer_secret": "cs_secret",
            "allow_private_hosts": "1",
        },
    )
    WAYS.keep(connector._account, "completion")
    yield connector
    connector.close()


@pytest.mark.parametrize(("status", "body", "kind", "word"), ANSWERS)
def test_a_refusal_to_read(marketplace, connector, status, body, kind, word):
    marketplace.default = Reply(status, body)
    with pytest.raises(kind) as failure:
        connector.order("745")
    assert type(failure.value) is kind
    assert word in failure.value.hint
    assert failure.value.message


def test_a_key_that_may_only_read(marketplace, connector):
    refused = error("woocommerce_rest_authentication_error", 401, READ_ONLY)
    marketplace.default = Reply(401, refused)
    with pytest.raises(Unauthorized) as failure:
        connector.probe("writeback")
    assert "Read/Write" in failure.value.hint


def test_an_order_that_is_gone_meanwhile(marketplace, connector):
    gone = error("woocommerce_rest_shop_order_invalid_id", 404)
    marketplace.script = [Reply(404, gone), Reply(200, [])]
    with pytest.raises(Rejected) as failure:
        connector.order("745")
    assert failure.value.code == "unknown_order"


def test_a_redirect_says_where_to(marketplace, connector):
    marketplace.default = Reply(301, b"", {"Location": "https://www.example.com/"})
    with pytest.raises(Exception, match="www.example.com") as failure:
        connector.order("745")
    assert failure.value.hint


def test_an_update_that_the_host_wants_later(marketplace, connector):
    marketplace.default = Reply(503, "busy", {"Retry-After": "30"})
    with pytest.raises((Throttled, Unavailable)):
        connector.orders(SINCE)


def test_markup_of_a_message_is_left_out(marketplace, connector):
    body = error("x", 400, "Order &#8220;7&#8221; <strong>is</strong> odd.")
    marketplace.default = Reply(400, body)
    with pytest.raises(Rejected, match="^Order “7” is odd.$"):
        connector.order("745")


def test_an_order_is_pending_until_it_is_paid(marketplace, connector):
    words = {
        "pending": "pending", "on-hold": "pending", "failed": "pending",
        "checkout-draft": "pending", "processing": "unshipped",
        "packing": "unshipped", "wc-completed": "shipped", "delivered": "shipped",
        "partial-shipped": "partial", "cancelled": "canceled", "refunded": "canceled",
    }  # fmt: skip
    for word, status in words.items():
        marketplace.script = [Reply(200, order() | {"status": word})]
        assert connector.order("745").status == status, word
