# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What Shopify's words for a failure become."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
import vendor_shopify as vendor
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    OutcomeUnknown,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from connectors.limits import Limiter
from connectors.tokens import TOKENS
from loopback import Reply

from simulator import records, running

SINCE = datetime(2026, 3, 1, tzinfo=timezone.utc)
SHIPMENT = Shipment(
    order_ref="#1671",
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=SINCE,
    lines=(ShipmentLine("19702865133874", 2.0),),
)
MADE = {"fulfillment": vendor.fulfillment(), "userErrors": []}


@pytest.fixture
def account(marketplace):
    given = {
        "shop": "example",
        "access_token": "shpat_1",
        "endpoint": marketplace.url,
        "allow_private_hosts": "1",
    }
    connector = connect("shopify", given, Limiter({}))
    yield connector
    connector.close()


def confirmed(marketplace, account, *replies):
    """Confirm a parcel, to which the marketplace says this."""
    one = vendor.answer(orders=vendor.page(vendor.order()), order=vendor.order())
    marketplace.script = [Reply(200, one), Reply(200, one), *replies]
    return account.confirm(SHIPMENT)


def refused(marketplace, account, kind, reply):
    with pytest.raises(kind) as failure:
        confirmed(marketplace, account, reply)
    assert type(failure.value) is kind
    assert failure.value.hint
    return failure.value


def user_error(*messages):
    errors = [{"field": ["fulfillment"], "message": text} for text in messages]
    payload = {"fulfillment": None, "userErrors": errors}
    return Reply(200, vendor.answer(f0=payload))


def error(code, message="Words", data=None, **more):
    answer = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return Reply(200, answer | {"data": data} | more)


# --- Answers with status 200 ----------------------------------------------------


@pytest.mark.parametrize(
    ("message", "kind", "hint"),
    [
        (
            "Fulfillment order 9825095713074 has an unfulfillable status= closed.",
            AlreadyShipped,
            "compare",
        ),
        (
            "Fulfillment order 1 has an unfulfillable status= on_hold.",
            Rejected,
            "Release hold",
        ),
        (
            "Fulfillment order 1 has an unfulfillable status= scheduled.",
            Rejected,
            "Fulfill early",
        ),
        (
            "Invalid fulfillment order line item quantity requested.",
            AlreadyShipped,
            "compare",
        ),
        ("Fulfillment order does not exist.", Unavailable, "again later"),
        ("Fulfillment order line item does not exist.", Unavailable, "again later"),
        (
            "All fulfillment orders must be assigned to a single location. Multiple "
            "locations with ids [1, 2] were found.",
            Unavailable,
            "again later",
        ),
        (
            "All fulfillment orders must have the same delivery method type. Multiple "
            'delivery method types ["none", "shipping"] were found.',
            Unavailable,
            "again later",
        ),
        ("The user must have a permission.", Unauthorized, "scopes"),
        ("Tracking url is invalid", Rejected, "tracking link"),
        ("Something else", Rejected, "Correct what differs"),
    ],
)
def test_user_errors(marketplace, account, message, kind, hint):
    failure = refused(marketplace, account, kind, user_error(message))
    assert message in failure.message
    assert hint in failure.hint


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ACCESS_DENIED", Unauthorized),
        ("SHOP_INACTIVE", Unauthorized),
        ("RESOURCE_NOT_FOUND", Rejected),
        ("INVALID_VARIABLE", Rejected),
        ("undefinedField", Unavailable),
        ("argumentNotAccepted", Unavailable),
        ("INTERNAL_SERVER_ERROR", OutcomeUnknown),
        ("TIMEOUT", OutcomeUnknown),
        ("", OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("data", [None, {"f0": None}])
def test_errors_of_a_change(marketplace, account, code, kind, data):
    failure = refused(marketplace, account, kind, error(code, data=data))
    assert failure.code == (code or "200")
    assert failure.status == 200


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ACCESS_DENIED", Unauthorized),
        ("INTERNAL_SERVER_ERROR", Unavailable),
        ("undefinedField", Unavailable),
    ],
)
def test_errors_of_a_reading(marketplace, account, code, kind):
    marketplace.default = error(code)
    with pytest.raises(kind) as failure:
        account.order("#1671")
    assert failure.value.hint


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"data": None},
        {"data": {}},
        {"data": {"f0": None}},
        {"data": {"f0": {"fulfillment": None, "userErrors": []}}},
        {"data": {"f0": {"fulfillment": "x", "userErrors": []}}},
        {"data": {"other": MADE}},
    ],
)
def test_a_change_that_is_not_said_to_be_made_is_in_doubt(marketplace, account, body):
    refused(marketplace, account, OutcomeUnknown, Reply(200, body))


def test_a_fulfillment_that_does_not_show_our_number_is_no_proof(marketplace, account):
    other = MADE | {"fulfillment": vendor.fulfillment(number="1")}
    receipt = confirmed(marketplace, account, Reply(200, vendor.answer(f0=other)))
    assert not receipt.proof


def test_the_calls_say_what_failed(marketplace, account):
    refused(marketplace, account, Rejected, user_error("Something else"))
    last = account.calls.take()[-1]
    assert (last.operation, last.error, last.api) == (
        "CreateFulfillments",
        "Rejected",
        "writeback",
    )
    assert "Something else" in last.response
    assert "shpat_1" not in last.request + last.response


# --- Throttling -----------------------------------------------------------------


def throttled(requested, left, rate, headers=None):
    status = {"currentlyAvailable": left, "restoreRate": rate}
    cost = {"requestedQueryCost": requested, "throttleStatus": status}
    body = {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]}
    return Reply(200, body | {"extensions": {"cost": cost}}, headers or {})


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (throttled(752, 652, 50), 2.0),
        (throttled(752, 752, 50), 0.1),
        (throttled(1000, 0, 0.1), 60.0),
        (throttled(None, None, None), 2.0),
        (throttled(752, 652, 50, {"Retry-After": "7"}), 7.0),
        (Reply(429, {"errors": "Too many"}, {"Retry-After": "7"}), 7.0),
    ],
)
def test_it_waits_until_there_are_points_enough(marketplace, account, reply, seconds):
    failure = refused(marketplace, account, Throttled, reply)
    assert failure.retry_after == pytest.approx(seconds)


# --- Other statuses ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "kind", "hint"),
    [
        (400, {"errors": "Bad"}, Unavailable, "Update the add-on"),
        (400, error("INVALID_VARIABLE", "Bad").body, Rejected, "Correct"),
        (401, {"errors": "[API] Invalid API key"}, Unauthorized, "access token"),
        (402, {"errors": "Unavailable Shop"}, Unauthorized, "Billing"),
        (403, {"errors": "Forbidden"}, Unauthorized, "scopes"),
        (404, {"errors": "Not Found"}, Unauthorized, ".myshopify.com"),
        (404, "<html>Store unavailable</html>", Unauthorized, ".myshopify.com"),
        (423, {"errors": "This store is unavailable"}, Unauthorized, "Support"),
        (430, "", Unauthorized, "Support"),
        (418, "<html>", Unavailable, "proxy"),
        (500, {"errors": "Internal Server Error"}, Unavailable, "later"),
        (503, "<html>", Unavailable, "later"),
    ],
)
def test_statuses(marketplace, account, status, body, kind, hint):
    failure = refused(marketplace, account, kind, Reply(status, body))
    assert hint in failure.hint
    assert failure.status == status
    if isinstance(body, dict):
        assert failure.message in str(body["errors"])


def test_a_store_that_was_renamed_is_said_so(marketplace, account):
    moved = Reply(301, b"", {"Location": "https://new.myshopify.com/admin"})
    marketplace.default = moved
    with pytest.raises(Unreachable) as failure:
        account.probe("orders")
    assert failure.value.code == "moved"
    assert "new.myshopify.com" in failure.value.message


# --- Logging in ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "kind", "hint"),
    [
        (
            "Oauth error shop_not_permitted: Client credentials cannot be performed on "
            "this shop.",
            Unauthorized,
            "organization",
        ),
        (
            {
                "error": "app_not_installed",
                "error_description": "The application is not installed on this shop.",
            },
            Unauthorized,
            "Install it",
        ),
        ({"error": "invalid_client"}, Unauthorized, "client ID and secret"),
        (
            "<p>Oauth error invalid_request: Could not find Shopify API app</p>",
            Unauthorized,
            "client ID and secret",
        ),
        ("<html>proxy</html>", Unavailable, "proxy"),
    ],
)
def test_refusals_of_the_token_endpoint(marketplace, reply, kind, hint):
    TOKENS.forget()
    given = {
        "shop": "example",
        "client_id": "1",
        "client_secret": "secret-1",
        "endpoint": marketplace.url,
        "allow_private_hosts": "1",
    }
    connector = connect("shopify", given, Limiter({}))
    marketplace.default = Reply(400, reply)
    with pytest.raises(kind) as failure:
        connector.probe("orders")
    assert hint in failure.value.hint
    (request,) = marketplace.requests
    assert request.path == "/admin/oauth/access_token"
    assert b"grant_type=client_credentials" in request.body
    connector.close()


@pytest.mark.parametrize(
    ("options", "kind", "hint"),
    [
        ({"state": "frozen"}, Unauthorized, "Billing"),
        ({"state": "locked"}, Unauthorized, "Support"),
        ({"moved_to": "new"}, Unreachable, "address"),
        ({"organization": "another"}, Unauthorized, "organization"),
        ({"scopes": ["read_products"]}, Unauthorized, "scopes"),
    ],
)
def test_accounts_that_cannot_be_used(options, kind, hint):
    TOKENS.forget()
    with running(rate_scale=0) as sim:
        row = {"platform": "shopify", "seller_id": "s", "options": options}
        given = records.register_seller(sim, row)["credentials"]
        connector = connect("shopify", given | {"allow_private_hosts": "1"})
        with pytest.raises(kind) as failure:
            connector.probe("orders")
        assert hint in failure.value.hint
        connector.close()
