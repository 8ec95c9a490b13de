# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import threading

import pytest
from seller import OTHER, SELLER, Client

from simulator import running
from simulator.limits import Buckets, Clock, Limit


@pytest.fixture
def limited():
    """A simulator with the documented limits, and time standing nearly still."""
    with running() as simulator:
        yield simulator


def seller_of(simulator, seller) -> Client:
    client = Client(simulator.url, seller)
    client.control("POST", "sellers", seller)
    return client.log_in()


@pytest.mark.parametrize(
    ("operation", "burst", "rate"),
    [("confirm", 10, "2"), ("order", 30, "0.5"), ("search", 20, "0.0056")],
)
def test_a_burst_is_as_large_as_documented(limited, operation, burst, rate):
    client = seller_of(limited, SELLER)
    order = client.new_order()
    calls = {
        "confirm": lambda: client.confirm(order),
        "order": lambda: client.order(order["order_id"]),
        "search": lambda: client.search(createdAfter="2020-01-01T00:00:00Z"),
    }
    answers = [calls[operation]() for _ in range(burst + 2)]
    assert [each.status_code for each in answers[:burst]].count(429) == 0
    assert answers[0].headers["x-amzn-RateLimit-Limit"] == rate
    last = answers[-1]
    assert last.status_code == 429
    assert last.json()["errors"][0]["code"] == "QuotaExceeded"
    assert "x-amzn-RateLimit-Limit" not in last.headers
    assert client.control("GET", "stats")["throttled"] >= 1


def test_listings_have_a_burst_of_five(limited):
    client = seller_of(limited, SELLER)
    answers = [client.listings().status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_throttled_confirmation_is_not_accepted(limited):
    client = seller_of(limited, SELLER)
    orders = [client.new_order() for _ in range(12)]
    answers = [client.confirm(order).status_code for order in orders]
    assert client.ledger()["summary"]["accepted"] == answers.count(204) < 12


def test_one_seller_does_not_use_up_the_allowance_of_another(limited):
    one, two = seller_of(limited, SELLER), seller_of(limited, OTHER)
    order = one.new_order()
    while one.confirm(order).status_code != 429:
        pass
    assert two.confirm(two.new_order()).status_code == 204


def test_one_operation_does_not_use_up_the_allowance_of_another(limited):
    client = seller_of(limited, SELLER)
    order = client.new_order()
    while client.confirm(order).status_code != 429:
        pass
    assert client.order(order["order_id"]).status_code == 200


def test_the_allowance_comes_back_with_time(limited):
    client = seller_of(limited, SELLER)
    order = client.new_order()
    while client.confirm(order).status_code != 429:
        pass
    client.control("POST", "clock", {"advance": 1})
    answers = [client.confirm(order).status_code for _ in range(4)]
    assert answers[:2] == [204, 204]
    assert 429 in answers


def test_the_scale_multiplies_the_rate_and_keeps_the_burst():
    clock = Clock()
    clock.now = lambda: now
    buckets, limit, now = Buckets(clock), Limit(rate=2, burst=10), 100.0

    def burst():
        return sum(buckets.take(("k",), limit, 3.0) for _ in range(50))

    assert burst() == 10
    now += 0.5
    assert burst() == 3  # 0.5 s at 2 per second, three times as fast
    now += 1000
    assert burst() == 10


def test_scale_zero_lifts_the_limits(simulator, client):
    order = client.new_order()
    answers = [client.confirm(order) for _ in range(30)]
    assert {each.status_code for each in answers} == {204}
    assert float(answers[0].headers["x-amzn-RateLimit-Limit"]) >= 1000


def test_a_bucket_is_never_overdrawn_by_many_threads():
    clock = Clock()
    clock.now = lambda: 100.0
    buckets, limit, taken = Buckets(clock), Limit(rate=2, burst=10), []

    def take():
        taken.extend(buckets.take(("k",), limit, 1.0) for _ in range(20))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 10
