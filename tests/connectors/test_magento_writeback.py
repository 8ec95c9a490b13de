# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the Magento connector tells a shop: once, and all of it."""

from __future__ import annotations

import pytest
from connectors import connect
from connectors.base import (
    AlreadyShipped,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unavailable,
    Unsupported,
)
from connectors.delivery import ERROR, SUCCESS, Job, deliver
from connectors.matching import WantedLine
from loopback import Reply
from magento_shop import EXAMPLE, MADE, NUMBERS, ORDER, Shop, bare, check, job

from simulator import order_records


@pytest.fixture
def shop(sim):
    return Shop(sim)


@pytest.fixture
def plain(marketplace):
    """An account whose shop answers as it is told."""
    given = {"shop": marketplace.url, "access_token": "tok3n"}
    return connect("magento", given | {"allow_private_hosts": "1"})


# --- The write-back -----------------------------------------------------------


@pytest.mark.parametrize("new_id", [7, "7"], ids=["number", "text"])
def test_what_is_sent_is_as_the_vendor_documents_it(marketplace, plain, shop, new_id):
    marketplace.script = [Reply(200, ORDER), bare(new_id), Reply(200, MADE)]
    receipt = plain.confirm(shop.shipment(EXAMPLE, notify_buyer=False))
    assert receipt.reference == "7"
    assert receipt.proof
    _read, sent, back = marketplace.requests
    assert (sent.method, sent.path) == ("POST", "/rest/V1/order/9/ship")
    assert sent.headers["authorization"] == "Bearer tok3n"
    check(sent.json, "PostV1OrderOrderIdShipBody")
    assert sent.json["items"] == [{"order_item_id": 41, "qty": 2}]
    assert sent.json["notify"] is False
    assert sent.json["appendComment"] is False
    assert back.path.startswith("/rest/V1/shipment/7?fields=")


def test_the_source_of_the_goods_is_named_where_one_is_entered(marketplace, shop):
    given = {"shop": marketplace.url, "access_token": "t", "source_code": "ne_wh"}
    connector = connect("magento", given | {"allow_private_hosts": "1"})
    marketplace.script = [Reply(200, ORDER), Reply(200, 7), Reply(200, MADE)]
    connector.confirm(shop.shipment(EXAMPLE))
    body = marketplace.requests[1].json
    check(body, "PostV1OrderOrderIdShipBody")
    assert body["arguments"] == {"extension_attributes": {"source_code": "ne_wh"}}


@pytest.mark.parametrize("answer", [[], {}, "x", None, True, 1.5, "7/../8", "", -1])
def test_an_answer_that_is_no_id_leaves_doubt(marketplace, plain, shop, answer):
    marketplace.script = [Reply(200, ORDER), bare(answer)]
    with pytest.raises(OutcomeUnknown) as doubt:
        plain.confirm(shop.shipment(EXAMPLE))
    assert doubt.value.hint
    assert len(marketplace.requests) == 2


def test_a_reading_back_that_fails_does_not_undo_the_deed(marketplace, plain, shop):
    marketplace.script = [Reply(200, ORDER), Reply(200, 7), Reply(503, "<h1>down</h1>")]
    receipt = plain.confirm(shop.shipment(EXAMPLE))
    assert (receipt.reference, receipt.proof) == ("7", False)


def test_less_in_the_shipment_than_was_sent_is_no_proof(marketplace, plain, shop):
    made = MADE | {"items": [{"order_item_id": 41, "qty": 1}]}
    marketplace.script = [Reply(200, ORDER), Reply(200, 7), Reply(200, made)]
    assert not plain.confirm(shop.shipment(EXAMPLE)).proof


def test_more_than_is_left_is_refused_before_magento_cuts_it(sim, shop):
    order = shop.order(3)
    (row,) = order["items"]
    one = shop.shipment(order, parcel={row["order_item_id"]: 2})
    shop.connector.confirm(one)
    rest = shop.shipment(order, NUMBERS[1], parcel={row["order_item_id"]: 2})
    with pytest.raises(Rejected) as refusal:
        shop.connector.confirm(
            rest.__class__(**{**rest.__dict__, "reference": "00c0ffee00c0ffef"})
        )
    assert refusal.value.code == "too_many"
    assert "only 1 are left" in refusal.value.message
    assert shop.told(order) == 1


def test_an_order_with_nothing_left_is_shipped_already(sim, shop):
    order = shop.order(1, status="shipped")
    with pytest.raises(AlreadyShipped):
        shop.connector.confirm(shop.shipment(order))
    assert shop.told(order) == 0


def test_no_line_is_never_the_whole_order(sim, shop):
    order = shop.order(2)
    with pytest.raises(Rejected) as refusal:
        shop.connector.confirm(shop.shipment(order, lines=()))
    assert refusal.value.code == "no_items"
    assert shop.told(order) == 0


def test_an_item_of_another_order_is_refused(sim, shop):
    order, other = shop.order(1), shop.order(1)
    shipment = shop.shipment(order, lines=shop.shipment(other).lines)
    with pytest.raises(Rejected) as refusal:
        shop.connector.confirm(shipment)
    assert refusal.value.code == "unknown_order_item"


def test_several_numbers_are_tracks_of_one_shipment(sim, shop):
    order = shop.order(2)
    shop.connector.confirm(shop.shipment(order, *NUMBERS))
    (made,) = shop.shipments(order)
    check(made, "sales-data-shipment-interface", partly=True)
    assert [track["track_number"] for track in made["tracks"]] == list(NUMBERS)
    seen = shop.connector.order(order["order_id"])
    assert [parcel.tracking_number for parcel in seen.parcels] == list(NUMBERS)


def test_the_carrier_the_buyer_reads(sim, shop):
    for code, name, service, wanted in (
        ("ups", "", "Ground", ("ups", "United Parcel Service Ground")),
        ("custom", "Bike & Co", "", ("custom", "Bike & Co")),
        ("dpd", "", "", ("dpd", "dpd")),  # of an extension of the shop
        ("fedex", "FedEx Freight", "", ("fedex", "FedEx Freight")),
    ):
        order = shop.order(1)
        parcel = {"carrier_code": code, "carrier_name": name, "service": service}
        shop.connector.confirm(shop.shipment(order, **parcel))
        ((track,),) = (made["tracks"] for made in shop.shipments(order))
        assert (track["carrier_code"], track["title"]) == wanted


def test_a_custom_carrier_without_a_name_is_refused(sim, shop):
    order = shop.order(1)
    with pytest.raises(Rejected) as refusal:
        shop.connector.confirm(shop.shipment(order, carrier_code="custom"))
    assert refusal.value.code == "missing_carrier_name"


# --- Never twice, nothing dropped ---------------------------------------------


def test_the_same_reference_makes_no_second_shipment_of_a_part(sim, shop):
    """Magento itself would make one, as long as something is left."""
    order = shop.order(4)
    (row,) = order["items"]
    parcel = shop.shipment(order, parcel={row["order_item_id"]: 2})
    first = shop.connector.confirm(parcel)
    again = shop.connect().confirm(parcel)
    assert (again.reference, again.proof) == (first.reference, True)
    assert len(shop.shipments(order)) == 1
    assert shop.told(order) == 1


def test_two_parcels_with_different_references_are_two(sim, shop):
    order = shop.order(2)
    (row,) = order["items"]
    for number, reference in zip(NUMBERS[:2], ("0a", "0b"), strict=True):
        parcel = {row["order_item_id"]: 1}
        shop.connector.confirm(
            shop.shipment(order, number, parcel=parcel, reference=reference)
        )
    assert len(shop.shipments(order)) == 2


def test_a_release_that_loses_the_numbers_gets_them_again(sim):
    shop = Shop(sim, loses_tracks=True)
    order = shop.order(2)
    receipt = shop.connector.confirm(shop.shipment(order, *NUMBERS[:2]))
    assert receipt.proof
    (made,) = shop.shipments(order)
    assert [track["track_number"] for track in made["tracks"]] == list(NUMBERS[:2])
    assert {track["order_id"] for track in made["tracks"]} == {int(order["key"])}
    assert shop.told(order) == 1


@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "error500", "throttle"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_number_lost_on_the_way_is_sent_once_more(sim, kind, whole):
    shop = Shop(sim, loses_tracks=True)
    order = shop.order(2, 1)
    one = job(shop, order)
    if not whole:
        one = Job(1, 1, "", one.shipment, one.wanted[:1])
    sim.fault(kind, count=1, operation="addTrack")
    lost = deliver(shop.connector, one)
    assert lost.result == ERROR
    assert isinstance(lost.error, OutcomeUnknown)
    assert lost.in_doubt
    again = Job(
        1, 1, "", one.shipment, one.wanted, sent=lost.sent, read_back_first=True
    )
    assert deliver(shop.connect(), again).result == SUCCESS
    (made,) = shop.shipments(order)
    assert [track["track_number"] for track in made["tracks"]] == [NUMBERS[0]]
    assert shop.told(order) == 1


def test_a_parcel_that_a_person_told_with_its_number_is_not_told_again(sim, shop):
    order = shop.order(3)
    (row,) = order["items"]
    rows = [{"order_item_id": row["order_item_id"], "quantity": 1}]
    by_hand = {"tracking": NUMBERS[0], "lines": rows}
    order_records.patch_order(sim, order["order_id"], {"ship": by_hand})
    wanted = (WantedLine(0, row["sku"], "Lamp", 1),)
    outcome = deliver(
        shop.connector, Job(1, 1, "", shop.shipment(order, NUMBERS[0]), wanted)
    )
    assert outcome.result == SUCCESS, outcome.error
    assert len(shop.shipments(order)) == 1


def test_parcels_of_ours_may_share_a_number(sim, shop):
    order = shop.order(2)
    (row,) = order["items"]
    for reference in ("0a", "0b"):
        parcel = {row["order_item_id"]: 1}
        one = shop.shipment(order, parcel=parcel, reference=reference)
        assert shop.connector.confirm(one).proof
    assert len(shop.shipments(order)) == 2


def test_a_number_that_is_there_is_not_added_again(sim, shop):
    order = shop.order(1)
    shop.connector.confirm(shop.shipment(order))
    calls = sim.stats.report()["operations"]
    assert "magento.addTrack" not in calls
    check_calls = {"orders", "ship", "shipment"}
    assert {name.partition(".")[2] for name in calls} == check_calls


# --- Correcting, taking back, by hand -----------------------------------------


def test_a_correction_adds_what_is_new_and_deletes_what_was_wrong(sim, shop):
    order = shop.order(1)
    told = shop.shipment(order, *NUMBERS[:2])
    shop.connector.confirm(told)
    right = shop.shipment(order, *NUMBERS[1:], carrier_code="fedex")
    for _time in range(2):
        receipt = shop.connector.amend(right, told)
        assert receipt.proof
        ((*tracks,),) = (made["tracks"] for made in shop.shipments(order))
        assert {(t["track_number"], t["carrier_code"]) for t in tracks} == {
            (number, "fedex") for number in NUMBERS[1:]
        }
        assert len(tracks) == 2
    assert shop.told(order) == 1


def test_a_number_that_a_person_added_stays(sim, shop):
    order = shop.order(1)
    told = shop.shipment(order)
    shop.connector.confirm(told)
    by_person = shop.shipment(order, NUMBERS[0], NUMBERS[2])
    shop.connector.amend(by_person, told)
    shop.connector.amend(shop.shipment(order, NUMBERS[1]), told)
    ((*tracks,),) = (made["tracks"] for made in shop.shipments(order))
    assert {t["track_number"] for t in tracks} == {NUMBERS[1], NUMBERS[2]}


def test_what_magento_does_not_show_cannot_be_corrected(sim, shop):
    order = shop.order(1, status="shipped")
    told = shop.shipment(order, NUMBERS[1])
    with pytest.raises(Unsupported):
        shop.connector.amend(shop.shipment(order, NUMBERS[2]), told)


def test_a_throttled_shop_is_left_alone_as_long_as_it_says(sim, shop):
    sim.fault("throttle", count=1, retry_after=9)
    with pytest.raises(Throttled) as failure:
        shop.connector.probe("products")
    assert failure.value.retry_after == pytest.approx(9, abs=0.2)


def test_a_shop_under_maintenance_is_unavailable(marketplace, plain):
    page = "<h1>Service Temporarily Unavailable</h1>"
    marketplace.script = [Reply(503, page), Reply(503, page)]
    for read in (plain.items, lambda: plain.order("000000123")):
        with pytest.raises(Unavailable):
            read()


def test_pages_of_the_admin():
    given = {"shop": "https://shop.test/de/", "access_token": "t"}
    connector = connect("magento", given)
    assert connector.seller_url("000000123", "9") == (
        "https://shop.test/de/admin/sales/order/view/order_id/9/"
    )
    admin = {"admin_url": "https://shop.test/admin_1a/admin/dashboard/index/key/0f/"}
    connector = connect("magento", given | admin)
    assert (
        connector.seller_url("000000123") == "https://shop.test/admin_1a/sales/order/"
    )
