# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One network thread per account, so that a slow one holds up only itself.

The main thread owns the database; threads get frozen data only: no environment,
no cursor, no translation. What they report reaches the main thread in order.
"""

import queue
import threading
from collections.abc import Callable, Iterator

_END = object()


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

    def reports(self) -> Iterator[tuple[int, object]]:
        """Yield (account id, message) as they come, until all threads have ended.

        The message is None when the account's thread has ended; it may be
        started again then.
        """
        while self.busy:
            account_id, message = self._reports.get()
            if message is _END:
                del self.busy[account_id]
                message = None
            yield account_id, message
