# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the Amazon connector sends and what it makes of the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jsonschema
import pytest
from connectors import connect
from connectors.amazon import AmazonConnector
from connectors.amazon.confirmation import package_reference
from connectors.amazon.reference import MARKETPLACES
from connectors.base import (
    Item,
    Order,
    OrderLine,
    OutcomeUnknown,
    Page,
    Parcel,
    Receipt,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from hypothesis import given
from hypothesis import strategies as st
from loopback import Reply

FIXTURES = Path(__file__).parents[1] / "fixtures" / "amazon"
ADDON = Path(__file__).parents[2] / "shipgear_ecommerce_status"
UTC = timezone.utc
ORDER_ID = "123-4567890-1234567"
SHIPMENT = Shipment(
    order_ref=ORDER_ID,
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, 10, 30, 59, 999, tzinfo=UTC),
    lines=(ShipmentLine("10000000000001", 2.0),),
)


def fixture(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.fixture
def order_data():
    return fixture("order.json")


# --- an account -------------------------------------------------------------


def test_connectors_import_without_odoo():
    blocker = (
        "import sys\n"
        "class NoOdoo:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'odoo':\n"
        "            raise ImportError('no odoo here')\n"
        "sys.meta_path.insert(0, NoOdoo())\n"
        "import connectors\n"
        "assert connectors.CONNECTORS['amazon'].label == 'Amazon'\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ADDON)}
    subprocess.run([sys.executable, "-c", blocker], env=environment, check=True)


@pytest.mark.parametrize(
    "name", ["seller_id", "marketplace_id", "client_id", "client_secret"]
)
def test_a_missing_credential_is_named(credentials, name):
    credentials[name] = "  "
    with pytest.raises(Unauthorized) as caught:
        connect("amazon", credentials)
    labels = {"marketplace_id": "Marketplace ID", "seller_id": "Seller ID"}
    assert labels.get(name, "Client") in caught.value.message
    assert caught.value.hint


def test_an_unknown_marketplace_is_refused(credentials):
    credentials["marketplace_id"] = "NOWHERE"
    with pytest.raises(Unauthorized) as caught:
        connect("amazon", credentials)
    assert caught.value.code == "unknown_marketplace"


@pytest.mark.parametrize("value", ["Atzr|a\nb", "Atzr|a b", "Atzr|\u20ac"])
def test_a_credential_that_was_pasted_wrong_is_refused_unseen(credentials, value):
    credentials["refresh_token"] = value
    with pytest.raises(Unauthorized) as caught:
        connect("amazon", credentials)
    assert "Atzr" not in str(caught.value)


def test_each_credential_says_where_it_is_found():
    for credential in AmazonConnector.credentials:
        assert credential.label and len(credential.help) > 20


def test_all_marketplaces_are_known_by_country():
    countries = sorted(place.country for place in MARKETPLACES.values())
    assert countries == sorted(
        "CA US MX BR IE ES UK FR BE NL DE IT SE ZA PL EG TR SA AE IN SG AU JP".split()
    )


@pytest.mark.parametrize(
    ("marketplace_id", "host", "page"),
    [
        ("ATVPDKIKX0DER", "-na", "https://sellercentral.amazon.com/orders-v3/order/"),
        (
            "A1F83G8C2ARO7P",
            "-eu",
            "https://sellercentral.amazon.co.uk/orders-v3/order/",
        ),
        (
            "A1VC38T7YXB528",
            "-fe",
            "https://sellercentral.amazon.co.jp/orders-v3/order/",
        ),
    ],
)
def test_a_marketplace_has_its_region_and_its_seller_central(
    credentials, marketplace_id, host, page
):
    credentials |= {"marketplace_id": marketplace_id, "endpoint": ""}
    connector = connect("amazon", credentials)
    assert connector._endpoint == f"https://sellingpartnerapi{host}.amazon.com"
    assert connector.seller_url(ORDER_ID) == page + ORDER_ID
    assert connector.seller_url("a/../b?c") == page + "a%2F..%2Fb%3Fc"


def test_a_private_endpoint_needs_permission(credentials, marketplace):
    del credentials["allow_private_hosts"]
    with pytest.raises(Exception) as caught:
        connect("amazon", credentials).order(ORDER_ID)
    assert caught.value.code == "forbidden_address"
    assert not marketplace.requests


# --- tokens -----------------------------------------------------------------


def test_a_token_is_asked_for_once_and_sent_with_each_call(amazon, marketplace):
    amazon.confirm(SHIPMENT)
    amazon.confirm(SHIPMENT)
    (login,) = marketplace.token_requests
    assert parse_qs(login.body.decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["Atzr|refresh/token+value=2"],
        "client_id": ["amzn1.application-oa2-client.1"],
        "client_secret": ["amzn1.oa2-cs.v1.s3cr/et+value=1"],
    }
    sent = [
        request.headers["x-amz-access-token"] for request in marketplace.api_requests
    ]
    assert sent == ["Atza|access-1"] * 2


def test_calls_for_a_token_count_for_the_api_they_serve(amazon):
    amazon.confirm(SHIPMENT)
    operations = [(call.api, call.operation) for call in amazon.calls.take()]
    assert operations == [("writeback", "token"), ("writeback", "confirmShipment")]


def test_two_connectors_of_one_account_share_the_token(
    amazon, credentials, marketplace
):
    amazon.confirm(SHIPMENT)
    connect("amazon", credentials).confirm(SHIPMENT)
    assert len(marketplace.token_requests) == 1
    credentials["client_secret"] = "another"
    connect("amazon", credentials).confirm(SHIPMENT)
    assert len(marketplace.token_requests) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_renewed_once_and_the_call_made_again(
    amazon, marketplace, status
):
    marketplace.script = [Reply(status, {"errors": []}), Reply(204)]
    amazon.confirm(SHIPMENT)
    tokens = [r.headers["x-amz-access-token"] for r in marketplace.api_requests]
    assert tokens == ["Atza|access-1", "Atza|access-2"]


def test_a_second_refusal_is_final(amazon, marketplace):
    marketplace.default = Reply(403, {"errors": []})
    with pytest.raises(Unauthorized):
        amazon.confirm(SHIPMENT)
    assert len(marketplace.api_requests) == 2


def test_the_same_token_again_is_not_tried_again(amazon, marketplace):
    same = Reply(200, {"access_token": "Atza|same", "expires_in": 3600})
    marketplace.token_script = [same, same]
    marketplace.default = Reply(403, {"errors": []})
    with pytest.raises(Unauthorized):
        amazon.confirm(SHIPMENT)
    assert len(marketplace.api_requests) == 1


# --- confirm ----------------------------------------------------------------


def sent_body(amazon, marketplace, **changes):
    amazon.confirm(replace(SHIPMENT, **changes))
    return marketplace.api_requests[-1].json


def test_a_confirmation_is_sent_as_amazon_documents_it(amazon, marketplace):
    marketplace.default = Reply(204, headers={"x-amzn-RequestId": "req-1"})
    receipt = amazon.confirm(SHIPMENT)
    (request,) = marketplace.api_requests
    assert request.method == "POST"
    assert request.path == f"/orders/v0/orders/{ORDER_ID}/shipmentConfirmation"
    reference = package_reference("00c0ffee")
    assert request.json == {
        "marketplaceId": "ATVPDKIKX0DER",
        "packageDetail": {
            "packageReferenceId": reference,
            "carrierCode": "UPS",
            "trackingNumber": "1Z999AA10123456784",
            "shipDate": "2026-03-02T10:30:59Z",
            "orderItems": [{"orderItemId": "10000000000001", "quantity": 2}],
        },
    }
    assert receipt == Receipt(reference, proof=False, request_id="req-1")


def test_times_are_sent_in_utc(amazon, marketplace):
    tokyo = timezone(timedelta(hours=9))
    body = sent_body(
        amazon, marketplace, shipped_at=datetime(2026, 1, 1, 8, tzinfo=tokyo)
    )
    assert body["packageDetail"]["shipDate"] == "2025-12-31T23:00:00Z"


@pytest.mark.parametrize("code", ["Other", "other", " OTHER "])
def test_other_goes_with_the_carriers_name(amazon, marketplace, code):
    body = sent_body(
        amazon,
        marketplace,
        carrier_code=code,
        carrier_name="Bike & Co",
        service=" Day ",
    )
    package = body["packageDetail"]
    assert (package["carrierCode"], package["carrierName"]) == ("Other", "Bike & Co")
    assert package["shippingMethod"] == "Day"


def test_a_tracking_number_is_sent_without_the_spaces_of_the_label(amazon, marketplace):
    numbers = ("", " 1Z 999\u00a0AA1 ", "second")
    body = sent_body(amazon, marketplace, tracking_numbers=numbers)
    assert body["packageDetail"]["trackingNumber"] == "1Z999AA1"


def test_an_order_item_named_twice_is_sent_once(amazon, marketplace):
    lines = (ShipmentLine("1", 1), ShipmentLine("2", 5), ShipmentLine("1", 2))
    body = sent_body(amazon, marketplace, lines=lines)
    assert body["packageDetail"]["orderItems"] == [
        {"orderItemId": "1", "quantity": 3},
        {"orderItemId": "2", "quantity": 5},
    ]


LINE = ShipmentLine("1", 1)
WRONG = [
    ("invalid_order_id", {"order_ref": "S00042"}),
    ("invalid_order_id", {"order_ref": "123-4567890-123456"}),
    ("invalid_order_id", {"order_ref": "123-4567890-1234567/x"}),
    ("invalid_order_id", {"order_ref": "\u0661\u0662\u0663-4567890-1234567"}),
    ("missing_carrier", {"carrier_code": " "}),
    ("missing_carrier_name", {"carrier_code": "Other", "carrier_name": " "}),
    ("missing_tracking_number", {"tracking_numbers": ()}),
    ("missing_tracking_number", {"tracking_numbers": ("", "  ")}),
    ("invalid_tracking_number", {"tracking_numbers": ("1Z\x07",)}),
    ("invalid_tracking_number", {"tracking_numbers": ("1Z\n2",)}),
    ("invalid_tracking_number", {"tracking_numbers": ("1Z\u200b2",)}),
    ("invalid_tracking_number", {"tracking_numbers": ("9" * 65,)}),
    ("no_items", {"lines": ()}),
    ("missing_order_item", {"lines": (ShipmentLine(" ", 1),)}),
    ("invalid_quantity", {"lines": (LINE, ShipmentLine("2", 0.5))}),
    ("invalid_quantity", {"lines": (ShipmentLine("1", 0),)}),
    ("invalid_quantity", {"lines": (ShipmentLine("1", -1),)}),
    ("invalid_quantity", {"lines": (ShipmentLine("1", float("nan")),)}),
    ("invalid_quantity", {"lines": (ShipmentLine("1", float("inf")),)}),
    ("naive_datetime", {"shipped_at": datetime(2026, 1, 1)}),
    (
        "invalid_date",
        {"shipped_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))},
    ),
]


@pytest.mark.parametrize(("code", "changes"), WRONG)
def test_what_cannot_be_right_is_refused_before_anything_is_sent(
    amazon, marketplace, code, changes
):
    with pytest.raises(Rejected) as caught:
        amazon.confirm(replace(SHIPMENT, **changes))
    assert caught.value.code == code and caught.value.hint
    assert not marketplace.requests and not amazon.calls.take()


@given(st.text())
def test_a_package_reference_is_a_small_positive_number_and_stable(reference):
    number = package_reference(reference)
    assert 1 <= int(number) <= 999_999_999 and number == str(int(number))
    assert number == package_reference(reference)


def test_package_references_of_many_shipments_differ():
    assert len({package_reference(f"{n:032x}") for n in range(10_000)}) > 9_990


@pytest.mark.parametrize(
    "reply", [Reply(204), Reply(200), Reply(202, {}), Reply(200, {"payload": None})]
)
def test_a_2xx_with_nothing_or_json_in_it_counts_as_taken(amazon, marketplace, reply):
    marketplace.default = reply
    assert amazon.confirm(SHIPMENT).reference


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, "<html>Please log in</html>"),
        Reply(200, {"errors": [{"code": "X", "message": "no"}]}),
        Reply(200, {"a": 1}, act="half"),
        Reply(act="cut"),
        Reply(302, b"", {"Location": "https://login.example.com"}),
    ],
)
def test_an_answer_that_says_neither_yes_nor_no_is_unknown(amazon, marketplace, reply):
    marketplace.default = reply
    with pytest.raises(OutcomeUnknown):
        amazon.confirm(SHIPMENT)
    assert len(marketplace.api_requests) == 1


# --- orders -----------------------------------------------------------------

EXPECTED_ORDER = Order(
    ref=ORDER_ID,
    number=ORDER_ID,
    status="partial",
    purchased_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    updated_at=datetime(2026, 3, 2, 9, 30, 15, 250_000, tzinfo=UTC),
    ship_by=datetime(2026, 3, 4, 7, 59, 59, tzinfo=UTC),
    fulfilled_by="seller",
    lines=(
        OrderLine("10000000000001", "TEA-1", "Teapot, blue", 3, 1),
        OrderLine("10000000000002", "", "", 1, 0),
    ),
    parcels=(
        Parcel(
            "US-PKG-7",
            "UPS",
            "1Z999AA10123456784",
            datetime(2026, 3, 2, 9, tzinfo=UTC),
            (ShipmentLine("10000000000001", 1),),
        ),
    ),
)


def query(request):
    return dict(parse_qsl(urlsplit(request.path).query))


def test_an_order_is_read_with_its_parcels_and_without_its_buyer(
    amazon, marketplace, order_data
):
    marketplace.default = Reply(200, {"order": order_data})
    assert amazon.order(f" {ORDER_ID} ") == EXPECTED_ORDER
    (request,) = marketplace.api_requests
    assert urlsplit(request.path).path == f"/orders/2026-01-01/orders/{ORDER_ID}"
    assert query(request) == {"includedData": "FULFILLMENT,PACKAGES,PROCEEDS"}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PENDING_AVAILABILITY", "pending"),
        ("PENDING", "pending"),
        ("UNSHIPPED", "unshipped"),
        ("PARTIALLY_SHIPPED", "partial"),
        ("SHIPPED", "shipped"),
        ("CANCELLED", "canceled"),
        ("UNFULFILLABLE", "canceled"),
    ],
)
def test_a_status_of_amazon_is_one_of_ours(
    amazon, marketplace, order_data, word, status
):
    order_data["fulfillment"]["fulfillmentStatus"] = word
    marketplace.default = Reply(200, {"order": order_data})
    assert amazon.order(ORDER_ID).status == status


def test_an_order_that_amazon_ships_has_no_parcels_to_show(
    amazon, marketplace, order_data
):
    order_data["fulfillment"]["fulfilledBy"] = "AMAZON"
    del order_data["packages"]
    marketplace.default = Reply(200, {"order": order_data})
    order = amazon.order(ORDER_ID)
    assert (order.fulfilled_by, order.parcels) == ("marketplace", None)


def test_an_order_without_packages_has_none_yet(amazon, marketplace, order_data):
    del order_data["packages"]
    marketplace.default = Reply(200, {"order": order_data})
    assert amazon.order(ORDER_ID).parcels == ()


def test_an_order_number_never_becomes_another_path(amazon, marketplace):
    with pytest.raises(Rejected):
        amazon.order("../../listings")
    assert not marketplace.requests


@pytest.mark.parametrize(
    "answer", [{}, {"order": None}, {"order": {"orderId": "x"}}, [], "text", 7]
)
def test_an_order_that_cannot_be_read_is_unavailable(amazon, marketplace, answer):
    marketplace.default = Reply(200, answer)
    with pytest.raises(Unavailable) as caught:
        amazon.order(ORDER_ID)
    assert caught.value.code == "unreadable" and caught.value.hint


def test_orders_are_searched_page_by_page(amazon, marketplace, order_data):
    marketplace.script = [
        Reply(200, {"orders": [order_data], "pagination": {"nextToken": "p/2="}}),
        Reply(200, {"orders": []}),
    ]
    since = datetime(2026, 3, 1, tzinfo=UTC)
    assert amazon.orders(since) == Page((EXPECTED_ORDER,), "p/2=")
    assert amazon.orders(since, "p/2=") == Page((), None)
    first, second = (query(request) for request in marketplace.api_requests)
    assert first == {
        "marketplaceIds": "ATVPDKIKX0DER",
        "lastUpdatedAfter": "2026-03-01T00:00:00Z",
        "includedData": "FULFILLMENT,PACKAGES,PROCEEDS",
        "maxResultsPerPage": "100",
    }
    assert second == {**first, "paginationToken": "p/2="}


def test_one_broken_order_does_not_spoil_the_page(amazon, marketplace, order_data):
    strange = {**order_data, "fulfillment": {"fulfillmentStatus": "LOST_AT_SEA"}}
    naked = {"orderId": "111-1111111-1111111"}
    marketplace.default = Reply(200, {"orders": [strange, 5, naked, order_data]})
    page = amazon.orders(datetime(2026, 3, 1, tzinfo=UTC))
    assert page.records == (EXPECTED_ORDER,)
    assert page.problems == (
        f"Order {ORDER_ID}: fulfillmentStatus is 'LOST_AT_SEA', which is unknown.",
        "orders[2] is missing or not an object.",
        "Order 111-1111111-1111111: fulfillment is missing or not an object.",
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T08:00:00Z", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00:00.5Z", datetime(2026, 3, 1, 8, 0, 0, 500_000, UTC)),
        ("2026-03-01T08:00:00.123456789Z", datetime(2026, 3, 1, 8, 0, 0, 123_456, UTC)),
        ("2026-03-01T08:00:00+0530", datetime(2026, 3, 1, 2, 30, tzinfo=UTC)),
        ("2026-03-01T08:00:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_utc(amazon, marketplace, order_data, text, moment):
    order_data["createdTime"] = text
    marketplace.default = Reply(200, {"order": order_data})
    assert amazon.order(ORDER_ID).purchased_at == moment


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-01T00:00:00Z", "", 5, "0001-01-01T00:00:00+10:00"]
)
def test_a_time_that_is_none_is_a_problem(amazon, marketplace, order_data, text):
    order_data["createdTime"] = text
    marketplace.default = Reply(200, {"orders": [order_data]})
    page = amazon.orders(datetime(2026, 3, 1, tzinfo=UTC))
    assert page.records == () and "createdTime" in page.problems[0]


def test_texts_of_an_order_can_be_stored_in_a_database(amazon, marketplace, order_data):
    order_data["orderItems"][0]["product"]["title"] = "a\x00b\ud800c"
    marketplace.default = Reply(200, {"order": order_data})
    title = amazon.order(ORDER_ID).lines[0].title
    assert "\x00" not in title and title.encode("utf-8")


# --- items ------------------------------------------------------------------


def test_items_are_read_as_this_marketplace_lists_them(amazon, marketplace):
    marketplace.default = Reply(200, {"items": []})
    marketplace.script = [Reply(200, fixture("items.json"))]
    page = amazon.items()
    assert page.records == (
        Item(
            number="B000000001",
            sku="TEA-1",
            title="Teapot, blue",
            weight=1.25,
            weight_unit="kilograms",
            image_url="https://images.example.com/tea.jpg",
            status="BUYABLE, DISCOVERABLE",
        ),
        Item(number="", sku="CUP-1", title=""),
    )
    amazon.items(page.cursor)
    first, second = marketplace.api_requests
    assert urlsplit(first.path).path == "/listings/2021-08-01/items/A2SELLER"
    assert "pageToken" not in query(first) and query(second)["pageToken"] == "page-2"


def test_a_page_of_items_that_names_itself_as_the_next_ends_the_reading(
    amazon, marketplace
):
    marketplace.default = Reply(200, fixture("items.json"))
    with pytest.raises(Rejected) as caught:
        amazon.items(amazon.items().cursor)
    assert caught.value.code == "no_progress"


def test_the_items_own_weight_does_where_the_package_has_none(amazon, marketplace):
    items = fixture("items.json")
    del items["items"][0]["attributes"]["item_package_weight"]
    marketplace.default = Reply(200, items)
    (first, _second) = amazon.items().records
    assert (first.weight, first.weight_unit) == (2.2, "pounds")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://a/ b", 5, None])
def test_a_link_that_is_no_image_is_left_out(amazon, marketplace, link):
    items = fixture("items.json")
    items["items"][0]["summaries"][1]["mainImage"]["link"] = link
    marketplace.default = Reply(200, items)
    assert amazon.items().records[0].image_url == ""


def test_more_than_a_thousand_items_are_read_by_several_searches(amazon, marketplace):
    """Amazon shows 1,000 items of a search, so the next one begins behind them."""
    amazon.limiter.max_wait = 60
    amazon.limiter._sleep = lambda seconds: None
    stock = [
        {
            "sku": f"S{n:04}",
            "summaries": [
                {
                    "marketplaceId": "ATVPDKIKX0DER",
                    "createdDate": f"2025-01-01T{n // 60:02}:{n % 60:02}:00Z",
                }
            ],
        }
        for n in range(1300)
    ]

    def answer(request):
        if request.path == "/token":
            return Reply(200, {"access_token": "Atza|t", "expires_in": 3600})
        asked = query(request)
        after = asked.get("createdAfter", "")
        found = [i for i in stock if i["summaries"][0]["createdDate"] >= after]
        start = int(asked.get("pageToken", "0"))
        following = start + 20
        body = {"numberOfResults": len(found), "items": found[start:following]}
        if following < min(len(found), 1000):
            body["pagination"] = {"nextToken": str(following)}
        return Reply(200, body)

    marketplace.answer = answer
    seen, cursor = [], None
    while True:
        page = amazon.items(cursor)
        seen += [item.sku for item in page.records]
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(set(seen)) == [item["sku"] for item in stock]
    assert len(seen) == 1301  # the one where the searches meet


def test_a_last_page_before_the_thousandth_item_is_the_last(amazon, marketplace):
    items = fixture("items.json")
    del items["pagination"]
    marketplace.default = Reply(200, items)
    assert amazon.items().cursor is None  # though 3 were found, and 2 are here


@pytest.mark.parametrize("cursor", ["x", "[]", "{}x", '{"seen": "1"}', '{"a": 1}', "7"])
def test_a_cursor_of_something_else_is_refused(amazon, marketplace, cursor):
    with pytest.raises(Rejected):
        amazon.items(cursor)
    assert not marketplace.requests


# --- probe and void ---------------------------------------------------------


@pytest.mark.parametrize("api", ["orders", "writeback"])
@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_of_an_impossible_order_proves_access(
    amazon, marketplace, api, status
):
    marketplace.default = Reply(status, {"errors": [{"code": "x", "message": "no"}]})
    amazon.probe(api)
    (request,) = marketplace.api_requests
    assert "000-0000000-0000000" in request.path
    assert not any(call.error for call in amazon.calls.take())


def test_the_writeback_probe_confirms_no_item_of_anything(amazon, marketplace):
    marketplace.default = Reply(404, {"errors": []})
    amazon.probe("writeback")
    assert marketplace.api_requests[0].json["packageDetail"]["orderItems"] == []


def test_the_products_probe_lists_one_item(amazon, marketplace):
    marketplace.default = Reply(200, {"numberOfResults": 0, "items": []})
    amazon.probe("products")
    assert query(marketplace.api_requests[0])["pageSize"] == "1"


@pytest.mark.parametrize("api", ["products", "orders", "writeback"])
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(403, {"errors": []}), Unauthorized),
        (Reply(429, {"errors": []}), Throttled),
        (Reply(503, b""), Unavailable),
        (Reply(404, "<html>proxy</html>"), Unavailable),
        (Reply(act="cut"), Unavailable),
    ],
)
def test_a_probe_fails_as_any_call_does(amazon, marketplace, api, reply, error):
    marketplace.default = reply
    with pytest.raises(error):
        amazon.probe(api)


def test_a_probe_of_something_else_is_unsupported(amazon, marketplace):
    with pytest.raises(Unsupported):
        amazon.probe("returns")
    assert not marketplace.requests


def test_void_says_what_a_person_must_do(amazon, marketplace):
    with pytest.raises(Unsupported) as caught:
        amazon.void(SHIPMENT)
    assert "Seller Central" in caught.value.hint and not marketplace.requests


# --- the documents ----------------------------------------------------------

SHIPMENTS = [
    SHIPMENT,
    replace(SHIPMENT, carrier_code="Other", carrier_name="Bike & Co"),
    replace(SHIPMENT, service="Express", lines=(LINE, ShipmentLine("2", 3))),
]


def is_valid(data, schema):
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("shipment", SHIPMENTS)
def test_confirmations_are_as_documented(amazon, marketplace, shipment):
    amazon.confirm(shipment)
    is_valid(marketplace.api_requests[0].json, fixture("confirmShipment.schema.json"))


def test_the_schema_of_confirmations_refuses_what_amazon_refused():
    schema = fixture("confirmShipment.schema.json")
    good = {
        "marketplaceId": "ATVPDKIKX0DER",
        "packageDetail": {
            "packageReferenceId": "7",
            "carrierCode": "UPS",
            "trackingNumber": "1Z",
            "shipDate": "2026-03-02T10:30:59Z",
            "orderItems": [{"orderItemId": "1", "quantity": 1}],
        },
    }
    is_valid(good, schema)
    for name, value in (
        ("packageReferenceId", 7),
        ("packageReferenceId", "PKG-7"),
        ("packageReferenceId", "0"),
        ("orderItems", {"orderItemId": "1", "quantity": 1}),
        ("orderItems", [{"orderItemId": "1", "quantity": 1.5}]),
        ("shipDate", "2026-03-02 10:30:59"),
        ("carrierCode", "Other"),
        ("trackingUrl", "https://example.com"),
    ):
        bad = {**good, "packageDetail": {**good["packageDetail"], name: value}}
        with pytest.raises(jsonschema.ValidationError):
            is_valid(bad, schema)


def test_searches_are_as_documented(amazon, marketplace):
    marketplace.default = Reply(200, {"orders": []})
    for cursor in (None, "token"):
        amazon.orders(datetime(2026, 3, 1, tzinfo=UTC), cursor)
    marketplace.default = Reply(200, {"numberOfResults": 0, "items": []})
    for cursor in (None, '{"after": "2026-03-01T00:00:00Z", "token": "t"}'):
        amazon.items(cursor)
    schemas = [fixture("searchOrders.query.schema.json")] * 2
    schemas += [fixture("searchListingsItems.query.schema.json")] * 2
    for request, schema in zip(marketplace.api_requests, schemas, strict=True):
        is_valid(query(request), schema)


def vendor_spec(name):
    folder = os.environ.get("VENDOR_SPECS")
    path = Path(folder or "", name)
    if not folder or not path.exists():
        pytest.skip("VENDOR_SPECS names no folder with the vendor's documents")
    return json.loads(path.read_text(encoding="utf-8"))


def is_valid_by_vendor(data, spec, definition):
    schema = {"$ref": f"#/definitions/{definition}", "definitions": spec["definitions"]}
    jsonschema.validate(data, schema, cls=jsonschema.Draft4Validator)


@pytest.mark.parametrize("shipment", SHIPMENTS)
def test_confirmations_are_valid_by_the_vendors_own_document(
    amazon, marketplace, shipment
):
    spec = vendor_spec("amazon_ordersV0.json")
    amazon.confirm(shipment)
    is_valid_by_vendor(marketplace.api_requests[0].json, spec, "ConfirmShipmentRequest")


def test_our_canned_answers_are_valid_by_the_vendors_own_documents(order_data):
    spec = vendor_spec("amazon_orders_2026-01-01.json")
    is_valid_by_vendor({"order": order_data}, spec, "GetOrderResponse")
    is_valid_by_vendor({"orders": [order_data]}, spec, "SearchOrdersResponse")
    spec = vendor_spec("amazon_listingsItems_2021-08-01.json")
    is_valid_by_vendor(fixture("items.json"), spec, "ItemSearchResults")


@pytest.mark.parametrize(
    ("name", "path", "operation"),
    [
        ("amazon_orders_2026-01-01.json", "/orders/2026-01-01/orders", "searchOrders"),
        (
            "amazon_orders_2026-01-01.json",
            "/orders/2026-01-01/orders/{orderId}",
            "getOrder",
        ),
        (
            "amazon_listingsItems_2021-08-01.json",
            "/listings/2021-08-01/items/{sellerId}",
            "searchListingsItems",
        ),
        (
            "amazon_ordersV0.json",
            "/orders/v0/orders/{orderId}/shipmentConfirmation",
            "confirmShipment",
        ),
    ],
)
def test_allowances_are_those_of_the_vendors_own_documents(name, path, operation):
    methods = vendor_spec(name)["paths"][path]
    described = methods.get("get") or methods["post"]
    assert described["operationId"] == operation
    # Its usage plan is a table in Markdown, the numbers in its third line.
    table = [row for row in described["description"].splitlines() if row[:1] == "|"]
    rate, burst = (float(cell) for cell in table[2].strip("| ").split("|"))
    limit = AmazonConnector.limits[operation]
    assert (limit.rate, limit.burst) == (rate, burst)
