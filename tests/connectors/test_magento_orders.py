# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Which order is which, and which of its rows is shipped."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from connectors import connect
from connectors.base import (
    Rejected,
    Unauthorized,
)
from connectors.delivery import SUCCESS, Job, deliver
from connectors.magento import MagentoConnector
from connectors.matching import WantedLine
from loopback import Reply
from magento_shop import ORDER, Shop, job

UTC = timezone.utc


@pytest.fixture
def shop(sim):
    return Shop(sim)


@pytest.fixture
def plain(marketplace):
    """An account whose shop answers as it is told."""
    given = {"shop": marketplace.url, "access_token": "tok3n"}
    return connect("magento", given | {"allow_private_hosts": "1"})


# --- Entity ids and increment ids ---------------------------------------------


def test_an_entity_id_is_never_taken_for_a_number(sim, shop):
    """An order whose number is the entity id of another."""
    other = shop.order(1)
    order = shop.order(1, order_id=other["key"])
    shop.connector.confirm(shop.shipment(order))
    assert (shop.told(order), shop.told(other)) == (1, 0)
    with pytest.raises(Rejected) as refusal:
        shop.connector.order(order["key"])
    assert refusal.value.code == "unknown_order"


@pytest.mark.parametrize("ref", ["", "a b", "0" * 51, "1&x=2", "\u0661"])
def test_what_can_be_no_number_is_not_asked_for(marketplace, plain, ref):
    with pytest.raises(Rejected) as refusal:
        plain.order(ref)
    assert refusal.value.code == "invalid_order_id"
    assert not marketplace.requests


def test_numbers_are_compared_as_they_are(marketplace, plain):
    """A database finds "ab1" for "AB1": that is another order."""
    marketplace.script = [Reply(200, ORDER)]
    with pytest.raises(Rejected) as refusal:
        plain.order("000000124")
    assert refusal.value.code == "unknown_order"


def test_two_orders_with_one_number_are_refused(marketplace, plain):
    (row,) = ORDER["items"]
    twins = {"items": [row, row | {"entity_id": 10}], "total_count": 2}
    marketplace.script = [Reply(200, twins)]
    with pytest.raises(Rejected) as refusal:
        plain.order("000000123")
    assert refusal.value.code == "several_orders"


def test_an_order_number_as_people_type_it():
    tidy = MagentoConnector.tidy_order_ref
    assert tidy(" #000000123 ") == tidy("# 000000123") == "000000123"


# --- Families of rows ---------------------------------------------------------


def test_of_a_configurable_product_the_upper_row_is_shipped(sim, shop):
    order = shop.order(2, details={"configurable": ["SKU-1"]})
    seen = shop.connector.order(order["order_id"])
    assert [(line.sku, line.quantity) for line in seen.lines] == [("SKU-1", 2)]
    assert deliver(shop.connector, job(shop, order)).result == SUCCESS
    assert shop.connector.order(order["order_id"]).status == "shipped"


KIT = {"sku": "KIT", "quantity": 2, "of": ["SKU-1", "SKU-2"]}


def kit(shop, separately: bool):
    bundles = [KIT | {"separately": separately}]
    return shop.order(2, 4, 1, details={"bundles": bundles})


@pytest.mark.parametrize("separately", [False, True])
def test_a_bundle_by_its_own_sku(sim, shop, separately):
    order = kit(shop, separately)
    wanted = (WantedLine(0, "KIT", "Kit", 1), WantedLine(1, "SKU-3", "Lamp", 1))
    part = Job(1, 1, "", shop.shipment(order), wanted)
    assert deliver(shop.connector, part).result == SUCCESS
    seen = shop.connector.order(order["order_id"])
    shipped = {line.sku: line.quantity_shipped for line in seen.lines}
    assert shipped == {"KIT": 1, "SKU-1": 1, "SKU-2": 2, "SKU-3": 1}
    assert seen.status == "partial"


@pytest.mark.parametrize("separately", [False, True])
def test_a_bundle_by_the_skus_of_its_parts(sim, shop, separately):
    order = kit(shop, separately)
    outcome = deliver(shop.connector, job(shop, order))
    assert outcome.result == SUCCESS, outcome.error
    read_back = Job(
        1,
        1,
        "",
        outcome.job.shipment,
        outcome.job.wanted,
        sent=(outcome.job.shipment,),
        read_back_first=True,
    )
    assert deliver(shop.connector, read_back).result == SUCCESS
    assert shop.connector.order(order["order_id"]).status == "shipped"
    assert shop.told(order) == 1


def test_a_part_of_a_bundle_goes_alone_only_where_its_product_says_so(sim, shop):
    for separately in (True, False):
        order = kit(shop, separately)
        wanted = (WantedLine(0, "SKU-2", "Lamp", 3),)
        outcome = deliver(shop.connector, Job(1, 1, "", shop.shipment(order), wanted))
        if separately:
            assert outcome.result == SUCCESS, outcome.error
        else:
            assert outcome.error.code == "part_of_a_bundle"
            assert "KIT" in outcome.error.message
        assert shop.told(order) == separately


def test_a_separate_bundle_is_not_shipped_because_its_row_says_so(sim, shop):
    """Each shipment of anything counts the row of such a bundle once more."""
    order = kit(shop, True)
    wanted = (WantedLine(0, "SKU-3", "Lamp", 1),)
    deliver(shop.connector, Job(1, 1, "", shop.shipment(order), wanted))
    seen = shop.connector.order(order["order_id"])
    shipped = {line.sku: line.quantity_shipped for line in seen.lines}
    assert shipped == {"KIT": 0, "SKU-1": 0, "SKU-2": 0, "SKU-3": 1}
    (parcel,) = seen.parcels
    assert [line.quantity for line in parcel.lines] == [1]


# --- Store views --------------------------------------------------------------


def test_an_account_of_one_store_view_sees_its_orders_alone(sim):
    shop = Shop(sim, stores={"german": 2})
    shop.connect(store_view="german")
    here = shop.order(1, details={"store_id": 2})
    there = shop.order(1, details={"store_id": 1})
    page = shop.connector.orders(datetime(2026, 1, 1, tzinfo=UTC))
    assert [order.ref for order in page.records] == [here["order_id"]]
    shop.connector.confirm(shop.shipment(here))
    with pytest.raises(Rejected):
        shop.connector.confirm(shop.shipment(there))
    assert (shop.told(here), shop.told(there)) == (1, 0)


def test_a_store_view_that_is_not_there_is_named(sim, shop):
    shop.connect(store_view="french")
    with pytest.raises(Unauthorized) as failure:
        shop.connector.order(shop.order(1)["order_id"])
    assert "french" in failure.value.message


def test_a_refused_token_is_not_taken_for_a_wrong_store_view(marketplace):
    given = {"shop": marketplace.url, "access_token": "t", "store_view": "german"}
    connector = connect("magento", given | {"allow_private_hosts": "1"})
    marketplace.script = [Reply(401, {"message": "Access token has been revoked"})]
    with pytest.raises(Unauthorized) as failure:
        connector.order("000000123")
    assert "Reauthorize" in failure.value.hint
