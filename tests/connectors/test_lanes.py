# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What one lane of an account meets, all of its lanes keep to."""

from __future__ import annotations

import threading
from collections import deque

import pytest
from connectors import delivery
from connectors.base import (
    PATIENCE,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from connectors.lanes import Brake, deliver_jobs
from test_delivery import TAKEN, FakeConnector, job


def lane(jobs, answers, may_begin=lambda job: True, patience=PATIENCE):
    connector, outcomes = FakeConnector(receipts=answers), []
    brake = Brake(patience)
    deliver_jobs(connector, deque(jobs), may_begin, outcomes.append, brake)
    return [outcome.result for outcome in outcomes], connector


def test_each_job_is_reported():
    results, _connector = lane([job(), job()], [TAKEN, Rejected("no")])
    assert results == [delivery.ACCEPTED, delivery.ERROR]


@pytest.mark.parametrize(
    "refusal", [Throttled("429", retry_after=9), Unauthorized("403")]
)
def test_jobs_behind_a_refusal_of_the_account_are_released(refusal):
    results, connector = lane([job(), job(), job()], [TAKEN, refusal])
    assert results == [delivery.ACCEPTED, delivery.ERROR, delivery.RELEASED]
    assert connector.did == ["confirm"] * 2


def test_jobs_behind_a_refused_shipment_are_sent():
    results, _connector = lane([job(), job()], [Rejected("no"), TAKEN])
    assert results == [delivery.ERROR, delivery.ACCEPTED]


@pytest.mark.parametrize(
    "failure", [Unreachable("dns"), Unavailable("503"), OutcomeUnknown("cut")]
)
def test_after_five_failures_in_a_row_the_rest_is_released(failure):
    results, connector = lane([job()] * 8, [TAKEN, *[failure] * 5])
    assert results[1:6] == [delivery.ERROR] * 5
    assert results[6:] == [delivery.RELEASED] * 2


def test_an_account_that_has_failed_before_has_less_patience():
    results, _connector = lane([job()] * 3, [Unavailable("503")], patience=1)
    assert results == [delivery.ERROR, delivery.RELEASED, delivery.RELEASED]


def test_an_answer_in_between_begins_the_count_anew():
    failures = [Unavailable("503")] * 4
    results, _connector = lane([job()] * 9, [*failures, Rejected("no"), *failures])
    assert results == [delivery.ERROR] * 9


def test_a_job_that_may_not_begin_any_more_is_released_unsent():
    results, connector = lane([job(), job()], [], may_begin=lambda job: False)
    assert results == [delivery.RELEASED] * 2
    assert connector.did == []


def test_lanes_share_the_jobs_and_none_is_done_twice():
    jobs, outcomes, brake = deque(job() for _n in range(200)), [], Brake()
    together = threading.Barrier(4)

    def run():
        together.wait()
        connector = FakeConnector(receipts=[TAKEN] * 200)
        deliver_jobs(connector, jobs, lambda job: True, outcomes.append, brake)

    threads = [threading.Thread(target=run) for _lane in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 200 and not jobs


def test_what_one_lane_is_refused_stops_the_other():
    brake, outcomes = Brake(), []
    refused = FakeConnector(receipts=[Unauthorized("403")])
    deliver_jobs(refused, deque([job()]), lambda job: True, outcomes.append, brake)
    other = FakeConnector(receipts=[TAKEN])
    deliver_jobs(other, deque([job()]), lambda job: True, outcomes.append, brake)
    assert outcomes[-1].result == delivery.RELEASED and other.did == []


def test_lanes_beside_each_other_cost_no_more_attempts_than_one():
    jobs, outcomes, brake = deque(job() for _n in range(20)), [], Brake()
    meeting = threading.Barrier(4)

    class Down(FakeConnector):
        met = False

        def confirm(self, shipment):
            if not self.met:
                self.met = True
                meeting.wait(10)  # all lanes have a call under way
            raise Unavailable("503")

    def run():
        deliver_jobs(Down(), jobs, lambda job: True, outcomes.append, brake)

    threads = [threading.Thread(target=run) for _lane in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = [outcome.result for outcome in outcomes]
    assert results.count(delivery.ERROR) == PATIENCE
    assert results.count(delivery.RELEASED) == 20 - PATIENCE
