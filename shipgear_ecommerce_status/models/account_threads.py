# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Network threads of each account, so that a slow one holds up only itself.

The main thread owns the database; threads get frozen data only: no environment,
no cursor, no translation. What they report reaches the main thread in order, and
what they must know of the database they ask it for.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TypeVar

from ..connectors.base import Throttled
from ..connectors.text import _lt

_END = object()
ANSWER_SECONDS = 30.0  # within which the main thread answers
MOST = 100  # reports handed over at once

Answer = TypeVar("Answer")


class AccountThreads:
    def __init__(self):
        self._reports = queue.SimpleQueue()
        self._threads = {}  # thread -> account id

    def start(self, account_id: int, work: Callable[[Callable], None]):
        """Run ``work(report)`` in a thread of the account."""

        def run():
            try:
                work(lambda message: self._reports.put((account_id, message)))
            finally:
                self._reports.put((account_id, _END, threading.current_thread()))

        thread = threading.Thread(target=run, name=f"account-{account_id}", daemon=True)
        self._threads[thread] = account_id
        thread.start()

    def count(self, account_id: int | None = None) -> int:
        """Return how many threads are at work, for an account or in all."""
        if account_id is None:
            return len(self._threads)
        return sum(busy == account_id for busy in self._threads.values())

    def wake(self):
        """Have ``reports`` yield at once, with or without a report."""
        self._reports.put((None,))

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Let the main thread call ``question`` and return its answer.

        In the main thread itself it is called at once.

        :raises Throttled: the run is over; nobody answers any more
        """
        if threading.current_thread() not in self._threads:
            return question()
        answer = Future()
        self._reports.put((None, (question, answer)))
        try:
            return answer.result(ANSWER_SECONDS)
        except FutureTimeout:
            raise Throttled(
                _lt("The run was over before the call was made."),
                retry_after=0.0,
                code="out_of_time",
            ) from None

    def reports(
        self, until: float, gather: float = 0.0
    ) -> Iterator[list[tuple[int, object]]]:
        """Yield lists of (account id, message), until all threads have ended.

        What comes within ``gather`` seconds comes together, in the order in which it
        came. A message is None when a thread of the account has ended. Threads that
        are still at work at ``until`` (``time.monotonic()``) are left behind: what
        they report is lost.
        """
        while self._threads:
            reports = []
            try:
                woken = self._take(reports, self._reports.get(timeout=_left(until)))
                ready = min(until, time.monotonic() + gather)
                while self._threads and len(reports) < MOST and not woken:
                    report = self._reports.get(timeout=_left(ready))
                    woken = self._take(reports, report)
            except queue.Empty:
                if not reports and time.monotonic() >= until:
                    return
            yield reports

    def _take(self, reports: list, report: tuple) -> bool:
        """Take a report in; return whether it was a wake-up."""
        account_id, *message = report
        if not message:
            return True
        if account_id is None:
            _answer(*message[0])
        elif message[0] is _END:
            del self._threads[message[1]]
            reports.append((account_id, None))
        else:
            reports.append((account_id, message[0]))
        return False


def _left(moment: float) -> float:
    return max(0.0, moment - time.monotonic())


def _answer(question: Callable, answer: Future) -> None:
    try:
        answer.set_result(question())
    except Exception as error:
        answer.set_exception(error)
