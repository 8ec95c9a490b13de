# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the BigCommerce connector asks for and what it makes of the answers."""

from __future__ import annotations

import copy
from datetime import datetime, timezone
from urllib.parse import urlsplit

import pytest
from connectors import connect
from connectors.base import (
    Item,
    Order,
    OrderLine,
    Parcel,
    Rejected,
    ShipmentLine,
    Unavailable,
    Unsupported,
)
from connectors.limits import Limiter
from loopback import Reply
from vendor_bigcommerce import (
    CATALOG,
    ORDER,
    PRODUCTS,
    SHIPMENT,
    fits,
    query,
)

UTC = timezone.utc
ORDERS = "/stores/abc123/v2/orders"
UNSHIPPED = ORDER | {"status_id": 11, "items_shipped": 0}


@pytest.fixture
def account(marketplace):
    return {
        "store_hash": "abc123",
        "access_token": "t0ken/secret+1",
        "endpoint": marketplace.url,
        "allow_private_hosts": "1",
    }


@pytest.fixture
def store(account):
    connector = connect("bigcommerce", account)
    yield connector
    connector.close()


# --- orders -----------------------------------------------------------------

EXPECTED = Order(
    ref="1234",
    number="1234",
    status="partial",
    purchased_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    updated_at=datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC),
    ship_by=None,
    fulfilled_by="seller",
    lines=(
        OrderLine("65", "TEA-1", "Teapot, blue", 3, 1),
        OrderLine("66", "CUP-1", "Cup", 1, 0),
    ),
    parcels=(
        Parcel(
            "11",
            "ups",
            "1Z999AA10123456784",
            datetime(2026, 3, 2, 9, tzinfo=UTC),
            (ShipmentLine("65", 1),),
        ),
    ),
    tax_included=True,
)


def test_an_order_is_read_with_its_lines_and_parcels(store, marketplace):
    marketplace.script = [
        *(Reply(200, ORDER), Reply(200, PRODUCTS), Reply(200, [SHIPMENT]))
    ]
    assert store.order("1234") == EXPECTED
    paths = [urlsplit(r.path).path for r in marketplace.requests]
    assert paths == [
        f"{ORDERS}/1234",
        f"{ORDERS}/1234/products",
        f"{ORDERS}/1234/shipments",
    ]
    assert store.tidy_order_ref(" #1234 ") == "1234"


@pytest.mark.parametrize(
    ("status_id", "status"),
    [
        *((0, "pending"), (1, "pending"), (2, "shipped"), (3, "partial")),
        *((4, "canceled"), (5, "canceled"), (6, "canceled"), (7, "pending")),
        *((8, "unshipped"), (9, "unshipped"), (10, "shipped"), (11, "unshipped")),
        *((12, "pending"), (13, "partial"), (14, "partial")),
    ],
)
def test_statuses(store, marketplace, status_id, status):
    marketplace.script = [
        *(Reply(200, ORDER | {"status_id": status_id}), Reply(200, PRODUCTS)),
        Reply(204),
    ]
    assert store.order("1234").status == status


@pytest.mark.parametrize(
    ("shipped", "refunded", "status"),
    [((0, 0), 0, "unshipped"), ((3, 1), 0, "shipped"), ((1, 1), 2, "shipped")],
)
def test_a_status_that_says_nothing_of_what_left(
    store, marketplace, shipped, refunded, status
):
    rows = [
        row | {"quantity_shipped": n} for row, n in zip(PRODUCTS, shipped, strict=1)
    ]
    rows[0]["quantity_refunded"] = refunded
    marketplace.script = [Reply(200, ORDER | {"status_id": 14}), Reply(200, rows)]
    marketplace.default = Reply(204)
    assert store.order("1234").status == status


@pytest.mark.parametrize(
    ("status_id", "status"), [(11, "canceled"), (7, "canceled"), (2, "shipped")]
)
def test_an_archived_order_is_not_to_be_shipped(store, marketplace, status_id, status):
    order = ORDER | {"status_id": status_id, "is_deleted": True}
    marketplace.script = [Reply(200, order), Reply(200, PRODUCTS), Reply(204)]
    assert store.order("1234").status == status


def test_what_is_downloaded_is_not_to_be_shipped(store, marketplace):
    rows = [PRODUCTS[0] | {"type": "digital", "order_address_id": 0}, PRODUCTS[1]]
    marketplace.script = [Reply(200, UNSHIPPED), Reply(200, rows), Reply(204)]
    assert [line.ref for line in store.order("1234").lines] == ["66"]


def test_numbers_may_come_as_text(store, marketplace):
    rows = [PRODUCTS[0] | {"quantity": "3", "quantity_shipped": "1.0000"}, PRODUCTS[1]]
    marketplace.script = [Reply(200, ORDER), Reply(200, rows), Reply(200, [SHIPMENT])]
    assert store.order("1234") == EXPECTED


@pytest.mark.parametrize("reply", [Reply(200), Reply(200, {}), Reply(200, b"null")])
def test_no_list_is_not_an_empty_list(store, marketplace, reply):
    """Else a parcel that stands there would be told a second time."""
    marketplace.script = [Reply(200, ORDER), Reply(200, PRODUCTS), reply]
    with pytest.raises(Unavailable):
        store.order("1234")


def test_long_lists_come_in_pages(store, marketplace):
    rows = [PRODUCTS[0] | {"id": 1000 + n} for n in range(251)]
    marketplace.script = [
        *(Reply(200, UNSHIPPED), Reply(200, rows[:250]), Reply(200, rows[250:])),
        Reply(204),
    ]
    assert len(store.order("1234").lines) == 251
    assert query(marketplace.requests[2])["page"] == "2"


# --- all orders ---------------------------------------------------------------

SINCE = datetime(2026, 3, 1, tzinfo=UTC)


def rows_at(*seconds, status_id=11):
    """Return orders that were changed so many seconds past ten."""
    return [
        copy.deepcopy(UNSHIPPED)
        | {
            "id": 2000 + number,
            "status_id": status_id,
            "date_modified": f"Mon, 02 Mar 2026 10:{at // 60:02}:{at % 60:02} +0000",
        }
        for number, at in enumerate(seconds)
    ]


def test_orders_are_asked_for_by_their_time_of_change(store, marketplace):
    marketplace.script = [Reply(204)]
    page = store.orders(datetime(2026, 3, 1, 1, 0, 0, 5000, tzinfo=UTC))
    assert (page.records, page.cursor) == ((), None)
    (request,) = marketplace.requests
    assert urlsplit(request.path).path == ORDERS
    assert query(request) == {
        "min_date_modified": "2026-03-01T01:00:00.005+00:00",
        "sort": "date_modified:asc",
        "limit": "25",
        "page": "1",
    }
    assert fits(query(request), "getOrders")


def test_the_next_page_begins_where_the_last_one_ended(store, marketplace):
    rows = rows_at(*range(0, 50, 2))
    marketplace.default = Reply(200, PRODUCTS)
    marketplace.script = [Reply(200, rows)]
    first = store.orders(SINCE)
    assert len(first.records) == 25 and len(marketplace.requests) == 26
    marketplace.requests.clear()
    # The last one comes again, and one of the others, which was changed meanwhile.
    again = [rows[-1], rows[3] | {"date_modified": "Mon, 02 Mar 2026 10:05:00 +0000"}]
    marketplace.script = [Reply(200, again)]
    second = store.orders(SINCE, first.cursor)
    assert query(marketplace.requests[0])["min_date_modified"].startswith(
        "2026-03-02T10:00:47.000"
    )
    assert query(marketplace.requests[0])["page"] == "1"
    assert [order.ref for order in second.records] == ["2003"]
    assert second.cursor is None


def test_many_orders_of_one_second_come_by_page_number(store, marketplace):
    rows = rows_at(*[7] * 30)
    marketplace.default = Reply(200, PRODUCTS)
    marketplace.script = [Reply(200, rows[:25])]
    first = store.orders(SINCE)
    marketplace.script = [Reply(200, rows[:25])]
    second = store.orders(SINCE, first.cursor)
    assert second.records == ()
    marketplace.requests.clear()
    marketplace.script = [Reply(200, rows[25:])]
    third = store.orders(SINCE, second.cursor)
    assert query(marketplace.requests[0])["page"] == "2"
    assert len(third.records) == 5 and third.cursor is None


def test_pages_that_lead_nowhere_come_to_an_end(store, marketplace):
    marketplace.default = Reply(200, rows_at(*[7] * 25, status_id=0))
    cursor = store.orders(SINCE).cursor
    cursor = store.orders(SINCE, cursor).cursor
    with pytest.raises(Rejected) as caught:
        store.orders(SINCE, cursor)
    assert caught.value.code == "no_progress"


def test_a_checkout_that_was_left_is_no_order(store, marketplace):
    marketplace.script = [Reply(200, rows_at(1, status_id=0))]
    assert store.orders(SINCE).records == ()
    assert len(marketplace.requests) == 1


def test_shipments_are_read_of_what_was_shipped_only(store, marketplace):
    rows = [UNSHIPPED, ORDER | {"id": 1235}]
    marketplace.script = [
        *(Reply(200, rows), Reply(200, PRODUCTS)),
        *(Reply(200, [SHIPMENT]), Reply(200, PRODUCTS)),
    ]
    unshipped, partial = store.orders(SINCE).records
    assert unshipped.parcels == () and len(partial.parcels) == 1


def test_one_odd_order_does_not_hide_the_others(store, marketplace):
    rows = [
        UNSHIPPED | {"id": 1, "status_id": 99},
        UNSHIPPED | {"id": 2, "date_modified": "yesterday"},
        UNSHIPPED | {"id": 3},
        UNSHIPPED | {"id": 4},
        UNSHIPPED | {"id": 5},
    ]
    marketplace.script = [
        Reply(200, rows),
        Reply(200, [PRODUCTS[0] | {"quantity": "many"}]),
        Reply(
            404, [{"status": 404, "message": "The requested resource was not found."}]
        ),
        Reply(200, PRODUCTS),
    ]
    page = store.orders(SINCE)
    assert [order.ref for order in page.records] == ["5"]
    assert [text.partition(":")[0] for text in page.problems] == [
        f"Order {number}" for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize(
    "cursor", ["", "x", "[]", '{"since": 1}', '{"page": "2"}', "{}"]
)
def test_a_cursor_of_somebody_else_is_given_up(store, marketplace, cursor):
    marketplace.default = Reply(204)
    if cursor in ("", "{}"):  # none, and one of the beginning
        store.orders(SINCE, cursor)
        return
    with pytest.raises(Rejected) as caught:
        store.orders(SINCE, cursor)
    assert caught.value.code == "invalid_cursor"
    assert not marketplace.requests


# --- items --------------------------------------------------------------------


def test_items_are_the_variants_that_have_a_sku(store, marketplace):
    marketplace.script = [Reply(200, {"weight_units": "Ounces"}), Reply(200, CATALOG)]
    page = store.items()
    assert page.records == (
        Item(
            number="77",
            sku="SHIRT-RED-S",
            title="Shirt (Red, S)",
            weight=8.0,
            weight_unit="ounces",
            image_url="https://cdn.example.com/red.jpg",
            status="visible",
        ),
    )
    assert page.cursor is None
    unit, products = marketplace.requests
    assert unit.path == "/stores/abc123/v2/store"
    assert urlsplit(products.path).path == "/stores/abc123/v3/catalog/products"
    assert fits(query(products), "getProducts")


@pytest.mark.parametrize(
    ("unit", "weight", "word"),
    [
        ("LBS", 8, "pounds"),
        ("KGS", 8, "kilograms"),
        ("Grams", 8, "grams"),
        ("Tonnes", 8000, "kilograms"),
        ("Stone", None, ""),
    ],
)
def test_weights_are_in_the_units_of_the_store(store, marketplace, unit, weight, word):
    marketplace.script = [Reply(200, {"weight_units": unit}), Reply(200, CATALOG)]
    (item,) = store.items().records
    assert (item.weight, item.weight_unit) == (weight, word)


def test_products_come_by_their_ids_and_the_unit_is_asked_for_once(store, marketplace):
    products = [CATALOG["data"][0] | {"id": 100 + n} for n in range(50)]
    marketplace.script = [
        Reply(200, {"weight_units": "LBS"}),
        Reply(200, {"data": products}),
        Reply(200, {"data": products[:1]}),
    ]
    page = store.items()
    last = store.items(page.cursor)
    assert last.cursor is None and last.records[0].weight_unit == "pounds"
    assert query(marketplace.requests[-1])["id:greater"] == "149"
    assert len(marketplace.requests) == 3


def test_an_odd_product_does_not_hide_the_others(store, marketplace):
    odd = CATALOG["data"][0] | {"id": 78, "variants": "none"}
    marketplace.script = [
        Reply(200, {"weight_units": "LBS"}),
        Reply(200, {"data": [odd, "odd", CATALOG["data"][0]]}),
    ]
    page = store.items()
    assert len(page.records) == 1 and len(page.problems) == 2


# --- probes, and the allowance --------------------------------------------------


def test_probes_look_at_no_order_and_change_none(store, marketplace):
    marketplace.script = [
        Reply(200, {"weight_units": "LBS"}),
        Reply(200, CATALOG),
        Reply(204),
        Reply(
            404, [{"status": 404, "message": "The requested resource was not found."}]
        ),
    ]
    for api in ("products", "orders", "writeback"):
        assert store.probe(api) == ""
    _unit, products, orders, shipment = marketplace.requests
    assert query(products)["limit"] == "1"
    assert fits(query(orders), "getOrders")
    assert query(orders)["min_id"] == "2147483647"
    assert shipment.path == f"{ORDERS}/2147483647/shipments"
    assert fits(shipment.json, "createOrderShipments")
    assert not [call for call in store.calls.take() if call.error]


def test_an_api_that_is_none_is_not_probed(store):
    with pytest.raises(Unsupported):
        store.probe("prices")


def test_the_quota_of_the_store_is_learned(account, marketplace):
    clock = [0.0]
    limiter = Limiter(
        {"store": connect("bigcommerce", account).limits["store"]},
        clock=lambda: clock[0],
        sleep=lambda seconds: clock.__setitem__(0, clock[0] + seconds),
    )
    store = connect("bigcommerce", account, limiter)
    marketplace.default = Reply(
        204,
        headers={
            "X-Rate-Limit-Time-Window-Ms": "30000",
            "X-Rate-Limit-Time-Reset-Ms": "4000",
            "X-Rate-Limit-Requests-Quota": "450",
            "X-Rate-Limit-Requests-Left": "2",
        },
    )
    store.probe("orders")
    assert limiter.interval("store") == pytest.approx(1 / 15)
    marketplace.default.headers["X-Rate-Limit-Requests-Left"] = "0"
    store.probe("orders")
    assert clock[0] == 0.0
    store.probe("orders")  # waits until the window is over
    assert clock[0] == pytest.approx(4.0)


@pytest.mark.parametrize(
    "answers",
    [
        (ORDER | {"id": "1/../2"}, PRODUCTS, [SHIPMENT]),
        (ORDER | {"id": 1235}, PRODUCTS, [SHIPMENT]),
        (ORDER, [PRODUCTS[0] | {"id": "x"}], [SHIPMENT]),
        (ORDER, PRODUCTS, [SHIPMENT | {"id": "11/../../9"}]),
        (ORDER, PRODUCTS, [SHIPMENT | {"id": "\u0661"}]),
        (ORDER, PRODUCTS, [SHIPMENT | {"items": [{"order_product_id": None}]}]),
        (ORDER | {"status_id": True}, PRODUCTS, [SHIPMENT]),
    ],
)
def test_ids_are_digits_and_those_that_were_asked_for(store, marketplace, answers):
    """They go into addresses and requests again."""
    marketplace.script = [Reply(200, answer) for answer in answers]
    with pytest.raises(Unavailable) as caught:
        store.order("1234")
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (
            "Mon, 02 Mar 2026 10:30:15 +0100",
            datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC),
        ),
        (
            "Mon, 02 Mar 2026 09:30:15 -0000",
            datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC),
        ),
        ("", None),
        (None, None),
    ],
)
def test_times_are_those_of_mails(store, marketplace, text, moment):
    order = UNSHIPPED | {"date_modified": text}
    marketplace.script = [Reply(200, order), Reply(200, PRODUCTS), Reply(204)]
    assert store.order("1234").updated_at == moment
