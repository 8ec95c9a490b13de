# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the Walmart connector sends and what it makes of the answers."""

from __future__ import annotations

import base64
import re
import uuid
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

import pytest
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    Item,
    Order,
    OrderLine,
    Parcel,
    Receipt,
    Rejected,
    ShipmentLine,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from connectors.walmart import WalmartConnector
from loopback import Reply
from vendor_walmart import SHIPMENT, error, fixture, page
from walmart_account import (
    CLIENT,
    SECRET,
    asked,
    fits,
    given,
    line,
    of_lines,
    order,
    replies,
    walmart,
)

__all__ = ["given", "walmart"]  # fixtures

UTC = timezone.utc
PO = "108812345678901"
NUMBER = "1Z999AA10123456784"
NEW = of_lines(line("1", 2, ("Created", 2)))
OPEN = of_lines(line("1", 2, ("Acknowledged", 2)))
SHIPPED = of_lines(line("1", 2, ("Shipped", 1, NUMBER), ("Acknowledged", 1)))
NONE = error("CONTENT_NOT_FOUND.GMP_ORDER_API", "No orders found")


# --- an account -------------------------------------------------------------


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
def test_a_missing_credential_is_named(given, name):
    with pytest.raises(Unauthorized) as caught:
        connect("walmart", given | {name: " "})
    assert "Client" in caught.value.message and caught.value.hint


def test_without_addresses_walmarts_own_are_called(given):
    connector = connect("walmart", given | {"endpoint": "", "token_endpoint": ""})
    assert connector._endpoint == "https://marketplace.walmartapis.com"
    connector.close()


def test_a_token_is_asked_for_by_the_keys_and_sent_with_each_call(walmart, marketplace):
    marketplace.default = Reply(200, order())
    walmart.order(PO)
    walmart.order(PO)
    (login,) = marketplace.token_requests
    assert parse_qs(login.body.decode()) == {"grant_type": ["client_credentials"]}
    keys = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    assert login.headers["authorization"] == f"Basic {keys}"
    sent = {r.headers["wm_sec.access_token"] for r in marketplace.api_requests}
    assert sent == {"Atza|access-1"}
    assert all("authorization" not in r.headers for r in marketplace.api_requests)


def test_each_call_has_an_id_of_its_own_and_asks_for_json(walmart, marketplace):
    marketplace.script = replies(NEW, NEW, SHIPPED)
    walmart.confirm(SHIPMENT)
    ids = [r.headers["wm_qos.correlation_id"] for r in marketplace.requests]
    assert len(set(ids)) == len(ids) == 4
    assert all(str(uuid.UUID(one)) == one for one in ids)
    for request in marketplace.requests:
        assert request.headers["wm_svc.name"] == "Walmart Marketplace"
        assert request.headers["accept"] == "application/json"


def test_a_refused_token_is_renewed_once(walmart, marketplace):
    refused = Reply(401, error("UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized"))
    marketplace.script = [refused, *replies(order())]
    walmart.order(PO)
    tokens = [r.headers["wm_sec.access_token"] for r in marketplace.api_requests]
    assert tokens == ["Atza|access-1", "Atza|access-2"]


def test_neither_keys_nor_buyers_are_recorded(walmart, marketplace):
    marketplace.script = replies(NEW, NEW, SHIPPED)
    walmart.confirm(SHIPMENT)
    keys = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    recorded = repr(walmart.calls.take())
    assert "shippingUpdates" in recorded and NUMBER in recorded
    for word in ("Nobody", "Nowhere", "5550100", "relay", SECRET, keys, "access-1"):
        assert word not in recorded


# --- probe ------------------------------------------------------------------


def rights(orders):
    return {"is_valid": True, "scopes": {"item": "full_access", "orders": orders}}


def test_the_right_to_write_is_what_walmart_says_of_the_keys(walmart, marketplace):
    marketplace.script = replies(rights("full_access"))
    assert walmart.probe("writeback") == ""
    (request,) = marketplace.api_requests
    assert (request.method, request.path) == ("GET", "/v3/token/detail")


@pytest.mark.parametrize("word", ["view_only", "viewOnly", "VIEW_ACCESS", "no_access"])
def test_keys_that_may_only_read_are_told_of(walmart, marketplace, word):
    marketplace.script = replies(rights(word))
    with pytest.raises(Unauthorized) as caught:
        walmart.probe("writeback")
    assert caught.value.code == "missing_right" and "lock" in caught.value.hint


def test_a_word_for_rights_that_is_new_closes_nothing(walmart, marketplace):
    marketplace.script = replies(rights("full_access_v2"), {"scopes": {}})
    assert walmart.probe("writeback") == walmart.probe("writeback") == ""


def test_products_and_orders_are_proved_by_reading_one(walmart, marketplace):
    marketplace.script = replies(fixture("items"), page())
    assert walmart.probe("products") == walmart.probe("orders") == ""
    assert [asked(request)["limit"] for request in marketplace.api_requests] == [
        "1"
    ] * 2
    with pytest.raises(Unsupported):
        walmart.probe("weather")


# --- confirm ----------------------------------------------------------------


def sent_body(walmart, marketplace, found=OPEN, **changes):
    marketplace.script = replies(found, SHIPPED)
    walmart.confirm(replace(SHIPMENT, **changes))
    body = marketplace.api_requests[-1].json
    fits(body, "shippingUpdates")
    return body


def sent_info(walmart, marketplace, found=OPEN, **changes):
    (told,) = sent_body(walmart, marketplace, found, **changes)["orderShipment"][
        "orderLines"
    ]["orderLine"]
    (status,) = told["orderLineStatuses"]["orderLineStatus"]
    return status["trackingInfo"]


def test_a_confirmation_is_sent_as_walmart_documents_it(walmart, marketplace):
    answered = Reply(200, SHIPPED, {"WM_QOS.CORRELATION_ID": "corr-1"})
    marketplace.script = [*replies(OPEN), answered]
    receipt = walmart.confirm(SHIPMENT)
    found, shipped = marketplace.api_requests
    assert found.path == f"/v3/orders/{PO}?productInfo=false"
    assert (shipped.method, shipped.path) == ("POST", f"/v3/orders/{PO}/shipping")
    assert shipped.json == {
        "orderShipment": {
            "orderLines": {
                "orderLine": [
                    {
                        "lineNumber": "1",
                        "sellerOrderId": PO,
                        "intentToCancelOverride": True,
                        "orderLineStatuses": {
                            "orderLineStatus": [
                                {
                                    "status": "Shipped",
                                    "statusQuantity": {
                                        "unitOfMeasurement": "EACH",
                                        "amount": "1",
                                    },
                                    "trackingInfo": {
                                        "shipDateTime": 1772447459000,
                                        "carrierName": {"carrier": "UPS"},
                                        "methodCode": "Value",
                                        "trackingNumber": NUMBER,
                                    },
                                }
                            ]
                        },
                    }
                ]
            }
        }
    }
    fits(shipped.json, "shippingUpdates")
    assert receipt == Receipt(NUMBER, proof=True, request_id="corr-1")


def test_a_new_order_is_acknowledged_before_it_is_shipped(walmart, marketplace):
    marketplace.script = replies(NEW, OPEN, SHIPPED)
    walmart.confirm(SHIPMENT)
    _found, acknowledged, shipped = marketplace.api_requests
    assert acknowledged.method == "POST" and acknowledged.body == b""
    assert acknowledged.path == f"/v3/orders/{PO}/acknowledge"
    assert shipped.path.endswith("/shipping")


def test_an_order_that_somebody_shipped_meanwhile_needs_no_acknowledging(
    walmart, marketplace
):
    text = "Failed when called acknowledge API. Some or all qty in higher status"
    late = Reply(400, error("INVALID_REQUEST_CONTENT.GMP_ORDER_API", text))
    marketplace.script = [*replies(NEW), late, *replies(SHIPPED)]
    assert walmart.confirm(SHIPMENT).proof


def test_an_order_that_cannot_be_acknowledged_is_not_shipped(walmart, marketplace):
    down = Reply(520, error("SYSTEM_ERROR.GMP_ORDER_API", "Internal"))
    marketplace.script = [*replies(NEW), down]
    with pytest.raises(Unavailable):
        walmart.confirm(SHIPMENT)
    assert not any(r.path.endswith("/shipping") for r in marketplace.requests)


def test_a_canceled_order_is_not_told_of_a_parcel(walmart, marketplace):
    marketplace.script = replies(of_lines(line("1", 2, ("Cancelled", 2))))
    with pytest.raises(Rejected) as caught:
        walmart.confirm(SHIPMENT)
    assert caught.value.code == "canceled" and "Hold the parcel" in caught.value.hint
    assert len(marketplace.api_requests) == 1


def test_the_answer_is_proof_only_if_it_shows_the_parcel(walmart, marketplace):
    for answer in (OPEN, {}, {"order": {"purchaseOrderId": PO}}):
        marketplace.script = replies(OPEN, answer)
        assert walmart.confirm(SHIPMENT).proof is False


@pytest.mark.parametrize(
    ("service", "wanted", "sent"),
    [
        ("", "Express", "Express"),
        ("One Day", "Express", "OneDay"),
        ("whiteglove", "", "WhiteGlove"),
        ("UPS Ground", "Value", "Value"),
        ("UPS Ground", "NextCentury", "Standard"),
        ("", None, "Standard"),
    ],
)
def test_the_shipping_method_is_one_of_walmarts(
    walmart, marketplace, service, wanted, sent
):
    shipping = fixture("order")["order"]["shippingInfo"] | {"methodCode": wanted}
    found = of_lines(line("1", 2, ("Acknowledged", 2)), shippingInfo=shipping)
    info = sent_info(walmart, marketplace, found, service=service)
    assert info["methodCode"] == sent


def test_a_carrier_goes_as_walmart_spells_it(walmart, marketplace):
    info = sent_info(walmart, marketplace, carrier_code="  dhl  ecommerce - us ")
    assert info["carrierName"] == {"carrier": "DHL Ecommerce - US"}


def test_a_carrier_that_walmart_does_not_list_goes_with_its_link(walmart, marketplace):
    url = "https://track.example.com/1?n=2"
    info = sent_info(
        walmart,
        marketplace,
        carrier_code="Other",
        carrier_name="Bike & Co",
        tracking_url=f" {url} ",
    )
    assert info["carrierName"] == {"otherCarrier": "Bike & Co"}
    assert info["trackingURL"] == url


def test_a_ship_date_is_never_still_to_come(walmart, marketplace):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    info = sent_info(walmart, marketplace, shipped_at=tomorrow)
    assert 0 <= datetime.now(UTC).timestamp() - info["shipDateTime"] / 1000 < 60


def test_of_several_tracking_numbers_the_first_goes_without_spaces(
    walmart, marketplace
):
    info = sent_info(walmart, marketplace, tracking_numbers=("", " 1Z 9-9 ", "second"))
    assert info["trackingNumber"] == "1Z99"


def test_a_line_named_twice_is_sent_once(walmart, marketplace):
    lines = (ShipmentLine("1", 1), ShipmentLine("4", 5), ShipmentLine("1", 2))
    body = sent_body(walmart, marketplace, lines=lines)
    told = [
        (
            one["lineNumber"],
            one["orderLineStatuses"]["orderLineStatus"][0]["statusQuantity"]["amount"],
        )
        for one in body["orderShipment"]["orderLines"]["orderLine"]
    ]
    assert told == [("1", "3"), ("4", "5")]


WRONG = [
    ("invalid_order_id", {"order_ref": "S00042"}),
    ("invalid_order_id", {"order_ref": f"{PO}/x"}),
    ("invalid_order_id", {"order_ref": f"{PO}?x=y"}),
    ("invalid_order_id", {"order_ref": "\u0661\u0662\u0663\u0661"}),
    ("missing_carrier", {"carrier_code": " "}),
    ("missing_carrier_name", {"carrier_code": "Other", "carrier_name": " "}),
    ("missing_tracking_url", {"carrier_code": "Other", "carrier_name": "Bike"}),
    (
        "missing_tracking_url",
        {"carrier_code": "Other", "carrier_name": "Bike", "tracking_url": "bike.test"},
    ),
    ("missing_tracking_number", {"tracking_numbers": ("", " ")}),
    ("invalid_tracking_number", {"tracking_numbers": ("1Z\u20ac",)}),
    ("no_items", {"lines": ()}),
    ("invalid_quantity", {"lines": (ShipmentLine("1", 0.5),)}),
]


@pytest.mark.parametrize(("code", "changes"), WRONG)
def test_what_cannot_be_right_is_refused_before_anything_is_sent(
    walmart, marketplace, code, changes
):
    with pytest.raises(Rejected) as caught:
        walmart.confirm(replace(SHIPMENT, **changes))
    assert caught.value.code == code and caught.value.hint
    assert not marketplace.requests


# --- amend and void ---------------------------------------------------------

CORRECTED = replace(SHIPMENT, tracking_numbers=("1Z000000000000001",))


def test_a_correction_names_the_number_that_it_replaces(walmart, marketplace):
    after = of_lines(line("1", 2, ("Shipped", 1, CORRECTED.tracking_numbers[0])))
    marketplace.script = replies(SHIPPED, after)
    receipt = walmart.amend(CORRECTED, SHIPMENT)
    body = marketplace.api_requests[-1].json
    fits(body, "shippingUpdates")
    assert body["orderShipment"]["processMode"] == "PARTIAL_UPDATE"
    (told,) = body["orderShipment"]["orderLines"]["orderLine"]
    (status,) = told["orderLineStatuses"]["orderLineStatus"]
    assert status["currentTrackingInfo"] == {"trackingNumber": NUMBER}
    assert status["trackingInfo"]["trackingNumber"] == "1Z000000000000001"
    assert receipt.proof


def test_a_correction_made_already_is_not_sent_again(walmart, marketplace):
    marketplace.script = replies(SHIPPED)
    assert walmart.amend(SHIPMENT, CORRECTED) == Receipt(NUMBER, proof=True)
    assert len(marketplace.api_requests) == 1


def test_a_parcel_that_walmart_does_not_show_cannot_be_corrected(walmart, marketplace):
    marketplace.script = replies(OPEN)
    with pytest.raises(Unsupported) as caught:
        walmart.amend(CORRECTED, SHIPMENT)
    assert caught.value.code == "amend"


def test_after_four_hours_a_person_is_told_what_walmart_allows(walmart, marketplace):
    text = "Tracking can be updated within 4 hours only."
    refused = Reply(400, error("INVALID_REQUEST_CONTENT.GMP_ORDER_API", text))
    marketplace.script = [*replies(SHIPPED), refused]
    with pytest.raises(Unsupported) as caught:
        walmart.amend(CORRECTED, SHIPMENT)
    assert "four hours" in caught.value.message and text in caught.value.message


def test_taking_back_is_for_a_person(walmart, marketplace):
    with pytest.raises(Unsupported) as caught:
        walmart.void(SHIPMENT)
    assert "Seller Center" in caught.value.hint and not marketplace.requests


# --- orders -----------------------------------------------------------------


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


def test_an_order_is_read_as_what_was_bought_and_shipped(walmart, marketplace):
    marketplace.script = replies(fixture("order"))
    fits(fixture("order"), "order")
    assert walmart.order(f" {PO} ") == Order(
        ref=PO,
        number="200012345678901",
        status="partial",
        purchased_at=at(2026, 3, 1, 8),
        updated_at=at(2026, 3, 2, 11),
        ship_by=at(2026, 3, 3, 8),
        fulfilled_by="seller",
        lines=(
            OrderLine("1", "TEA-1", "Teapot, blue", 3.0, 2.0),
            OrderLine("4", "CUP-1", "Cup", 1.0, 1.0),
        ),
        parcels=(
            Parcel(
                reference=NUMBER,
                carrier="UPS",
                tracking_number=NUMBER,
                shipped_at=at(2026, 3, 2, 10),
                lines=(ShipmentLine("1", 2.0), ShipmentLine("4", 1.0)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([("Created", 2)], "unshipped"),
        ([("Acknowledged", 2)], "unshipped"),
        ([("Acknowledged", 1), ("Shipped", 1)], "partial"),
        ([("Delivered", 1), ("Shipped", 1)], "shipped"),
        ([("Refund", 1), ("Shipped", 1)], "shipped"),
        ([("Cancelled", 1), ("Shipped", 1)], "shipped"),
        ([("Cancelled", 2)], "canceled"),
    ],
)
def test_the_status_is_made_of_the_pieces(walmart, marketplace, statuses, status):
    marketplace.script = replies(of_lines(line("1", 2, *statuses)))
    assert walmart.order(PO).status == status


@pytest.mark.parametrize(
    ("node", "by"),
    [
        ("SellerFulfilled", "seller"),
        ("3PLFulfilled", "seller"),
        ("WFSFulfilled", "marketplace"),
        (None, "seller"),
    ],
)
def test_who_ships_is_what_the_ship_node_says(walmart, marketplace, node, by):
    marketplace.script = replies(order(shipNode=node and {"type": node}))
    assert walmart.order(PO).fulfilled_by == by


def test_one_thing_alone_may_come_without_its_list(walmart, marketplace):
    one = line("1", 1, ("Shipped", 1, NUMBER))
    statuses = one["orderLineStatuses"]
    (statuses["orderLineStatus"],) = statuses["orderLineStatus"]
    bare = order(orderLines={"orderLine": one})["order"]
    marketplace.script = [
        *replies(bare),
        *replies({"list": {"elements": {"order": bare}}}),
    ]
    found = walmart.order(PO)  # a single order is not wrapped in "order" either
    assert [parcel.tracking_number for parcel in found.parcels] == [NUMBER]
    assert walmart.orders(at(2026, 3, 1)).records == (found,)


def test_an_answer_about_another_order_is_refused(walmart, marketplace):
    marketplace.script = replies(order(purchaseOrderId="108812345678902"))
    with pytest.raises(Unavailable):
        walmart.order(PO)


def test_the_number_that_the_buyer_knows_is_not_taken_for_the_orders(
    walmart, marketplace
):
    customer = "200012345678901"
    marketplace.script = [Reply(404, NONE), *replies(page(order()["order"]))]
    with pytest.raises(Rejected) as caught:
        walmart.order(customer)
    assert PO in caught.value.hint and "buyer knows" in caught.value.hint
    query = asked(marketplace.api_requests[-1])
    assert query["customerOrderId"] == customer
    fits(query, "getAllOrders.query")


def test_an_order_that_is_unknown_under_both_numbers_is_rejected(walmart, marketplace):
    marketplace.script = [Reply(404, NONE), Reply(404, NONE)]
    with pytest.raises(Rejected) as caught:
        walmart.order("108812345678909")
    assert caught.value.code == "CONTENT_NOT_FOUND.GMP_ORDER_API"
    assert "does not know this purchase order" in caught.value.hint


@pytest.mark.parametrize(
    ("typed", "ref"),
    [(f" {PO} ", PO), (f"PO# {PO}", PO), (f"#{PO}", PO), ("po: 123", "123")],
)
def test_what_people_write_before_a_number_is_left_out(typed, ref):
    assert WalmartConnector.tidy_order_ref(typed) == ref


def test_orders_are_searched_as_walmart_documents_it(walmart, marketplace):
    marketplace.default = Reply(200, page(order()["order"]))
    since = datetime.now(UTC) - timedelta(days=3)
    found = walmart.orders(since)
    query = asked(marketplace.api_requests[-1])
    fits(query, "getAllOrders.query")
    created = datetime.fromisoformat(query.pop("createdStartDate"))
    assert 178 < (datetime.now(UTC) - created).days < 180
    assert query == {
        "lastModifiedStartDate": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "limit": "200",
        "productInfo": "false",
        "shipNodeType": "SellerFulfilled",
    }
    assert [record.ref for record in found.records] == [PO]
    walmart.orders(at(2001, 1, 1))
    query = asked(marketplace.api_requests[-1])
    assert query["lastModifiedStartDate"] == query["createdStartDate"]


def test_each_kind_of_fulfillment_is_searched_to_its_end(walmart, marketplace):
    following = "?limit=200&amp;hasMoreElements=true&soIndex=1&poIndex=200&x=%2B"
    fits(page(order()["order"], following=following), "orders")
    marketplace.script = [
        *replies(page(order()["order"], following=following), page(order()["order"])),
        Reply(404, NONE),
        *replies({"list": {"elements": None}}),
    ]
    cursor, pages = None, 0
    while pages == 0 or cursor:
        cursor, pages = walmart.orders(at(2026, 3, 1), cursor).cursor, pages + 1
    first, second, third, fourth = marketplace.api_requests
    assert second.path == "/v3/orders" + following.replace("&amp;", "&")
    kinds = [asked(r)["shipNodeType"] for r in (first, third, fourth)]
    assert kinds == ["SellerFulfilled", "3PLFulfilled", "WFSFulfilled"]


@pytest.mark.parametrize(
    "cursor", ["x", "Nobody?a=b", "SellerFulfilled?a b", "WFSFulfilled?a#b", "{}"]
)
def test_a_strange_cursor_of_orders_is_refused(walmart, marketplace, cursor):
    with pytest.raises(Rejected) as caught:
        walmart.orders(at(2026, 3, 1), cursor)
    assert caught.value.code == "invalid_cursor" and not marketplace.requests


def test_one_odd_order_does_not_hide_the_others(walmart, marketplace):
    odd = order(purchaseOrderId="1088000", orderLines={"orderLine": [{}]})["order"]
    marketplace.script = replies(page(odd, order()["order"]))
    found = walmart.orders(at(2026, 3, 1))
    assert [record.ref for record in found.records] == [PO]
    (problem,) = found.problems
    assert "1088000" in problem


# --- items ------------------------------------------------------------------


def test_items_are_read_with_what_walmart_lists_of_them(walmart, marketplace):
    marketplace.default = Reply(200, fixture("items"))
    fits(fixture("items"), "items")
    found = walmart.items()
    query = asked(marketplace.api_requests[-1])
    fits(query, "getAllItems.query")
    assert query == {"limit": "50", "offset": "0"}
    assert found.records[0] == Item(
        number="0RE1TWYTKBKH",
        sku="TEA-1",
        title="Teapot, blue",
        status="PUBLISHED, ACTIVE",
    )
    with pytest.raises(Rejected) as caught:
        walmart.items(found.cursor)
    assert asked(marketplace.api_requests[-1])["offset"] == "50"
    assert "no_progress" in caught.value.code or caught.value.hint


def test_items_end_where_there_are_no_more(walmart, marketplace):
    marketplace.script = [
        *replies(fixture("items") | {"totalItems": 50}, {"totalItems": 120}),
        Reply(404, error("CONTENT_NOT_FOUND.GMP_ITEM_QUERY_API", "No items")),
    ]
    assert [walmart.items().cursor for _page in range(3)] == [None] * 3


def test_items_that_walmart_does_not_list_are_told_of(walmart, marketplace):
    last = '{"offset": 9950, "first": "A"}'
    marketplace.script = replies(fixture("items") | {"totalItems": 12345})
    found = walmart.items(last)
    assert found.cursor is None and "12345" in found.problems[0]


@pytest.mark.parametrize(
    "cursor", ["x", "[]", '{"offset": 0}', '{"offset": 10000}', '{"offset": "50"}']
)
def test_a_strange_cursor_of_items_is_refused(walmart, marketplace, cursor):
    with pytest.raises(Rejected) as caught:
        walmart.items(cursor)
    assert caught.value.code == "invalid_cursor" and not marketplace.requests


# --- Seller Center ----------------------------------------------------------


def test_the_page_of_an_order_in_seller_center(walmart):
    url = walmart.seller_url(f"PO#{PO}/../x")
    assert url.startswith("https://seller.walmart.com/orders/") and url.endswith(PO)
    assert re.fullmatch(r"[!-~]+", url)


def test_a_shipped_line_is_already_shipped(walmart, marketplace):
    text = (
        f"Unable to process this request. The Line: 1 of PO: {PO} is in SHIPPED status"
    )
    refused = Reply(400, error("INVALID_REQUEST_CONTENT.GMP_ORDER_API", text))
    marketplace.script = [*replies(OPEN), refused]
    with pytest.raises(AlreadyShipped):
        walmart.confirm(SHIPMENT)
