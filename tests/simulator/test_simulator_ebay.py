# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The simulator answers as eBay documents it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import requests

from simulator import order_records, records, running

SCHEMAS = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "ebay" / "schemas.json").read_text(
        encoding="utf-8"
    )
)
SELLER = {"platform": "ebay", "seller_id": "ONE"}
ORDERS = "sell/fulfillment/v1/order"
ITEMS = "sell/inventory/v1/inventory_item"
SCOPE = "https://api.ebay.com/oauth/api_scope/sell."
NUMBER = "1Z999AA10123456784"


def fits(document, name):
    jsonschema.validate(document, {"$ref": f"#/$defs/{name}", **SCHEMAS})
    return document


def ids(answer):
    document = fits(answer.json(), "Errors")
    return [answer.status_code, *(error["errorId"] for error in document["errors"])]


@pytest.fixture
def sim():
    with running(rate_scale=0) as simulator:
        yield simulator


def register(sim, **more):
    """Return the seller's way to the API: method, path, body, query -> answer."""
    given = records.register_seller(sim, SELLER | more)["credentials"]
    session = requests.Session()
    token = ask_token(sim, given).json()
    session.headers["Authorization"] = "Bearer " + fits(token, "Token")["access_token"]

    def call(method, path, data=None, **query):
        url = f"{sim.url}/ebay/{path}"
        return session.request(method, url, json=data, params=query, timeout=5)

    call.credentials = given
    return call


def ask_token(sim, given, **fields):
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    return requests.post(
        f"{sim.url}/ebay/identity/v1/oauth2/token",
        data=form | fields,
        auth=(given["client_id"], given["client_secret"]),
        timeout=5,
    )


@pytest.fixture
def call(sim):
    return register(sim)


def new_order(sim, *quantities, **more):
    rows = [{"quantity": quantity} for quantity in quantities or (1,)]
    (order,) = order_records.add_orders(sim, [SELLER | {"items": rows} | more])
    return order


def tell(call, order, lines=None, **changed):
    data = {"shippingCarrierCode": "UPS", "trackingNumber": NUMBER} | changed
    if lines is not None:
        data["lineItems"] = lines
    path = f"{ORDERS}/{order['order_id']}/shipping_fulfillment"
    return call("POST", path, {k: v for k, v in data.items() if v is not None})


def read(call, order):
    answer = call("GET", f"{ORDERS}/{order['order_id']}")
    return fits(answer.json(), "Order")


def lines_of(call, order, *quantities):
    rows = read(call, order)["lineItems"]
    return [
        {"lineItemId": row["lineItemId"], "quantity": quantity}
        for row, quantity in zip(rows, quantities, strict=False)
    ]


def test_documents_are_as_the_specifications_have_them(sim, call):
    order = new_order(sim, 2, 1)
    assert tell(call, order, lines_of(call, order, 1)).status_code == 201
    order_records.patch_order(sim, order["order_id"], {"ship": {"tracking": "HAND1"}})
    for more in ({"status": "pending"}, {"status": "canceled"}, {"programs": ["GSP"]}):
        read(call, new_order(sim, 1, **more))
    fits(call("GET", ORDERS, limit=2).json(), "OrderSearchPagedCollection")
    parcels = call("GET", f"{ORDERS}/{order['order_id']}/shipping_fulfillment")
    fits(parcels.json(), "ShippingFulfillmentPagedCollection")
    records.add_items(sim, [SELLER | {"sku": "A", "image_url": "https://e.com/a"}])
    fits(call("GET", ITEMS).json(), "InventoryItems")


def test_each_call_makes_one_more_package_and_tells_the_buyer(sim, call):
    order = new_order(sim, 1)
    answers = [tell(call, order), tell(call, order)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert {a.headers["Location"].rsplit("/", 1)[1] for a in answers} == {NUMBER}
    path = f"{ORDERS}/{order['order_id']}/shipping_fulfillment"
    assert call("GET", path).json()["total"] == 2
    assert sim.ledger.told(order["order_id"]) == 2


def test_a_package_without_a_number_has_the_number_999(sim, call):
    order = new_order(sim, 1)
    answer = tell(call, order, shippingCarrierCode=None, trackingNumber=None)
    assert answer.headers["Location"].endswith("/999")
    assert read(call, order)["fulfillmentHrefs"][0].endswith("/999")


def test_the_first_piece_makes_a_line_fulfilled(sim, call):
    order = new_order(sim, 3, 1)
    assert read(call, order)["orderFulfillmentStatus"] == "NOT_STARTED"
    tell(call, order, lines_of(call, order, 1))
    seen = read(call, order)
    assert seen["orderFulfillmentStatus"] == "IN_PROGRESS"
    statuses = [row["lineItemFulfillmentStatus"] for row in seen["lineItems"]]
    assert statuses == ["FULFILLED", "NOT_STARTED"]
    tell(call, order, lines_of(call, order, 0, 1)[1:])
    assert read(call, order)["orderFulfillmentStatus"] == "FULFILLED"


@pytest.mark.parametrize(
    ("changed", "id"),
    [
        ({"shippingCarrierCode": None}, 32300),
        ({"trackingNumber": None}, 32300),
        ({"trackingNumber": "1Z-999"}, 32300),
        ({"trackingNumber": "1Z 999"}, 32300),
        ({"shippingCarrierCode": "Poste_Maroc"}, 32300),
        ({"trackingNumber": 7}, 32600),
        ({"shippedDate": "2026-03-01"}, 32500),
        ({"shippedDate": "2099-03-01T00:00:00.000Z"}, 32500),
        ({"lines": []}, 32600),
        ({"lines": [{"lineItemId": "1", "quantity": 1}]}, 32200),
    ],
)
def test_what_it_does_not_take(sim, call, changed, id):
    order = new_order(sim, 1)
    assert ids(tell(call, order, **changed)) == [400, id]
    assert sim.ledger.told(order["order_id"]) == 0


def test_lines_once_each_and_in_whole_pieces(sim, call):
    order = new_order(sim, 2)
    (line,) = lines_of(call, order, 1)
    assert ids(tell(call, order, [line, line])) == [400, 32210]
    for quantity in (0, -1, 1.5, "1", True):
        answer = tell(call, order, [line | {"quantity": quantity}])
        assert ids(answer) == [400, 32600]


def test_orders_that_it_does_not_take_a_package_for(sim, call):
    for more in (
        {"status": "pending"},
        {"status": "canceled"},
        {"fulfilled_by": "marketplace"},
    ):
        assert ids(tell(call, new_order(sim, 1, **more))) == [400, 32600]
    abroad = new_order(sim, 1, 1, programs=["GSP"])
    assert ids(tell(call, abroad)) == [400, 34300]
    assert tell(call, abroad, lines_of(call, abroad, 1)).status_code == 201


def test_an_order_has_no_more_than_twenty_numbers(sim, call):
    order = new_order(sim, 30)
    for place in range(20):
        assert tell(call, order, trackingNumber=f"N{place}").status_code == 201
    assert ids(tell(call, order)) == [400, 34100]


def test_a_seller_whose_carriers_must_be_listed(sim):
    call = register(sim, options={"listed_carriers": True})
    order = new_order(sim, 1)
    answer = tell(call, order, shippingCarrierCode="Evri")
    assert ids(answer) == [400, 32300]
    assert tell(call, order, shippingCarrierCode="Other").status_code == 201


def test_an_order_that_nobody_has(sim, call):
    unknown = {"order_id": "12-34567-89012"}
    answer = call("GET", f"{ORDERS}/{unknown['order_id']}")
    assert (answer.status_code, answer.content) == (404, b"")
    assert ids(call("GET", f"{ORDERS}/1")) == [400, 32100]
    assert ids(tell(call, unknown)) == [400, 32100]


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ({"limit": "201"}, 31100),
        ({"limit": "many"}, 31100),
        ({"offset": "-1"}, 31000),
        ({"filter": "color:{red}"}, 30700),
        ({"filter": "orderfulfillmentstatus:{NOT_STARTED}"}, 30800),
        ({"filter": "creationdate:[yesterday..]"}, 30810),
        ({"filter": "creationdate:[..2026-01-01T00:00:00.000Z]"}, 30820),
        ({"filter": "creationdate:[2010-01-01T00:00:00.000Z..]"}, 30830),
        ({"filter": "creationdate:[2099-01-01T00:00:00.000Z..]"}, 30850),
    ],
)
def test_queries_that_it_does_not_take(call, query, id):
    assert ids(call("GET", ORDERS, **query)) == [400, id]


def test_pages_of_orders_count_orders_and_pages_of_items_count_pages(sim, call):
    for _ in range(5):
        new_order(sim, 1)
    page = call("GET", ORDERS, limit=2, offset=2).json()
    assert (page["total"], len(page["orders"])) == (5, 2)
    assert page["next"].endswith("limit=2&offset=4")
    records.add_items(sim, [SELLER | {"sku": f"SKU{n}"} for n in range(5)])
    page = call("GET", ITEMS, limit=2, offset=1).json()
    assert [item["sku"] for item in page["inventoryItems"]] == ["SKU2", "SKU3"]
    assert page["next"].endswith("limit=2&offset=2")


def test_tokens_for_what_the_seller_agreed_to(sim):
    call = register(sim, rights=["orders"])
    given = call.credentials
    readonly = ask_token(sim, given, scope=SCOPE + "fulfillment.readonly")
    assert readonly.status_code == 200
    for changed, status, error in (
        ({"scope": SCOPE + "fulfillment"}, 400, "invalid_scope"),
        ({"scope": SCOPE + "inventory"}, 400, "invalid_scope"),
        ({"refresh_token": "another"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ):
        answer = ask_token(sim, given, **changed)
        assert fits(answer.json(), "TokenError")["error"] == error
        assert answer.status_code == status
    wrong = ask_token(sim, given | {"client_secret": "wrong"})
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    order = new_order(sim, 1)
    assert ids(tell(call, order)) == [403, 1100]
    assert ids(call("GET", ITEMS)) == [403, 1100]


def test_calls_without_a_token_or_with_a_wrong_one(sim):
    url = f"{sim.url}/ebay/{ORDERS}"
    assert ids(requests.get(url, timeout=5)) == [400, 1002]
    wrong = {"Authorization": "Bearer wrong"}
    assert ids(requests.get(url, headers=wrong, timeout=5)) == [401, 1001]


def test_a_listing_of_old_has_no_sku(sim, call):
    (line,) = read(call, new_order(sim, 1, programs=["NO_SKU"]))["lineItems"]
    assert "sku" not in line
    assert line["legacyItemId"]
