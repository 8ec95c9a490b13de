# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One network thread per account, so that a slow one holds up only itself.

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

Answer = TypeVar("Answer")


class AccountThreads:
    def __init__(self):
        self._reports = queue.SimpleQueue()
        self.busy = {}  # account id -> thread

    def start(self, account_id: int, work: Callable[[Callable], None]):
        """Run ``work(report)`` in the account's thread."""

        def run():
            try:
                work(lambda message: self._reports.put((account_id, message)))
            finally:
                self._reports.put((account_id, _END))

        thread = threading.Thread(target=run, name=f"account-{account_id}", daemon=True)
        self.busy[account_id] = thread
        thread.start()

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Let the main thread call ``question`` and return its answer.

        In the main thread itself it is called at once.

        :raises Throttled: the run is over; nobody answers any more
        """
        if threading.current_thread() not in self.busy.values():
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

    def reports(self, until: float) -> Iterator[tuple[int, object]]:
        """Yield (account id, message) as they come, until all threads have ended.

        The message is None when the account's thread has ended; it may be
        started again then. Threads that are still at work at ``until``
        (``time.monotonic()``) are left behind: what they report is lost.
        """
        while self.busy:
            try:
                left = max(0.0, until - time.monotonic())
                account_id, message = self._reports.get(timeout=left)
            except queue.Empty:
                return
            if account_id is None:
                _answer(*message)
                continue
            if message is _END:
                del self.busy[account_id]
                message = None
            yield account_id, message


def _answer(question: Callable, answer: Future) -> None:
    try:
        answer.set_result(question())
    except Exception as error:
        answer.set_exception(error)
