# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import pytest


def test_a_refresh_token_buys_an_access_token_for_an_hour(client):
    answer = client.ask_token()
    assert answer.status_code == 200
    body = answer.json()
    assert body["access_token"].startswith("Atza|")
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 3600
    assert body["refresh_token"] == client.seller["refresh_token"]


def test_each_request_buys_another_token(client):
    tokens = {client.ask_token().json()["access_token"] for _ in range(3)}
    assert len(tokens) == 3


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"refresh_token": "Atzr|stale"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_wrong_credentials_are_refused_with_their_error(client, fields, status, error):
    answer = client.ask_token(**fields)
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert answer.json()["error_description"]


def test_a_refresh_token_is_good_only_with_its_own_client(client, other_client):
    answer = client.ask_token(refresh_token=other_client.seller["refresh_token"])
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"


def test_a_token_stops_when_its_hour_is_over(client):
    order = client.new_order()
    assert client.order(order["order_id"]).status_code == 200
    client.control("POST", "clock", {"advance": 3601})
    answer = client.order(order["order_id"])
    assert answer.status_code == 403
    assert "expired" in answer.json()["errors"][0]["details"]
    assert client.log_in().order(order["order_id"]).status_code == 200


@pytest.mark.parametrize("token", ["Atza|made-up", "nonsense"])
def test_a_made_up_token_is_refused(client, token):
    order = client.new_order()
    client.session.headers["x-amz-access-token"] = token
    answer = client.confirm(order)
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["code"] == "Unauthorized"
    assert client.ledger()["confirmations"] == []


def test_no_token_is_401_for_confirmations_and_403_for_reading(client):
    order = client.new_order()
    del client.session.headers["x-amz-access-token"]
    assert client.confirm(order).status_code == 401
    assert client.order(order["order_id"]).status_code == 403


@pytest.mark.parametrize(
    ("right", "works"),
    [
        ("writeback", {"confirm"}),
        ("orders", {"order", "search"}),
        ("products", {"listings"}),
    ],
)
def test_a_right_opens_its_own_operations_only(client, right, works):
    client.control("POST", "sellers", client.seller | {"rights": [right]})
    order = client.new_order()
    answers = {
        "confirm": client.confirm(order),
        "order": client.order(order["order_id"]),
        "search": client.search(createdAfter="2020-01-01T00:00:00Z"),
        "listings": client.listings(),
    }
    assert {name for name, answer in answers.items() if answer.ok} == works
    assert {a.status_code for a in answers.values() if not a.ok} == {403}
