# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the eBay connector sends, and what it makes of the answers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jsonschema
import pytest
import vendor_ebay as vendor
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    Parcel,
    Receipt,
    Rejected,
    Shipment,
    ShipmentLine,
    Unauthorized,
    Unavailable,
)
from connectors.ebay import EbayConnector
from connectors.ebay.reference import DOMAINS
from loopback import Reply

SCHEMAS = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "ebay" / "schemas.json").read_text()
)
UTC = timezone.utc
ORDER = "/sell/fulfillment/v1/order"
SHIPMENT = Shipment(
    order_ref=vendor.ORDER_ID,
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="Ground",
    tracking_numbers=(vendor.NUMBER,),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, 10, 30, 59, 999, tzinfo=UTC),
    lines=(ShipmentLine(vendor.LINE_ID, 2.0),),
)
CREATED = Reply(201, {}, {"Location": f"{vendor.HREF}/{vendor.NUMBER}"})


def conforms(name, document):
    jsonschema.validate(document, {"$ref": f"#/$defs/{name}", **SCHEMAS})
    return document


@pytest.fixture
def credentials(marketplace):
    return {
        "seller_id": "seller-one",
        "marketplace_id": "EBAY_DE",
        "client_id": "Me-Odoo-PRD-1",
        "client_secret": "PRD-s3cr/et+1",
        "refresh_token": "v^1.1#i^1#refresh/token+2",
        "endpoint": marketplace.url,
        "token_endpoint": marketplace.url + "/token",
        "allow_private_hosts": "1",
    }


@pytest.fixture
def ebay(credentials):
    connector = connect("ebay", credentials)
    yield connector
    connector.close()


def started(status="FULFILLED", *, lines=("FULFILLED", "FULFILLED"), **changed):
    """Return an order that eBay calls fulfilled, or in progress, with its parcel."""
    document = vendor.order(
        orderFulfillmentStatus=status,
        fulfillmentHrefs=[f"{vendor.HREF}/{vendor.NUMBER}"],
        **changed,
    )
    for line, word in zip(document["lineItems"], lines, strict=True):
        line["lineItemFulfillmentStatus"] = word
    return conforms("Order", document)


# --- An account ---------------------------------------------------------------


def test_an_unknown_marketplace_is_refused(credentials):
    with pytest.raises(Unauthorized) as caught:
        connect("ebay", credentials | {"marketplace_id": "EBAY_UK"})
    assert caught.value.code == "unknown_marketplace"


def test_keys_of_the_sandbox_are_for_the_sandbox(credentials):
    keys = credentials | {"client_id": "Me-Odoo-SBX-1"}
    with pytest.raises(Unauthorized) as caught:
        connect("ebay", keys | {"endpoint": "", "token_endpoint": ""})
    assert caught.value.code == "sandbox_keys"
    sandbox = {"endpoint": "https://api.sandbox.ebay.com/", "token_endpoint": ""}
    given = connect("ebay", keys | sandbox).given
    assert given["endpoint"] == "https://api.sandbox.ebay.com"
    assert given["token_endpoint"] == f"{given['endpoint']}/identity/v1/oauth2/token"


def test_without_endpoints_it_is_ebay_itself(credentials):
    given = connect("ebay", credentials | {"endpoint": "", "token_endpoint": ""}).given
    assert given["endpoint"] == "https://api.ebay.com"
    assert given["token_endpoint"] == "https://api.ebay.com/identity/v1/oauth2/token"


def test_the_refresh_token_ends_after_eighteen_months():
    (token,) = (c for c in EbayConnector.credentials if c.name == "refresh_token")
    assert token.lifetime_days == 547


@pytest.mark.parametrize("marketplace_id", sorted(DOMAINS))
def test_the_sellers_page_is_that_of_the_marketplace(credentials, marketplace_id):
    ebay = connect("ebay", credentials | {"marketplace_id": marketplace_id})
    url = urlsplit(ebay.seller_url(" 12-34567-89012 "))
    assert url.netloc == f"www.{DOMAINS[marketplace_id]}"
    assert (url.path, url.query) == ("/mesh/ord/details", "orderid=12-34567-89012")


# --- Tokens -------------------------------------------------------------------


def test_a_token_is_asked_for_with_basic_authentication(ebay, marketplace, credentials):
    marketplace.default = Reply(200, vendor.items())
    ebay.probe("products")
    (request,) = marketplace.token_requests
    keys = base64.b64decode(request.headers["authorization"].removeprefix("Basic "))
    assert keys.decode() == f"{credentials['client_id']}:{credentials['client_secret']}"
    assert dict(parse_qsl(request.body.decode())) == {
        "grant_type": "refresh_token",
        "refresh_token": credentials["refresh_token"],
    }
    assert (
        marketplace.api_requests[0].headers["authorization"] == "Bearer Atza|access-1"
    )


def test_a_refresh_token_copied_from_an_address_is_decoded(credentials, marketplace):
    typed = {"refresh_token": "v%5E1.1%23i%5E1%23refresh%2Ftoken%2B2"}
    ebay = connect("ebay", credentials | typed)
    marketplace.default = Reply(200, vendor.items())
    ebay.probe("products")
    sent = dict(parse_qsl(marketplace.token_requests[0].body.decode()))
    assert sent["refresh_token"] == credentials["refresh_token"]


def test_writing_is_probed_with_a_token_for_those_who_may_write(ebay, marketplace):
    marketplace.script = [Reply(400, conforms("Errors", vendor.REFUSAL))]
    ebay.probe("writeback")
    sent = dict(parse_qsl(marketplace.token_requests[0].body.decode()))
    assert sent["scope"] == "https://api.ebay.com/oauth/api_scope/sell.fulfillment"
    (request,) = marketplace.api_requests
    assert request.method == "GET"
    assert request.path == f"{ORDER}/00-00000-00000/shipping_fulfillment"


# --- Telling ------------------------------------------------------------------


def test_a_parcel_as_ebay_wants_it(ebay, marketplace):
    marketplace.script = [Reply(200, conforms("Order", vendor.order())), CREATED]
    receipt = ebay.confirm(SHIPMENT)
    assert receipt == Receipt(vendor.NUMBER, proof=True)
    read, post = marketplace.api_requests
    assert (read.method, read.path) == ("GET", f"{ORDER}/{vendor.ORDER_ID}")
    assert post.method == "POST"
    assert post.path == f"{ORDER}/{vendor.ORDER_ID}/shipping_fulfillment"
    assert post.headers["content-type"] == "application/json"
    assert conforms("ShippingFulfillmentDetails", post.json) == {
        "lineItems": [{"lineItemId": vendor.LINE_ID, "quantity": 2}],
        "shippedDate": "2026-03-02T10:30:59.000Z",
        "shippingCarrierCode": "UPS",
        "trackingNumber": vendor.NUMBER,
    }


@pytest.mark.parametrize(
    "reply",
    [
        Reply(201, {}),
        Reply(201, b""),
        Reply(201, {}, {"Location": f"{vendor.HREF}/999"}),
        Reply(201, {}, {"Location": "https://[::1"}),
        Reply(200, {}, {"Location": f"{vendor.HREF}/{vendor.NUMBER}"}),
    ],
    ids=["no address", "no body", "another id", "no url", "not created"],
)
def test_without_our_number_in_the_answer_there_is_no_proof(ebay, marketplace, reply):
    marketplace.script = [Reply(200, vendor.order()), reply]
    assert ebay.confirm(SHIPMENT) == Receipt(vendor.NUMBER, proof=False)


def test_spaces_and_hyphens_of_labels_are_left_out(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.order()), CREATED]
    ebay.confirm(replace(SHIPMENT, tracking_numbers=("1z 999-AA1 01", "2")))
    assert marketplace.api_requests[-1].json["trackingNumber"] == "1z999AA101"


@pytest.mark.parametrize("number", ["1Z/999", "1Z.999", "é123", "１２３"])
def test_a_number_with_other_characters_is_not_sent(ebay, marketplace, number):
    with pytest.raises(Rejected) as caught:
        ebay.confirm(replace(SHIPMENT, tracking_numbers=(number,)))
    assert caught.value.code == "invalid_tracking_number"
    assert not marketplace.requests


@pytest.mark.parametrize("ref", ["", "1/2", "12-34567-89012?x", "a b", "#1", "x" * 65])
def test_what_is_no_order_number_is_not_called(ebay, marketplace, ref):
    for call in (
        ebay.order,
        lambda ref: ebay.confirm(replace(SHIPMENT, order_ref=ref)),
    ):
        with pytest.raises(Rejected) as caught:
            call(ref)
        assert caught.value.code == "invalid_order_id"
    assert not marketplace.requests


def test_what_was_shipped_already_is_not_told_again(ebay, marketplace):
    """eBay would make one more package of it."""
    marketplace.script = [
        Reply(200, started()),
        Reply(200, vendor.parcels(vendor.parcel("BYHAND", of1=2, of2=1))),
    ]
    with pytest.raises(AlreadyShipped) as caught:
        ebay.confirm(SHIPMENT)
    assert caught.value.code == "already_shipped"
    assert "2 of LAMP-1; 1 are left" in caught.value.message
    assert [r.method for r in marketplace.api_requests] == ["GET", "GET"]


def test_the_rest_of_a_line_that_ebay_calls_fulfilled_is_told(ebay, marketplace):
    marketplace.script = [
        Reply(200, started()),
        Reply(200, vendor.parcels(vendor.parcel("FIRST", of1=1, of2=1))),
        CREATED,
    ]
    assert ebay.confirm(SHIPMENT).proof


def test_more_than_was_ordered_is_refused(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.order())]
    with pytest.raises(Rejected) as caught:
        ebay.confirm(replace(SHIPMENT, lines=(ShipmentLine(vendor.LINE_ID, 4),)))
    assert caught.value.code == "too_many"


def test_a_canceled_order_is_refused(ebay, marketplace):
    canceled = vendor.order(cancelStatus={"cancelState": "CANCELED"})
    marketplace.script = [Reply(200, canceled)]
    with pytest.raises(Rejected) as caught:
        ebay.confirm(SHIPMENT)
    assert caught.value.code == "canceled"


def test_an_order_that_cannot_be_read_is_not_told(ebay, marketplace):
    marketplace.default = Reply(200, {})
    with pytest.raises(Unavailable):
        ebay.confirm(SHIPMENT)
    assert [r.method for r in marketplace.api_requests] == ["GET"]


# --- Orders -------------------------------------------------------------------


def test_an_order_of_which_nothing_left_takes_one_call(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.order())]
    order = ebay.order(vendor.ORDER_ID)
    assert (order.ref, order.number) == (vendor.ORDER_ID, vendor.ORDER_ID)
    assert (order.status, order.fulfilled_by) == ("unshipped", "seller")
    assert order.purchased_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert order.updated_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert order.ship_by == datetime(2026, 3, 3, 7, 59, 59, tzinfo=UTC)
    assert order.parcels == ()
    assert [(x.ref, x.sku, x.quantity) for x in order.lines] == [
        (vendor.LINE_ID, "LAMP-1", 3.0),
        ("10000000000002", "KETTLE-1", 1.0),
    ]
    assert len(marketplace.api_requests) == 1


def test_parcels_are_read_with_what_is_in_them(ebay, marketplace):
    parcels = vendor.parcels(vendor.parcel(of1=3), vendor.parcel("TWO", of2=1))
    marketplace.script = [
        Reply(200, started()),
        Reply(200, conforms("ShippingFulfillmentPagedCollection", parcels)),
    ]
    order = ebay.order(vendor.ORDER_ID)
    assert order.status == "shipped"
    assert [line.quantity_shipped for line in order.lines] == [3, 1]
    assert order.parcels[0] == Parcel(
        reference=vendor.NUMBER,
        carrier="UPS",
        tracking_number=vendor.NUMBER,
        shipped_at=datetime(2026, 3, 2, 10, 30, 59, tzinfo=UTC),
        lines=(ShipmentLine(vendor.LINE_ID, 3.0),),
    )


def test_fulfilled_is_not_shipped_while_pieces_are_missing(ebay, marketplace):
    """eBay calls a line fulfilled with its first piece."""
    marketplace.script = [
        Reply(200, started()),
        Reply(200, vendor.parcels(vendor.parcel(of1=1, of2=1))),
    ]
    order = ebay.order(vendor.ORDER_ID)
    assert order.status == "partial"
    assert [line.quantity_shipped for line in order.lines] == [1, 1]


def test_a_line_that_was_marked_as_shipped_without_a_parcel_is_shipped(
    ebay, marketplace
):
    for parcels in ((), (vendor.parcel(of1=3),)):
        marketplace.script = [
            Reply(200, started()),
            Reply(200, vendor.parcels(*parcels)),
        ]
        order = ebay.order(vendor.ORDER_ID)
        assert order.status == "shipped"
        assert [line.quantity_shipped for line in order.lines] == [3, 1]


def test_a_parcel_without_quantities_has_all_of_its_lines(ebay, marketplace):
    parcel = vendor.parcel(of1=1, of2=1)
    for item in parcel["lineItems"]:
        del item["quantity"]
    marketplace.script = [Reply(200, started()), Reply(200, vendor.parcels(parcel))]
    order = ebay.order(vendor.ORDER_ID)
    assert order.status == "shipped"
    assert [line.quantity for line in order.parcels[0].lines] == [3, 1]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"orderPaymentStatus": "PENDING"}, "pending"),
        ({"orderPaymentStatus": "FAILED"}, "pending"),
        ({"orderPaymentStatus": "FULLY_REFUNDED"}, "unshipped"),
        ({"cancelStatus": {"cancelState": "IN_PROGRESS"}}, "unshipped"),
        ({"cancelStatus": {"cancelState": "CANCELED"}}, "canceled"),
    ],
)
def test_statuses_of_what_has_not_left(ebay, marketplace, changed, status):
    marketplace.script = [Reply(200, conforms("Order", vendor.order(**changed)))]
    assert ebay.order(vendor.ORDER_ID).status == status


def test_a_refund_that_is_pending_does_not_hide_what_was_shipped(ebay, marketplace):
    marketplace.script = [
        Reply(200, started(orderPaymentStatus="PENDING")),
        Reply(200, vendor.parcels(vendor.parcel(of1=3, of2=1))),
    ]
    assert ebay.order(vendor.ORDER_ID).status == "shipped"


def test_in_progress_is_partial(ebay, marketplace):
    some = started("IN_PROGRESS", lines=("FULFILLED", "NOT_STARTED"))
    marketplace.script = [
        Reply(200, some),
        Reply(200, vendor.parcels(vendor.parcel(of1=3))),
    ]
    assert ebay.order(vendor.ORDER_ID).status == "partial"


@pytest.mark.parametrize(
    ("changed", "party"),
    [
        (
            {
                "fulfillmentStartInstructions": [
                    {"fulfillmentInstructionsType": "FULFILLED_BY_EBAY"}
                ]
            },
            "marketplace",
        ),
        ({"program": {"fulfillmentProgram": {"fulfilledBy": "EBAY"}}}, "marketplace"),
        (
            {"program": {"ebayVault": {"fulfillmentType": "VAULT_TO_BUYER"}}},
            "marketplace",
        ),
        (
            {"program": {"ebayVault": {"fulfillmentType": "SELLER_TO_VAULT"}}},
            "seller",
        ),
        ({"program": {"ebayInternationalShipping": {}}}, "seller"),
        (
            {
                "fulfillmentStartInstructions": [
                    {
                        "fulfillmentInstructionsType": "SHIP_TO",
                        "ebaySupportedFulfillment": True,
                    }
                ]
            },
            "seller",
        ),
    ],
)
def test_who_ships(ebay, marketplace, changed, party):
    marketplace.script = [Reply(200, conforms("Order", vendor.order(**changed)))]
    assert ebay.order(vendor.ORDER_ID).fulfilled_by == party


def test_a_listing_without_a_sku_goes_by_its_item_number(ebay, marketplace):
    document = vendor.order()
    del document["lineItems"][0]["sku"]
    marketplace.script = [Reply(200, document)]
    assert ebay.order(vendor.ORDER_ID).lines[0].sku == "110000000001"


def test_two_names_of_one_order_are_not_taken(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.order())]
    with pytest.raises(Rejected) as caught:
        ebay.order("110000000001-1700000000001")
    assert caught.value.code == "other_order_id"
    assert vendor.ORDER_ID in caught.value.message


def test_a_refusal_quotes_no_secret_of_an_answer(ebay, marketplace, credentials):
    secret = credentials["client_secret"]
    marketplace.script = [Reply(200, vendor.order() | {"orderId": secret})]
    with pytest.raises(Rejected) as caught:
        ebay.order(vendor.ORDER_ID)
    assert caught.value.message == "eBay knows this order as [hidden]."
    assert secret not in str(caught.value)


def test_orders_are_asked_for_by_the_time_of_their_change(ebay, marketplace):
    marketplace.script = [
        Reply(200, conforms("OrderSearchPagedCollection", vendor.orders()))
    ]
    since = datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    page = ebay.orders(since)
    (request,) = marketplace.api_requests
    url = urlsplit(request.path)
    assert url.path == ORDER
    assert parse_qs(url.query) == {
        "filter": ["lastmodifieddate:[2026-02-28T23:00:00.000Z..]"],
        "limit": ["200"],
        "offset": ["0"],
    }
    assert "[" not in url.query
    assert [order.ref for order in page.records] == [vendor.ORDER_ID]
    assert page.cursor is None


def test_ebay_is_not_asked_for_more_than_two_years(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.orders())]
    ebay.orders(datetime(2000, 1, 1, tzinfo=UTC))
    sent = parse_qs(urlsplit(marketplace.api_requests[0].path).query)["filter"][0]
    start = datetime.fromisoformat(sent[18:].partition("..")[0].replace("Z", "+00:00"))
    assert timedelta(days=728) < datetime.now(UTC) - start < timedelta(days=730)


def test_a_page_shows_parcels_by_their_addresses_alone(ebay, marketplace):
    document = started("IN_PROGRESS", lines=("FULFILLED", "NOT_STARTED"))
    document["fulfillmentHrefs"].append(f"{vendor.HREF}/A%2FB")
    marketplace.script = [Reply(200, vendor.orders(document))]
    (order,) = ebay.orders(datetime(2026, 3, 1, tzinfo=UTC)).records
    assert order.status == "partial"
    assert [p.tracking_number for p in order.parcels] == [vendor.NUMBER, "A/B"]
    assert len(marketplace.api_requests) == 1


def test_a_page_does_not_call_a_part_shipped(ebay, marketplace):
    """What is shipped is not told any more: a part must not pass for the whole."""
    marketplace.script = [
        Reply(200, vendor.orders(started(), vendor.order(orderId="12-34567-89013"))),
        Reply(200, vendor.parcels(vendor.parcel(of1=2, of2=1))),
    ]
    page = ebay.orders(datetime(2026, 3, 1, tzinfo=UTC))
    assert [order.status for order in page.records] == ["partial", "unshipped"]
    assert len(marketplace.api_requests) == 2


def test_one_order_whose_parcels_are_refused_does_not_hold_up_the_page(
    ebay, marketplace
):
    marketplace.script = [
        Reply(200, vendor.orders(started(), vendor.order(orderId="12-34567-89013"))),
        Reply(400, vendor.REFUSAL),
    ]
    page = ebay.orders(datetime(2026, 3, 1, tzinfo=UTC))
    assert [order.ref for order in page.records] == ["12-34567-89013"]
    assert len(page.problems) == 1


def test_pages_overlap_and_no_order_comes_twice(ebay, marketplace):
    """An order that changes meanwhile may move those behind it up by one."""
    documents = [vendor.order(orderId=f"12-34567-{n:05}") for n in range(210)]
    link = "https://elsewhere.example.com/order?limit=200&offset=200"
    marketplace.script = [
        Reply(200, vendor.orders(*documents[:200], next=link)),
        Reply(200, vendor.orders(*documents[191:], documents[5])),
    ]
    since = datetime(2026, 3, 1, tzinfo=UTC)
    first = ebay.orders(since)
    second = ebay.orders(since, first.cursor)
    asked = parse_qs(urlsplit(marketplace.api_requests[1].path).query)
    assert asked["offset"] == ["190"]
    refs = [order.ref for order in (*first.records, *second.records)]
    assert sorted(refs) == sorted(
        [*(d["orderId"] for d in documents), documents[5]["orderId"]]
    )
    assert second.cursor is None


@pytest.mark.parametrize("cursor", ["x", " ", "-1", "1e3", "٣", "9" * 20])
@pytest.mark.parametrize("read", ["items", "orders"])
def test_a_cursor_of_somebody_else_is_refused(ebay, marketplace, read, cursor):
    with pytest.raises(Rejected) as caught:
        if read == "items":
            ebay.items(cursor)
        else:
            ebay.orders(datetime(2026, 3, 1, tzinfo=UTC), cursor)
    assert caught.value.code == "invalid_cursor"
    assert not marketplace.requests


# --- Items --------------------------------------------------------------------


def test_an_item(ebay, marketplace):
    marketplace.script = [Reply(200, conforms("InventoryItems", vendor.items()))]
    (item,) = ebay.items().records
    assert (item.number, item.sku, item.title) == ("LAMP-1", "LAMP-1", "Lamp")
    assert (item.weight, item.weight_unit) == (20.5, "ounce")
    assert item.image_url == "https://i.ebayimg.com/images/g/1.jpg"
    assert item.status == "NEW"


def test_the_next_page_of_items_is_what_ebay_names(ebay, marketplace):
    """It counts pages, not items; and its host is never called."""
    link = "https://elsewhere.example.com/inventory_item?limit=200&offset=1"
    marketplace.script = [
        Reply(200, vendor.items(next=link)),
        Reply(200, vendor.items()),
    ]
    page = ebay.items()
    assert page.cursor == "1"
    assert ebay.items(page.cursor).cursor is None
    asked = parse_qs(urlsplit(marketplace.api_requests[1].path).query)
    assert asked == {"limit": ["200"], "offset": ["1"]}


def test_an_item_of_which_little_is_known(ebay, marketplace):
    marketplace.script = [Reply(200, vendor.items(inventoryItems=[{"sku": "X"}]))]
    (item,) = ebay.items().records
    assert (item.sku, item.title, item.weight, item.image_url) == ("X", "", None, "")
