# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The simulated Magento does what Magento does, also where that is a trap."""

import pytest
import requests
from connectors.magento.oauth import Signer

from simulator import order_records, records

TRACK = {"track_number": "A1", "title": "UPS", "carrier_code": "ups"}


class Account:
    """Calls a shop that takes an access token alone."""

    def __init__(self, simulator, **options):
        self.simulator = simulator
        row = {"platform": "magento", "seller_id": "ONE"}
        options = {"bearer": True} | options
        self.seller = records.register_seller(simulator, row | {"options": options})
        self.url = self.seller["credentials"]["shop"] + "/rest/V1"
        token = self.seller["credentials"]["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def order(self, *quantities, **more):
        row = {"platform": "magento", "seller_id": "ONE"}
        items = [{"quantity": quantity} for quantity in quantities]
        (made,) = order_records.add_orders(
            self.simulator, [row | {"items": items} | more]
        )
        return made

    def call(self, method, path, body=None):
        answer = requests.request(
            method, self.url + path, json=body, headers=self.headers, timeout=5
        )
        return answer.status_code, answer.json()

    def ship(self, order, *items, **more):
        rows = [{"order_item_id": int(row), "qty": qty} for row, qty in items]
        body = {"items": rows, "tracks": [TRACK], "notify": True} | more
        return self.call("POST", f"/order/{order['key']}/ship", body)

    def shipments(self):
        return self.call("GET", "/shipments?searchCriteria[pageSize]=50")[1]["items"]


@pytest.fixture
def account(simulator):
    return Account(simulator)


def row_id(order, place=0):
    return order["items"][place]["order_item_id"]


def test_a_second_shipment_is_made_while_something_is_left(account):
    order = account.order(2)
    for _time in range(2):
        status, shipment_id = account.ship(order, (row_id(order), 1))
        assert status == 200
        assert isinstance(shipment_id, int)
    status, body = account.ship(order, (row_id(order), 1))
    assert status == 400
    assert body["message"] == (
        "Shipment Document Validation Error(s):\n"
        "The order does not allow a shipment to be created.\n"
        "You can't create a shipment without products."
    )
    assert account.simulator.ledger.told(order["order_id"]) == 2


def test_too_much_is_cut_without_a_word(account):
    order = account.order(2, 1)
    account.ship(order, (row_id(order), 1))
    status, _shipment_id = account.ship(order, (row_id(order), 9), (99, 1))
    assert status == 200
    quantities = [[row["qty"] for row in made["items"]] for made in account.shipments()]
    assert quantities == [[1], [1]]


def test_no_items_are_the_whole_order(account):
    order = account.order(2, 1)
    account.ship(order)
    (made,) = account.shipments()
    assert [row["qty"] for row in made["items"]] == [2, 1]


def test_the_lower_row_of_a_configurable_product_is_not_shipped(account):
    order = account.order(1, details={"configurable": ["SKU-1"]})
    status, body = account.ship(order, (f"{row_id(order)}1", 1))
    assert status == 400
    assert "without products" in body["message"]
    assert account.ship(order, (row_id(order), 1))[0] == 200


@pytest.mark.parametrize("separately", [False, True])
def test_a_bundle_is_shipped_one_way_only(account, separately):
    bundle = {"sku": "KIT", "quantity": 1, "of": ["SKU-1"], "separately": separately}
    order = account.order(1, details={"bundles": [bundle]})
    ways = [(f"{row_id(order)}2", 1), (row_id(order), 1)]
    wrong, right = ways if separately else reversed(ways)
    status, body = account.ship(order, wrong)
    assert status == 400
    assert "has shipment type" in body["message"]
    assert account.ship(order, right)[0] == 200


def test_an_increment_id_is_no_entity_id(account):
    order = account.order(1)
    path = f"/order/{int(order['order_id'])}/ship"
    status, body = account.call("POST", path, {"items": [], "tracks": []})
    assert status == 404
    assert "doesn't exist" in body["message"]
    assert account.call("POST", "/order/0/ship", {})[0] == 400


def test_a_track_needs_the_order_of_its_shipment(account):
    order, other = account.order(1), account.order(1)
    _status, shipment_id = account.ship(order, (row_id(order), 1), tracks=[])
    entity = TRACK | {"parent_id": shipment_id, "order_id": int(other["key"])}
    assert account.call("POST", "/shipment/track", {"entity": entity})[0] == 400
    entity["order_id"] = int(order["key"])
    status, track = account.call("POST", "/shipment/track", {"entity": entity})
    assert (status, track["track_number"]) == (200, "A1")
    path = f"/shipment/track/{track['entity_id']}"
    assert account.call("DELETE", path) == (200, True)
    assert account.call("DELETE", path) == (200, True)
    (made,) = account.shipments()
    assert made["tracks"] == []
    assert account.simulator.ledger.told(order["order_id"]) == 1


def test_tracks_that_are_no_list_are_refused(account):
    order = account.order(1)
    status, body = account.ship(order, (row_id(order), 1), tracks=TRACK)
    assert status == 400
    assert "Please enter a tracking number." in body["message"]


def test_a_page_beyond_the_last_is_the_last(account):
    made = {account.order(1)["order_id"] for _order in range(3)}
    seen = set()
    for page in (1, 2, 9):
        query = f"searchCriteria[pageSize]=2&searchCriteria[currentPage]={page}"
        _status, body = account.call("GET", f"/orders?{query}")
        assert body["total_count"] == 3
        seen |= {row["increment_id"] for row in body["items"]}
        assert len(body["items"]) == (2 if page == 1 else 1)
    assert seen == made


def test_buyers_are_left_out_where_fields_are_named(account):
    account.order(1)
    ledger = account.simulator.ledger
    query = "searchCriteria[pageSize]=2&fields=items[entity_id,items[sku]],total_count"
    _status, body = account.call("GET", f"/orders?{query}")
    (row,) = body["items"]
    assert row.keys() == {"entity_id", "items"}
    assert row["items"] == [{"sku": "SKU-1"}]
    assert ledger.buyer_data_requests == 0
    _status, body = account.call("GET", "/orders?searchCriteria[pageSize]=2")
    assert "customer_email" in body["items"][0]
    assert ledger.buyer_data_requests == 1


def test_pages_have_a_largest_size(account):
    status, body = account.call("GET", "/orders?searchCriteria[pageSize]=301")
    assert status == 400
    assert body["message"] == "Maximum SearchCriteria pageSize is 300"


def test_a_request_is_signed_once_and_whole(simulator):
    account = Account(simulator, bearer=False)
    status, body = account.call("GET", "/products?searchCriteria[pageSize]=1")
    assert status == 401
    assert body["parameters"] == {"resources": "Magento_Catalog::products"}
    given = account.seller["credentials"]
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    signer = Signer(*(given[name] for name in names))
    url = f"{account.url}/products?searchCriteria%5BpageSize%5D=1"
    headers = {"Authorization": signer.authorization("GET", url)}
    answers = [
        requests.get(url, headers=headers, timeout=5),
        requests.get(url, headers=headers, timeout=5),
        requests.get(
            url.replace("=1", "=2"),
            headers={"Authorization": signer.authorization("GET", url)},
            timeout=5,
        ),
    ]
    assert [answer.status_code for answer in answers] == [200, 401, 401]
    assert "nonce" in answers[1].json()["message"]
    assert "signature is invalid" in answers[2].json()["message"]
