# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading an account's orders and items, page by page, and probing quiet APIs.

Runs in threads, so it is plain Python: tasks go in, findings come out, and
nothing is ever raised.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .base import (
    OUTAGE,
    PATIENCE,
    Call,
    Connector,
    ConnectorError,
    Order,
    Page,
    Rejected,
    Unavailable,
    Unreachable,
)
from .text import _lt

_logger = logging.getLogger(__name__)

#: Pages read ahead of those that are stored, so that memory stays flat.
PAGES_AHEAD = 2


@dataclass(frozen=True)
class Probe:
    """Prove that an API answers: nobody has called it for a while."""

    api: str


@dataclass(frozen=True)
class Sweep:
    """Read all orders changed since a time, or all items, from a cursor on."""

    api: str  # orders, products
    poll_id: int
    token: str
    since: datetime | None = None
    cursor: str | None = None


@dataclass(frozen=True)
class ReadBack:
    """Read one order again: a shipment of it was accepted, but not seen yet."""

    api: ClassVar[str] = "orders"
    order_ref: str


Task = Probe | Sweep | ReadBack


@dataclass(frozen=True)
class Finding:
    """What came of a task: a page, an order, an error, a note, or just calls."""

    task: Task
    page: Page | None = None
    order: Order | None = None
    error: ConnectorError | None = None
    note: str = ""
    calls: tuple[Call, ...] = ()


class Reader:
    """Does the tasks of one account, one after the other."""

    def __init__(self, connector: Connector, deadline: float):
        """:param deadline: ``time.monotonic()`` after which no page is begun"""
        self.connector = connector
        self.deadline = deadline
        self.stopped = False
        self._slots = threading.Semaphore(PAGES_AHEAD)

    def stored(self) -> None:
        """The receiver is done with a page; another may be read."""
        self._slots.release()

    def stop(self) -> None:
        """The receiver wants no more pages."""
        self.stopped = True
        self._slots.release()

    def run(self, tasks: Iterable[Task], report: Callable[[Finding], None]):
        """Do tasks until the platform turns out to be away or down."""
        failures = 0
        for task in tasks:
            error = self._try(task, report)
            if error:
                report(Finding(task, error=error, calls=self._calls()))
            failures = failures + 1 if isinstance(error, OUTAGE) else 0
            away = isinstance(error, Unreachable) or failures >= PATIENCE
            if self.stopped or away:
                return

    def _try(self, task: Task, report) -> ConnectorError | None:
        try:
            if isinstance(task, Probe):
                note = self.connector.probe(task.api)
                report(Finding(task, note=note, calls=self._calls()))
            elif isinstance(task, ReadBack):
                if not self._over():
                    order = self.connector.order(task.order_ref)
                    report(Finding(task, order=order, calls=self._calls()))
            else:
                self._sweep(task, report)
        except ConnectorError as failure:
            return failure
        except Exception:
            _logger.exception("Reading %s broke off", task.api)
            return Unavailable(
                _lt("The add-on failed while reading."),
                code="internal_error",
                hint=_lt("The server log has the details. It is tried again later."),
            )
        return None

    def _sweep(self, task: Sweep, report) -> None:
        cursor, first, seen = task.cursor, True, set()
        while first or cursor:
            if cursor in seen:
                raise no_progress()
            seen.add(cursor)
            self._slots.acquire()
            if self._over():
                return
            page = self._page(task, cursor)
            report(Finding(task, page=page, calls=self._calls()))
            cursor, first = page.cursor, False

    def _over(self) -> bool:
        return self.stopped or time.monotonic() >= self.deadline

    def _page(self, task: Sweep, cursor: str | None) -> Page:
        if task.api == "orders":
            return self.connector.orders(task.since, cursor)
        return self.connector.items(cursor)

    def _calls(self) -> tuple[Call, ...]:
        return tuple(self.connector.calls.take())


def no_progress() -> Rejected:
    """The pages go round in circles. Whoever keeps the cursor is to drop it."""
    return Rejected(
        _lt("The marketplace names the same page again and again."),
        code="no_progress",
        hint=_lt("Nothing to do: it is read from the beginning later."),
    )
