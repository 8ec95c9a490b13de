# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's refusals, as classes and hints; and what an account must be given."""

from __future__ import annotations

import pytest
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from connectors.magento.credentials import CREDENTIALS
from loopback import Reply
from magento_shop import Shop

from simulator import records

FOUR = {
    "consumer_key": "key",
    "consumer_secret": "s3cret",
    "access_token": "tok3n",
    "access_token_secret": "t0ken-secret",
}
SHIP = "Shipment Document Validation Error(s):\n"


def account(marketplace, **given):
    given = {"shop": marketplace.url, "access_token": "tok3n"} | given
    return connect("magento", given | {"allow_private_hosts": "1"})


def failure_of(marketplace, reply, **given):
    marketplace.script = [reply]
    with pytest.raises(Exception) as failure:
        account(marketplace, **given).order("000000123")
    assert failure.value.hint
    return failure.value


NOT_AUTHORIZED = {
    "message": "The consumer isn't authorized to access %resources.",
    "parameters": {"resources": "Magento_Sales::actions_view"},
}


@pytest.mark.parametrize(
    ("status", "said", "error", "hint"),
    [
        (401, NOT_AUTHORIZED, Unauthorized, "Orders > Actions > View"),
        (
            401,
            {"message": "Consumer is not authorized to access Magento_X::y"},
            Unauthorized,
            "Magento_X::y",
        ),
        (401, "The signature is invalid. Verify and try again.", Unauthorized, "https"),
        (401, "Invalid signature", Unauthorized, "Base URL"),
        (401, "Access token has been revoked", Unauthorized, "Reauthorize"),
        (401, "Specified token does not exist", Unauthorized, "Reauthorize"),
        (
            401,
            "A consumer having the specified key does not exist",
            Unauthorized,
            "all",
        ),
        (
            401,
            "Incorrect timestamp value in the oauth_timestamp parameter",
            Unauthorized,
            "clock",
        ),
        (401, "The nonce is already being used", Unavailable, "again"),
        (400, "Signature method HMAC-SHA1 is not supported", Unauthorized, "four"),
        (401, "Something new", Unauthorized, "Reauthorize"),
        (
            400,
            SHIP + "The order does not allow a shipment to be created.\n"
            "You can't create a shipment without products.",
            AlreadyShipped,
            "confirmed",
        ),
        (
            400,
            SHIP + "A shipment cannot be created when an order has a status of holded",
            Rejected,
            "on hold",
        ),
        (
            400,
            'Cannot ship, as bundle product "KIT" has shipment type "Together".',
            Rejected,
            "bundle",
        ),
        (
            400,
            "Not all of your products are available in the requested quantity.",
            Rejected,
            "stock",
        ),
        (
            400,
            "Could not save a shipment, see error log for details",
            Unavailable,
            "source",
        ),
        (400, "Maximum SearchCriteria pageSize is 20", Rejected, "Maximum Page Size"),
        (400, "Something new", Rejected, "compare"),
        (404, "Request does not match any route.", Unauthorized, "store view"),
        (404, "The entity that was requested doesn't exist.", Rejected, "compare"),
        (429, "Too many", Throttled, "when"),
        (
            500,
            "Internal Error. Details are available in Magento log file. Report ID: w-1",
            Unavailable,
            "later",
        ),
        (503, "x", Unavailable, "later"),
    ],
)
def test_refusals(marketplace, status, said, error, hint):
    said = {"message": said} if isinstance(said, str) else said
    failure = failure_of(marketplace, Reply(status, said), **FOUR)
    assert type(failure) is error
    assert hint.lower() in failure.hint.lower()


ONE = {"parameters": ["A"]}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"message": "Bad: %1 and %2", "parameters": ["one", 2]},
            "Bad: one and 2",
        ),
        (
            {
                "message": 'No such entity with %fieldName = "%x"',
                "parameters": {"fieldName": "id"},
            },
            'No such entity with id = "%x"',
        ),
        ({"message": "100%", "parameters": [1]}, "100%"),
        (
            {
                "message": "Some.",
                "errors": [{"message": "%1 fails", "parameters": ["A"]}],
            },
            "Some. A fails",
        ),
        ({"messages": {"error": [{"code": 500, "message": "Fatal"}]}}, "Fatal"),
    ],
)
def test_placeholders_are_filled(marketplace, said, words):
    assert failure_of(marketplace, Reply(400, said)).message == words


def test_a_missing_right_is_known_in_any_language(marketplace):
    said = NOT_AUTHORIZED | {"message": "Zugriff auf %resources verweigert."}
    failure = failure_of(marketplace, Reply(401, said), **FOUR)
    assert failure.code == "no_right"
    assert "Orders > Actions > View" in failure.hint


def test_a_token_alone_that_is_not_taken_says_what_to_enter(marketplace):
    failure = failure_of(marketplace, Reply(401, NOT_AUTHORIZED))
    assert "Enter the consumer key" in failure.hint
    signed = failure_of(marketplace, Reply(401, NOT_AUTHORIZED), **FOUR)
    assert "tick the box" in signed.hint
    assert "consumer key" not in signed.hint


@pytest.mark.parametrize("status", [400, 401, 404, 405])
def test_a_page_of_somebody_else_fails_no_shipment(marketplace, status):
    failure = failure_of(marketplace, Reply(status, "<h1>no</h1>"))
    assert type(failure) is Unavailable
    assert failure.code == "not_the_api"


def test_a_firewall_is_named(marketplace):
    failure = failure_of(marketplace, Reply(403, "<h1>Access denied</h1>"))
    assert type(failure) is Unauthorized
    assert "/rest/" in failure.hint


def test_a_shop_that_moved_is_named(marketplace):
    reply = Reply(301, b"", {"Location": "https://www.shop.test/rest/V1/orders"})
    failure = failure_of(marketplace, reply)
    assert type(failure) is Unreachable
    assert "www.shop.test" in failure.message


# --- What comes before anything is sent ---------------------------------------


def test_the_right_to_ship_is_proved_without_shipping(marketplace):
    connector = account(marketplace)
    for status, message in (
        (400, "An ID is needed. Set the ID and try again."),
        (404, "The entity that was requested doesn't exist."),
    ):
        marketplace.script = [Reply(status, {"message": message})]
        assert connector.probe("writeback") == ""
    marketplace.script = [Reply(404, {"message": "Request does not match any route."})]
    with pytest.raises(Unauthorized) as failure:
        connector.probe("writeback")
    assert "store view" in failure.value.hint


def test_each_right_is_named_where_it_is_missing(sim):
    shop = Shop(sim)
    for right, api, words in (
        ("orders", "orders", "Orders > Actions > View"),
        ("writeback", "writeback", "Orders > Actions > Ship"),
        ("products", "products", "Inventory > Products"),
    ):
        row = shop.seller | {
            "rights": sorted({"orders", "writeback", "products"} - {right})
        }
        records.register_seller(sim, row)
        with pytest.raises(Unauthorized) as failure:
            shop.connector.probe(api)
        assert words in failure.value.hint


def test_a_token_alone_is_taken_only_where_the_shop_allows_it(sim):
    alone = {"consumer_key": "", "consumer_secret": "", "access_token_secret": ""}
    for allowed in (False, True):
        shop = Shop(sim, bearer=allowed)
        connector = shop.connect(**alone)
        if allowed:
            assert connector.probe("orders") == ""
        else:
            with pytest.raises(Unauthorized):
                connector.probe("orders")


@pytest.mark.parametrize(
    "left_out", ["consumer_key", "consumer_secret", "access_token_secret"]
)
def test_three_of_four_values_are_not_enough(left_out):
    given = {"shop": "shop.test", **FOUR, left_out: " "}
    with pytest.raises(Unauthorized) as failure:
        connect("magento", given)
    label = next(c.label for c in CREDENTIALS if c.name == left_out)
    assert failure.value.message == f"Missing: {label}."


@pytest.mark.parametrize(
    ("typed", "api"),
    [
        ("shop.test", "https://shop.test/rest/V1"),
        ("https://shop.test/", "https://shop.test/rest/V1"),
        ("http://shop.test", "https://shop.test/rest/V1"),
        ("https://www.shop.test/de/", "https://www.shop.test/de/rest/V1"),
        ("https://shop.test/admin", "https://shop.test/rest/V1"),
        ("https://shop.test/admin_1a2b/admin/key/0f/", "https://shop.test/rest/V1"),
        ("https://shop.test/rest/V1/orders", "https://shop.test/rest/V1"),
        ("https://shop.test/rest/default/V1", "https://shop.test/rest/V1"),
        ("https://shop.test/index.php/rest", "https://shop.test/index.php/rest/V1"),
        ("https://shop.test:8443/m2", "https://shop.test:8443/m2/rest/V1"),
    ],
)
def test_the_address_of_a_shop_as_people_type_it(typed, api):
    connector = connect("magento", {"shop": typed, "access_token": "t"})
    assert connector._api == api


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"shop": "https://"}, "invalid_address"),
        ({"shop": "https://user@shop.test"}, "invalid_address"),
        (
            {"shop": "https://na1.api.commerce.adobe.com/tenant/V1/orders"},
            "cloud_service",
        ),
        ({"access_token": ""}, "missing_credentials"),
        ({"access_token": "a b"}, "invalid_credentials"),
        ({"store_view": "all"}, "invalid_store_view"),
        ({"store_view": "1"}, "invalid_store_view"),
        ({"store_view": "../x"}, "invalid_store_view"),
        ({"admin_url": "https://"}, "invalid_address"),
    ],
)
def test_what_cannot_be_right_is_said_at_once(changed, code):
    with pytest.raises(Unauthorized) as failure:
        connect("magento", {"shop": "shop.test", "access_token": "t"} | changed)
    assert failure.value.code == code
    assert failure.value.hint


def test_the_store_view_is_part_of_the_address():
    given = {"shop": "shop.test", "access_token": "t", "store_view": "german"}
    assert connect("magento", given)._api == "https://shop.test/rest/german/V1"


def test_no_source_no_goods(sim):
    shop = Shop(sim, source="ne_wh")
    order = shop.order(1)
    with pytest.raises(Unavailable) as failure:
        shop.connector.confirm(shop.shipment(order))
    assert "source" in failure.value.hint
    shop.connect(source_code="ne_wh").confirm(shop.shipment(order))
    assert shop.told(order) == 1
