# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every way BigCommerce says no is one of our errors, with something to do about it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from loopback import Reply
from vendor_bigcommerce import GATEWAY_403, NOT_FOUND, ORDER, PRODUCTS, TOO_MANY

PARCEL = Shipment(
    order_ref="1234",
    reference="00c0ffee",
    carrier_code="ups",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, tzinfo=timezone.utc),
    lines=(ShipmentLine("66", 1.0),),
)


def v2(status, message, **details):
    error = {"status": status, "message": message}
    return [error | {"details": details}] if details else [error]


def v3(status, title, **errors):
    return {"status": status, "title": title, "type": "about:blank", "errors": errors}


def written(name):
    return v2(
        400,
        f"The field '{name}' cannot be written to. Please remove it from your request "
        "before trying again.",
    )


#: BigCommerce's answer to a shipment -> our class, and words of message and hint.
ANSWERS = [
    (400, TOO_MANY, AlreadyShipped, "available to ship", "Mark as Confirmed"),
    (400, v2(400, "The field 'quantity' is invalid."), Rejected, "quantity", "items"),
    (400, written("product_id"), Rejected, "product_id", "does not say"),
    (400, v2(400, "The field 'order_address_id' is invalid."), Rejected, "", "items"),
    (400, v2(400, "The field 'order_product_id' is invalid."), Rejected, "", "items"),
    (400, written("items"), Rejected, "items", "items"),
    (400, v2(400, "The field 'tracking_number' is invalid."), Rejected, "",
     "tracking number"),
    (400, v2(400, "The field 'tracking_link' is invalid."), Rejected, "",
     "tracking link"),
    (400, v2(400, "The field 'tracking_carrier' is invalid."), Rejected, "",
     "carrier mapping"),
    (422, v3(422, "Invalid", shipping_provider="shipping_provider is unknown"),
     Rejected, "Invalid shipping_provider is unknown", "carrier mapping"),
    (409, v2(409, "There is a conflict."), Rejected, "conflict", "does not say"),
    (400, b"", Rejected, "400 Bad Request", "does not say"),
    (404, NOT_FOUND, Rejected, "not found", "order number"),
    (401, v3(401, "Unauthorized"), Unauthorized, "Unauthorized", "access token"),
    (401, b"", Unauthorized, "401", "access token"),
    (403, GATEWAY_403, Unauthorized, "required scope", "Orders (modify)"),
    (403, v3(403, "Forbidden"), Unauthorized, "Forbidden", "API path"),
    (403, "<html>Forbidden</html>", Unauthorized, "403", "API path"),
    (423, v3(423, "Locked"), Unavailable, "Locked", "later"),
    (499, b"", Unavailable, "499", "later"),
    (500, v3(500, "Oops: the field 'quantity'"), Unavailable, "Oops", "later"),
    (503, "<html>Down for maintenance</html>", Unavailable, "503", "suspended"),
    (503, v3(503, "The store is suspended"), Unavailable, "suspended", "suspended"),
    (507, v3(507, "Insufficient Storage"), Unavailable, "Insufficient", "later"),
    (400, "<html>Bad Request</html>", Unavailable, "400", "proxy"),
    (404, "<html>Not here</html>", Unavailable, "404", "proxy"),
    (301, b"", Unreachable, "another address", "address"),
]  # fmt: skip


@pytest.fixture
def store(marketplace):
    connector = connect(
        "bigcommerce",
        {
            "store_hash": "abc123",
            "access_token": "t0ken/secret+1",
            "endpoint": marketplace.url,
            "allow_private_hosts": "1",
        },
    )
    yield connector
    connector.close()


def refused(store, marketplace, *reply):
    """Refuse a shipment; return what comes of it."""
    marketplace.script = [Reply(200, ORDER), Reply(200, PRODUCTS)]
    marketplace.default = Reply(*reply)
    with pytest.raises(ConnectorError) as caught:
        store.confirm(PARCEL)
    assert [r.method for r in marketplace.requests].count("POST") == 1
    return caught.value


@pytest.mark.parametrize(("status", "body", "error", "said", "hint"), ANSWERS)
def test_a_refusal_has_a_class_and_a_hint(
    store, marketplace, status, body, error, said, hint
):
    failure = refused(store, marketplace, status, body, {"X-Request-ID": "req-9"})
    assert type(failure) is error
    assert said in failure.message and hint in failure.hint
    assert (failure.status, failure.request_id) == (status, "req-9")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X-Rate-Limit-Time-Reset-Ms": "15000"}, 15),
        ({"X-Rate-Limit-Time-Reset-Ms": "0", "X-Retry-After": "9"}, 9),
        ({"X-Rate-Limit-Time-Reset-Ms": "soon", "Retry-After": "8"}, 8),
        ({"Retry-After": "7"}, 7),
        ({}, 30),
    ],
)
def test_a_quota_that_is_used_up_is_waited_for(store, marketplace, headers, seconds):
    """Without a time, the platform is under load (API Rate Limits)."""
    failure = refused(store, marketplace, 429, v3(429, "Too many"), headers)
    assert type(failure) is Throttled
    assert failure.retry_after == pytest.approx(seconds)
    # All operations share the quota.
    with pytest.raises(Throttled) as caught:
        store.probe("orders")
    assert caught.value.code == "local_limit"
    assert marketplace.requests[-1].method == "POST"


def test_a_scope_that_is_missing_says_which_are_needed(store, marketplace):
    marketplace.default = Reply(403, GATEWAY_403)
    for api in ("products", "orders", "writeback"):
        with pytest.raises(Unauthorized) as caught:
            store.probe(api)
        assert "Information & Settings (read-only)" in caught.value.hint
