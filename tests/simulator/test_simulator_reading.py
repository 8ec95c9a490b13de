# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import pytest

LONG_AGO = "2020-01-01T00:00:00Z"


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [order["orderId"] for order in answer.json()["orders"]]


def everything(client, **query) -> list[str]:
    """Return the ids on all pages."""
    found, token = [], {}
    while True:
        answer = client.search(**query, **token)
        found += ids(answer)
        pagination = answer.json().get("pagination")
        if not pagination:
            return found
        token = {"paginationToken": pagination["nextToken"]}


# --- Orders -----------------------------------------------------------------


def test_a_bare_order_has_neither_fulfillment_nor_packages_nor_people(client):
    order = client.new_order(2)
    body = client.order(order["order_id"], data_sets=None).json()["order"]
    absent = {"fulfillment", "packages", "buyer", "recipient"}
    assert not absent & body.keys()
    (line,) = body["orderItems"]
    assert line["quantityOrdered"] == 2
    assert line["product"]["sellerSku"] == order["items"][0]["sku"]
    assert "fulfillment" not in line


@pytest.mark.parametrize(
    ("data_set", "section"),
    [("FULFILLMENT", "fulfillment"), ("PACKAGES", "packages"), ("BUYER", "buyer")],
)
def test_each_section_comes_only_when_it_is_asked_for(client, data_set, section):
    order = client.new_order()
    body = client.order(order["order_id"], data_sets=data_set).json()["order"]
    sections = {"fulfillment", "packages", "buyer", "recipient"}
    assert sections & body.keys() == {section}


def test_sections_may_be_named_with_commas_or_one_by_one(client):
    order_id = client.new_order()["order_id"]
    by_comma = client.order(order_id, "FULFILLMENT,PACKAGES").json()
    one_by_one = client.order(order_id, ["FULFILLMENT", "PACKAGES"]).json()
    assert by_comma == one_by_one
    assert "packages" in by_comma["order"]


def test_asking_for_people_is_counted(client):
    order_id = client.new_order()["order_id"]
    client.order(order_id)
    assert client.ledger()["summary"]["buyer_data_requests"] == 0
    client.order(order_id, "RECIPIENT")
    client.search(createdAfter=LONG_AGO, includedData="BUYER")
    assert client.ledger()["summary"]["buyer_data_requests"] == 2
    assert client.control("GET", "stats")["buyer_data_requests"] == 2


def test_packages_of_orders_that_the_marketplace_ships_are_not_shown(client):
    order = client.new_order(fulfilled_by="marketplace", status="shipped")
    body = client.order(order["order_id"]).json()["order"]
    assert body["fulfillment"]["fulfilledBy"] == "AMAZON"
    assert body["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert "packages" not in body


def test_an_order_of_another_seller_cannot_be_read_or_found(client, other_client):
    order = other_client.new_order()
    assert client.order(order["order_id"]).status_code == 404
    assert ids(client.search(createdAfter=LONG_AGO)) == []


def test_pages_hold_every_order_once(client):
    created = {client.new_order()["order_id"] for _ in range(7)}
    found = everything(client, createdAfter=LONG_AGO, maxResultsPerPage=3)
    assert len(found) == 7
    assert set(found) == created


def test_an_order_that_arrives_between_pages_does_not_disturb_them(client):
    for _ in range(4):
        client.new_order()
    query = {"createdAfter": LONG_AGO, "maxResultsPerPage": 2}
    first = client.search(**query)
    client.new_order(purchased_at="2021-01-01T00:00:00Z")
    token = first.json()["pagination"]["nextToken"]
    second = client.search(**query, paginationToken=token)
    assert len(set(ids(first) + ids(second))) == 4
    assert "pagination" not in second.json()


def test_a_page_token_is_good_for_its_own_question_and_for_a_day(client):
    for _ in range(3):
        client.new_order()
    query = {"createdAfter": LONG_AGO, "maxResultsPerPage": 1}
    token = client.search(**query).json()["pagination"]["nextToken"]
    other = {"lastUpdatedAfter": LONG_AGO, "paginationToken": token}
    assert client.search(**other).status_code == 400
    assert client.search(**query, paginationToken="made-up").status_code == 400
    assert client.search(**query, paginationToken=token).status_code == 200
    client.control("POST", "clock", {"advance": 86401})
    client.log_in()
    assert client.search(**query, paginationToken=token).status_code == 400


def test_a_page_token_is_of_no_use_to_another_seller(client, other_client):
    for _ in range(2):
        client.new_order()
    query = {"createdAfter": LONG_AGO, "maxResultsPerPage": 1}
    token = client.search(**query).json()["pagination"]["nextToken"]
    assert other_client.search(**query, paginationToken=token).status_code == 400


def test_only_orders_changed_since_are_found(client):
    old = client.new_order(updated_at="2026-01-01T00:00:00Z")
    new = client.new_order(updated_at="2026-01-03T00:00:00Z")
    found = ids(client.search(lastUpdatedAfter="2026-01-02T00:00:00Z"))
    assert found == [new["order_id"]]
    client.confirm(old)
    found = ids(client.search(lastUpdatedAfter="2026-01-02T00:00:00Z"))
    assert set(found) == {old["order_id"], new["order_id"]}


def test_orders_are_found_by_status_party_and_marketplace(client):
    unshipped = client.new_order()["order_id"]
    partial = client.new_order(1, 1, status="partial")["order_id"]
    theirs = client.new_order(fulfilled_by="AMAZON")["order_id"]
    canada = client.new_order(marketplace_id="A2EUQ1WTGCTBG2")["order_id"]

    def found(**query):
        return set(ids(client.search(createdAfter=LONG_AGO, **query)))

    assert found(fulfillmentStatuses="PARTIALLY_SHIPPED,SHIPPED") == {partial}
    assert found(fulfilledBy="AMAZON") == {theirs}
    assert found(marketplaceIds="A2EUQ1WTGCTBG2") == {canada}
    assert found() == {unshipped, partial, theirs, canada}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"createdAfter": LONG_AGO, "lastUpdatedAfter": LONG_AGO},
        {"createdAfter": LONG_AGO, "lastUpdatedBefore": "2026-01-01T00:00:00Z"},
        {"createdAfter": LONG_AGO, "createdBefore": "2019-01-01T00:00:00Z"},
        {"createdAfter": LONG_AGO, "createdBefore": "2999-01-01T00:00:00Z"},
        {"createdAfter": "last week"},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": 0},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": 101},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": "many"},
        {"createdAfter": LONG_AGO, "fulfillmentStatuses": "LOST"},
        {"createdAfter": LONG_AGO, "includedData": "SECRETS"},
        {"createdAfter": LONG_AGO, "fulfilledBy": "ELVES"},
    ],
)
def test_a_search_that_breaks_the_rules_is_refused(client, query):
    answer = client.search(**query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_a_confirmation_shows_only_after_the_lag(client):
    client.control("PATCH", "settings", {"visibility_lag": 60})
    order = client.new_order(2)
    before = client.order(order["order_id"]).json()["order"]
    client.confirm(order)
    meanwhile = client.order(order["order_id"]).json()["order"]
    assert meanwhile == before
    assert before["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    truth = client.control("GET", f"orders/{order['order_id']}")
    assert (truth["status"], len(truth["packages"])) == ("shipped", 1)
    client.control("POST", "clock", {"advance": 61})
    later = client.order(order["order_id"]).json()["order"]
    assert later["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert len(later["packages"]) == 1
    assert later["lastUpdatedTime"] > before["lastUpdatedTime"]


def test_a_hundred_thousand_orders_are_made_in_one_call(simulator, client):
    made = client.control("POST", "orders/generate", {"count": 100_000, "seed": 1})
    assert len(set(made["order_ids"])) == 100_000
    answer = client.search(createdAfter=LONG_AGO)
    assert len(ids(answer)) == 100
    assert "nextToken" in answer.json()["pagination"]


def test_the_same_seed_makes_the_same_orders(client):
    request = {"count": 5, "lines": 3, "seed": 9}
    first = client.control("POST", "orders/generate", request)["order_ids"]
    client.control("POST", "reset", {"parts": ["orders"]})
    assert client.control("POST", "orders/generate", request)["order_ids"] == first
    again = client.control("POST", "orders/generate", request)["order_ids"]
    assert not set(again) & set(first)


# --- Items ------------------------------------------------------------------


def test_listings_come_in_pages_until_the_last(client):
    client.control("POST", "items/generate", {"count": 25})
    skus, token = [], {}
    while True:
        body = client.listings(pageSize=10, **token).json()
        assert body["numberOfResults"] == 25
        skus += [item["sku"] for item in body["items"]]
        if "nextToken" not in body.get("pagination", {}):
            break
        token = {"pageToken": body["pagination"]["nextToken"]}
    assert len(skus) == len(set(skus)) == 25


def test_no_more_than_a_thousand_listings_can_be_paged_through(client):
    client.control("POST", "items/generate", {"count": 1005})
    seen, token = 0, {}
    while token is not None:
        body = client.listings(pageSize=20, **token).json()
        assert body["numberOfResults"] == 1005
        seen += len(body["items"])
        following = body["pagination"].get("nextToken")
        token = {"pageToken": following} if following else None
    assert seen == 1000


def test_a_listing_shows_the_data_sets_asked_for(client):
    item = {"sku": "LAMP", "title": "Lamp", "number": "B000000001", "weight": 1.5}
    client.control("POST", "items", item)
    (bare,) = client.listings().json()["items"]
    assert bare.keys() == {"sku", "summaries"}
    (summary,) = bare["summaries"]
    assert (summary["asin"], summary["itemName"]) == ("B000000001", "Lamp")
    assert summary["status"] == ["BUYABLE", "DISCOVERABLE"]
    (full,) = client.listings(includedData="attributes").json()["items"]
    (weight,) = full["attributes"]["item_weight"]
    assert (weight["value"], weight["unit"]) == (1.5, "kilograms")


def test_listings_are_found_by_sku_and_by_time(client):
    for day in (1, 2, 3):
        item = {
            "sku": f"S{day}",
            "created_at": f"2025-01-0{4 - day}T00:00:00Z",
            "updated_at": f"2026-01-0{day}T00:00:00Z",
        }
        client.control("POST", "items", item)

    def found(**query):
        return [item["sku"] for item in client.listings(**query).json()["items"]]

    assert found() == ["S3", "S2", "S1"]
    assert found(sortOrder="ASC") == ["S1", "S2", "S3"]
    assert found(sortBy="createdDate") == ["S1", "S2", "S3"]
    assert found(sortBy="sku", sortOrder="ASC") == ["S1", "S2", "S3"]
    assert found(identifiers="S2", identifiersType="SKU") == ["S2"]
    assert found(lastUpdatedAfter="2026-01-02T00:00:00Z") == ["S3", "S2"]
    assert found(marketplaceIds="A1PA6795UKMFR9") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"marketplaceIds": ""}, 400),
        ({"pageSize": 21}, 400),
        ({"pageToken": "made-up"}, 400),
        ({"includedData": "secrets"}, 400),
        ({"identifiers": "S1"}, 400),
        ({"sortBy": "price"}, 400),
        ({"sortOrder": "UP"}, 400),
        ({"seller_id": "A2SELLER"}, 403),
    ],
)
def test_a_listings_search_that_breaks_the_rules_is_refused(client, query, status):
    assert client.listings(**query).status_code == status


def test_a_path_that_amazon_does_not_have_is_not_found(client):
    answer = client.get("/orders/v0/orders")
    assert answer.status_code == 404
    assert answer.headers["x-amzn-RequestId"]
