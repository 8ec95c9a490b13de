# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the Shopify connector sends, finds and makes of fulfillment orders."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
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
    Unauthorized,
    Unsupported,
)
from connectors.buckets import Pace
from connectors.delivery import ERROR, SUCCESS, Job, deliver
from connectors.limits import Limiter
from connectors.matching import WantedLine
from connectors.shopify import ShopifyConnector
from connectors.shopify.carriers import CARRIERS
from connectors.shopify.credentials import shop_name
from connectors.shopify.packing import pack
from connectors.shopify.parse import FulfillmentOrder, Remaining, gid, tidy_name
from connectors.shopify.tracking import tracking_info
from connectors.steps import Packed
from connectors.tokens import TOKENS
from loopback import Reply

from simulator import order_records, records, running

UTC = timezone.utc
ONE, TWO = "1Z999AA10123456784", "1Z999AA10123456793"
HOME = {"location": "1", "method": "SHIPPING"}
AWAY = {"location": "2", "method": "SHIPPING"}
DIGITAL = {"location": "1", "method": "NONE"}


def shipment(*numbers, lines=(), **changed) -> Shipment:
    values = {
        "order_ref": "#1671",
        "reference": "00c0ffee",
        "carrier_code": "UPS",
        "carrier_name": "",
        "service": "",
        "tracking_numbers": numbers or (ONE,),
        "tracking_url": "https://t.example/?n=" + ONE,
        "shipped_at": datetime(2026, 3, 2, tzinfo=UTC),
        "lines": tuple(ShipmentLine(ref, quantity) for ref, quantity in lines),
    }
    return Shipment(**values | changed)


# --- In a store of the simulator ------------------------


@pytest.fixture
def sim():
    TOKENS.forget()
    with running(rate_scale=0) as simulator:
        yield simulator


@pytest.fixture
def connector(sim):
    row = {"platform": "shopify", "seller_id": "shop"}
    seller = records.register_seller(sim, row)
    given = seller["credentials"] | {"allow_private_hosts": "1"}
    connector = connect("shopify", given, Limiter({}))
    yield connector
    connector.close()


def new_order(sim, *quantities, **more) -> dict:
    items = [{"quantity": quantity} for quantity in quantities or (1,)]
    row = {"platform": "shopify", "seller_id": "shop", "items": items}
    return order_records.add_orders(sim, [row | more])[0]


def parcel(order, *numbers, parts=None, **changed) -> Shipment:
    """A parcel with all of an order, or with quantities by position."""
    items = order["items"]
    parts = parts or {n: item["quantity"] for n, item in enumerate(items)}
    lines = [(items[n]["order_item_id"], quantity) for n, quantity in parts.items()]
    return shipment(*numbers, lines=lines, order_ref=order["order_id"], **changed)


def job(order, *numbers, parts=None, **more) -> Job:
    items = order["items"]
    parts = parts or {n: item["quantity"] for n, item in enumerate(items)}
    wanted = (WantedLine(n, items[n]["sku"], "", q) for n, q in parts.items())
    sent = shipment(*numbers, order_ref=order["order_id"])
    return Job(1, 1, "", sent, tuple(wanted), **more)


def entries(sim, order):
    return sim.ledger.confirmations(order["order_id"])


def test_one_call_makes_a_fulfillment_for_each_place(sim, connector):
    places = [HOME, AWAY, DIGITAL]
    order = new_order(sim, 2, 1, 1, details={"places": places})
    receipt = connector.confirm(parcel(order, ONE, TWO))
    assert receipt.proof
    assert len(receipt.reference.split(", ")) == 3
    assert [e.tracking for e in entries(sim, order)] == [f"{ONE}, {TWO}"] * 3
    calls = [call.operation for call in connector.calls.take()]
    assert calls.count("CreateFulfillments") == 1
    seen = connector.order(order["order_id"])
    assert seen.status == "shipped"
    assert [line.quantity_shipped for line in seen.lines] == [2, 1, 1]


def test_a_line_at_two_places_is_taken_from_both(sim, connector):
    split = [HOME | {"quantity": 1}, AWAY | {"quantity": 3}]
    order = new_order(sim, 4, 1, details={"places": [split, AWAY]})
    connector.confirm(parcel(order, parts={0: 3, 1: 1}))
    (entry,) = entries(sim, order)  # all of it is at one of them: one package, one mail
    assert sorted(row["quantity"] for row in entry.lines) == [1, 3]
    connector.confirm(parcel(order, TWO, parts={0: 1}))
    assert connector.order(order["order_id"]).status == "shipped"


def test_fulfillment_orders_of_one_place_are_one_fulfillment():
    def waiting(number, place, *lines):
        rows = (Remaining(f"{number}{ref}", ref, left) for ref, left in lines)
        return FulfillmentOrder(number, "OPEN", place, tuple(rows))

    home, away = ("1", "SHIPPING"), ("2", "SHIPPING")
    orders = [
        waiting("1", home, ("a", 1)),
        waiting("2", away, ("b", 1)),
        waiting("3", home, ("a", 2), ("c", 1)),
    ]
    first, second = pack(Counter(a=2, b=1, c=1), orders)
    assert [
        (row["fulfillmentOrderId"], line["id"], line["quantity"])
        for group in (first, second)
        for row in group
        for line in row["fulfillmentOrderLineItems"]
    ] == [
        (gid("FulfillmentOrder", "1"), gid("FulfillmentOrderLineItem", "1a"), 1),
        (gid("FulfillmentOrder", "3"), gid("FulfillmentOrderLineItem", "3a"), 1),
        (gid("FulfillmentOrder", "3"), gid("FulfillmentOrderLineItem", "3c"), 1),
        (gid("FulfillmentOrder", "2"), gid("FulfillmentOrderLineItem", "2b"), 1),
    ]


@pytest.fixture
def half_told(sim, connector):
    """A parcel of which Shopify took the first place's goods, and refused the other."""
    order = new_order(sim, 1, 1, details={"places": [HOME, AWAY], "refuses": ["2"]})
    outcome = deliver(connector, job(order))
    assert outcome.result == ERROR
    assert isinstance(outcome.error, OutcomeUnknown)
    assert outcome.error.code == "partly_taken"
    assert "unfulfillable" in outcome.error.message
    assert outcome.in_doubt
    assert len(entries(sim, order)) == 1
    return order, outcome


def test_of_a_parcel_half_told_only_the_rest_is_told(sim, connector, half_told):
    order, outcome = half_told
    order_records.patch_order(sim, order["order_id"], {"details": {"refuses": []}})
    again = deliver(connector, job(order, sent=outcome.sent, read_back_first=True))
    assert again.result == SUCCESS
    goods = [entry.lines[0]["order_item_id"] for entry in entries(sim, order)]
    assert goods == [item["order_item_id"] for item in order["items"]]


def test_a_refusal_in_between_makes_nothing_be_told_twice(sim, connector, half_told):
    order, outcome = half_told
    again = deliver(connector, job(order, sent=outcome.sent, read_back_first=True))
    assert isinstance(again.error, AlreadyShipped)
    # Somebody presses Retry: nothing is known of before, but the order is read.
    order_records.patch_order(sim, order["order_id"], {"details": {"refuses": []}})
    assert deliver(connector, job(order)).result == SUCCESS
    assert len(entries(sim, order)) == 2
    assert sum(row["quantity"] for e in entries(sim, order) for row in e.lines) == 2


def test_a_number_that_two_parcels_share_is_left_to_a_person(sim, connector):
    order = new_order(sim, 3, 1)
    connector.confirm(parcel(order, parts={0: 1}))
    with pytest.raises(AlreadyShipped) as refused:
        connector.confirm(parcel(order, parts={0: 1, 1: 1}))
    assert refused.value.code == "number_is_there"
    connector.confirm(parcel(order, parts={1: 1}))  # other goods in the same carton
    assert len(entries(sim, order)) == 2


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"held": ["1"]}, "on_hold"),
        ({"scheduled": ["1"]}, "scheduled"),
    ],
)
def test_what_shopify_holds_back_is_said_so(sim, connector, details, code):
    order = new_order(sim, 1, details=details)
    with pytest.raises(Rejected) as refused:
        connector.confirm(parcel(order))
    assert refused.value.code == code
    assert not entries(sim, order)
    assert connector.order(order["order_id"]).status == "pending"


def test_a_part_that_is_on_hold_does_not_hold_the_rest(sim, connector):
    order = new_order(sim, 1, 1, details={"places": [HOME, AWAY], "held": ["2"]})
    connector.confirm(parcel(order, parts={0: 1}))
    assert connector.order(order["order_id"]).status == "partial"


def test_a_canceled_order_is_said_to_be(sim, connector):
    order = new_order(sim, 1, status="canceled")
    with pytest.raises(Rejected) as refused:
        connector.confirm(parcel(order))
    assert refused.value.code == "canceled"


def test_more_than_is_left_is_refused(sim, connector):
    order = new_order(sim, 2)
    with pytest.raises(Rejected) as refused:
        connector.confirm(parcel(order, parts={0: 3}))
    assert refused.value.code == "too_many"


def test_a_line_that_no_fulfillment_order_has(sim, connector):
    order = new_order(sim, 1)
    with pytest.raises(Rejected) as refused:
        connector.confirm(shipment(lines=[("9", 1)], order_ref=order["order_id"]))
    assert refused.value.code == "no_fulfillment_order"


def test_many_lines_and_packages_are_read_page_by_page(sim, connector):
    order = new_order(sim, *[2] * 60)
    connector.confirm(parcel(order, parts={n: 1 for n in range(60)}))
    for place in range(21):
        connector.confirm(parcel(order, f"1Z{place:016}", parts={place: 1}))
    seen = connector.order(order["order_id"])
    assert len(seen.lines) == 60
    assert len(seen.parcels) == 22
    assert len(seen.parcels[0].lines) == 60
    (listed,) = connector.orders(datetime(2026, 1, 1, tzinfo=UTC)).records
    assert listed == seen


def test_goods_count_once_however_many_numbers_they_have(sim, connector):
    order = new_order(sim, 2)
    connector.confirm(parcel(order, ONE, TWO))
    seen = connector.order(order["order_id"]).parcels
    assert [p.tracking_number for p in seen] == [ONE, TWO]
    assert [len(p.lines) for p in seen] == [1, 0]


# --- Which order ------------------------


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("1001", "#1001"), (" #1001 ", "#1001"), ("EN1001", "EN1001"), ("1-A", "1-A")],
)
def test_a_name_as_shopify_writes_it(typed, tidy):
    assert ShopifyConnector.tidy_order_ref(typed) == tidy_name(tidy) == tidy


@pytest.mark.parametrize("name", ["#1001", "1001", "#1001-A", "EN1001", 'A"1 \\'])
def test_only_an_equal_name_is_the_order(sim, connector, name):
    for other in ("#10010", "#10011", "#1001-B", "EN10012", "#100"):
        new_order(sim, 1, order_id=other)
    new_order(sim, 1, order_id=name)
    seen = connector.order(ShopifyConnector.tidy_order_ref(name))
    assert seen.ref == ShopifyConnector.tidy_order_ref(name)


def test_a_name_is_looked_for_on_further_pages(sim, connector):
    for number in range(60):
        new_order(sim, 1, order_id=f"#1001{number:03}")
    new_order(sim, 1, order_id="#1001")
    assert connector.order("#1001").ref == "#1001"


def test_a_similar_name_is_no_order(sim, connector):
    new_order(sim, 1, order_id="#10010")
    with pytest.raises(Rejected) as refused:
        connector.order("#1001")
    assert refused.value.code == "unknown_order"


def test_two_orders_of_one_name_are_left_to_a_person(sim, connector):
    new_order(sim, 1, order_id="#1001")
    new_order(sim, 1, order_id="1001")
    with pytest.raises(Rejected) as refused:
        connector.order("#1001")
    assert refused.value.code == "several_orders"


def test_an_order_is_found_by_its_id_as_well(sim, connector):
    order = new_order(sim, 1)
    for ref in (order["key"], f"gid://shopify/Order/{order['key']}"):
        seen = connector.order(ref)
        assert (seen.ref, seen.key) == (order["order_id"], order["key"])


def test_an_order_that_was_read_is_not_looked_for_again(sim, connector):
    order = new_order(sim, 1)
    connector.order(order["order_id"])
    connector.calls.take()
    connector.confirm(parcel(order))
    calls = [call.operation for call in connector.calls.take()]
    assert calls == ["ToFulfill", "CreateFulfillments"]


def test_the_sellers_page(connector):
    page = "https://admin.shopify.com/store/shop/orders"
    assert connector.seller_url("1001") == f"{page}?query=%231001"
    assert connector.seller_url("#1001", "88875") == f"{page}/88875"


# --- Correcting and taking back ------------------------


def test_a_correction_of_the_carrier_alone_is_told_once(sim, connector):
    order = new_order(sim, 1)
    told = parcel(order)
    connector.confirm(told)
    other = replace(told, carrier_code="FedEx", notify_buyer=False)
    for _time in range(2):
        assert connector.amend(other, told).proof
    assert [(e.kind, e.carrier) for e in entries(sim, order)] == [
        ("new", "UPS"),
        ("changed", "FedEx"),
    ]


def test_all_fulfillments_of_a_parcel_are_corrected_and_canceled(sim, connector):
    order = new_order(sim, 1, 1, details={"places": [HOME, AWAY]})
    told = parcel(order)
    connector.confirm(told)
    connector.amend(parcel(order, TWO), told)
    seen = connector.order(order["order_id"])
    assert [p.tracking_number for p in seen.parcels] == [TWO, TWO]
    connector.void(parcel(order, TWO))
    assert connector.order(order["order_id"]).status == "unshipped"
    connector.confirm(parcel(order, ONE))  # the goods can go again
    assert connector.order(order["order_id"]).status == "shipped"


def test_a_package_with_other_goods_is_left_to_a_person(sim, connector):
    order = new_order(sim, 1, 1)
    connector.confirm(parcel(order))
    with pytest.raises(Unsupported) as refused:
        connector.void(parcel(order, parts={0: 1}))
    assert refused.value.hint
    assert connector.order(order["order_id"]).status == "shipped"


def test_of_two_parcels_with_one_number_the_right_one_is_taken_back(sim, connector):
    order = new_order(sim, 2, 1)
    connector.confirm(parcel(order, parts={0: 1}))
    connector.confirm(parcel(order, parts={1: 1}))
    connector.void(parcel(order, parts={1: 1}))
    lines = connector.order(order["order_id"]).lines
    assert [line.quantity_shipped for line in lines] == [1, 0]


def test_the_whole_parcel_is_taken_before_any_part_of_it(sim, connector):
    order = new_order(sim, 2, 1)
    connector.confirm(parcel(order, parts={0: 1}))
    items = order["items"]
    lines = [{"order_item_id": i["order_item_id"], "quantity": 1} for i in items]
    by_hand = {"ship": {"tracking": ONE, "lines": lines}}
    order_records.patch_order(sim, order["order_id"], by_hand)
    connector.void(parcel(order, parts={0: 1, 1: 1}))
    seen = connector.order(order["order_id"])
    assert [line.quantity_shipped for line in seen.lines] == [1, 0]
    assert [len(p.lines) for p in seen.parcels] == [1]


def test_a_parcel_that_is_gone_cannot_be_corrected(sim, connector):
    order = new_order(sim, 1)
    with pytest.raises(Unsupported):
        connector.amend(parcel(order, TWO), parcel(order))


# --- What is told ------------------------


def test_tracking_of_a_carrier_that_shopify_links():
    assert tracking_info(shipment(ONE, TWO)) == {
        "company": "UPS",
        "numbers": [ONE, TWO],
    }


def test_another_carrier_goes_with_a_link_for_each_number():
    sent = shipment(ONE, TWO, carrier_code="Bike & Co")
    assert tracking_info(sent) == {
        "company": "Bike & Co",
        "numbers": [ONE, TWO],
        "urls": ["https://t.example/?n=" + ONE, "https://t.example/?n=" + TWO],
    }


@pytest.mark.parametrize("link", ["", "www.example.com", "javascript:1", "https://a b"])
def test_what_is_no_link_does_not_stop_a_parcel(link):
    sent = shipment(carrier_code="Bike & Co", tracking_url=link)
    assert "urls" not in tracking_info(sent)


@pytest.mark.parametrize("notify", [True, False])
def test_the_input_of_a_fulfillment(marketplace, account, notify):
    made = {"fulfillment": vendor.fulfillment(), "userErrors": []}
    one = vendor.answer(orders=vendor.page(vendor.order()), order=vendor.order())
    marketplace.script = [Reply(200, one)] * 2 + [Reply(200, vendor.answer(f0=made))]
    lines = [("19702865133874", 2)]
    receipt = account.confirm(shipment(lines=lines, notify_buyer=notify))
    assert (receipt.reference, receipt.proof) == ("8021767389490", True)
    sent = marketplace.requests[-1]
    assert sent.path == "/admin/api/2026-10/graphql.json"
    assert sent.headers["x-shopify-access-token"] == "shpat_1"
    assert sent.json["operationName"] == "CreateFulfillments"
    waiting = "gid://shopify/FulfillmentOrderLineItem/19872514670898"
    assert sent.json["variables"] == {
        "f0": {
            "lineItemsByFulfillmentOrder": [
                {
                    "fulfillmentOrderId": "gid://shopify/FulfillmentOrder/9825095713074",
                    "fulfillmentOrderLineItems": [{"id": waiting, "quantity": 2}],
                }
            ],
            "trackingInfo": {"company": "UPS", "numbers": [ONE]},
            "notifyCustomer": notify,
        }
    }


def test_changed_orders_are_asked_for_in_utc(marketplace, account):
    marketplace.default = Reply(200, vendor.answer(orders=vendor.page()))
    account.orders(datetime.fromisoformat("2026-03-01T05:00:00+05:00"))
    variables = marketplace.requests[-1].json["variables"]
    assert variables["query"] == "updated_at:>='2026-03-01T00:00:00Z'"


# --- What is read ------------------------


@pytest.fixture
def account(marketplace):
    connector = connect(
        "shopify",
        {
            "shop": "example",
            "access_token": "shpat_1",
            "endpoint": marketplace.url,
            "allow_private_hosts": "1",
        },
    )
    yield connector
    connector.close()


def read(marketplace, account, **changed):
    answer = vendor.order() | changed
    body = vendor.answer(orders=vendor.page(answer), order=answer)
    marketplace.default = Reply(200, body)
    return account.order(changed.get("name", "#1671"))


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, "unshipped"),
        ({"displayFulfillmentStatus": "IN_PROGRESS"}, "unshipped"),
        ({"displayFulfillmentStatus": "REQUEST_DECLINED"}, "unshipped"),
        ({"displayFulfillmentStatus": "ON_HOLD"}, "pending"),
        ({"displayFulfillmentStatus": "SCHEDULED"}, "pending"),
        ({"displayFinancialStatus": "PENDING"}, "pending"),
        ({"displayFinancialStatus": "AUTHORIZED"}, "unshipped"),
        ({"displayFinancialStatus": "PARTIALLY_REFUNDED"}, "unshipped"),
        ({"displayFulfillmentStatus": "FULFILLED"}, "shipped"),
        ({"displayFulfillmentStatus": "RESTOCKED"}, "canceled"),
        ({"cancelledAt": "2026-03-02T00:00:00Z"}, "canceled"),
        (
            {
                "displayFulfillmentStatus": "ON_HOLD",  # of what is left
                "fulfillments": [vendor.fulfillment()],
            },
            "partial",
        ),
    ],
)
def test_statuses(marketplace, account, changed, status):
    assert read(marketplace, account, **changed).status == status


@pytest.mark.parametrize("status", ["CANCELLED", "ERROR", "FAILURE"])
def test_a_void_fulfillment_shows_nothing(marketplace, account, status):
    void = vendor.fulfillment() | {"status": status}
    order = read(marketplace, account, fulfillments=[void])
    assert order.parcels == ()
    assert order.lines[0].quantity_shipped == 0


def test_lines_that_were_removed_or_came_back(marketplace, account):
    ref = vendor.LINE["id"]
    gone = {"id": "gid://shopify/LineItem/2", "sku": "X", "name": "X"}
    back = vendor.order()["lineItems"]["nodes"][0] | {"currentQuantity": 0}
    order = read(
        marketplace,
        account,
        lineItems=vendor.page(back, gone | {"currentQuantity": 0}),
        fulfillments=[vendor.fulfillment(quantity=3)],
    )
    (line,) = order.lines
    assert (line.ref, line.quantity) == (ref.rpartition("/")[2], 3)


def test_a_fulfillment_without_a_number_is_a_parcel_all_the_same(marketplace, account):
    bare = vendor.fulfillment() | {"trackingInfo": []}
    (seen,) = read(marketplace, account, fulfillments=[bare]).parcels
    assert (seen.tracking_number, len(seen.lines)) == ("", 1)


def test_items(marketplace, account):
    plain = vendor.variant() | {"sku": None, "title": "Default Title", "media": None}
    featured = {"preview": {"image": {"url": "https://cdn.example.com/2.png"}}}
    plain["product"] = plain["product"] | {"featuredMedia": featured}
    plain["inventoryItem"] = {"measurement": {"weight": None}}
    body = vendor.answer(productVariants=vendor.page(vendor.variant(), plain))
    marketplace.default = Reply(200, body)
    lamp, bare = account.items().records
    assert (lamp.number, lamp.sku) == ("43729076", "LAMP")
    assert (lamp.title, lamp.status) == ("Desk lamp - Oak", "active")
    assert (lamp.weight, lamp.weight_unit) == (1.4, "kilograms")
    assert lamp.image_url == "https://cdn.example.com/lamp.png"
    assert (bare.sku, bare.title, bare.weight) == ("", "Desk lamp", None)
    assert bare.image_url == "https://cdn.example.com/2.png"


# --- The account ------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "example",
        "Example.myshopify.com",
        "https://example.myshopify.com/",
        "http://example.myshopify.com",
        "https://example.myshopify.com/admin/settings?x=1",
        "https://admin.shopify.com/store/example",
        "admin.shopify.com/store/example/orders/123",
        " example.myshopify.com ",
    ],
)
def test_any_address_that_shopify_shows_names_the_store(typed):
    assert shop_name(typed) == "example"


@pytest.mark.parametrize(
    "typed",
    [
        "www.example.com",
        "https://shop.example.com",
        "https://example.myshopify.com.evil.example",
        "https://evil.example/example.myshopify.com",
        "https://user@evil.example:1/.myshopify.com",
        "https://admin.shopify.com/store/../x",
        "-example",
        "exa_mple",
    ],
)
def test_another_address_is_refused_with_what_to_enter(typed):
    with pytest.raises(Unauthorized) as refused:
        shop_name(typed)
    assert refused.value.code == "invalid_shop"
    assert ".myshopify.com" in refused.value.hint


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "missing_credentials"),
        ({"client_id": "1"}, "missing_credentials"),
        ({"client_secret": "1"}, "missing_credentials"),
        ({"access_token": "shpat_1", "client_id": "1"}, "two_logins"),
        ({"access_token": "shpss_1"}, "wrong_secret"),
    ],
)
def test_one_way_to_log_in(given, code):
    with pytest.raises(Unauthorized) as refused:
        connect("shopify", {"shop": "example"} | given)
    assert refused.value.code == code
    assert refused.value.hint


def test_the_store_is_where_its_name_says():
    connector = connect("shopify", {"shop": "Example", "access_token": "shpat_1"})
    assert connector._api._url.startswith("https://example.myshopify.com/admin/api/")


@pytest.mark.parametrize(
    "scopes",
    [
        ["read_orders", "read_products"],
        ["write_merchant_managed_fulfillment_orders", "read_products"],
    ],
)
def test_scopes_that_are_not_enough_to_tell(sim, scopes):
    row = {"platform": "shopify", "seller_id": "s", "options": {"scopes": scopes}}
    given = records.register_seller(sim, row)["credentials"]
    connector = connect("shopify", given | {"allow_private_hosts": "1"}, Limiter({}))
    with pytest.raises(Unauthorized) as refused:
        connector.probe("writeback")
    assert refused.value.code == "missing_scope"
    connector.probe("products")


def test_a_version_that_is_retired_is_said_in_one_sentence(sim):
    options = {"answers_version": "2027-01"}
    row = {"platform": "shopify", "seller_id": "s", "options": options}
    given = records.register_seller(sim, row)["credentials"]
    connector = connect("shopify", given | {"allow_private_hosts": "1"}, Limiter({}))
    for api in ("products", "orders", "writeback"):
        assert "2027-01" in connector.probe(api)
    order = new_order(sim, 1, seller_id="s")
    assert connector.confirm(parcel(order)).proof  # work goes on


# --- Points ------------------------


def test_the_live_allowance_is_learned(marketplace, account):
    marketplace.default = Reply(200, vendor.answer(orders=vendor.page()))
    paces = []
    account.limiter.learn = lambda name, pace: paces.append((name, pace))
    account.probe("orders")
    assert paces == [("points", Pace(rate=100, size=1700, left=1692))]


def test_a_busy_account_is_never_throttled_at_the_documented_rate(sim):
    sim.settings.rate_scale = 1.0
    row = {"platform": "shopify", "seller_id": "s"}
    given = records.register_seller(sim, row)["credentials"]
    given |= {"allow_private_hosts": "1"}
    limiter = Limiter(ShopifyConnector.limits, max_wait=0.0)
    connector = connect("shopify", given, limiter)
    orders = [new_order(sim, 1, seller_id="s") for _order in range(200)]
    outcomes = []
    for order in orders:
        outcomes.append(deliver(connector, job(order)))
        if outcomes[-1].error:
            break
    errors = [o.error for o in outcomes if o.error]
    assert [error.code for error in errors] in ([], ["local_limit"])
    assert len(outcomes) > 30


def test_pages_are_halved_where_they_might_cost_too_much(marketplace, account):
    dear = {
        "errors": [
            {
                "message": "Query cost is 2002, which exceeds the single query max "
                "cost limit (1000).",
                "extensions": {"code": "MAX_COST_EXCEEDED"},
            }
        ]
    }
    marketplace.script = [Reply(200, dear)] * 2
    marketplace.default = Reply(200, vendor.answer(orders=vendor.page()))
    account.orders(datetime(2026, 3, 1, tzinfo=UTC))
    sizes = [request.json["variables"]["first"] for request in marketplace.requests]
    assert sizes == [50, 25, 12]


# --- Carriers and by hand ------------------------


@pytest.mark.parametrize(
    ("name", "code", "service"),
    [
        ("UPS Ground", "UPS", "Ground"),
        ("USPS Priority", "USPS", "Priority"),
        ("Fed Ex 2Day", "FedEx", "2Day"),
        ("DHL Express Worldwide", "DHL Express", "Worldwide"),
        ("DHL Parcel Connect", "DHL Parcel", "Connect"),
        ("DHL eCommerce", "DHL eCommerce", ""),
        ("DHL Paket", "DHL", "Paket"),
        ("DPD Classic", "DPD", "Classic"),
        ("GLS", "GLS", ""),
        ("Royal Mail Tracked 24", "Royal Mail", "Tracked 24"),
        ("Canada Post", "Canada Post", ""),
        ("Australia Post Express", "Australia Post", "Express"),
        ("La Poste", "Colissimo", ""),
        ("Colissimo domicile", "Colissimo", "domicile"),
        ("PostNL", "PostNL", ""),
        ("bpost", "BPost", ""),
        ("Correos Paq 48", "Correos", "Paq 48"),
        ("TNT", "TNT", ""),
        ("Hermes", "Hermes", ""),
        ("Evri", "Evri", ""),
        ("Yodel", "Yodel", ""),
        ("Chronopost", "Chronopost", ""),
        ("Mondial Relay", "Mondial Relay", ""),
        ("OnTrac", "OnTrac", ""),
        ("LaserShip", "Lasership", ""),
        ("Amazon Shipping", "Amazon", ""),
    ],
)
def test_carriers_by_shopifys_own_names(name, code, service):
    proposal = ShopifyConnector.propose_carrier(name)
    assert (proposal.code, proposal.service, proposal.known) == (code, service, True)


@pytest.mark.parametrize("name", ["Bike & Co", "Speedy Riders", "Bring it"])
def test_any_other_carrier_goes_by_its_own_name(name):
    proposal = ShopifyConnector.propose_carrier(name)
    assert (proposal.code, proposal.known) == (name, False)


def test_carriers_are_listed_once():
    codes = [code for code, _label in CARRIERS]
    assert len(codes) == len(set(codes)) > 150


def test_what_a_person_enters():
    sent = shipment(ONE, TWO)
    new = ShopifyConnector.by_hand(Packed(sent, goods=(("Lamp", 2),), whole=False))
    assert [value for _label, value in new.values] == ["2", ONE, TWO, "UPS"]
    told = ShopifyConnector.by_hand(Packed(sent, told=True))
    assert "Edit tracking" in told.where
    assert [value for _label, value in told.values] == [ONE, TWO, "UPS"]
