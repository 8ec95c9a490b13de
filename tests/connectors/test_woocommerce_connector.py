# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the WooCommerce connector sends, and what it makes of shops as they are.

WooCommerce is under the GPL: no excerpt of its schemas is shipped. Those here are
written by hand from the REST API documentation.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from connectors import connect
from connectors.base import (
    Rejected,
    Shipment,
    ShipmentLine,
    Unauthorized,
    Unsupported,
)
from connectors.woocommerce.ways import WAYS
from loopback import Reply
from vendor_woocommerce import error, fulfillment, order, product

from simulator import order_records, records, running

UTC = timezone.utc
SHIPMENT = Shipment(
    order_ref="745",
    reference="00c0ffee",
    carrier_code="ups",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="https://track.example.com/50%25?n=1",
    shipped_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
    lines=(ShipmentLine("315", 3.0),),
    notify_buyer=False,
)
META = {
    "type": "object",
    "required": ["key", "value"],
    "properties": {"key": {"type": "string", "minLength": 1}, "value": {}},
    "additionalProperties": False,
}
FULFILLMENT = {
    "type": "object",
    "required": ["status", "is_fulfilled", "meta_data"],
    "properties": {
        "status": {"enum": ["fulfilled", "unfulfilled"]},
        "is_fulfilled": {"type": "boolean"},
        "meta_data": {"type": "array", "items": META},
    },
    "additionalProperties": False,
}
ITEMS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["item_id", "qty"],
        "properties": {
            "item_id": {"type": "integer", "minimum": 1},
            "qty": {"type": "number", "exclusiveMinimum": 0},
        },
        "additionalProperties": False,
    },
}
TRACKING = {
    "type": "object",
    "required": ["tracking_number"],
    "properties": {
        "tracking_number": {"type": "string", "minLength": 1},
        "tracking_provider": {"type": "string"},
        "custom_tracking_provider": {"type": "string"},
        "custom_tracking_link": {"type": "string"},
        "date_shipped": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    },
    "oneOf": [
        {"required": ["tracking_provider"]},
        {"required": ["custom_tracking_provider"]},
    ],
    "additionalProperties": False,
}
PROVIDERS = {"United States": {"UPS": "https://ups.example.com/%1$s"}}


@pytest.fixture(autouse=True)
def no_way_is_known():
    WAYS._ways.clear()


def given(marketplace, **changed):
    return {
        "shop_url": marketplace.url + "/shop",
        "consumer_key": "ck_key",
        "consumer_secret": "cs_secret",
        "allow_private_hosts": "1",
    } | changed


def shop(marketplace, way="", **changed):
    """Return a connector that has found its way already."""
    connector = connect("woocommerce", given(marketplace, **changed))
    if way:
        WAYS.keep(connector._account, way)
    return connector


def answering(marketplace, *replies):
    marketplace.script += [
        each if isinstance(each, Reply) else Reply(200, each) for each in replies
    ]


def asked(request):
    return urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)


# --- Order Fulfillments -----------------------------------------------------------


def test_a_fulfillment_on_the_wire(marketplace):
    answering(marketplace, order(), [], Reply(201, fulfillment(12)))
    receipt = shop(marketplace, "fulfillments").confirm(SHIPMENT)
    assert (receipt.reference, receipt.proof) == ("12", True)
    read, listed, sent = marketplace.requests
    assert asked(read)[0] == "/shop/wp-json/wc/v3/orders/745"
    assert not {"billing", "shipping", "customer_note"} & set(
        asked(read)[1]["_fields"][0].split(",")
    )
    assert listed.method == "GET"
    path = "/shop/wp-json/wc/v3/orders/745/fulfillments"
    assert sent.method == "POST"
    assert asked(sent) == (path, {"notify_customer": ["false"]})
    basic = base64.b64encode(b"ck_key:cs_secret").decode()
    assert sent.headers["authorization"] == f"Basic {basic}"
    jsonschema.validate(sent.json, FULFILLMENT)
    meta = {row["key"]: row["value"] for row in sent.json["meta_data"]}
    jsonschema.validate(meta["_items"], ITEMS)
    assert meta == {
        "_items": [{"item_id": 315, "qty": 3}],
        "_tracking_number": "1Z999AA10123456784",
        "_shipment_provider": "ups",
        "_tracking_url": SHIPMENT.tracking_url,
        "_shipgear_reference": "00c0ffee",
    }


def test_a_carrier_that_woocommerce_does_not_list(marketplace):
    answering(marketplace, order(), [], Reply(201, fulfillment()))
    other = replace(SHIPMENT, carrier_code="other", carrier_name="Bike & Co")
    shop(marketplace, "fulfillments").confirm(other)
    meta = {r["key"]: r["value"] for r in marketplace.requests[-1].json["meta_data"]}
    assert (meta["_shipment_provider"], meta["_provider_name"]) == (
        "other",
        "Bike & Co",
    )


def test_a_parcel_of_ours_is_not_sent_again(marketplace):
    ours = fulfillment(5, _shipgear_reference="00c0ffee")
    answering(marketplace, order(), [ours])
    assert shop(marketplace, "fulfillments").confirm(SHIPMENT).reference == "5"
    assert {request.method for request in marketplace.requests} == {"GET"}


def test_more_than_is_left_is_not_sent(marketplace):
    part = fulfillment(5, _items=[{"item_id": 315, "qty": 2}])
    answering(marketplace, order(), [part])
    with pytest.raises(Rejected) as failure:
        shop(marketplace, "fulfillments").confirm(SHIPMENT)
    assert failure.value.code == "too_many"


def test_drafts_and_removed_fulfillments_are_no_parcels(marketplace):
    draft = fulfillment(5) | {"is_fulfilled": False, "status": "unfulfilled"}
    gone = fulfillment(6) | {"date_deleted": "2026-03-01 00:00:00"}
    answering(marketplace, order(), [draft, gone])
    assert shop(marketplace, "fulfillments").order("745").parcels == ()


def test_a_correction_keeps_what_others_wrote(marketplace):
    known = fulfillment(
        5, _shipgear_reference="00c0ffee", _tracking_number="OLD", _gift="yes"
    )
    answering(marketplace, order(), [known], fulfillment(5))
    told = replace(SHIPMENT, tracking_numbers=("OLD",))
    shop(marketplace, "fulfillments").amend(SHIPMENT, told)
    sent = marketplace.requests[-1]
    assert (sent.method, asked(sent)[0][-15:]) == ("PUT", "/fulfillments/5")
    jsonschema.validate(sent.json, FULFILLMENT)
    meta = {row["key"]: row["value"] for row in sent.json["meta_data"]}
    assert meta["_gift"] == "yes"
    assert meta["_tracking_number"] == SHIPMENT.tracking_numbers[0]


# --- Shipment Tracking ------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "space"),
    [("trackings", "wc-shipment-tracking/v3"), ("old trackings", "wc-ast/v3")],
)
def test_a_tracking_item_on_the_wire(marketplace, way, space):
    local = order() | {"date_modified": "2026-03-01T14:12:00"}
    local["date_modified_gmt"] = "2026-03-01T12:12:00"  # two hours ahead
    done = {"id": 745, "status": "completed"}
    created = Reply(201, {"tracking_id": "ab12"})
    answering(marketplace, local, [], PROVIDERS, created, done)
    receipt = shop(marketplace, way).confirm(SHIPMENT)
    assert (receipt.reference, receipt.proof) == ("ab12", True)
    sent, completed = marketplace.requests[-2:]
    assert asked(sent)[0] == f"/shop/wp-json/{space}/orders/745/shipment-trackings"
    jsonschema.validate(sent.json, TRACKING)
    assert sent.json == {
        "tracking_number": "1Z999AA10123456784",
        "tracking_provider": "UPS",
        "date_shipped": "2026-03-03",  # the shop's own day
    }
    assert completed.method == "PUT"
    assert completed.json == {"status": "completed"}


def test_a_provider_that_the_shop_does_not_list_is_a_custom_one(marketplace):
    created = Reply(201, {"tracking_id": "ab12"})
    done = {"id": 745, "status": "completed"}
    answering(marketplace, order(), [], {}, created, done)
    shop(marketplace, "trackings").confirm(SHIPMENT)
    sent = marketplace.requests[-2].json
    jsonschema.validate(sent, TRACKING)
    assert sent["custom_tracking_provider"] == "UPS"
    assert sent["custom_tracking_link"] == "https://track.example.com/50%%25?n=1"


def test_a_date_that_a_plugin_wrote_in_its_own_way(marketplace):
    item = {"tracking_id": "a", "tracking_number": "1", "date_shipped": "2. March"}
    answering(marketplace, order(), [item])
    (parcel,) = shop(marketplace, "trackings").order("745").parcels
    assert (parcel.tracking_number, parcel.shipped_at) == ("1", None)


# --- Completion -------------------------------------------------------------------


def test_a_completion_on_the_wire(marketplace):
    answering(marketplace, order(), {"id": 745, "status": "completed"})
    receipt = shop(marketplace, "completion").confirm(SHIPMENT)
    assert (receipt.reference, receipt.proof) == ("745", True)
    sent = marketplace.requests[-1]
    assert (sent.method, sent.json) == ("PUT", {"status": "completed"})
    assert asked(sent) == (
        "/shop/wp-json/wc/v3/orders/745",
        {"_fields": ["id,status"]},
    )


def test_a_part_is_no_completion(marketplace):
    answering(marketplace, order(), {"id": 93, "virtual": False})
    part = replace(SHIPMENT, lines=(ShipmentLine("315", 2.0),))
    with pytest.raises(Unsupported) as failure:
        shop(marketplace, "completion").confirm(part)
    assert failure.value.code == "part"
    assert "Shipment Tracking" in failure.value.hint
    assert {request.method for request in marketplace.requests} == {"GET"}


def test_what_was_refunded_is_not_left_to_ship(marketplace):
    refund = {
        "line_items": [
            {
                "id": 1,
                "quantity": -1,
                "meta_data": [{"key": "_refunded_item_id", "value": "315"}],
            }
        ]
    }
    with_refund = order() | {"refunds": [{"id": 1}]}
    done = {"id": 745, "status": "completed"}
    answering(marketplace, with_refund, [refund], done)
    part = replace(SHIPMENT, lines=(ShipmentLine("315", 2.0),))
    assert shop(marketplace, "completion").confirm(part).proof


def test_virtual_products_are_not_left_to_ship(marketplace):
    sold = order()
    card = sold["line_items"][0] | {"id": 316, "product_id": 94, "variation_id": 7}
    sold["line_items"].append(card)
    done = {"id": 745, "status": "completed"}
    answering(marketplace, sold, {"id": 7, "virtual": True}, done)
    assert shop(marketplace, "completion").confirm(SHIPMENT).proof
    path, _query = asked(marketplace.requests[1])
    assert path == "/shop/wp-json/wc/v3/products/94/variations/7"


@pytest.mark.parametrize(
    ("status", "code"), [("on-hold", "not_paid"), ("refunded", "canceled")]
)
def test_what_must_not_leave_is_told_before_anything_is_sent(marketplace, status, code):
    answering(marketplace, order() | {"status": status})
    with pytest.raises(Rejected) as failure:
        shop(marketplace, "completion").confirm(SHIPMENT)
    assert failure.value.code == code
    assert len(marketplace.requests) == 1


# --- Which way there is -----------------------------------------------------------

NO_ROUTE = Reply(404, error("rest_no_route", 404))
NO_ORDER = Reply(404, error("woocommerce_rest_order_invalid_id", 404))
INVALID = Reply(400, error("woocommerce_rest_shop_order_invalid_id", 400))


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ([NO_ORDER], "Order Fulfillments"),
        ([NO_ROUTE, NO_ORDER], "by the extension Shipment Tracking"),
        ([NO_ROUTE, NO_ROUTE, NO_ORDER], "by the extension Shipment Tracking"),
        ([NO_ROUTE, NO_ROUTE, NO_ROUTE], "neither"),
    ],
)
def test_the_probe_says_which_way_there_is(marketplace, answers, word):
    answering(marketplace, INVALID, *answers)
    connector = shop(marketplace)
    assert word in connector.probe("writeback")
    assert len(marketplace.requests) == 1 + len(answers)
    assert asked(marketplace.requests[0])[0].endswith("/orders/0")
    answering(marketplace, order(), [])
    connector.order("745")  # the way is known now
    assert len(marketplace.requests) <= 3 + len(answers)


def test_the_probe_looks_anew(marketplace):
    answering(marketplace, INVALID, NO_ORDER)
    assert "Fulfillments" in shop(marketplace, "completion").probe("writeback")


def test_a_shop_that_gains_a_way_is_told_by_it_in_time(monkeypatch):
    WAYS.keep("shop", "completion", seconds=-1)
    assert WAYS.get("shop") == ""


# --- The key ----------------------------------------------------------------------


def test_a_server_that_drops_the_header_gets_the_key_in_the_query(marketplace):
    refused = Reply(401, error("woocommerce_rest_cannot_view", 401))
    answering(marketplace, refused, order(), order())
    connector = shop(marketplace, "completion")
    connector.order("745")
    connector.order("745")
    first, second, third = marketplace.requests
    assert "authorization" in first.headers
    for request in (second, third):
        assert "authorization" not in request.headers
        assert asked(request)[1]["consumer_key"] == ["ck_key"]
        assert asked(request)[1]["consumer_secret"] == ["cs_secret"]
    calls = connector.calls.take()
    assert not any("cs_secret" in f"{c.request}{c.message}" for c in calls)


def test_a_key_that_is_wrong_in_both_places_is_wrong(marketplace):
    refused = Reply(401, error("woocommerce_rest_cannot_view", 401))
    answering(marketplace, refused, refused)
    with pytest.raises(Unauthorized) as failure:
        shop(marketplace, "completion").order("745")
    assert "does not know the key" in failure.value.hint
    assert len(marketplace.requests) == 2


def test_a_wrong_secret_is_not_sent_in_the_query(marketplace):
    refused = Reply(401, error("woocommerce_rest_authentication_error", 401))
    answering(marketplace, refused)
    with pytest.raises(Unauthorized):
        shop(marketplace, "completion").order("745")
    assert len(marketplace.requests) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "shop.example.com",
        "http://shop.example.com/",
        "https://shop.example.com/wp-admin/admin.php?page=wc-settings",
        "https://SHOP.example.com/wp-login.php",
        " https://shop.example.com/index.php ",
        "shop.example.com/wp-json/wc/v3",
    ],
)
def test_an_address_as_people_type_it(typed):
    credentials = {
        "shop_url": typed,
        "consumer_key": "ck_1",
        "consumer_secret": "cs_1",
    }
    connector = connect("woocommerce", credentials)
    assert connector.given["shop_url"] == "https://shop.example.com"


def test_a_shop_in_a_folder(marketplace):
    connector = shop(marketplace, shop_url=marketplace.url + "/a/shop/wp-admin/")
    assert connector.given["shop_url"] == marketplace.url + "/a/shop"


def test_swapped_keys(marketplace):
    with pytest.raises(Unauthorized) as failure:
        shop(marketplace, consumer_key="cs_1", consumer_secret="ck_1")
    assert failure.value.code == "swapped_credentials"


# --- Orders by their number -------------------------------------------------------


def numbered(key, number):
    return order() | {"id": key, "number": number}


def test_a_number_that_is_another_orders_id(marketplace):
    """A plugin numbers the orders: order 745 is not the one with id 745."""
    other, ours = numbered(745, "1002"), numbered(801, "745")
    fuzzy = numbered(802, "1745")
    answering(marketplace, other, [fuzzy, ours], ours)
    connector = shop(marketplace, "completion")
    found = connector.order("#745")
    assert (found.ref, found.key) == ("745", "801")
    connector.order("745")
    paths = [asked(request)[0].rpartition("/")[2] for request in marketplace.requests]
    assert paths == ["745", "orders", "801"]
    assert asked(marketplace.requests[1])[1]["search"] == ["745"]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([], "unknown_order"),
        ([numbered(1, "A-7450")], "unknown_order"),
        ([numbered(1, "A-745"), numbered(2, "A-745")], "ambiguous_order"),
    ],
)
def test_a_number_that_is_not_one_orders(marketplace, found, code):
    answering(marketplace, found)
    with pytest.raises(Rejected) as failure:
        shop(marketplace, "completion").order("A-745")
    assert failure.value.code == code
    assert failure.value.hint


def test_the_sellers_page(marketplace):
    connector = shop(marketplace)
    admin = marketplace.url + "/shop/wp-admin"
    by_number = f"{admin}/edit.php?post_type=shop_order&s=A%2F7"
    assert connector.seller_url("#A/7") == by_number
    by_id = f"{admin}/post.php?post=801&action=edit"
    assert connector.seller_url("A/7", "801") == by_id


# --- Lists ------------------------------------------------------------------------


def test_the_query_for_orders(marketplace):
    answering(marketplace, [order()])
    since = datetime(2026, 3, 1, 13, 0, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    page = shop(marketplace, "fulfillments").orders(since)
    path, query = asked(marketplace.requests[0])
    assert path == "/shop/wp-json/wc/v3/orders"
    fields = query.pop("_fields")[0].split(",")
    assert not {"billing", "shipping"} & set(fields)
    assert query == {
        "modified_after": ["2026-03-01T11:59:59"],
        "dates_are_gmt": ["true"],
        "orderby": ["modified"],
        "order": ["asc"],
        "per_page": ["100"],
        "page": ["1"],
        "include_meta": ["_fulfillment_status"],
    }
    assert page.cursor is None
    assert page.records[0].parcels is None


def test_orders_that_change_while_they_are_read():
    """260 orders of one second, and an earlier one that moves to the end."""
    with running(rate_scale=0) as sim:
        seller = records.register_seller(
            sim, {"platform": "woocommerce", "seller_id": "ONE"}
        )
        now = sim.clock.now()
        row = {"platform": "woocommerce", "seller_id": "ONE", "items": [{}]}
        rows = [row | {"updated_at": now - 500} for _n in range(260)]
        rows += [row | {"updated_at": now - 900 + n} for n in range(150)]
        made = order_records.add_orders(sim, rows)
        connector = connect(
            "woocommerce", seller["credentials"] | {"allow_private_hosts": "1"}
        )
        since, cursor, seen = datetime.fromtimestamp(now - 2000, UTC), None, set()
        for number in range(20):
            page = connector.orders(since, cursor)
            seen |= {each.ref for each in page.records}
            cursor = page.cursor
            if number == 0:
                first = made[260]["order_id"]
                order_records.patch_order(sim, first, {"status": "canceled"})
            if cursor is None:
                break
        assert seen == {each["order_id"] for each in made}


def test_a_shop_that_answers_the_same_page_again_is_not_asked_on(marketplace):
    """A cache that does not look at the query."""
    rows = [order(str(number)) for number in range(500, 600)]
    marketplace.default = Reply(200, rows, {"X-WP-TotalPages": "90"})
    connector, cursor = shop(marketplace, "fulfillments"), None
    since = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(Rejected) as caught:
        for _page in range(10):
            cursor = connector.orders(since, cursor).cursor
    assert caught.value.code == "no_progress"
    assert len(marketplace.requests) == 3


def test_variations_follow_their_products(marketplace):
    variable = product(7) | {"type": "variable", "sku": ""}
    variation = {
        "id": 71,
        "sku": "CUP-RED",
        "weight": "1.5",
        "image": {"src": "https://images.example.com/red.jpg"},
        "status": "publish",
        "attributes": [{"name": "Color", "option": "Red"}],
    }
    unit = {"id": "woocommerce_weight_unit", "value": "lbs"}
    answering(marketplace, [product(1), variable], unit, [variation], unit)
    connector = shop(marketplace)
    page = connector.items()
    (cup,) = page.records
    assert (cup.sku, cup.weight, cup.weight_unit) == ("CUP-1", 0.35, "lbs")
    (red,) = connector.items(page.cursor).records
    assert (red.sku, red.title, red.number) == ("CUP-RED", "Cup 7 - Red", "71")
    path, _query = asked(marketplace.requests[2])
    assert path == "/shop/wp-json/wc/v3/products/7/variations"


# --- The simulator is as bad as WooCommerce ---------------------------------------


@pytest.mark.parametrize("way", ["fulfillments", "trackings"])
def test_a_second_post_makes_a_second_parcel(way):
    """What the connector must never let happen."""
    with running(rate_scale=0) as sim:
        row = {"platform": "woocommerce", "seller_id": "ONE", "options": {"way": way}}
        seller = records.register_seller(sim, row)
        (made,) = order_records.add_orders(
            sim, [{"platform": "woocommerce", "seller_id": "ONE", "items": [{}]}]
        )
        connector = connect(
            "woocommerce", seller["credentials"] | {"allow_private_hosts": "1"}
        )
        seen = connector._orders.find(made["order_id"])
        line = ShipmentLine(seen.order.lines[0].ref, 1)
        ready = replace(SHIPMENT, order_ref=made["order_id"], lines=(line,))
        seen, parcel = connector._ready(ready)
        told = connector._way()
        for _time in range(2):
            if way == "fulfillments":
                from connectors.woocommerce.fulfillments import _meta, _path

                told._write("POST", _path(seen.id), parcel, _meta(parcel))
            else:
                told._add(seen, parcel, False)
        assert len(connector.order(made["order_id"]).parcels) == 2
