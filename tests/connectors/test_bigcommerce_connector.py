# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the BigCommerce connector sends and what it makes of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from urllib.parse import urlsplit

import pytest
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    OutcomeUnknown,
    Receipt,
    Rejected,
    Shipment,
    ShipmentLine,
    Unauthorized,
    Unsupported,
)
from connectors.bigcommerce.credentials import CREDENTIALS, store_hash
from loopback import Reply
from vendor_bigcommerce import ORDER, PRODUCTS, SHIPMENT, TOO_MANY, fits, query

UTC = timezone.utc
ORDERS = "/stores/abc123/v2/orders"
PARCEL = Shipment(
    order_ref="1234",
    reference="00c0ffee",
    carrier_code="ups",
    carrier_name="",
    service="Ground",
    tracking_numbers=("1Z 999AA10123456784",),
    tracking_url="https://track.example.com/1",
    shipped_at=datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
    lines=(ShipmentLine("66", 1.0), ShipmentLine("65", 2.0)),
)
UNSHIPPED = ORDER | {"status_id": 11, "items_shipped": 0}


@pytest.fixture
def account(marketplace):
    return {
        "store_hash": "https://api.bigcommerce.com/stores/abc123/v3/",
        "access_token": "t0ken/secret+1",
        "endpoint": marketplace.url,
        "allow_private_hosts": "1",
    }


@pytest.fixture
def store(account):
    connector = connect("bigcommerce", account)
    yield connector
    connector.close()


def taken(contents, **changed):
    rows = [{"order_product_id": ref, "quantity": n} for ref, n in contents.items()]
    return Reply(201, SHIPMENT | {"items": rows} | changed)


# --- an account -------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("abc123", "abc123"),
        ("ABC123", "abc123"),
        ("https://api.bigcommerce.com/stores/abc123/v3/", "abc123"),
        ("https://api.bigcommerce.com/stores/abc123/v2/orders", "abc123"),
        ("api.bigcommerce.com/stores/abc123", "abc123"),
        ("https://store-abc123.mybigcommerce.com/manage", "abc123"),
        ("https://store-abc123.mybigcommerce.com", "abc123"),
        ("store-abc123-2.mybigcommerce.com/", "abc123"),
        ("https://store-abc123.mybigcommerce.com/manage/orders?page=2", "abc123"),
        ("https://shop.example.com", ""),
        ("https://my-old-name.mybigcommerce.com/manage", ""),
        ("https://api.bigcommerce.com/stores/../v3", ""),
        ("abc 123", ""),
        ("", ""),
    ],
)
def test_the_store_is_taken_as_it_is_pasted(typed, found):
    assert store_hash(typed) == found


def test_what_names_no_store_is_refused(account):
    account["store_hash"] = "https://shop.example.com/"
    with pytest.raises(Unauthorized) as caught:
        connect("bigcommerce", account)
    assert caught.value.code == "invalid_store_hash"
    assert "API path" in caught.value.hint


def test_the_token_is_required_and_never_shown(account):
    with pytest.raises(Unauthorized) as caught:
        connect("bigcommerce", account | {"access_token": ""})
    assert caught.value.code == "missing_credentials"
    with pytest.raises(Unauthorized) as caught:
        connect("bigcommerce", account | {"access_token": "t0ken secret"})
    assert "t0ken" not in str(caught.value)
    assert [c.name for c in CREDENTIALS if c.secret] == ["access_token"]


def test_calls_carry_the_token_and_ask_for_json(store, marketplace):
    marketplace.default = Reply(204)
    store.probe("orders")
    (request,) = marketplace.requests
    assert request.headers["x-auth-token"] == "t0ken/secret+1"
    assert request.headers["accept"] == "application/json"


def test_where_a_person_finds_an_order(store, account):
    page = "https://store-abc123.mybigcommerce.com/manage/orders/1234"
    assert store.seller_url("1234") == store.seller_url(" #1234") == page
    account["endpoint"] = ""
    there = connect("bigcommerce", account)
    assert there._store == "https://api.bigcommerce.com/stores/abc123"


# --- confirm ----------------------------------------------------------------


def test_a_shipment_is_sent_as_bigcommerce_documents_it(store, marketplace):
    made = taken({66: 1, 65: 2})
    made.headers = {"X-Request-ID": "req-1"}
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS), made]
    receipt = store.confirm(PARCEL)
    head, products, post = marketplace.requests
    assert (head.method, head.path) == ("GET", f"{ORDERS}/1234")
    assert urlsplit(products.path).path == f"{ORDERS}/1234/products"
    assert query(products) == {"limit": "250", "page": "1"}
    assert (post.method, post.path) == ("POST", f"{ORDERS}/1234/shipments")
    assert post.headers["content-type"] == "application/json"
    assert post.json == {
        "order_address_id": 51,
        "tracking_number": "1Z999AA10123456784",
        "shipping_provider": "ups",
        "tracking_carrier": "",
        "shipping_method": "Ground",
        "items": [
            {"order_product_id": 66, "quantity": 1},
            {"order_product_id": 65, "quantity": 2},
        ],
    }
    assert fits(post.json, "createOrderShipments")
    assert receipt == Receipt("11", proof=True, request_id="req-1")


def test_an_order_that_was_just_read_is_not_read_again(store, marketplace):
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS), Reply(204)]
    store.order("1234")
    marketplace.script = [taken({66: 1, 65: 2})]
    store.confirm(PARCEL)
    assert [r.method for r in marketplace.requests] == ["GET", "GET", "GET", "POST"]
    # Once: then it may have changed.
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS)]
    marketplace.default = taken({66: 1, 65: 2})
    store.confirm(PARCEL)
    assert len(marketplace.requests) == 7


@pytest.mark.parametrize(
    "shown",
    [
        {"tracking_number": "another"},
        {"items": [{"order_product_id": 66, "quantity": 1}]},
        {"items": None},
        {"id": None},
    ],
)
def test_an_answer_that_shows_another_parcel_proves_nothing(store, marketplace, shown):
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS)]
    marketplace.default = taken({66: 1, 65: 2}, **shown)
    receipt = store.confirm(PARCEL)
    assert receipt.reference and not receipt.proof


@pytest.mark.parametrize(
    ("changed", "sent"),
    [
        ({}, ("ups", "", "Ground", None)),
        ({"carrier_code": " UPS "}, ("ups", "", "Ground", None)),
        ({"carrier_code": "carrier_77"}, ("carrier_77", "", "Ground", None)),
        ({"carrier_code": "dpd-de"}, ("", "dpd-de", "Ground", None)),
        ({"carrier_code": "some-new-one"}, ("", "some-new-one", "Ground", None)),
        (
            {"carrier_code": "Other", "carrier_name": "Bike & Co"},
            ("", "", "Bike & Co Ground", "https://track.example.com/1"),
        ),
        (
            {"carrier_code": "other", "carrier_name": "Bike", "tracking_url": ""},
            ("", "", "Bike Ground", None),
        ),
        (
            {
                "carrier_code": "other",
                "carrier_name": "Bike",
                "tracking_url": "https://e.com/" + "x" * 500,
            },
            ("", "", "Bike Ground", None),
        ),
        (
            {
                "carrier_code": "other",
                "carrier_name": "Bike",
                "service": "",
                "tracking_url": "javascript:alert(1)",
            },
            ("", "", "Bike", None),
        ),
        ({"service": ""}, ("ups", "", None, None)),
    ],
)
def test_carriers_go_where_bigcommerce_makes_a_link(store, marketplace, changed, sent):
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS)]
    marketplace.default = taken({66: 1, 65: 2})
    store.confirm(replace(PARCEL, **changed))
    body = marketplace.requests[-1].json
    names = "shipping_provider", "tracking_carrier", "shipping_method", "tracking_link"
    assert tuple(map(body.get, names)) == sent
    assert fits(body, "createOrderShipments")


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("invalid_order_id", {"order_ref": "S00042"}),
        ("invalid_order_id", {"order_ref": "#1234"}),
        ("invalid_order_id", {"order_ref": "0"}),
        ("invalid_order_id", {"order_ref": "1234/shipments"}),
        ("invalid_order_id", {"order_ref": "\u0661\u0662"}),
        ("missing_carrier", {"carrier_code": " "}),
        ("missing_carrier_name", {"carrier_code": "other"}),
        ("missing_tracking_number", {"tracking_numbers": ()}),
        ("invalid_tracking_number", {"tracking_numbers": ("9" * 51,)}),
    ],
)
def test_what_cannot_be_right_is_not_sent(store, marketplace, code, changed):
    with pytest.raises(Rejected) as caught:
        store.confirm(replace(PARCEL, **changed))
    assert caught.value.code == code and caught.value.hint
    assert not marketplace.requests


@pytest.mark.parametrize(
    ("code", "lines", "products"),
    [
        ("unknown_order_item", (ShipmentLine("99", 1),), {}),
        ("invalid_quantity", (ShipmentLine("66", 0.5),), {}),
        ("no_items", (), {}),
        ("no_address", (ShipmentLine("65", 1),), {"order_address_id": 0}),
    ],
)
def test_what_does_not_go_with_the_order_is_not_sent(
    store, marketplace, code, lines, products
):
    rows = [PRODUCTS[0] | products, PRODUCTS[1]]
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, rows)]
    with pytest.raises(Rejected) as caught:
        store.confirm(replace(PARCEL, lines=lines))
    assert caught.value.code == code and caught.value.hint
    assert {r.method for r in marketplace.requests} == {"GET"}


@pytest.mark.parametrize("status_id", [4, 5, 6])
def test_a_canceled_order_is_not_shipped(store, marketplace, status_id):
    marketplace.script = [
        Reply(200, UNSHIPPED | {"status_id": status_id}),
        Reply(200, PRODUCTS),
    ]
    with pytest.raises(Rejected) as caught:
        store.confirm(PARCEL)
    assert caught.value.code == "canceled"
    assert {r.method for r in marketplace.requests} == {"GET"}


@pytest.mark.parametrize("status_id", [2, 10])
def test_an_order_that_a_person_set_to_shipped_is_not_told_again(
    store, marketplace, status_id
):
    """No shipment stands there, so BigCommerce would take one, and tell."""
    marketplace.script = [
        Reply(200, UNSHIPPED | {"status_id": status_id}),
        Reply(200, PRODUCTS),
    ]
    with pytest.raises(AlreadyShipped):
        store.confirm(PARCEL)
    assert {r.method for r in marketplace.requests} == {"GET"}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(act="cut"),
        Reply(201, SHIPMENT, act="half"),
        Reply(200, "<html>Please log in</html>"),
        Reply(302, b"", {"Location": "https://login.example.com"}),
    ],
)
def test_an_answer_that_says_neither_yes_nor_no_is_unknown(store, marketplace, reply):
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS), reply]
    with pytest.raises(OutcomeUnknown):
        store.confirm(PARCEL)
    assert [r.method for r in marketplace.requests].count("POST") == 1


def test_what_the_answer_says_of_the_buyer_is_not_kept(store, marketplace):
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, PRODUCTS)]
    marketplace.default = taken({66: 1, 65: 2})
    store.confirm(PARCEL)
    texts = [f"{call.request} {call.response}" for call in store.calls.take()]
    assert texts and not [text for text in texts if "Nobody" in text]


# --- an order for several addresses ------------------------------------------

TWO_ADDRESSES = [PRODUCTS[0], PRODUCTS[1] | {"order_address_id": 52}]


def test_each_address_gets_its_shipment(store, marketplace):
    marketplace.script = [
        *(Reply(200, UNSHIPPED), Reply(200, TWO_ADDRESSES)),
        *(Reply(200, UNSHIPPED), Reply(204)),
        taken({66: 1}, id=11),
        taken({65: 2}, id=12),
    ]
    assert store.confirm(PARCEL) == Receipt("11, 12", proof=True)
    bodies = [r.json for r in marketplace.requests if r.method == "POST"]
    assert [b["order_address_id"] for b in bodies] == [52, 51]
    assert [len(b["items"]) for b in bodies] == [1, 1]


def test_of_several_addresses_those_that_are_told_are_left_out(store, marketplace):
    """The second try after the first address was told, and the second not."""
    told = SHIPMENT | {"items": [{"order_product_id": 66, "quantity": 1}]}
    marketplace.script = [
        *(Reply(200, ORDER), Reply(200, TWO_ADDRESSES)),
        *(Reply(200, ORDER), Reply(200, [told])),
        taken({65: 2}),
    ]
    assert store.confirm(PARCEL).proof
    (body,) = [r.json for r in marketplace.requests if r.method == "POST"]
    assert body["order_address_id"] == 51


@pytest.mark.parametrize("reply", [Reply(400, TOO_MANY), Reply(503, b"")])
def test_a_shipment_that_is_half_told_is_looked_for(store, marketplace, reply):
    marketplace.script = [
        *(Reply(200, UNSHIPPED), Reply(200, TWO_ADDRESSES)),
        *(Reply(200, UNSHIPPED), Reply(204)),
        *(taken({66: 1}), reply),
    ]
    with pytest.raises(OutcomeUnknown) as caught:
        store.confirm(PARCEL)
    assert caught.value.hint and caught.value.status == reply.status


# --- correcting and taking back ------------------------------------------------


def told_and_new(**changed):
    told = replace(PARCEL, lines=(ShipmentLine("65", 1),))
    return replace(told, **changed), told


def test_a_correction_says_what_is_gone(store, marketplace):
    shipment, told = told_and_new(
        tracking_numbers=("3S1",), carrier_code="postnl", service=""
    )
    marketplace.script = [Reply(200, ORDER), Reply(200, [SHIPMENT])]
    marketplace.default = Reply(200, SHIPMENT)
    assert store.amend(shipment, told).reference == "11"
    put = marketplace.requests[-1]
    assert (put.method, put.path) == ("PUT", f"{ORDERS}/1234/shipments/11")
    assert put.json == {
        "tracking_number": "3S1",
        "shipping_provider": "",
        "tracking_carrier": "postnl",
        "shipping_method": "",
    }
    assert fits(put.json, "updateOrderShipment")


def test_only_our_own_shipment_is_corrected(store, marketplace):
    shipment, told = told_and_new(tracking_numbers=("3S1",))
    others = [
        SHIPMENT | {"id": 9, "tracking_number": "another"},
        SHIPMENT | {"id": 10, "items": [{"order_product_id": 66, "quantity": 1}]},
        SHIPMENT,
        SHIPMENT | {"id": 12},
    ]
    marketplace.script = [Reply(200, ORDER), Reply(200, others)]
    marketplace.default = Reply(200, SHIPMENT)
    store.amend(shipment, told)
    puts = [r.path for r in marketplace.requests if r.method == "PUT"]
    assert puts == [f"{ORDERS}/1234/shipments/11"]


def test_what_is_not_there_any_more_a_person_corrects(store, marketplace):
    shipment, told = told_and_new(tracking_numbers=("3S1",))
    marketplace.script = [Reply(200, ORDER), Reply(204)]
    with pytest.raises(Unsupported):
        store.amend(shipment, told)


@pytest.mark.parametrize(
    ("status_id", "others", "put"),
    [
        (2, [], {"status_id": 11}),
        (3, [], {"status_id": 11}),
        (2, [SHIPMENT | {"id": 9, "tracking_number": "x"}], {"status_id": 3}),
        (3, [SHIPMENT | {"id": 9, "tracking_number": "x"}], None),
        (10, [], None),
    ],
)
def test_the_status_is_put_back_before_the_shipment_is_deleted(
    store, marketplace, status_id, others, put
):
    _shipment, told = told_and_new()
    order = ORDER | {"status_id": status_id}
    marketplace.script = [Reply(200, order), Reply(200, [*others, SHIPMENT])]
    marketplace.script += [Reply(200, order)] if put else []
    marketplace.default = Reply(204)
    store.void(told)
    writes = [r for r in marketplace.requests if r.method != "GET"]
    assert [r.method for r in writes] == (["PUT"] if put else []) + ["DELETE"]
    if put:
        assert (writes[0].path, writes[0].json) == (f"{ORDERS}/1234", put)
    assert writes[-1].path == f"{ORDERS}/1234/shipments/11"


def test_what_is_gone_already_needs_no_taking_back(store, marketplace):
    _shipment, told = told_and_new()
    marketplace.script = [Reply(200, ORDER), Reply(204)]
    store.void(told)
    assert {r.method for r in marketplace.requests} == {"GET"}
