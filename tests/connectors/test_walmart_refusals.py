# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every way Walmart says no is one of our errors, with something to do about it."""

from __future__ import annotations

import time
from datetime import datetime, timezone

import pytest
from connectors.base import (
    AlreadyShipped,
    ConnectorError,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from connectors.walmart.allowance import pace, pause
from loopback import Reply
from requests.structures import CaseInsensitiveDict
from vendor_walmart import SHIPMENT, error
from walmart_account import given, line, of_lines, replies, walmart

__all__ = ["given", "walmart"]  # fixtures

OPEN = of_lines(line("1", 2, ("Acknowledged", 2)))
CONTENT = "INVALID_REQUEST_CONTENT.GMP_ORDER_API"
INVALID = "INVALID_REQUEST.GMP_ORDER_API"


def content(text, code=CONTENT, field="data"):
    return error(code, text, field)


PAGE = "<html><h1>Not here</h1></html>"
XML = (
    b'<?xml version="1.0"?><ns2:errors xmlns:ns2="http://walmart.com/">'
    b"<ns2:error><ns2:code>INVALID_REQUEST_CONTENT.GMP_ORDER_API</ns2:code>"
    b"<ns2:field>data</ns2:field><ns2:description>Carrier &amp; Co is not supported"
    b"</ns2:description></ns2:error></ns2:errors>"
)
#: Walmart's answer to shippingUpdates -> our class and a word of the hint.
ANSWERS = [
    (400, content("Unable to process this request. The Line: 1 of PO: 108 is in "
                  "SHIPPED status"), AlreadyShipped, "mark the shipment as confirmed"),
    (400, content("Qty OverShipped : Some or All Line(s)/Qty cannot be Shipped due to "
                  "invalid Lines Or invalid Qty"), AlreadyShipped, "Seller Center"),
    (400, content("The Line: 1 of PO: 108 is in CANCELLED status"), Rejected,
     "canceled"),
    (400, content("Method code is not supported in line number 1"), Rejected,
     "WhiteGlove"),
    (400, content("Ship date is in the future"), Rejected, "ship date"),
    (400, content("x", field="shipDateTime"), Rejected, "ship date"),
    (400, content("Tracking URL is invalid"), Rejected, "Tracking Link"),
    (400, content("Carrier is not supported in line number 1"), Rejected,
     "carrier mapping"),
    (400, content("Invalid tracking number"), Rejected, "tracking number"),
    (400, content("The order must be acknowledged first"), Rejected, "acknowledge it"),
    (400, content("WFS orders cannot be shipped by the seller."), Rejected, "itself"),
    (400, content("Invalid Qty in line number 1"), Rejected, "compare"),
    (400, content("Something else"), Rejected, ""),
    (400, content("No such line"), Rejected, ""),
    (400, error("MALFORMED_REQUEST_CONTENT.GMP_ORDER_API", "no JSON"), Rejected,
     "administrator"),
    (400, error("INVALID_REQUEST_HEADER.GMP_GATEWAY_API", "WM_SVC.NAME set blank"),
     Rejected, "administrator"),
    (400, error(INVALID, "Invalid Request"), Unavailable, "later"),
    (401, error("UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized"), Unauthorized, ""),
    (403, error("FORBIDDEN.GMP_GATEWAY_API", "No"), Unauthorized, "full"),
    (404, error("CONTENT_NOT_FOUND.GMP_ORDER_API", "Order not found"), Rejected,
     "does not know this purchase order"),
    (409, content("1 is in SHIPPED status"), AlreadyShipped, "Seller Center"),
    (423, error("RESOURCE_IS_LOCKED.GMP_ORDER_API", "Locked"), Unavailable, "later"),
    (429, error("REQUEST_THRESHOLD_VIOLATED.GMP_GATEWAY_API", "Slow"), Throttled, ""),
    (500, error("SYSTEM_ERROR.GMP_ORDER_API", "Down"), Unavailable, "later"),
    (520, error("SYSTEM_ERROR.GMP_ORDER_API", "Down"), Unavailable, "later"),
    # In an answer that claims success: what was done is not known.
    (200, content("Ship date is in the future"), Unavailable, "ship date"),
    (200, content("Something else"), Unavailable, ""),
    (200, content("The Line: 1 is in SHIPPED status"), AlreadyShipped, ""),
    (200, error("UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized"), Unauthorized, ""),
    (200, error("REQUEST_THRESHOLD_VIOLATED.GMP_GATEWAY_API", "Slow"), Throttled, ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "kind", "hint"), ANSWERS)
def test_a_refusal_has_a_class_and_a_hint(
    walmart, marketplace, status, body, kind, hint
):
    refused = Reply(status, body, {"WM_QOS.CORRELATION_ID": "corr-9"})
    marketplace.script = [*replies(OPEN), refused, refused]
    with pytest.raises(ConnectorError) as caught:
        walmart.confirm(SHIPMENT)
    (told,) = body["errors"]["error"]
    assert type(caught.value) is kind
    assert hint in caught.value.hint and caught.value.hint
    assert (caught.value.code, caught.value.status) == (told["code"], status)
    assert caught.value.request_id == "corr-9"
    assert told["description"] in caught.value.message


ONE = {"code": CONTENT, "description": "Carrier is not supported"}


@pytest.mark.parametrize(
    "body",
    [
        {"errors": {"error": [ONE]}},
        {"errors": {"error": ONE}},
        {"errors": [ONE]},
        {"error": [ONE]},
        {"error": ONE},
        {"list": {"errors": {"error": [ONE]}}},
        [ONE],
        XML,
    ],
)
def test_an_error_is_read_however_it_is_wrapped(walmart, marketplace, body):
    marketplace.script = [*replies(OPEN), Reply(400, body)]
    with pytest.raises(Rejected) as caught:
        walmart.confirm(SHIPMENT)
    assert caught.value.code == CONTENT and "Carrier" in caught.value.message
    assert "carrier mapping" in caught.value.hint
    assert "&amp;" not in caught.value.message


@pytest.mark.parametrize("status", [400, 404, 405])
def test_the_page_of_a_proxy_fails_no_shipment(walmart, marketplace, status):
    marketplace.script = [*replies(OPEN), Reply(status, PAGE)]
    with pytest.raises(Unavailable) as caught:
        walmart.confirm(SHIPMENT)
    assert caught.value.code == "not_the_api"


def test_a_notice_beside_success_is_no_error(walmart, marketplace):
    shipped = of_lines(line("1", 1, ("Shipped", 1, "1Z999AA10123456784")))
    for severity in ("INFO", "WARN", "warning"):
        notice = error("NOTICE.GMP_ORDER_API", "By the way", severity=severity)
        marketplace.script = replies(OPEN, shipped | notice)
        assert walmart.confirm(SHIPMENT).proof


def test_an_empty_list_of_errors_is_no_error(walmart, marketplace):
    marketplace.script = replies(OPEN, OPEN | {"errors": {"error": []}})
    assert walmart.confirm(SHIPMENT).proof is False


# --- the token --------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, error("INVALID_REQUEST_HEADER.GMP_GATEWAY_API", "?"), Unauthorized),
        (400, {}, Unauthorized),
        (401, error("UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized"), Unauthorized),
        (403, {}, Unauthorized),
        (400, PAGE, Unavailable),
        (401, PAGE, Unavailable),
        (404, PAGE, Unavailable),
        (404, {}, Unavailable),
        (429, {}, Throttled),
        (500, {}, Unavailable),
        (520, error("SYSTEM_ERROR.GMP_GATEWAY_API", "?"), Unavailable),
    ],
)
def test_no_token_is_never_the_fault_of_a_shipment(
    walmart, marketplace, status, body, kind
):
    marketplace.token_script = [Reply(status, body)] * 2
    with pytest.raises(ConnectorError) as caught:
        walmart.confirm(SHIPMENT)
    assert type(caught.value) is kind and caught.value.hint
    assert not marketplace.api_requests


# --- allowances -------------------------------------------------------------


def iso(moment):
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("name", ["x-next-replenish-time", "X-Next-Replenishment-Time"])
@pytest.mark.parametrize(
    "written", [lambda t: str(int(t * 1000)), lambda t: str(int(t)), iso]
)
def test_the_end_of_a_pause_is_read_as_it_was_seen(name, written):
    headers = CaseInsensitiveDict({name: written(time.time() + 40)})
    assert 35 < pause(headers) <= 41


@pytest.mark.parametrize("value", ["", "soon", "0", "-5", "1000000000", "nan", "1e999"])
def test_what_is_no_time_to_come_is_no_pause(value):
    assert pause(CaseInsensitiveDict({"x-next-replenish-time": value})) is None


def test_a_pause_is_never_longer_than_an_hour():
    headers = CaseInsensitiveDict({"x-next-replenish-time": str(time.time() + 10**6)})
    assert pause(headers) == 3600


def test_what_is_left_is_obeyed():
    until = {"x-next-replenish-time": str(int((time.time() + 40) * 1000))}
    used_up = pace(CaseInsensitiveDict({"x-current-token-count": "0"} | until))
    assert used_up.left == 0 and 35 < used_up.pause <= 41
    some = pace(CaseInsensitiveDict({"x-current-token-count": "7"} | until))
    assert (some.left, some.pause) == (7, None)
    for odd in ("", "-1", "many"):
        assert pace(CaseInsensitiveDict({"x-current-token-count": odd})).left is None


def throttled(walmart, marketplace, headers):
    body = error("REQUEST_THRESHOLD_VIOLATED.GMP_GATEWAY_API", "Slow")
    marketplace.script = [Reply(429, body, headers)]
    with pytest.raises(Throttled) as caught:
        walmart.order("108812345678901")
    return caught.value.retry_after


def test_a_throttled_call_waits_as_long_as_walmart_says(walmart, marketplace):
    until = {"x-next-replenish-time": str(int((time.time() + 40) * 1000))}
    assert 35 < throttled(walmart, marketplace, until) <= 41


def test_retry_after_goes_before_walmarts_own_header(walmart, marketplace):
    until = {"x-next-replenish-time": str(int((time.time() + 40) * 1000))}
    assert throttled(walmart, marketplace, until | {"Retry-After": "7"}) == 7
