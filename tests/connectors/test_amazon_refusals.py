# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every way Amazon says no is one of our errors, with something to do about it."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime, timezone

import pytest
from connectors import base, connect
from connectors.amazon import errors
from connectors.answers import Answer
from connectors.base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Reply

ORDER_ID = "123-4567890-1234567"
SHIPMENT = Shipment(
    order_ref=ORDER_ID,
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, tzinfo=timezone.utc),
    lines=(ShipmentLine("10000000000001", 2),),
)


def refusal(message, code="InvalidInput", details=""):
    return {"errors": [{"code": code, "message": message, "details": details}]}


DENIED = "Access to requested resource is denied."
#: Amazon's answer -> our class and a word of the hint.
ANSWERS = [
    (400, refusal("PackageReferenceId: is invalid, must be a positive numeric value."),
     Rejected, "Seller Central"),
    (400, refusal("OrderItemId  is invalid, please obtain the value through the "
                  "getOrderItems API or Manage Orders page"), Rejected, "item"),
    (400, refusal("The tracking ID 1Z for USPS does not match the expected format for "
                  "the carrier. Please verify the tracking ID and carrier name."),
     Rejected, "tracking number"),
    (400, refusal("Failed to create package due to not finding a matching package or "
                  "order already fulfilled.", "GeneralError",
                  "errorMetric=PackageToUpdateNotFound, packageIndex=null"),
     AlreadyShipped, "confirmed"),
    (500, refusal("errorMetric=PackageToUpdateNotFound", "GeneralError"),
     AlreadyShipped, "confirmed"),
    (409, refusal("This package was already confirmed"), AlreadyShipped, "confirmed"),
    (400, refusal("Invalid Input"), Rejected, "does not say"),
    (400, refusal("CarrierCode: Foo is not supported"), Rejected, "carrier mapping"),
    (400, refusal("TrackingNumber: is required."), Rejected, "tracking number"),
    (400, refusal("ShipDate: is in the future"), Rejected, "ship date"),
    (400, refusal("Quantity: 5 is more than is unshipped"), Rejected, "quantities"),
    (400, refusal("This order has been canceled."), Rejected, "canceled"),
    (400, refusal("This order is pending."), Rejected, "pending"),
    (400, refusal("This order is fulfilled by Amazon."), Rejected, "itself"),
    (400, refusal("MarketplaceId is not valid"), Rejected, "marketplace ID"),
    (400, refusal("Transparency codes are required"), Rejected, "Transparency"),
    (404, refusal("The requested resource was not found.", "NotFound"), Rejected,
     "does not know this order"),
    (413, refusal("too large"), Rejected, "administrator"),
    (415, refusal("wrong type"), Rejected, "administrator"),
    (401, refusal(DENIED, "Unauthorized"), Unauthorized, "roles"),
    (403, refusal(DENIED, "Unauthorized"), Unauthorized, "roles"),
    (403, refusal(DENIED, "Unauthorized", "The access token you provided has expired."),
     Unauthorized, "Authorize"),
    (403, refusal(DENIED, "Unauthorized",
                  "The access token you provided is revoked, malformed or invalid."),
     Unauthorized, "Authorize"),
    (403, refusal("The LWA secret token you provided has expired.", "Unauthorized"),
     Unauthorized, "180 days"),
    (403, refusal("Region mismatch", "Unauthorized"), Unauthorized, "region"),
    (403, "<html>Forbidden</html>", Unauthorized, "roles"),
    (429, refusal("You exceeded your quota for the requested resource.",
                  "QuotaExceeded"), Throttled, "wait"),
    (429, "<html>Too many</html>", Throttled, "wait"),
    (500, refusal("We encountered an internal error.", "InternalFailure"), Unavailable,
     "later"),
    (503, refusal("The carrier service is down"), Unavailable, "later"),
    (503, "<html>Down</html>", Unavailable, "later"),
    (500, b"", Unavailable, "later"),
    (400, b"", Rejected, "does not say"),
    (400, "<html>Bad Request</html>", Unavailable, "proxy"),
    (404, "<html>Not here</html>", Unavailable, "proxy"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "error", "hint"), ANSWERS)
def test_a_refusal_has_a_class_and_a_hint(
    amazon, marketplace, status, body, error, hint
):
    marketplace.default = Reply(status, body, {"x-amzn-RequestId": "req-9"})
    with pytest.raises(ConnectorError) as caught:
        amazon.confirm(SHIPMENT)
    assert type(caught.value) is error
    assert hint in caught.value.hint
    assert (caught.value.status, caught.value.request_id) == (status, "req-9")
    if isinstance(body, dict):
        assert caught.value.code == body["errors"][0]["code"]
        assert body["errors"][0]["message"].strip() in caught.value.message
        assert body["errors"][0]["details"] in caught.value.message


def test_a_quota_without_a_time_waits_for_the_documented_rate(amazon, marketplace):
    marketplace.default = Reply(429, refusal("", "QuotaExceeded"))
    with pytest.raises(Throttled) as caught:
        amazon.confirm(SHIPMENT)
    assert caught.value.retry_after == pytest.approx(0.5)
    with pytest.raises(Throttled) as caught:
        amazon.orders(datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert caught.value.retry_after == pytest.approx(1 / 0.0056)


def test_the_rate_an_account_really_has_is_learned(amazon, marketplace):
    marketplace.default = Reply(204, headers={"x-amzn-RateLimit-Limit": "20.0"})
    amazon.confirm(SHIPMENT)
    assert amazon.limiter.interval("confirmShipment") == 0.05


def test_the_messages_of_several_errors_are_all_told(amazon, marketplace):
    body = {
        "errors": [{"code": "A", "message": "One."}, {"message": "Two."}, 3, "Four"]
    }
    marketplace.default = Reply(400, body)
    with pytest.raises(Rejected) as caught:
        amazon.confirm(SHIPMENT)
    assert (caught.value.code, caught.value.message) == ("A", "One. Two. Four")


# --- Login with Amazon ------------------------------------------------------

LOGINS = [
    (400, {"error": "invalid_grant", "error_description": "revoked"}, Unauthorized,
     "Authorize"),
    (401, {"error": "invalid_client", "error_description": "failed"}, Unauthorized,
     "180 days"),
    (400, {"error": "unauthorized_client"}, Unauthorized, "of this client ID"),
    (400, {"error": "invalid_request"}, Unauthorized, "client secret"),
    (400, {"error": "unsupported_grant_type"}, Unauthorized, "endpoint"),
    (400, {"error": "brand_new"}, Unavailable, "address"),
    (400, "<html>garbage</html>", Unavailable, "proxy"),
    (400, {"error": ["invalid_grant"]}, Unavailable, ""),
    (404, b"", Unavailable, ""),
    (403, "<html>no</html>", Unauthorized, ""),
    (429, {"error": "slow_down"}, Throttled, ""),
    (500, {"error": "server_error"}, Unavailable, ""),
    (200, "<html>welcome</html>", Unavailable, ""),
    (200, {}, Unavailable, "token endpoint"),
    (200, {"access_token": 5}, Unavailable, "token endpoint"),
    (200, {"access_token": "a\nb", "expires_in": 3600}, Unavailable, "token endpoint"),
    (200, ["x"], Unavailable, "token endpoint"),
    (302, b"", Unavailable, ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "error", "hint"), LOGINS)
def test_a_failed_login_is_never_the_fault_of_the_shipment(
    amazon, marketplace, status, body, error, hint
):
    marketplace.token_script = [Reply(status, body)]
    with pytest.raises(ConnectorError) as caught:
        amazon.confirm(SHIPMENT)
    assert type(caught.value) is error
    assert hint in caught.value.hint and caught.value.hint
    assert not marketplace.api_requests
    (call,) = amazon.calls.take()
    expected = "" if status == 200 and not isinstance(body, str) else error.__name__
    assert (call.operation, call.error) == ("token", expected)


def test_a_login_without_an_answer_is_no_unknown_outcome(amazon, marketplace):
    marketplace.token_script = [Reply(act="cut")]
    with pytest.raises(Unavailable):
        amazon.confirm(SHIPMENT)
    assert not marketplace.api_requests


def test_an_account_without_network_is_unreachable(credentials, closed_port):
    url = f"http://127.0.0.1:{closed_port}"
    credentials |= {"endpoint": url, "token_endpoint": url + "/token"}
    with pytest.raises(Unreachable):
        connect("amazon", credentials).confirm(SHIPMENT)


# --- garbage ----------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
    | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@st.composite
def mutated(draw, document):
    """Return the document with one value replaced by any JSON, or left out."""
    document = json.loads(json.dumps(document))
    places = []

    def walk(value):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            places.append((value, key))
            if isinstance(inner, (dict, list)):
                walk(inner)

    walk(document)
    holder, key = draw(st.sampled_from(places))
    if draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(JSON)
    return document


def a_document(name):
    from pathlib import Path

    path = Path(__file__).parents[1] / "fixtures" / "amazon" / name
    return json.loads(path.read_text(encoding="utf-8"))


relaxed = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def unlimited(amazon):
    amazon.limiter._sleep = lambda seconds: None
    amazon.limiter._clock = iter(range(10**6, 10**12, 10**5)).__next__
    return amazon


def only_our_errors(work):
    try:
        return work()
    except ConnectorError as error:
        assert error.message and error.hint
        return None


@relaxed
@given(document=mutated({"order": a_document("order.json")}))
def test_a_mutated_order_is_read_or_one_of_our_errors(amazon, marketplace, document):
    marketplace.default = Reply(200, document)
    order = only_our_errors(lambda: unlimited(amazon).order(ORDER_ID))
    if order:
        assert order.status in base.ORDER_STATUSES
        assert order.fulfilled_by in base.FULFILLED_BY
        for line in order.lines:
            assert line.quantity >= 0 and line.ref


@relaxed
@given(document=mutated({"orders": [a_document("order.json")] * 2}))
def test_a_mutated_page_of_orders_keeps_the_good_ones(amazon, marketplace, document):
    marketplace.default = Reply(200, document)
    since = datetime(2026, 1, 1, tzinfo=timezone.utc)
    page = only_our_errors(lambda: unlimited(amazon).orders(since))
    if page and isinstance(document.get("orders"), list):
        assert len(page.records) + len(page.problems) == len(document["orders"])


@relaxed
@given(document=mutated(a_document("items.json")))
def test_a_mutated_page_of_items_is_read_or_one_of_our_errors(
    amazon, marketplace, document
):
    marketplace.default = Reply(200, document)
    only_our_errors(lambda: unlimited(amazon).items())


@relaxed
@given(
    status=st.integers(200, 599),
    body=st.binary(max_size=200) | JSON.map(lambda data: json.dumps(data).encode()),
    kind=st.sampled_from(["application/json", "text/html", ""]),
)
def test_any_answer_to_a_confirmation_is_a_receipt_or_one_of_our_errors(
    amazon, marketplace, status, body, kind
):
    if status in (204, 304):
        body = b""
    marketplace.default = Reply(status, body, {"Content-Type": kind})
    receipt = only_our_errors(lambda: unlimited(amazon).confirm(SHIPMENT))
    assert receipt is None or 200 <= status < 300


@given(status=st.integers(400, 599), data=JSON)
def test_any_error_body_is_explained(status, data):
    answer = Answer(status=status, headers={}, body=b"{}", data=data)
    for explain in (errors.explain, errors.explain_token):
        said = explain(answer)
        assert isinstance(said.code, str) and isinstance(said.message, str)


# --- secrets ----------------------------------------------------------------

SECRETS = ("s3cr/et+value", "s3cr%2Fet%2Bvalue", "refresh/token+value", "access-")
ECHO = {
    "note": "Atzr|refresh/token+value=2 amzn1.oa2-cs.v1.s3cr/et+value=1 Atza|access-1",
    **refusal("token Atza|access-1 secret amzn1.oa2-cs.v1.s3cr/et+value=1"),
}
LEAKS = [
    *[Reply(status, ECHO) for status in (200, 302, 400, 401, 403, 404, 429, 500)],
    Reply(200, f"<html>{ECHO}</html>"),
    Reply(500, f"<html>{ECHO}</html>"),
    Reply(200, ECHO, act="half"),
    Reply(act="cut"),
]


@pytest.mark.parametrize("where", ["script", "token_script"])
@pytest.mark.parametrize("number", range(len(LEAKS)))
def test_no_secret_of_an_account_gets_out(amazon, marketplace, caplog, where, number):
    caplog.set_level(logging.DEBUG)
    setattr(marketplace, where, [LEAKS[number]] * 3)
    texts = [repr(amazon), repr(vars(amazon.limiter))]
    for work in (lambda: amazon.confirm(SHIPMENT), lambda: amazon.order(ORDER_ID)):
        try:
            texts.append(repr(work()))
        except ConnectorError as error:
            texts += [str(error), repr(error), repr(error.args), repr(vars(error))]
            texts += traceback.format_exception(error)
            assert error.__cause__ is None and error.__context__ is None
    texts += [repr(amazon.calls.take()), caplog.text]
    for text in texts:
        for secret in SECRETS:
            assert secret not in text
