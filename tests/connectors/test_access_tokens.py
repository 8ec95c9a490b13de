# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Access tokens: one request for many threads, renewed in time, never shown."""

from __future__ import annotations

import threading
import time

import pytest
from connectors.base import Unavailable
from connectors.tokens import Token, TokenCache, lifetime, token_key


class Fetch:
    """Counts requests; the n-th gives "token-n"."""

    def __init__(self, seconds=3600.0, delay=0.0, error=None):
        self.count, self.seconds, self.delay, self.error = 0, seconds, delay, error

    def __call__(self):
        self.count += 1
        time.sleep(self.delay)
        if self.error:
            raise self.error
        return Token(f"token-{self.count}", self.seconds)


def in_threads(number, work):
    results = []

    def run():
        try:
            results.append(work())
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_token_is_fetched_once_for_many_threads():
    cache, fetch = TokenCache(), Fetch(delay=0.2)
    assert in_threads(20, lambda: cache.get("k", fetch)) == ["token-1"] * 20
    assert fetch.count == 1


def test_a_failure_is_shared_by_those_who_waited_and_by_nobody_later():
    cache, fetch = TokenCache(), Fetch(delay=1.0, error=Unavailable("down"))
    results = in_threads(20, lambda: cache.get("k", fetch))
    assert [type(result) for result in results] == [Unavailable] * 20
    assert fetch.count == 1
    fetch.error = None
    assert cache.get("k", fetch) == "token-2"


def test_a_token_is_renewed_a_minute_before_its_end():
    now = [0.0]
    cache, fetch = TokenCache(clock=lambda: now[0]), Fetch(seconds=3600)
    assert cache.get("k", fetch) == "token-1"
    now[0] = 3539
    assert cache.get("k", fetch) == "token-1"
    now[0] = 3540
    assert cache.get("k", fetch) == "token-2"


def test_a_token_without_a_lifetime_is_used_once():
    cache, fetch = TokenCache(), Fetch(seconds=0)
    assert [cache.get("k", fetch), cache.get("k", fetch)] == ["token-1", "token-2"]


def test_a_refused_token_is_renewed_once_for_all_it_failed():
    cache, fetch = TokenCache(), Fetch(delay=0.05)
    cache.get("k", fetch)
    results = in_threads(10, lambda: cache.get("k", fetch, refused="token-1"))
    assert results == ["token-2"] * 10 and fetch.count == 2
    # Late news about the old one does not throw the new one away.
    assert cache.get("k", fetch, refused="token-1") == "token-2"
    assert fetch.count == 2


def test_one_slow_account_does_not_hold_up_another():
    cache, asked, answered = TokenCache(), threading.Event(), threading.Event()

    def fetch_slowly():
        asked.set()
        answered.wait(60)
        return Token("slow", 3600.0)

    slow = threading.Thread(target=cache.get, args=("slow", fetch_slowly))
    slow.start()
    assert asked.wait(60)
    assert cache.get("quick", Fetch()) == "token-1"
    assert slow.is_alive()
    answered.set()
    slow.join()


def test_tokens_of_credentials_no_longer_used_are_dropped():
    now = [0.0]
    cache = TokenCache(clock=lambda: now[0])
    cache.get("old", Fetch(seconds=100))
    now[0] = 101
    cache.get("new", Fetch())
    assert set(cache._tokens) == {"new"}


def test_a_key_has_no_secret_in_it_and_differs_with_every_part():
    key = token_key("https://a", "client", "refresh-token")
    assert "refresh" not in key and "client" not in key
    others = {
        token_key("https://b", "client", "refresh-token"),
        token_key("https://a", "clientrefresh", "-token"),
        token_key("https://a", "client", "refresh-token2"),
    }
    assert len(others) == 3 and key not in others


def test_the_repr_of_a_token_hides_it():
    assert "Atza" not in repr(Token("Atza|x", 1))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(3600, 3600), ("3600", 3600), (0, 0), (-1, 0), (None, 0), (True, 0), ("x", 0)]
    + [(float("nan"), 0), (float("inf"), 0), ([], 0), (10**400, 0)],
)
def test_expires_in_is_seconds_or_nothing(value, seconds):
    assert lifetime(value) == seconds
