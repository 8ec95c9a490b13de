# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The order of calls of one try, and what is made of each answer."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from connectors import delivery
from connectors.base import (
    AlreadyShipped,
    Call,
    Connector,
    Order,
    OrderLine,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
    Unsupported,
)
from connectors.delivery import Job
from connectors.matching import WantedLine, match_lines, shows, with_lines

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
LAMP = OrderLine("L1", "LAMP", "Lamp", 2)
MUG = OrderLine("L2", "MUG", "Mug", 1)
SHIPMENT = Shipment(
    order_ref="111",
    reference="abc",
    carrier_code="UPS",
    carrier_name="",
    service="Ground",
    tracking_numbers=("1Z1",),
    tracking_url="",
    shipped_at=NOW,
    lines=(),
)
WANTED_LAMP = WantedLine(1, "LAMP", "Lamp", 2)
KNOWN_LAMP = replace(WANTED_LAMP, line_ref="L1")


def order(*lines, parcels=(), fulfilled_by="seller", status="unshipped"):
    lines = lines or (LAMP,)
    return Order("111", "111", status, NOW, NOW, NOW, fulfilled_by, lines, parcels)


def parcel(*lines, tracking="1Z1"):
    return Parcel("1", "UPS", tracking, NOW, lines)


OUR_PARCEL = parcel(ShipmentLine("L1", 2))


def job(*wanted, **values):
    return Job(1, 2, "token", SHIPMENT, wanted or (KNOWN_LAMP,), **values)


class FakeConnector(Connector):
    """Answers from two lists; an exception in them is raised."""

    platform, label = "fake", "Fake"
    credentials, identity, limits = (), (), {}

    def __init__(self, orders=(), receipts=(), **answers):
        super().__init__({})
        self.did = []
        self._answers = {"order": list(orders), "confirm": list(receipts)}
        self._answers |= {name: list(given) for name, given in answers.items()}

    def _answer(self, operation, subject):
        self.did.append(operation)
        self.calls.append(Call("orders", operation, NOW, 0.1))
        answer = self._answers[operation].pop(0)
        if isinstance(answer, Exception):
            raise answer
        self.subject = subject
        return answer

    def order(self, ref):
        return self._answer("order", ref)

    def confirm(self, shipment):
        return self._answer("confirm", shipment)

    def amend(self, shipment, told):
        if "amend" not in self._answers:
            return super().amend(shipment, told)
        return self._answer("amend", (shipment, told))

    def void(self, shipment):
        return self._answer("void", shipment)

    def probe(self, api):
        raise NotImplementedError

    items = orders = seller_url = close = probe


TAKEN = Receipt("abc")


def deliver(job, orders=(), receipts=(TAKEN,), **answers):
    connector = FakeConnector(orders, receipts, **answers)
    return delivery.deliver(connector, job), connector


# --- The order of calls ---


def test_known_lines_are_confirmed_at_once():
    outcome, connector = deliver(job())
    assert connector.did == ["confirm"]
    assert outcome.result == delivery.ACCEPTED
    assert connector.subject.lines == (ShipmentLine("L1", 2),)


def test_an_answer_that_is_proof_is_success():
    outcome, _connector = deliver(job(), receipts=[Receipt("abc", proof=True)])
    assert outcome.result == delivery.SUCCESS


def test_unknown_lines_are_read_first():
    outcome, connector = deliver(job(WANTED_LAMP), [order()])
    assert connector.did == ["order", "confirm"]
    assert outcome.line_refs == {1: "L1"}
    assert outcome.order == order()


def test_after_an_unknown_outcome_the_marketplace_is_asked_first():
    outcome, connector = deliver(
        job(read_back_first=True), [order(parcels=(OUR_PARCEL,))]
    )
    assert connector.did == ["order"]
    assert outcome.result == delivery.SUCCESS


def test_what_a_read_back_does_not_show_is_sent_with_the_same_reference():
    outcome, connector = deliver(job(read_back_first=True), [order()])
    assert connector.did == ["order", "confirm"]
    assert connector.subject.reference == "abc"
    assert outcome.result == delivery.ACCEPTED


@pytest.mark.parametrize("failure", [Unavailable("503"), OutcomeUnknown("cut")])
def test_nothing_is_sent_while_the_read_back_fails(failure):
    outcome, connector = deliver(job(read_back_first=True), [failure])
    assert connector.did == ["order"]
    assert isinstance(outcome.error, OutcomeUnknown)
    assert outcome.error.message == failure.message


@pytest.mark.parametrize(
    "failure", [Throttled("429", retry_after=1), Unauthorized("403"), Rejected("404")]
)
def test_a_read_back_may_be_refused_as_any_call(failure):
    outcome, _connector = deliver(job(read_back_first=True), [failure])
    assert outcome.error is failure


def test_a_first_reading_that_fails_leaves_no_doubt():
    outcome, connector = deliver(job(WANTED_LAMP), [Unavailable("503")])
    assert connector.did == ["order"]
    assert type(outcome.error) is Unavailable


def test_an_order_that_the_marketplace_ships_itself_is_not_confirmed():
    outcome, connector = deliver(job(WANTED_LAMP), [order(fulfilled_by="marketplace")])
    assert connector.did == ["order"]
    assert outcome.result == delivery.NOT_OURS


def test_shipped_already_by_us_is_success():
    outcome, connector = deliver(
        job(), [order(parcels=(OUR_PARCEL,))], [AlreadyShipped("done")]
    )
    assert connector.did == ["confirm", "order"]
    assert outcome.result == delivery.SUCCESS


def test_shipped_already_by_somebody_else_is_an_error():
    theirs = parcel(ShipmentLine("L1", 2), tracking="OTHER")
    claim = AlreadyShipped("done")
    outcome, _connector = deliver(job(), [order(parcels=(theirs,))], [claim])
    assert outcome.result == delivery.ERROR
    assert outcome.error is claim


def test_what_was_read_is_kept_when_the_send_fails():
    outcome, _connector = deliver(job(WANTED_LAMP), [order()], [OutcomeUnknown("cut")])
    assert outcome.order == order()
    assert outcome.line_refs == {1: "L1"}


def test_the_calls_come_with_the_outcome():
    outcome, _connector = deliver(job(WANTED_LAMP), [order()])
    assert [call.operation for call in outcome.calls] == ["order", "confirm"]


def test_a_defect_of_ours_is_in_doubt_and_in_the_log(caplog):
    with caplog.at_level(logging.ERROR):
        outcome, _connector = deliver(job(), receipts=[ZeroDivisionError()])
    assert isinstance(outcome.error, OutcomeUnknown)
    assert outcome.error.hint
    assert "ZeroDivisionError" in caplog.text


# --- What was told before ---

OLD = replace(SHIPMENT, tracking_numbers=("1Z0",))
OLD_PARCEL = parcel(ShipmentLine("L1", 2), tracking="1Z0")


def test_what_was_taken_is_told_with_the_outcome():
    outcome, _connector = deliver(job())
    assert (outcome.told, outcome.sent, outcome.in_doubt) == (SHIPMENT, (), False)


@pytest.mark.parametrize(
    ("failure", "in_doubt"),
    [
        (OutcomeUnknown("cut"), True),
        (Unavailable("503"), True),
        (Unreachable("dns"), False),
        (Rejected("no"), False),
        (Throttled("429", retry_after=1), False),
        (Unauthorized("403"), False),
    ],
)
def test_only_what_may_have_been_taken_is_in_doubt(failure, in_doubt):
    outcome, _connector = deliver(job(), receipts=[failure])
    assert outcome.in_doubt is in_doubt
    assert outcome.sent == ((SHIPMENT,) if in_doubt else ())
    assert outcome.told is None


def test_where_a_reference_is_never_a_second_parcel_a_503_leaves_no_doubt():
    connector = FakeConnector(receipts=[Unavailable("503")])
    connector.idempotent = True
    assert not delivery.deliver(connector, job()).in_doubt


def test_what_was_told_differently_is_corrected_and_never_confirmed_again():
    outcome, connector = deliver(job(told=OLD), amend=[TAKEN])
    assert connector.did == ["amend"]
    new, old = connector.subject
    assert (new.tracking_numbers, old.tracking_numbers) == (("1Z1",), ("1Z0",))
    assert new.lines == old.lines == (ShipmentLine("L1", 2),)
    assert (outcome.result, outcome.told) == (delivery.ACCEPTED, SHIPMENT)


def test_what_was_told_already_is_not_told_again():
    later = replace(SHIPMENT, shipped_at=NOW.replace(hour=13))
    outcome, connector = deliver(job(told=later))
    assert (outcome.result, connector.did) == (delivery.ACCEPTED, [])


@pytest.mark.parametrize("refusal", [AlreadyShipped("done"), Unsupported("no")])
def test_a_correction_that_is_not_taken_is_a_persons_to_make(refusal):
    outcome, _connector = deliver(job(told=OLD), amend=[refusal])
    assert isinstance(outcome.error, Unsupported)
    assert "1Z0" in outcome.error.hint and "1Z1" in outcome.error.hint
    assert outcome.told == OLD


def test_a_platform_that_cannot_correct_says_so_itself():
    outcome, _connector = deliver(job(told=OLD))
    assert isinstance(outcome.error, Unsupported)
    assert "Fake's API" in outcome.error.message


def test_a_correction_in_doubt_keeps_what_was_certain():
    outcome, _connector = deliver(job(told=OLD), amend=[OutcomeUnknown("cut")])
    assert (outcome.told, outcome.sent) == (OLD, (SHIPMENT,))
    assert outcome.in_doubt


def in_doubt(*sent, **values):
    return job(sent=sent or (SHIPMENT,), read_back_first=True, **values)


def test_a_number_that_was_sent_before_it_was_corrected_is_found_and_corrected():
    outcome, connector = deliver(
        in_doubt(OLD), [order(parcels=(OLD_PARCEL,))], amend=[TAKEN]
    )
    assert connector.did == ["order", "amend"]
    assert outcome.told == SHIPMENT


def test_a_number_that_never_arrived_needs_no_correction():
    outcome, connector = deliver(in_doubt(OLD), [order()])
    assert connector.did == ["order", "confirm"]
    assert outcome.told == SHIPMENT


def test_of_all_that_was_sent_what_is_shown_counts():
    newer = replace(SHIPMENT, tracking_numbers=("1Z5",))
    outcome, connector = deliver(
        in_doubt(OLD, newer), [order(parcels=(OLD_PARCEL,))], amend=[TAKEN]
    )
    assert connector.subject[1].tracking_numbers == ("1Z0",)
    assert (outcome.sent, outcome.in_doubt) == ((), False)


def test_a_correction_that_did_arrive_is_success():
    outcome, connector = deliver(
        in_doubt(told=OLD), [order(parcels=(OUR_PARCEL,))], amend=[TAKEN]
    )
    assert (outcome.result, connector.did) == (delivery.SUCCESS, ["order"])


def test_a_correction_that_does_not_show_is_made_again():
    other_carrier = replace(SHIPMENT, carrier_code="DHL")
    outcome, connector = deliver(
        in_doubt(told=other_carrier), [order(parcels=(OUR_PARCEL,))], amend=[TAKEN]
    )
    assert connector.did == ["order", "amend"]


def test_doubt_stays_while_nothing_answers():
    outcome, _connector = deliver(in_doubt(OLD), [Unavailable("503")])
    assert (outcome.sent, outcome.in_doubt) == ((OLD,), True)


def test_a_platform_that_cannot_tell_leaves_it_to_a_person():
    outcome, connector = deliver(in_doubt(), [Unsupported("no reading")])
    assert connector.did == ["order"]
    assert not outcome.error.retryable
    assert outcome.in_doubt


@pytest.mark.parametrize("wanted_line", [KNOWN_LAMP, WANTED_LAMP])
def test_into_an_order_that_is_shipped_no_further_parcel_is_sent(wanted_line):
    theirs = order(parcels=(OLD_PARCEL,), status="shipped")
    outcome, connector = deliver(
        job(wanted_line, sent=(SHIPMENT,), read_back_first=True), [theirs]
    )
    assert connector.did == ["order"]
    assert isinstance(outcome.error, AlreadyShipped)
    assert not outcome.error.retryable


# --- What does not leave after all ---


def test_what_was_told_is_taken_back():
    outcome, connector = deliver(job(told=OLD, withdraw=True), void=[None])
    assert connector.did == ["void"]
    assert connector.subject.tracking_numbers == ("1Z0",)
    assert (outcome.result, outcome.told) == (delivery.WITHDRAWN, None)


def test_what_was_never_told_need_not_be_taken_back():
    outcome, connector = deliver(in_doubt(OLD, withdraw=True), [order()])
    assert connector.did == ["order"]
    assert outcome.result == delivery.WITHDRAWN


def test_what_turns_out_to_be_told_is_taken_back():
    outcome, connector = deliver(
        in_doubt(OLD, withdraw=True), [order(parcels=(OLD_PARCEL,))], void=[None]
    )
    assert connector.did == ["order", "void"]
    assert outcome.result == delivery.WITHDRAWN


def test_of_a_parcel_in_several_calls_a_part_may_be_there(monkeypatch):
    """It does not show as the parcel, and is taken back nevertheless."""
    monkeypatch.setattr(FakeConnector, "voids", True)
    part = parcel(ShipmentLine("L1", 1))
    outcome, connector = deliver(
        job(sent=(SHIPMENT,), read_back_first=True, withdraw=True),
        [order(parcels=(part,), status="partial")],
        void=[None],
    )
    assert outcome.result == delivery.WITHDRAWN
    assert connector.did == ["order", "void"]


def test_a_taking_back_without_an_answer_is_looked_at_before_it_is_repeated():
    first, _connector = deliver(
        job(told=OLD, withdraw=True), void=[OutcomeUnknown("cut")]
    )
    assert (first.told, first.sent, first.in_doubt) == (OLD, (), True)
    again = job(told=OLD, withdraw=True, read_back_first=True)
    outcome, connector = deliver(again, [order()])
    assert (outcome.result, connector.did) == (delivery.WITHDRAWN, ["order"])


def test_what_cannot_be_taken_back_a_person_is_told_of():
    refusal = Unsupported("The API cannot.", hint="Refund it.")
    outcome, _connector = deliver(job(told=OLD, withdraw=True), void=[refusal])
    assert "1Z0" in outcome.error.message and "cannot" in outcome.error.message
    assert outcome.error.hint == "Refund it. Then press Mark as Confirmed."
    assert outcome.told == OLD


# --- The end of a run ---


def test_a_send_that_would_be_cut_is_not_begun():
    connector = FakeConnector(receipts=[TAKEN])
    connector.deadline.at = time.monotonic() + delivery.ROOM_TO_SEND - 1
    outcome = delivery.deliver(connector, job())
    assert (outcome.result, connector.did) == (delivery.RELEASED, [])
    assert not outcome.in_doubt


def test_what_was_in_doubt_before_is_so_after_a_release():
    outcome = delivery.released(in_doubt(OLD))
    assert (outcome.sent, outcome.in_doubt) == ((OLD,), True)


# --- Which line is which ---


def wanted(key, sku="LAMP", quantity=1, line_ref=""):
    return WantedLine(key, sku, sku.title(), quantity, line_ref)


def test_lines_match_by_sku_whatever_its_case_and_spaces():
    lines = [wanted(1, " mug "), wanted(2, "Lamp")]
    assert match_lines(lines, [LAMP, MUG]) == {1: "L2", 2: "L1"}


def test_of_two_lines_of_a_sku_the_one_with_the_quantity_wins():
    twins = [OrderLine("A", "LAMP", "", 1), OrderLine("B", "LAMP", "", 3)]
    assert match_lines([wanted(1, quantity=3)], twins) == {1: "B"}
    both = [wanted(1, quantity=3), wanted(2, quantity=1)]
    assert match_lines(both, twins) == {1: "B", 2: "A"}


def test_a_line_that_another_delivery_stands_for_comes_last():
    twins = [OrderLine("A", "LAMP", "", 1), OrderLine("B", "LAMP", "", 1)]
    assert match_lines([wanted(1)], twins, frozenset({"A"})) == {1: "B"}


def test_a_line_that_is_known_stays():
    twins = [OrderLine("A", "LAMP", "", 1), OrderLine("B", "LAMP", "", 1)]
    lines = [wanted(1), wanted(2, line_ref="A")]
    assert match_lines(lines, twins) == {1: "B", 2: "A"}


def test_a_known_line_that_is_gone_is_looked_for_again():
    assert match_lines([wanted(1, line_ref="GONE")], [LAMP]) == {1: "L1"}


@pytest.mark.parametrize("sku", ["CHAIR", ""])
def test_a_sku_that_the_order_does_not_have_is_refused_with_both_sides(sku):
    with pytest.raises(Rejected) as refusal:
        match_lines([wanted(1, sku)], [LAMP, MUG])
    assert (sku or "(none)") in refusal.value.message
    assert "LAMP, MUG" in refusal.value.hint


def test_an_order_without_skus_is_refused():
    with pytest.raises(Rejected):
        match_lines([wanted(1, "")], [OrderLine("A", "", "Lamp", 1)])


def test_lines_that_stand_for_one_order_line_are_added_up():
    lines = [wanted(1, quantity=1), wanted(2, quantity=2)]
    shipment = with_lines(SHIPMENT, lines, {1: "L1", 2: "L1"})
    assert shipment.lines == (ShipmentLine("L1", 3),)


# --- Whether the marketplace shows a parcel ---

OURS = replace(SHIPMENT, lines=(ShipmentLine("L1", 2),))


@pytest.mark.parametrize(
    ("parcels", "shown"),
    [
        ((OUR_PARCEL,), True),
        ((), False),
        ((parcel(ShipmentLine("L1", 1)),), False),
        ((parcel(ShipmentLine("L2", 2)),), False),
        ((parcel(ShipmentLine("L1", 1)), parcel(ShipmentLine("L1", 1))), True),
        ((parcel(ShipmentLine("L1", 2), tracking="1Z2"),), False),
        ((parcel(ShipmentLine("L1", 2), tracking="1z-1 "),), True),
        ((parcel(ShipmentLine("L1", 2), tracking=""),), False),
        ((parcel(),), True),  # it does not say what is in it
    ],
)
def test_a_parcel_is_known_by_tracking_number_and_quantities(parcels, shown):
    assert shows(order(parcels=parcels), OURS) is shown


def test_a_parcel_of_several_numbers_is_known_by_any():
    several = replace(OURS, tracking_numbers=("1Z0", "1Z1"))
    assert shows(order(parcels=(OUR_PARCEL,)), several)


@pytest.mark.parametrize(("shipped", "shown"), [(0, False), (1, False), (2, True)])
def test_without_packages_the_shipped_quantities_tell(shipped, shown):
    line = replace(LAMP, quantity_shipped=shipped)
    assert shows(order(line, parcels=None), OURS) is shown


def test_a_shipment_without_a_number_is_not_recognized_by_having_none():
    nameless = replace(OURS, tracking_numbers=())
    assert not shows(order(parcels=(parcel(tracking=""),)), nameless)


def test_a_number_of_punctuation_is_no_number():
    strange = replace(OURS, tracking_numbers=("--",))
    assert not shows(order(parcels=(parcel(tracking=""),)), strange)


def test_what_a_sibling_put_there_proves_nothing_for_us():
    sibling = replace(OURS, reference="sibling")
    theirs = (OUR_PARCEL,)
    assert not shows(order(parcels=theirs), OURS, [sibling])
    assert shows(order(parcels=(*theirs, OUR_PARCEL)), OURS, [sibling])


def test_a_sibling_with_another_number_does_not_matter():
    sibling = replace(OURS, tracking_numbers=("1Z9",))
    assert shows(order(parcels=(OUR_PARCEL,)), OURS, [sibling])


@pytest.mark.parametrize(("shipped", "shown"), [(2, False), (4, True)])
def test_without_packages_the_quantities_must_cover_the_siblings_too(shipped, shown):
    line = replace(LAMP, quantity=4, quantity_shipped=shipped)
    assert shows(order(line, parcels=None), OURS, [OURS]) is shown


def test_packages_without_contents_are_counted():
    assert not shows(order(parcels=(parcel(),)), OURS, [OURS])
    assert shows(order(parcels=(parcel(), parcel())), OURS, [OURS])
