# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the eBay connector makes of eBay's refusals, and what it tells a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest
import vendor_ebay as vendor
from connectors.base import (
    AlreadyShipped,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from connectors.delivery import ERROR, SUCCESS, Job, deliver
from connectors.ebay import EbayConnector
from connectors.matching import WantedLine
from connectors.steps import Packed
from loopback import Reply
from test_ebay_connector import CREATED, SHIPMENT, credentials, ebay, started

__all__ = ["credentials", "ebay"]


def errors(*ids, status=400, **more) -> Reply:
    rows = [
        {
            "errorId": id,
            "domain": "API_FULFILLMENT",
            "category": "REQUEST",
            "message": f"Message {id}",
        }
        | more
        for id in ids
    ]
    return Reply(status, {"errors": rows})


def refused(ebay, marketplace, reply):
    """Return the failure of a write-back that is answered so."""
    marketplace.script = [Reply(200, vendor.order()), reply, reply]
    with pytest.raises(Exception) as caught:
        ebay.confirm(SHIPMENT)
    return caught.value


@pytest.mark.parametrize(
    ("id", "status", "kind", "hint"),
    [
        (32100, 400, Rejected, "does not know this order"),
        (32200, 400, Rejected, "Read the marketplace orders again"),
        (32210, 400, Rejected, "does not say which value"),
        (32300, 400, Rejected, "choose Other"),
        (32400, 400, Unauthorized, "suspended"),
        (32500, 400, Rejected, "clock of the server"),
        (32600, 400, Rejected, "does not say which value"),
        (34100, 400, Rejected, "as many tracking numbers"),
        (34200, 400, Rejected, "a parcel of its own"),
        (34300, 400, Rejected, "a parcel of its own"),
        (34500, 400, AlreadyShipped, "compare"),
        (30500, 500, Unavailable, "tried again later"),
        (99999, 400, Rejected, "does not say which value"),
        (1001, 401, Unauthorized, "new refresh token"),
        (1002, 400, Unauthorized, "new refresh token"),
        (1003, 400, Unauthorized, "new refresh token"),
        (1004, 500, Unavailable, "tried again later"),
        (1100, 403, Unauthorized, "sell.fulfillment"),
        (2001, 429, Throttled, "when the marketplace allows it"),
        (2002, 404, Unavailable, "did not come from the marketplace's API"),
        (2003, 500, Unavailable, "tried again later"),
        (2004, 400, Rejected, "does not say which value"),
        (3001, 400, Unavailable, "did not come from the marketplace's API"),
        (3002, 400, Unavailable, "did not come from the marketplace's API"),
        (3003, 404, Unavailable, "did not come from the marketplace's API"),
        (3005, 502, Unavailable, "tried again later"),
        # A failure of eBay's is not taken for one of the data.
        (32300, 500, Unavailable, "tried again later"),
    ],
)
def test_each_documented_error(ebay, marketplace, id, status, kind, hint):
    failure = refused(ebay, marketplace, errors(id, status=status))
    assert type(failure) is kind
    assert failure.code == str(id)
    assert failure.message == f"Message {id}"
    assert hint in failure.hint
    assert failure.status == status


def test_a_conflict_is_read_back_before_anything_is_sent_again(ebay, marketplace):
    failure = refused(ebay, marketplace, Reply(409, {}))
    assert type(failure) is Unavailable
    assert failure.code == "409"


def test_the_longer_message_is_shown_and_all_of_them(ebay, marketplace):
    reply = errors(32600, 32500, longMessage="Long. ")
    failure = refused(ebay, marketplace, reply)
    assert failure.message == "Long. Long."
    assert failure.code == "32600"
    assert "clock of the server" in failure.hint  # the first that says anything


def test_the_request_id_is_the_one_that_ebays_support_asks_for(ebay, marketplace):
    reply = errors(32600)
    reply.headers["rlogid"] = "t6pitnmsg-1"
    assert refused(ebay, marketplace, reply).request_id == "t6pitnmsg-1"


def test_a_page_of_a_proxy_does_not_fail_the_shipment(ebay, marketplace):
    failure = refused(ebay, marketplace, Reply(400, "<html>Blocked</html>"))
    assert type(failure) is Unavailable
    assert failure.code == "not_the_api"


@pytest.mark.parametrize(
    ("headers", "pause"), [({}, 900), ({"Retry-After": "7"}, 7)], ids=["none", "named"]
)
def test_an_allowance_that_is_used_up(ebay, marketplace, headers, pause):
    reply = errors(2001, status=429)
    reply.headers.update(headers)
    failure = refused(ebay, marketplace, reply)
    assert failure.retry_after == pytest.approx(pause, abs=1)


def test_both_allowances_are_those_of_a_day():
    for name, calls in (("fulfillment", 100_000), ("inventory", 2_000_000)):
        limit = EbayConnector.limits[name]
        assert limit.burst + limit.rate * 86400 == pytest.approx(calls)


def test_all_calls_of_one_api_share_its_allowance(ebay, marketplace):
    marketplace.script = [errors(2001, status=429)]
    with pytest.raises(Throttled):
        ebay.order(vendor.ORDER_ID)
    with pytest.raises(Throttled) as caught:
        ebay.confirm(SHIPMENT)
    assert caught.value.code == "local_limit"
    marketplace.script = [Reply(200, vendor.items())]
    assert ebay.items().records  # another API, another allowance


# --- A carrier that eBay does not know ------------------------------------------


def test_another_carrier_is_tried_by_its_name_and_then_as_other(ebay, marketplace):
    other = replace(SHIPMENT, carrier_code="Other", carrier_name="Bike & Co. Übersee")
    marketplace.script = [Reply(200, vendor.order()), errors(32300), CREATED]
    assert ebay.confirm(other).proof
    sent = [r.json["shippingCarrierCode"] for r in marketplace.api_requests[1:]]
    assert sent == ["Bike Co Ubersee", "Other"]


@pytest.mark.parametrize("id", [32600, 32100])
def test_for_any_other_reason_nothing_is_sent_again(ebay, marketplace, id):
    other = replace(SHIPMENT, carrier_code="Other", carrier_name="Bike")
    marketplace.script = [Reply(200, vendor.order()), errors(id)]
    with pytest.raises(Rejected):
        ebay.confirm(other)
    assert len(marketplace.api_requests) == 2


def test_a_carrier_of_ebays_own_is_not_changed(ebay, marketplace):
    failure = refused(ebay, marketplace, errors(32300))
    assert failure.code == "32300"
    assert len(marketplace.api_requests) == 2


# --- The token endpoint -----------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "error", "hint"),
    [
        (400, "invalid_grant", "change of password or user name"),
        (400, "invalid_scope", "Your consent does not cover that"),
        (401, "invalid_client", "Compare App ID and Cert ID"),
        (400, "unauthorized_client", "Compare App ID and Cert ID"),
        (400, "unsupported_grant_type", "token endpoint"),
    ],
)
def test_refused_tokens(ebay, marketplace, status, error, hint):
    body = {"error": error, "error_description": "So it is"}
    marketplace.token_script = [Reply(status, body)]
    with pytest.raises(Unauthorized) as caught:
        ebay.order(vendor.ORDER_ID)
    assert caught.value.code == error
    assert hint in caught.value.hint
    assert not marketplace.api_requests


def test_consent_that_was_withdrawn_is_not_asked_for_again_and_again(ebay, marketplace):
    """Trying again is useless, and the person is told so."""
    gone = {"error": "invalid_grant", "error_description": "..."}
    marketplace.token_script = [Reply(400, gone)]
    with pytest.raises(Unauthorized) as caught:
        ebay.order(vendor.ORDER_ID)
    assert "Trying again is of no use" in caught.value.hint
    assert len(marketplace.token_requests) == 1


def test_a_missing_right_to_list_does_not_stop_the_write_back(ebay, marketplace):
    denied = errors(1100, status=403)
    marketplace.script = [denied, Reply(200, vendor.order()), CREATED]
    with pytest.raises(Unauthorized):
        ebay.items()
    assert ebay.confirm(SHIPMENT).proof
    assert len(marketplace.token_requests) == 1  # no new one for a missing right


def test_a_token_that_is_used_up_is_replaced_once(ebay, marketplace):
    marketplace.script = [errors(1001, status=401), Reply(200, vendor.order())]
    assert ebay.order(vendor.ORDER_ID).ref == vendor.ORDER_ID
    assert len(marketplace.token_requests) == 2


# --- What the outbox makes of it ----------------------------------------------------


def job(**more) -> Job:
    wanted = (WantedLine(1, "LAMP-1", "Lamp", 2, vendor.LINE_ID),)
    return Job(1, 1, "", SHIPMENT, wanted, **more)


def test_please_use_put_means_that_ours_is_there(ebay, marketplace):
    """The answer to the first send was lost before eBay showed the parcel."""
    marketplace.script = [
        Reply(200, vendor.order()),
        errors(34500),
        Reply(200, started()),
        Reply(200, vendor.parcels(vendor.parcel(of1=2))),
    ]
    outcome = deliver(ebay, job())
    assert outcome.result == SUCCESS, outcome.error


def test_what_a_person_shipped_is_left_to_a_person(ebay, marketplace):
    there = [
        Reply(200, started()),
        Reply(200, vendor.parcels(vendor.parcel("BYHAND", of1=3, of2=1))),
    ]
    marketplace.script = [*there, *there]
    outcome = deliver(ebay, job())
    assert outcome.result == ERROR
    assert isinstance(outcome.error, AlreadyShipped)
    assert "Mark as Confirmed" in outcome.error.hint
    assert {r.method for r in marketplace.api_requests} == {"GET"}


# --- By hand ------------------------------------------------------------------------


def test_a_parcel_cannot_be_taken_back_and_how_it_is_done_by_hand(ebay, marketplace):
    with pytest.raises(Unsupported) as caught:
        ebay.void(SHIPMENT)
    assert "delete the tracking number" in caught.value.hint
    with pytest.raises(Unsupported):
        ebay.amend(SHIPMENT, SHIPMENT)
    assert not marketplace.requests


def test_seller_hub_asks_for_number_and_carrier():
    packed = Packed(SHIPMENT, goods=(("Lamp", 2.0),))
    steps = EbayConnector.by_hand(packed)
    assert steps.where == "Orders > the order > Add tracking."
    assert [(str(label), value) for label, value in steps.values] == [
        ("Tracking Number", vendor.NUMBER),
        ("Carrier", "UPS"),
    ]


def test_seller_hub_by_the_words_of_its_pages():
    bike = replace(SHIPMENT, carrier_code="other", carrier_name="Bike")
    part = EbayConnector.by_hand(Packed(bike, goods=(("Lamp", 2.0),), whole=False))
    assert "only a part of the order" in part.where
    assert ("Carrier", "Bike") in part.values
    assert part.values[-1] == ("Quantity of Lamp", "2")
    told = EbayConnector.by_hand(
        Packed(replace(SHIPMENT, carrier_code="AustraliaPost"), told=True)
    )
    assert "Edit tracking" in told.where
    assert ("Carrier", "Australia Post") in told.values


def test_a_clock_that_is_wrong_is_named(ebay, marketplace):
    marketplace.script = [errors(30850)]
    with pytest.raises(Unavailable) as caught:
        ebay.orders(datetime(2026, 3, 1, tzinfo=timezone.utc))
    assert caught.value.hint == "Check the clock of the server."
