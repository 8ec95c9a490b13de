# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Whatever a marketplace answers, a connector gives what it declares or one of our
errors, and nothing in them harms a database, a screen or a secret.

FUZZ=100000 says how many answers are tried, others than without it.
"""

from __future__ import annotations

import dataclasses
import math
import os
import re
import socket
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import datetime
from decimal import Decimal

import pytest
from connectors import CONNECTORS, connect, wire
from connectors.base import APIS, ConnectorError, Order, Page, Receipt, Throttled
from connectors.images import fetch_image
from connectors.limits import Limiter
from connectors.reading import Reader, Sweep
from connectors.tokens import TOKENS
from hypothesis import HealthCheck, given, settings
from mutations import damaged, dice
from vendor_answers import API, SINCE, TOKEN, VENDORS, operate

CHOSEN = os.environ.get("FUZZ")
EXAMPLES = int(CHOSEN or 1000)
OPERATIONS = ("items", "orders", "order", "confirm", *(f"probe {a}" for a in APIS))
RETURNS = {"items": Page, "orders": Page, "order": Order, "confirm": Receipt}
#: Controls, what turns text round, half characters, what XML refuses.
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
#: One search of items, with one item on a page.
MOST_PAGES = 1000
LONGEST, LONGEST_CURSOR = 5000, 50_000
#: How the secrets of the accounts and their access tokens begin.
KEPT_BACK = ("amzn1.oa2-cs.v1", "Atzr|re", "Atza|ac")


class Line:
    """Stands in for the network: what is connected to a host reads its answers.

    The sockets are real, so all above them is what runs in earnest.
    """

    def __init__(self):
        self.answers: dict[str, list[bytes]] = {}
        self.connections = 0
        self._peers: list[socket.socket] = []

    def connect(self, connection):
        self.connections += 1
        ours, theirs = socket.socketpair()
        self._peers.append(theirs)
        waiting = self.answers.get(connection.host) or [b""]
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        theirs.setblocking(False)
        with suppress(BlockingIOError):  # what does not fit is cut off
            theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        ours.settimeout(5)
        return ours

    def hang_up(self):
        while self._peers:
            self._peers.pop().close()


@pytest.fixture
def line(monkeypatch):
    line = Line()
    monkeypatch.setattr(wire._Connection, "_new_conn", lambda c: line.connect(c))
    yield line
    line.hang_up()


@contextmanager
def connected(line, platform):
    TOKENS.forget()
    line.connections = 0
    given = {**VENDORS[platform].credentials, "allow_private_hosts": "1"}
    connector = connect(platform, given, Limiter({}))  # nothing slows a circle down
    try:
        yield connector
    finally:
        connector.close()
        line.hang_up()


def fuzz(attack, examples, strategy):
    """Run ``attack`` on that many examples."""
    quick = settings(
        max_examples=examples,
        deadline=None,
        derandomize=not CHOSEN,
        suppress_health_check=list(HealthCheck),
    )
    quick(given(strategy)(attack))()


def assert_sane(value, secrets=(), longest=LONGEST):
    """Look into every corner of what came back."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            longest = LONGEST_CURSOR if field.name == "cursor" else LONGEST
            assert_sane(getattr(value, field.name), secrets, longest)
    elif isinstance(value, (tuple, list)):
        for part in value:
            assert_sane(part, secrets)
    elif isinstance(value, str):
        assert not HARMFUL.search(value), ascii(value)
        assert len(value) <= longest, len(value)
        assert not [secret for secret in secrets if secret in value], value
    elif isinstance(value, float):
        assert math.isfinite(value) and 0 <= value <= 1e12, value
    elif isinstance(value, Decimal):
        assert value.is_finite() and abs(value) < 10**24, value
    elif isinstance(value, datetime):
        assert value.utcoffset().total_seconds() == 0 and value.year >= 1000
    else:
        assert value is None or isinstance(value, (bool, int)), repr(value)


def assert_explains(failure, secrets):
    said = failure.message, failure.code, failure.hint, failure.request_id
    assert all(isinstance(text, str) for text in said)
    assert failure.message and failure.hint, said
    assert_sane(said, secrets)
    assert failure.status is None or isinstance(failure.status, int)
    if isinstance(failure, Throttled):
        assert math.isfinite(failure.retry_after) and failure.retry_after >= 0
    assert failure.__cause__ is None and failure.__context__ is None


def outcome_of(connector, operation, vendor):
    """Do one operation; return the name of what came of it, after a close look."""
    try:
        result = operate(connector, operation, vendor)
    except ConnectorError as failure:
        assert type(failure) is not ConnectorError
        assert_explains(failure, KEPT_BACK)
        name = type(failure).__name__
    else:
        assert isinstance(result, RETURNS.get(operation, str))
        assert_sane(result)
        assert_sane(getattr(result, "problems", ()), KEPT_BACK)
        name = type(result).__name__
    calls = connector.calls.take()
    assert_sane([dataclasses.replace(call, seconds=0.0) for call in calls], KEPT_BACK)
    return name


def replies(vendor, rolled):
    """An operation, and what token endpoint and API answer to it."""
    operation = rolled.pick(OPERATIONS)
    token = sound_token(vendor)
    if rolled.often(10):
        token = damaged(rolled, 200, vendor.token)
    answers = vendor.answers[operation]
    if isinstance(answers, tuple):
        answers = [answers, answers]
    status, good = answers[0]
    if good is None or rolled.often(15):
        answers = [rolled.pick(((status, {}), (400, vendor.refusal)))] * 2
    return operation, token, [damaged(rolled, *answer) for answer in answers]


def sound_token(vendor):
    body = b'{"access_token": "Atza|access-canary", "expires_in": 3600}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d"
    return head % len(body) + b"\r\n\r\n" + body


def test_every_connector_is_fuzzed():
    assert set(VENDORS) == set(CONNECTORS)
    for platform, vendor in VENDORS.items():
        assert set(vendor.answers) == set(OPERATIONS), platform


@pytest.mark.parametrize("platform", CONNECTORS)
def test_any_answer_is_read_or_one_of_our_errors(line, capsys, platform):
    counts, started = Counter(), time.monotonic()
    vendor = VENDORS[platform]

    def attack(rolled):
        operation, token, api = replies(vendor, rolled)
        line.answers = {TOKEN: [token], API: api}
        with connected(line, platform) as connector:
            name = outcome_of(connector, operation, vendor)
        assert line.connections <= 8  # each call once more with a new token, no other
        counts[name] += 1

    fuzz(attack, EXAMPLES, dice(3))
    seconds = time.monotonic() - started
    with capsys.disabled():
        kinds = ", ".join(f"{name} {count}" for name, count in counts.most_common())
        print(f"\n{platform}: {counts.total()} answers in {seconds:.0f} s: {kinds}")
    assert len(counts) >= 9, "too tame to prove anything"


@pytest.mark.parametrize("platform", CONNECTORS)
@pytest.mark.parametrize("api", ["products", "orders"])
def test_no_page_leads_round_in_circles(line, platform, api):
    vendor = VENDORS[platform]
    status, good = vendor.answers["items" if api == "products" else "orders"]
    ended = Counter()

    def attack(rolled):
        pages = [damaged(rolled, status, good) for _page in range(1 + rolled.roll(3))]
        line.answers = {TOKEN: [sound_token(vendor)], API: pages}
        pages_read = []

        def report(finding):
            reader.stored()
            pages_read.append(finding)
            if len(pages_read) > MOST_PAGES:
                reader.stop()
            ended[type(finding.error).__name__] += 1

        with connected(line, platform) as connector:
            reader = Reader(connector, deadline=math.inf)
            reader.run([Sweep(api, 1, "t", since=SINCE)], report)
        assert len(pages_read) <= MOST_PAGES

    fuzz(attack, max(100, EXAMPLES // 20), dice(3))
    assert ended["Rejected"], "no circle was tried"


@pytest.mark.parametrize("platform", CONNECTORS)
def test_any_bytes_for_a_picture_are_read_or_none(line, platform):
    def attack(rolled):
        line.answers = {"images.test": [damaged(rolled, 200, good)]}
        body = fetch_image("http://images.test/x", allow_private_hosts=True)
        line.hang_up()
        assert body is None or isinstance(body, bytes)

    _status, good = VENDORS[platform].answers["items"]
    fuzz(attack, max(200, EXAMPLES // 20), dice())


@pytest.mark.parametrize("platform", CONNECTORS)
def test_any_answer_over_a_real_connection(marketplace, platform):
    """The same through a server on loopback, some hundred times."""
    vendor = VENDORS[platform]
    port = int(marketplace.url.rpartition(":")[2])
    hosts = {
        name: value.replace(API, f"127.0.0.1:{port}").replace(
            f"{TOKEN}/auth/o2/token", f"127.0.0.1:{port}/token"
        )
        for name, value in vendor.credentials.items()
    }

    def attack(rolled):
        operation, _token, (raw, *_more) = replies(vendor, rolled)
        TOKENS.forget()
        marketplace.raw = raw
        connector = connect(platform, {**hosts, "allow_private_hosts": "1"})
        try:
            outcome_of(connector, operation, vendor)
        finally:
            connector.close()

    fuzz(attack, 200, dice(3))
