# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the Magento connector asks a shop, and what it makes of the answers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

import pytest
from connectors import connect
from connectors.base import (
    Rejected,
)
from connectors.magento.query import Behind, search
from loopback import Reply
from magento_shop import ORDER, Shop, check

from simulator import magento_documents as documents
from simulator import order_records, records
from simulator.market import Item

UTC = timezone.utc


@pytest.fixture
def shop(sim):
    return Shop(sim)


@pytest.fixture
def plain(marketplace):
    """An account whose shop answers as it is told."""
    given = {"shop": marketplace.url, "access_token": "tok3n"}
    return connect("magento", given | {"allow_private_hosts": "1"})


@pytest.mark.parametrize(
    ("state", "row", "status"),
    [
        ("new", {}, "unshipped"),
        ("processing", {}, "unshipped"),
        ("processing", {"qty_shipped": 1}, "partial"),
        ("processing", {"qty_shipped": 1, "qty_canceled": 1}, "shipped"),
        ("processing", {"qty_shipped": 1, "qty_refunded": 1}, "partial"),
        ("processing", {"qty_refunded": 2}, "canceled"),
        ("complete", {"qty_shipped": 2}, "shipped"),
        ("complete", {"qty_shipped": "2.0000"}, "shipped"),
        ("complete", {"is_virtual": 1}, "shipped"),
        ("closed", {"qty_refunded": 2}, "canceled"),
        ("closed", {"qty_refunded": 1}, "canceled"),
        ("closed", {"qty_shipped": 2, "qty_refunded": 2}, "shipped"),
        ("canceled", {"qty_canceled": 2}, "canceled"),
        ("pending_payment", {}, "pending"),
        ("payment_review", {}, "pending"),
        ("holded", {"qty_shipped": 1}, "pending"),
        ("a_state_of_an_extension", {}, "unshipped"),
    ],
)
def test_states_and_quantities(marketplace, plain, state, row, status):
    (order,) = ORDER["items"]
    rows = [order["items"][0] | row]
    data = {"items": [order | {"state": state, "items": rows}], "total_count": 1}
    marketplace.script = [Reply(200, data), Reply(200, {"items": [], "total_count": 0})]
    assert plain.order("000000123").status == status


def test_times_without_a_zone_are_utc(marketplace, plain):
    marketplace.script = [Reply(200, ORDER), Reply(200, {"total_count": 0})]
    order = plain.order("000000123")
    assert order.purchased_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert (order.ref, order.number, order.key) == ("000000123", "000000123", "9")


def test_orders_are_asked_for_as_the_guide_says(marketplace, plain):
    nothing = Reply(200, {"items": [], "total_count": 0})
    marketplace.script = [nothing]
    zone = timezone(timedelta(hours=14))
    page = plain.orders(datetime(2026, 3, 1, 12, 0, 0, 999, tzinfo=zone))
    assert (page.records, page.cursor) == ((), None)
    (request,) = marketplace.requests  # no shipments of no orders
    assert "+" not in request.path
    query = parse_qs(request.path.partition("?")[2])
    name = "searchCriteria[filter_groups][0][filters][0]"
    assert query[f"{name}[field]"] == ["updated_at"]
    assert query[f"{name}[value]"] == ["2026-02-28 22:00:00"]
    assert query[f"{name}[condition_type]"] == ["gteq"]
    (fields,) = query["fields"]
    for word in ("customer", "address", "email", "payment", "extension"):
        assert word not in fields


def test_orders_of_one_second_are_read_over_the_edge_of_a_page(sim, shop):
    now = sim.clock.now()
    made = [shop.order(1, updated_at=now - 5)["order_id"] for _order in range(120)]
    since = datetime.fromtimestamp(now - 60, UTC)
    seen, cursor = [], None
    while True:
        page = shop.connector.orders(since, cursor)
        seen += [order.ref for order in page.records]
        cursor = page.cursor
        if cursor is None:
            break
        # An order that changes meanwhile moves behind all others.
        order_records.patch_order(sim, seen[0], {"ship_by": now})
    assert set(seen) == set(made)
    assert len(seen) - len(made) <= 2


def test_a_page_beyond_the_last_shows_the_last_again_and_is_never_asked_for(sim, shop):
    for number in range(3):
        row = {"platform": "magento", "seller_id": "ONE", "sku": f"S-{number}"}
        records.add_items(sim, [row])
    page = shop.connector.items()
    assert len(page.records) == 3
    assert page.cursor is None
    assert "currentPage%5D=1&" in search(size=1, fields="id")


@pytest.mark.parametrize("cursor", ["x", "1;2", "2026-01-01 00:00:00", "/9"])
def test_a_cursor_of_somebody_else_is_refused(plain, cursor):
    with pytest.raises(Rejected):
        plain.orders(datetime(2026, 1, 1, tzinfo=UTC), cursor)
    with pytest.raises(Rejected):
        plain.items(cursor)


def test_a_cursor_is_read_as_it_was_written():
    last = Behind("2026-03-02 10:00:00", "77")
    assert Behind.from_cursor(last.cursor()) == last


def test_shipments_of_a_page_of_orders_are_read_together(sim, shop):
    for _order in range(3):
        shop.order(1, status="shipped")
    page = shop.connector.orders(datetime(2026, 1, 1, tzinfo=UTC))
    assert [len(order.parcels) for order in page.records] == [1, 1, 1]
    operations = sim.stats.report()["operations"]
    assert operations["magento.shipments"] == {"200": 1}


def test_items_without_the_right_to_the_configuration_have_no_unit(marketplace, plain):
    product = {
        "id": 7,
        "sku": "S",
        "name": "Lamp",
        "status": 2,
        "weight": 1.5,
        "media_gallery_entries": [{"file": "/a.jpg", "types": ["image"]}],
    }
    products = Reply(200, {"items": [product], "total_count": 1})
    marketplace.script = [Reply(401, {"message": "no"}), products]
    (item,) = plain.items().records
    assert (item.weight, item.weight_unit, item.image_url) == (1.5, "", "")
    assert (item.number, item.status) == ("7", "disabled")


def test_the_simulator_answers_as_the_vendor_documents_it(sim, shop):
    order = sim.order(shop.order(2, 1, status="partial")["order_id"])
    data = documents.order_document(order, sim.clock.now(), 0)
    data.pop("billing_address")
    check(data, "sales-data-order-interface", partly=True)
    (package,) = order.packages(sim.clock.now()).values()
    made = documents.shipment_document(order, package)
    check(made, "sales-data-shipment-interface", partly=True)
    item = Item("ONE", "1", "S", "Lamp", 1.5, image_url="https://x.test/a.jpg")
    product = documents.product_document(item, 1)
    for attribute in product["custom_attributes"]:
        check(attribute, "framework-attribute-interface")
    check(product, "catalog-data-product-interface", partly=True)
    (seller,) = sim.platforms["magento"].market.sellers.values()
    (view,) = documents.store_views(seller, "https://shop.test")
    check(view, "store-data-store-config-interface")
