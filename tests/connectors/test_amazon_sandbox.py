# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A write-back that is tried in Amazon's sandbox.

The examples are those of confirmShipment in the SP-API model ordersV0.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import requests
from connectors import connect
from connectors.amazon import AmazonConnector, sandbox
from connectors.amazon.reference import MARKETPLACES
from connectors.base import Connector, Rejected, Unauthorized, Unsupported
from loopback import Reply

from simulator import records, running

FIXTURES = Path(__file__).parents[1] / "fixtures" / "amazon"
EXAMPLES = json.loads((FIXTURES / "confirmShipment.sandbox.json").read_text("utf-8"))


@pytest.fixture
def simulator(credentials):
    with running(rate_scale=0) as simulator:
        names = ("seller_id", "marketplace_id", "client_id", "client_secret")
        seller = {name: credentials[name] for name in (*names, "refresh_token")}
        records.register_seller(simulator, seller)
        yield simulator


@pytest.fixture
def connector(simulator, credentials):
    url = f"{simulator.url}/amazon"
    connector = connect(
        "amazon",
        {**credentials, "endpoint": url, "token_endpoint": f"{url}/auth/o2/token"},
    )
    yield connector
    connector.close()


def test_the_example_is_the_vendors_own():
    taken = EXAMPLES[0]
    assert taken["status"] == 204
    assert (sandbox.ORDER_ID, sandbox.CONFIRMATION) == (
        taken["orderId"],
        taken["body"],
    )


def test_it_is_taken_and_nothing_real_is_told(simulator, connector):
    receipt = connector.try_writeback()
    assert receipt.request_id
    report = simulator.stats.report()["operations"]
    assert report["amazon.sandboxConfirmShipment"] == {"204": 1}
    assert "amazon.confirmShipment" not in report
    assert simulator.ledger.report()["confirmations"] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["status"]))
def test_the_simulator_answers_as_the_vendor_documents(simulator, connector, example):
    connector.probe("products")  # for an access token
    token = connector._login.token("products")
    answer = requests.post(
        f"{simulator.url}/amazon/sandbox/orders/v0/orders/{example['orderId']}"
        "/shipmentConfirmation",
        json=example["body"],
        headers={"x-amz-access-token": token},
        timeout=5,
    )
    assert answer.status_code == example["status"]
    if example["response"]:
        (wanted,), (error,) = example["response"]["errors"], answer.json()["errors"]
        assert wanted.items() <= error.items()


def test_another_body_matches_nothing(simulator, connector, monkeypatch):
    monkeypatch.setattr(sandbox, "ORDER_ID", "111-1111111-1111111")
    with pytest.raises(Rejected, match="Could not match input arguments") as caught:
        connector.try_writeback()
    assert "example of its sandbox" in caught.value.hint


def test_credentials_that_may_not_are_refused_there_too(simulator, connector):
    simulator.fault("forbidden", operation="sandboxConfirmShipment")
    with pytest.raises(Unauthorized):
        connector.try_writeback()


def test_a_chosen_endpoint_has_its_sandbox_below(amazon, marketplace):
    marketplace.replies = [Reply(204)]
    amazon.try_writeback()
    (request,) = marketplace.api_requests
    assert request.path.startswith("/sandbox/orders/v0/orders/")


@pytest.mark.parametrize("marketplace_id", sorted(MARKETPLACES))
def test_amazons_own_sandbox_stands_beside_each_endpoint(credentials, marketplace_id):
    connector = connect(
        "amazon", {**credentials, "endpoint": "", "marketplace_id": marketplace_id}
    )
    region = connector._endpoint.removeprefix("https://sellingpartnerapi-")[:2]
    assert connector._sandbox == (
        f"https://sandbox.sellingpartnerapi-{region}.amazon.com"
    )


def test_a_platform_without_a_test_mode_says_so(amazon):
    with pytest.raises(Unsupported, match="Amazon has no mode") as caught:
        Connector.try_writeback(amazon)
    assert caught.value.hint


def test_real_calls_keep_their_own_allowance():
    limit = AmazonConnector.limits[sandbox.OPERATION]
    assert (limit.rate, limit.burst) == (5, 15)
