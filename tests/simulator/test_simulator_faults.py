# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import time

import pytest
import requests


def accepted(client) -> int:
    return client.ledger()["summary"]["accepted"]


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("throttle", 429, "QuotaExceeded"),
        ("error500", 500, "InternalFailure"),
        ("error503", 503, "ServiceUnavailable"),
        ("forbidden", 403, "Unauthorized"),
        ("revoked", 403, "Unauthorized"),
    ],
)
def test_a_fault_answers_in_the_platforms_own_words(client, kind, status, code):
    order = client.new_order()
    client.fault(kind, count=1)
    answer = client.confirm(order)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["code"] == code
    assert answer.headers["x-amzn-RequestId"]
    assert "x-amzn-RateLimit-Limit" not in answer.headers
    assert accepted(client) == 0
    assert client.confirm(order).status_code == 204


def test_throttling_says_when_to_come_back_only_if_told_to(client):
    order = client.new_order()
    client.fault("throttle", count=1)
    client.fault("throttle", count=1, retry_after=7)
    assert "Retry-After" not in client.confirm(order).headers
    assert client.confirm(order).headers["Retry-After"] == "7"
    assert client.control("GET", "stats")["throttled"] == 2


@pytest.mark.parametrize("kind", ["error500", "error503"])
def test_an_error_may_come_after_the_work_was_done(client, kind):
    order = client.new_order()
    client.fault(kind, count=1, accept=True)
    assert client.confirm(order).status_code == int(kind[-3:])
    assert accepted(client) == 1


def test_a_slow_answer_is_the_right_one(client):
    client.fault("slow", seconds=0.3, count=1)
    began = time.monotonic()
    assert client.confirm(client.new_order()).status_code == 204
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(("accept", "count"), [(False, 0), (True, 1)])
def test_a_hanging_call_times_out_at_the_client(client, accept, count):
    order = client.new_order()
    client.fault("hang", seconds=30, count=1, accept=accept)
    client.timeout = 0.2
    with pytest.raises(requests.ReadTimeout):
        client.confirm(order)
    assert accepted(client) == count


def test_a_hanging_call_is_cut_when_its_time_is_over(client):
    client.fault("hang", seconds=0.2, count=1)
    with pytest.raises(requests.ConnectionError):
        client.confirm(client.new_order())


@pytest.mark.parametrize(("kind", "count"), [("cut_before", 0), ("cut_after", 1)])
def test_a_cut_connection_hides_whether_the_work_was_done(client, kind, count):
    order = client.new_order()
    client.fault(kind, count=1)
    with pytest.raises(requests.ConnectionError):
        client.confirm(order)
    assert accepted(client) == count
    operation = client.control("GET", "stats")["operations"]["amazon.confirmShipment"]
    assert operation == {"cut": 1}


@pytest.mark.parametrize("accept", [False, True])
@pytest.mark.parametrize("garbage", ["html", "json", "binary"])
def test_garbage_is_a_200_that_no_json_parser_takes(client, garbage, accept):
    order = client.new_order()
    client.fault("garbage", garbage=garbage, accept=accept, count=1)
    answer = client.confirm(order)
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        answer.json()
    assert accepted(client) == accept


def test_a_short_answer_breaks_off_in_its_body(client):
    client.fault("garbage", garbage="short", count=1)
    with pytest.raises(
        (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
    ):
        client.confirm(client.new_order())


def test_an_empty_answer_is_a_200_without_a_body(client):
    order = client.new_order()
    client.fault("empty", count=1)
    answer = client.order(order["order_id"])
    assert (answer.status_code, answer.content) == (200, b"")


def test_an_expired_token_stays_expired(client):
    order = client.new_order()
    client.fault("expired_token", count=1)
    answers = [client.confirm(order) for _ in range(2)]
    assert [each.status_code for each in answers] == [403, 403]
    assert "expired" in answers[0].json()["errors"][0]["details"]
    assert accepted(client) == 0
    assert client.log_in().confirm(order).status_code == 204


def test_a_seller_who_withdrew_gets_no_token_until_the_fault_is_gone(client):
    fault = client.fault("revoked", seller=client.seller["seller_id"])
    answer = client.ask_token()
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"
    assert client.confirm(client.new_order()).status_code == 403
    client.control("DELETE", f"faults/{fault['id']}")
    assert client.ask_token().status_code == 200


def test_a_fault_strikes_only_the_order_it_names(client):
    struck, spared = client.new_order(), client.new_order()
    client.fault("error500", order=struck["order_id"])
    assert client.confirm(spared).status_code == 204
    assert client.confirm(struck).status_code == 500
    assert client.order(struck["order_id"]).status_code == 500


def test_a_fault_strikes_only_the_operation_it_names(client):
    order = client.new_order()
    client.fault("error500", operation="confirmShipment")
    assert client.order(order["order_id"]).status_code == 200
    assert client.confirm(order).status_code == 500


def test_a_fault_strikes_only_the_seller_it_names(client, other_client):
    client.fault("error503", seller=other_client.seller["seller_id"])
    assert client.confirm(client.new_order()).status_code == 204
    assert other_client.confirm(other_client.new_order()).status_code == 503


def test_a_fault_strikes_as_often_as_it_was_told_to(client):
    order = client.new_order()
    client.fault("error500", count=2)
    answers = [client.confirm(order).status_code for _ in range(3)]
    assert answers == [500, 500, 204]
    (fault,) = client.control("GET", "faults")["faults"]
    assert fault["fired"] == 2
    assert client.control("GET", "stats")["faults"] == {"error500": 2}


def test_a_fault_by_chance_strikes_the_same_calls_for_the_same_seed(client):
    order = client.new_order()

    def pattern():
        client.control("DELETE", "faults")
        client.fault("error500", probability=0.3, seed=5)
        return [client.order(order["order_id"]).status_code for _ in range(60)]

    first = pattern()
    assert 5 < first.count(500) < 35
    assert pattern() == first


def test_clearing_the_faults_heals(client):
    order = client.new_order()
    client.fault("error500")
    assert client.confirm(order).status_code == 500
    client.control("DELETE", "faults")
    assert client.confirm(order).status_code == 204


@pytest.mark.parametrize(
    "fault",
    [{"kind": "earthquake"}, {"kind": "garbage", "garbage": "tea"}, {"colour": "red"}],
)
def test_a_fault_that_makes_no_sense_is_refused(client, fault):
    answer = client.session.post(f"{client.url}/_sim/faults", json=fault)
    assert answer.status_code == 400
    assert client.control("GET", "faults")["faults"] == []


def test_latency_delays_every_answer(client):
    order = client.new_order()
    client.control("PATCH", "settings", {"latency_ms": 150})
    for call in (lambda: client.order(order["order_id"]), client.ask_token):
        began = time.monotonic()
        assert call().status_code == 200
        assert time.monotonic() - began >= 0.15
