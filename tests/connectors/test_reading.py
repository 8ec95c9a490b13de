# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What is read of an account, and when reading gives up."""

from __future__ import annotations

import time

import pytest
from connectors.base import CallLog, Order, Rejected, Unavailable, Unreachable
from connectors.reading import ReadBack, Reader

ORDER = Order("1", "1", "unshipped", None, None, None, "seller", ())


class FakeConnector:
    """Answers what it is told to; an exception is raised."""

    def __init__(self, *answers):
        self.calls, self.answers, self.asked = CallLog(), list(answers), 0

    def order(self, ref):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def read(*answers):
    connector, findings = FakeConnector(*answers), []
    tasks = [ReadBack(str(number)) for number in range(len(answers))]
    Reader(connector, time.monotonic() + 60).run(tasks, findings.append)
    return connector.asked, findings


@pytest.mark.parametrize(
    ("failure", "asked"), [(Unreachable("dns"), 1), (Unavailable("503"), 5)]
)
def test_a_platform_that_is_away_is_not_asked_for_the_rest(failure, asked):
    assert read(*[failure] * 8)[0] == asked


def test_an_order_that_is_refused_holds_up_no_other():
    asked, findings = read(*[Rejected("404")] * 7, ORDER)
    assert asked == 8
    assert findings[-1].order == ORDER


def test_an_answer_in_between_begins_the_count_anew():
    failures = [Unavailable("503")] * 4
    assert read(*failures, ORDER, *failures)[0] == 9
