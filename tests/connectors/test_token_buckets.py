# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Token buckets, on clocks that only move when told."""

from __future__ import annotations

import json
import threading
import time

import pytest
from connectors.base import Limit, Throttled
from connectors.buckets import Bucket, Buckets, Pace
from connectors.limits import (
    DEFAULT_PAUSE,
    Limiter,
    SharedLimiter,
    parse_retry_after,
)
from hypothesis import given
from hypothesis import strategies as st


class Clock:
    """``now`` in seconds; sleeping moves it."""

    def __init__(self, now=1000.0):
        self.now = now
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


def limiter(clock, max_wait=2.0, **limits):
    limits = limits or {"op": Limit(2, 10)}
    return Limiter(limits, max_wait, clock=clock, sleep=clock.sleep)


def test_a_burst_goes_at_once_and_then_the_rate_is_kept(clock):
    bucket = limiter(clock)
    for _ in range(9):
        bucket.acquire("op")
    assert not clock.slept
    for _ in range(4):
        bucket.acquire("op")
    assert clock.slept == [0.5] * 4


def test_a_platform_with_the_same_allowance_never_refuses(clock):
    """Even when every other call arrives late by up to half an interval."""
    bucket, theirs = limiter(clock), Bucket(Limit(2, 10), clock.now)
    theirs.capacity = theirs.tokens = 10.0
    calls = 0
    while clock.now < 1120:
        bucket.acquire("op")
        assert theirs.wait(clock.now + (0.2 if calls % 2 else 0.0)) == 0
        theirs.take()
        calls += 1
    assert calls >= 0.95 * (10 + 2 * 120)


def test_an_operation_without_a_limit_is_not_limited(clock):
    bucket = limiter(clock)
    for _ in range(1000):
        bucket.acquire("other")
    assert not clock.slept


def test_too_long_a_wait_raises_at_once(clock):
    bucket = limiter(clock, max_wait=2.0, op=Limit(0.0056, 1))
    bucket.acquire("op")
    with pytest.raises(Throttled) as caught:
        bucket.acquire("op")
    assert caught.value.code == "local_limit" and not clock.slept
    assert 177 < caught.value.retry_after < 179
    clock.now += caught.value.retry_after
    bucket.acquire("op")


def test_max_wait_can_be_set_to_zero(clock):
    bucket = limiter(clock, op=Limit(2, 1))
    bucket.max_wait = 0
    bucket.acquire("op")
    with pytest.raises(Throttled):
        bucket.acquire("op")


def test_a_refused_caller_takes_no_token(clock):
    bucket = limiter(clock, max_wait=0.1, op=Limit(1, 1))
    bucket.acquire("op")
    for _ in range(5):
        with pytest.raises(Throttled) as caught:
            bucket.acquire("op")
    assert caught.value.retry_after == pytest.approx(1.0)


def test_a_block_lasts_as_long_as_the_platform_says(clock):
    bucket = limiter(clock)
    bucket.block("op", 30)
    with pytest.raises(Throttled) as caught:
        bucket.acquire("op")
    assert caught.value.retry_after == pytest.approx(30)
    clock.now += 30
    bucket.acquire("op")


def test_a_block_stops_those_who_wait_already(clock):
    bucket = limiter(clock, op=Limit(1, 1))
    bucket.acquire("op")
    sleep = clock.sleep

    def sleep_while_another_thread_is_refused(seconds):
        sleep(seconds)
        bucket.block("op", 60)

    bucket._sleep = sleep_while_another_thread_is_refused
    with pytest.raises(Throttled):
        bucket.acquire("op")
    # What was not called is not spent: after the block one goes at once.
    bucket._sleep = sleep
    clock.now += 60
    slept = len(clock.slept)
    bucket.acquire("op")
    assert len(clock.slept) == slept


def test_after_a_block_there_is_no_burst(clock):
    """The platform said that its bucket is empty, so ours is."""
    bucket = limiter(clock)
    bucket.block("op", 1)
    clock.now += 1
    for _ in range(3):
        bucket.acquire("op")
    assert clock.slept == [0.5]


def test_no_block_is_longer_than_a_day(clock):
    bucket = limiter(clock)
    bucket.block("op", 1e12)
    clock.now += 86400
    bucket.acquire("op")


def test_the_rate_of_a_header_is_taken_over(clock):
    bucket = limiter(clock, op=Limit(2, 1))
    bucket.learn_rate("op", "4.0")
    assert bucket.interval("op") == 0.25
    bucket.acquire("op")
    bucket.acquire("op")
    assert clock.slept == [0.25]


@pytest.mark.parametrize("rate", ["", "fast", "0", "-1", "nan", "inf", None, True])
def test_a_rate_that_is_none_changes_nothing(clock, rate):
    bucket = limiter(clock)
    bucket.learn_rate("op", rate)
    assert bucket.interval("op") == 0.5
    assert bucket.interval("other") == DEFAULT_PAUSE


# --- What answers say of an allowance, and calls that cost more -----------------


def test_a_call_may_cost_more_than_one(clock):
    bucket = limiter(clock, max_wait=60, points=Limit(rate=10, burst=101))
    bucket.acquire("points", cost=90)
    bucket.acquire("points", cost=10)
    assert not clock.slept
    bucket.acquire("points", cost=50)
    assert clock.slept == [5.0]


def test_a_call_that_costs_more_than_there_ever_is_goes_from_a_full_bucket(clock):
    bucket = limiter(clock, max_wait=60, points=Limit(rate=10, burst=101))
    bucket.acquire("points", cost=1000)
    with pytest.raises(Throttled):
        bucket.acquire("points", cost=100)


def test_what_is_left_by_the_platforms_count_is_believed(clock):
    bucket = limiter(clock, op=Limit(1, 11))
    bucket.acquire("op")
    bucket.learn("op", Pace(left=1.0))
    bucket.acquire("op")
    bucket.acquire("op")
    assert clock.slept == [1.0]
    bucket.learn("op", Pace(left=500.0))  # in flight are calls it has not seen
    bucket.acquire("op")
    assert clock.slept == [1.0, 1.0]


def test_a_larger_plan_is_learned_and_kept():
    clock = Clock()
    shelf = Shelf(clock, op=Limit(1, 2))
    first = shelf.limiter()
    first.learn("op", Pace(rate=10.0, size=50.0))
    clock.now += 5
    later = shelf.limiter()
    for _ in range(50):
        later.acquire("op")
    with pytest.raises(Throttled) as caught:
        later.acquire("op", cost=25)
    assert caught.value.retry_after == pytest.approx(2.5)


def test_a_pause_that_an_answer_asks_for(clock):
    bucket = limiter(clock)
    bucket.learn("op", Pace(pause=30))
    with pytest.raises(Throttled) as caught:
        bucket.acquire("op")
    assert caught.value.retry_after == 30


def test_what_is_no_news_is_not_written(clock):
    shelf = Shelf(clock, op=Limit(1, 10))
    limiter = shelf.limiter()
    limiter.acquire("op")
    limiter.learn("op", Pace(rate=2.0, size=10.0, left=8.0))
    changes = shelf.changes
    limiter.learn("op", Pace(rate=2.0, size=10.0, left=8.0))
    limiter.learn("op", Pace(rate=2.0))
    limiter.learn("op", Pace())
    assert shelf.changes == changes


class Shelf:
    """Keeps buckets between transactions, as JSON, as a database does."""

    def __init__(self, clock, **limits):
        self.clock, self.limits, self.text = clock, limits, "null"
        self.changes = 0

    def transact(self, change):
        buckets = Buckets(self.limits, self.clock())
        buckets.load(json.loads(self.text), self.clock())
        result = change(buckets, self.clock())
        self.text = json.dumps(buckets.dump(), allow_nan=False)
        self.changes += 1
        return result

    def limiter(self, max_wait=2.0):
        """The limiter of one more process."""
        shared = SharedLimiter(self.limits, self.transact)
        shared.max_wait = max_wait
        shared._clock, shared._sleep = self.clock, self.clock.sleep
        return shared


def test_processes_share_one_allowance(clock):
    shelf = Shelf(clock, op=Limit(2, 10))
    one, two = shelf.limiter(), shelf.limiter()
    for _ in range(4):
        one.acquire("op")
        two.acquire("op")
    one.acquire("op")
    assert not clock.slept
    two.acquire("op")
    one.acquire("op")
    assert clock.slept == [0.5, 0.5]


def test_at_a_high_rate_a_process_takes_several_calls_at_once(clock):
    shelf = Shelf(clock, op=Limit(20, 100))
    one, two = shelf.limiter(), shelf.limiter()
    for _ in range(20):
        one.acquire("op")
    assert shelf.changes == 3  # for 1 and 4, 1 and 8, 1 and 16
    for _ in range(68):  # what is left of the bucket, less the one in hand
        two.acquire("op")
    assert not clock.slept
    two.acquire("op")
    assert clock.slept


def test_at_a_high_rate_a_process_takes_the_calls_of_the_next_second(clock):
    shelf = Shelf(clock, op=Limit(20, 2))
    one, two = shelf.limiter(), shelf.limiter()
    started = clock.now
    for _ in range(100):
        one.acquire("op")
    # One of 2 at once, then 20 a second.
    assert clock.now - started == pytest.approx(5, abs=0.2)
    assert shelf.changes <= 14  # each stock, and a look whether it may go yet
    started = clock.now
    two.acquire("op")
    assert 0 < clock.now - started <= 1


def test_who_needs_little_leaves_the_rest_to_others(clock):
    shelf = Shelf(clock, op=Limit(20, 2))
    one, two = shelf.limiter(), shelf.limiter()
    for _ in range(50):
        for process in (one, two):
            process.acquire("op")
        clock.now += 0.5  # 2 calls a second each, of the 20 that are allowed
    assert sum(clock.slept) < 10  # of the 25 seconds that it took


def test_what_a_platform_counts_is_no_news_when_it_was_taken_from_stock(clock):
    shelf = Shelf(clock, op=Limit(20, 100))
    one = shelf.limiter()
    for left in range(98, 80, -1):
        one.acquire("op")
        one.learn("op", Pace(rate=20.0, size=100.0, left=float(left)))
    assert shelf.changes == 4  # three stocks, and that the size is known


def test_what_is_in_stock_is_not_used_after_a_refusal(clock):
    shelf = Shelf(clock, op=Limit(20, 100))
    one = shelf.limiter()
    one.acquire("op")
    one.block("op", 30)
    with pytest.raises(Throttled):
        one.acquire("op")


def test_one_thread_buys_for_those_that_wait_beside_it(clock):
    shelf = Shelf(clock, op=Limit(20, 100))
    one = shelf.limiter()
    together = threading.Barrier(4)

    def call():
        together.wait()
        for _ in range(5):
            one.acquire("op")

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shelf.changes == 3


def test_what_one_process_was_refused_the_others_know(clock):
    shelf = Shelf(clock, op=Limit(2, 10))
    one, two = shelf.limiter(), shelf.limiter()
    one.block("op", 30)
    one.block("undocumented", 40)
    for name, seconds in (("op", 30), ("undocumented", 40)):
        with pytest.raises(Throttled) as caught:
            two.acquire(name)
        assert caught.value.retry_after == pytest.approx(seconds)


def test_a_rate_is_written_down_once_not_with_each_answer(clock):
    shelf = Shelf(clock, op=Limit(2, 1))
    one, two = shelf.limiter(), shelf.limiter()
    one.learn_rate("op", "4")
    shelf.transact = None  # nobody asks again
    one.learn_rate("op", "4")
    two.acquire("op")
    two.acquire("op")
    assert clock.slept == [0.25]


def test_buckets_survive_the_process(clock):
    shelf = Shelf(clock, op=Limit(0.5, 3))
    first = shelf.limiter()
    first.acquire("op")
    first.acquire("op")
    first.learn_rate("op", 0.1)
    clock.now += 10
    second = shelf.limiter(max_wait=0)
    second.acquire("op")  # 0 tokens and 10 seconds at 0.1 a second: one
    with pytest.raises(Throttled):
        second.acquire("op")


def test_a_clock_set_back_neither_blocks_nor_refills(clock):
    shelf = Shelf(clock, op=Limit(2, 3))
    shelf.limiter().acquire("op")
    clock.now -= 3600
    later = shelf.limiter(max_wait=0)
    later.acquire("op")
    with pytest.raises(Throttled) as caught:
        later.acquire("op")
    assert caught.value.retry_after == pytest.approx(0.5)


def test_promises_to_the_dead_delay_the_others_by_one_burst_at_most(clock):
    buckets = Buckets({"op": Limit(2, 10)}, clock())
    buckets.load({"op": {"tokens": -1e9, "rate": 2, "updated": clock()}}, clock())
    assert buckets["op"].wait(clock()) == pytest.approx(5.0)


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.dictionaries(
        st.sampled_from(["op", "tokens", "rate", "updated", "blocked_until"]), inner
    ),
)


@given(JUNK)
def test_buckets_that_cannot_be_read_leave_a_limiter_that_works(junk):
    clock = Clock()
    shelf = Shelf(clock, op=Limit(2, 10))
    buckets = Buckets(shelf.limits, clock())
    buckets.load(junk, clock())
    shelf.text = json.dumps(buckets.dump(), allow_nan=False)
    shelf.limiter(max_wait=1e9).acquire("op")


def test_threads_share_the_allowance():
    bucket = Limiter({"op": Limit(50, 6)}, max_wait=5)
    moments = []

    def work():
        for _ in range(5):
            bucket.acquire("op")
            moments.append(time.monotonic())

    started = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # 5 of 25 go at once, 20 more at 50 a second.
    assert max(moments) - started >= 20 / 50 - 0.05


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("1.5", 1.5),
        ("-5", 0),
        (" 3 ", 3),
        ("99999999999", 86400),
        ("Wed, 15 Nov 2023 12:01:00 GMT", 60),
        ("Wed, 15 Nov 2023 11:00:00 GMT", 0),
        ("", None),
        ("tomorrow", None),
        ("nan", None),
        (None, None),
        ("Wed, 99 Nov 2023 99:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    now = 1700049600.0  # 2023-11-15 12:00:00 UTC
    assert parse_retry_after(value, now) == seconds


@given(
    st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ \S+")
)
def test_any_retry_after_is_seconds_or_nothing(value):
    seconds = parse_retry_after(value, 1.7e9)
    assert seconds is None or 0 <= seconds <= 86400
