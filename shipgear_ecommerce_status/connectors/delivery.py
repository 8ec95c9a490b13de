# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One try to write one shipment back, from frozen data to an outcome.

Runs in threads, so it is plain Python: a Job goes in, an Outcome comes out,
and nothing is ever raised. The order of calls is the promise of the outbox:

1. after an unknown outcome, read back first; never resend blindly;
2. read the order when its line references are not known yet;
3. what the marketplace was told before is corrected or taken back; the rest is
   confirmed;
4. when the platform says that it has the shipment already, read back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

from .base import (
    AlreadyShipped,
    Call,
    Connector,
    ConnectorError,
    Order,
    OutcomeUnknown,
    Receipt,
    Rejected,
    Shipment,
    Throttled,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from .by_hand import correct_by_hand, shipped_without_us, withdraw_by_hand
from .matching import WantedLine, match_lines, numbers, says_same, shows, with_lines
from .text import _lt

_logger = logging.getLogger(__name__)

# What became of a job.
ACCEPTED = "accepted"  # the platform took it; a read-back must show it
SUCCESS = "success"  # the platform shows our parcel
NOT_OURS = "not_ours"  # the platform ships this order itself
WITHDRAWN = "withdrawn"  # the platform does not have it any more, or never had
RELEASED = "released"  # never sent: the run's time or allowance was used up
ERROR = "error"  # see Outcome.error

#: Seconds that must be left to send: a call cut short has an unknown outcome.
ROOM_TO_SEND = 10.0


@dataclass(frozen=True)
class Job:
    """A claimed shipment.

    ``used_refs``: order lines that other lines stand for. ``siblings``: shipments
    of the order that the marketplace took already. ``told``: what the marketplace
    took of this very shipment. ``sent``: what it may have taken; the outcome of
    each is unknown where ``read_back_first``. ``withdraw``: the parcel does not
    leave after all. All but siblings come without lines.
    """

    shipment_id: int
    attempt_id: int
    lease_token: str
    shipment: Shipment
    wanted: tuple[WantedLine, ...]
    used_refs: frozenset[str] = frozenset()
    siblings: tuple[Shipment, ...] = ()
    told: Shipment | None = None
    sent: tuple[Shipment, ...] = ()
    read_back_first: bool = False
    withdraw: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a job, and what is known now: ``told``, ``sent`` and
    ``in_doubt`` are the next job's ``told``, ``sent`` and ``read_back_first``."""

    job: Job
    result: str
    started_at: datetime
    seconds: float = 0.0
    error: ConnectorError | None = None
    receipt: Receipt | None = None
    order: Order | None = None
    line_refs: Mapping[int, str] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    told: Shipment | None = None
    sent: tuple[Shipment, ...] = ()
    in_doubt: bool = False


def released(job: Job) -> Outcome:
    """Nothing of this job was sent; all is as it was."""
    return Outcome(
        job,
        RELEASED,
        _now(),
        told=job.told,
        sent=job.sent,
        in_doubt=job.read_back_first,
    )


def deliver(connector: Connector, job: Job) -> Outcome:
    """Try once. Every failure, foreseen or not, is an Outcome."""
    started_at, clock = _now(), time.monotonic()
    attempt = _Attempt(connector, job)
    error = None
    try:
        result = attempt.run()
    except _NoTimeLeft:
        result = RELEASED
    except ConnectorError as failure:
        result, error = ERROR, failure
    except Exception:
        # A defect of ours. What was sent is unknown, so treat it as such.
        _logger.exception("Write-back of shipment %s broke off", job.shipment_id)
        result, error = ERROR, _defect()
        attempt.doubt()
    return Outcome(
        job,
        result,
        started_at,
        time.monotonic() - clock,
        error,
        attempt.receipt,
        attempt.order,
        attempt.line_refs,
        tuple(connector.calls.take()),
        attempt.told,
        attempt.sent,
        attempt.in_doubt,
    )


class _NoTimeLeft(Exception):
    """The run is nearly over: better not sent than sent and cut."""


class _Attempt:
    """What has been learned so far, kept even when a later step fails."""

    def __init__(self, connector: Connector, job: Job):
        self.connector, self.job = connector, job
        self.order: Order | None = None
        self.receipt: Receipt | None = None
        self.told, self.sent = job.told, job.sent
        self.in_doubt = self.was_in_doubt = job.read_back_first
        self.line_refs: dict[int, str] = {
            line.key: line.line_ref for line in job.wanted if line.line_ref
        }

    def run(self) -> str:
        if self.in_doubt or len(self.line_refs) < len(self.job.wanted):
            self.read_order()
            if self.order.fulfilled_by == "marketplace":
                return NOT_OURS
            self.line_refs = match_lines(
                self.job.wanted, self.order.lines, self.job.used_refs
            )
        if self.in_doubt:
            self.settle_doubt()
        if self.job.withdraw:
            return self.withdraw()
        return self.amend() if self.told else self.confirm()

    def lined(self, shipment: Shipment) -> Shipment:
        return with_lines(shipment, self.job.wanted, self.line_refs)

    # -- what is there already

    def read_order(self) -> None:
        try:
            self.order = self.connector.order(self.job.shipment.order_ref)
        except ConnectorError as failure:
            if not self.in_doubt or isinstance(
                failure, Throttled | Unauthorized | Rejected | Unsupported
            ):
                raise
            # What became of the earlier send is still not known.
            raise OutcomeUnknown(
                failure.message,
                code=failure.code,
                hint=failure.hint,
                status=failure.status,
                request_id=failure.request_id,
            ) from None

    def is_shown(self, shipment: Shipment) -> bool:
        return bool(self.order) and shows(
            self.order, self.lined(shipment), self.job.siblings
        )

    def settle_doubt(self) -> None:
        """The order was read: what it shows was taken, and nothing else."""
        if self.job.withdraw and self.told and not self.is_shown(self.told):
            self.told = None  # it was the taking back whose outcome was unknown
        for sent in reversed(self.sent or (self.job.shipment,)):
            # Of a correction that leaves the number, the order does not show
            # whether it arrived: it is made again.
            known = self.told and numbers(self.told) == numbers(sent)
            if not known and self.is_shown(sent):
                self.told = sent
                break
        self.sent, self.in_doubt = (), False

    # -- what is done about it

    def send(self, call: Callable, *arguments: Shipment):
        """Make a call that changes something, and know what a failure leaves open."""
        if self.connector.deadline.left() < ROOM_TO_SEND:
            raise _NoTimeLeft
        try:
            return call(*arguments)
        except OutcomeUnknown:
            self.doubt()
            raise
        except Unavailable:
            if not self.connector.idempotent:
                self.doubt()
            raise

    def doubt(self) -> None:
        self.in_doubt = True
        if not self.job.withdraw:
            self.sent = (*self.sent, self.job.shipment)

    def confirm(self) -> str:
        shipment = self.lined(self.job.shipment)
        if self.order and self.order.status == "shipped":
            # Some platforms would take a parcel more, and tell the customer.
            return self.settle_already_shipped(shipped_without_us())
        try:
            self.receipt = self.send(self.connector.confirm, shipment)
        except AlreadyShipped as claim:
            self.order = self.connector.order(shipment.order_ref)
            return self.settle_already_shipped(claim)
        self.told = self.job.shipment
        return SUCCESS if self.receipt.proof else ACCEPTED

    def settle_already_shipped(self, claim: AlreadyShipped) -> str:
        """The parcel may be ours, from a send whose answer was lost."""
        if not self.is_shown(self.job.shipment):
            raise claim
        self.told = self.job.shipment
        return SUCCESS

    def amend(self) -> str:
        told, shipment = self.told, self.job.shipment
        if says_same(told, shipment):
            return SUCCESS if self.is_shown(shipment) else ACCEPTED
        try:
            self.receipt = self.send(
                self.connector.amend, self.lined(shipment), self.lined(told)
            )
        except (AlreadyShipped, Unsupported) as refusal:
            raise correct_by_hand(refusal, told, shipment) from None
        self.told = shipment
        return SUCCESS if self.receipt.proof else ACCEPTED

    def withdraw(self) -> str:
        there = self.told
        if not there and self.was_in_doubt and self.connector.voids:
            # Of a parcel in several calls, a part may be there and not show as it.
            there = self.job.shipment
        if there:
            try:
                self.send(self.connector.void, self.lined(there))
            except Unsupported as refusal:
                raise withdraw_by_hand(refusal, there) from None
            self.told = None
        return WITHDRAWN


def _defect() -> OutcomeUnknown:
    return OutcomeUnknown(
        _lt("The add-on failed while sending."),
        code="internal_error",
        hint=_lt(
            "The server log has the details. The marketplace is asked before "
            "anything is sent again."
        ),
    )


def _now() -> datetime:
    return datetime.now(timezone.utc)
