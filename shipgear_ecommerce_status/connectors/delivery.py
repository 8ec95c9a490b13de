# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One try to write one shipment back, from frozen data to an outcome.

Runs in threads, so it is plain Python: a Job goes in, an Outcome comes out,
and nothing is ever raised. The order of calls is the promise of the outbox:

1. after an unknown outcome, read back first; never resend blindly;
2. read the order when its line references are not known yet;
3. confirm;
4. when the platform says that it has the shipment already, read back.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from .base import (
    AlreadyShipped,
    Call,
    Connector,
    ConnectorError,
    Order,
    OrderLine,
    OutcomeUnknown,
    Receipt,
    Rejected,
    Shipment,
    ShipmentLine,
    Throttled,
    Unauthorized,
)
from .text import _lt

_logger = logging.getLogger(__name__)

# What became of a job.
ACCEPTED = "accepted"  # the platform took it; a read-back must show it
SUCCESS = "success"  # the platform shows our parcel
NOT_OURS = "not_ours"  # the platform ships this order itself
RELEASED = "released"  # never sent: the run's time or allowance was used up
ERROR = "error"  # see Outcome.error


@dataclass(frozen=True)
class WantedLine:
    """What left the warehouse; ``line_ref`` is empty until the order is read."""

    key: int
    sku: str
    title: str
    quantity: float
    line_ref: str = ""


@dataclass(frozen=True)
class Job:
    """A claimed shipment.

    ``used_refs``: order lines that other lines stand for. ``siblings``: shipments
    of the order that the marketplace took already.
    """

    shipment_id: int
    attempt_id: int
    lease_token: str
    shipment: Shipment
    wanted: tuple[WantedLine, ...]
    used_refs: frozenset[str] = frozenset()
    siblings: tuple[Shipment, ...] = ()
    read_back_first: bool = False


@dataclass(frozen=True)
class Outcome:
    job: Job
    result: str
    started_at: datetime
    seconds: float = 0.0
    error: ConnectorError | None = None
    receipt: Receipt | None = None
    order: Order | None = None
    line_refs: Mapping[int, str] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()


def deliver_batch(
    connector: Connector,
    jobs: Iterable[Job],
    deadline: float,
    report: Callable[[Outcome], None],
) -> None:
    """Deliver jobs one after the other and report each outcome as it arrives.

    Jobs not begun by ``deadline`` (``time.monotonic()``), and those behind a
    throttled or unauthorized one, are released: nothing of theirs was sent.
    """
    stopped = False
    for job in jobs:
        if stopped or time.monotonic() >= deadline:
            report(Outcome(job, RELEASED, _now()))
            continue
        outcome = deliver(connector, job)
        report(outcome)
        stopped = isinstance(outcome.error, Throttled | Unauthorized)


def deliver(connector: Connector, job: Job) -> Outcome:
    """Try once. Every failure, foreseen or not, is an Outcome."""
    started_at, clock = _now(), time.monotonic()
    attempt = _Attempt(connector, job)
    error = None
    try:
        result = attempt.run()
    except ConnectorError as failure:
        result, error = ERROR, failure
    except Exception:
        # A defect of ours. What was sent is unknown, so treat it as such.
        _logger.exception("Write-back of shipment %s broke off", job.shipment_id)
        result, error = ERROR, _defect()
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
    )


class _Attempt:
    """What has been learned so far, kept even when a later step fails."""

    def __init__(self, connector: Connector, job: Job):
        self.connector, self.job = connector, job
        self.order: Order | None = None
        self.receipt: Receipt | None = None
        self.line_refs: dict[int, str] = {
            line.key: line.line_ref for line in job.wanted if line.line_ref
        }

    def run(self) -> str:
        if self.job.read_back_first or len(self.line_refs) < len(self.job.wanted):
            self.read_order()
            if self.order.fulfilled_by == "marketplace":
                return NOT_OURS
        shipment = self.matched_shipment()
        if self.job.read_back_first and shows(self.order, shipment, self.job.siblings):
            return SUCCESS
        try:
            self.receipt = self.connector.confirm(shipment)
        except AlreadyShipped as claim:
            return self.settle_already_shipped(shipment, claim)
        return SUCCESS if self.receipt.proof else ACCEPTED

    def read_order(self) -> None:
        try:
            self.order = self.connector.order(self.job.shipment.order_ref)
        except ConnectorError as failure:
            if not self.job.read_back_first or isinstance(
                failure, Throttled | Unauthorized | Rejected
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

    def matched_shipment(self) -> Shipment:
        if self.order:
            self.line_refs = match_lines(
                self.job.wanted, self.order.lines, self.job.used_refs
            )
        return with_lines(self.job.shipment, self.job.wanted, self.line_refs)

    def settle_already_shipped(self, shipment: Shipment, claim: AlreadyShipped) -> str:
        """The parcel may be ours, from a send whose answer was lost."""
        self.order = self.connector.order(shipment.order_ref)
        if shows(self.order, shipment, self.job.siblings):
            return SUCCESS
        raise claim


def match_lines(
    wanted: Iterable[WantedLine],
    order_lines: Iterable[OrderLine],
    used_refs: frozenset[str] = frozenset(),
) -> dict[int, str]:
    """Find the order line of each wanted line, by SKU.

    Where several order lines share a SKU, the one with the same quantity that
    no other delivery line stands for wins. A SKU that the order does not have
    is refused with both sides named: a guess would ship the wrong line.

    :returns: wanted line key -> order line reference
    """
    order_lines, used = list(order_lines), set(used_refs)
    known = {line.ref for line in order_lines}
    refs: dict[int, str] = {}
    for line in wanted:
        if line.line_ref in known:
            refs[line.key] = line.line_ref
            used.add(line.line_ref)
    for line in wanted:
        if line.key in refs:
            continue
        candidates = [o for o in order_lines if line.sku and _same_sku(o.sku, line.sku)]
        if not candidates:
            raise _unmatched(line, order_lines)
        best = min(
            candidates,
            key=lambda o: (o.ref in used, o.quantity != line.quantity),
        )
        refs[line.key] = best.ref
        used.add(best.ref)
    return refs


def with_lines(
    shipment: Shipment, wanted: Iterable[WantedLine], refs: Mapping[int, str]
) -> Shipment:
    """Return the shipment with its lines named as the marketplace names them."""
    quantities: dict[str, float] = {}
    for line in wanted:
        ref = refs[line.key]
        quantities[ref] = quantities.get(ref, 0) + line.quantity
    lines = tuple(ShipmentLine(ref, quantity) for ref, quantity in quantities.items())
    return replace(shipment, lines=lines)


def shows(order: Order, shipment: Shipment, siblings: Iterable[Shipment] = ()) -> bool:
    """Whether the marketplace shows this very parcel.

    A package with one of our tracking numbers and our quantities or, where the
    platform has no packages, the quantities shipped.

    :param siblings: shipments of the order that were taken already. What stands
        there because of them proves nothing for this one.
    """
    siblings = list(siblings)
    if order.parcels is None:
        shown = {line.ref: line.quantity_shipped for line in order.lines}
        return _covers(shown, [shipment, *siblings])
    numbers = _numbers(shipment)
    ours = [p for p in order.parcels if _plain(p.tracking_number) in numbers]
    sharing = [sibling for sibling in siblings if _numbers(sibling) & numbers]
    shown = _quantities(line for parcel in ours for line in parcel.lines)
    if not shown:  # the platform does not say what is in the packages
        return len(ours) > len(sharing)
    return _covers(shown, [shipment, *sharing])


def _covers(shown: Mapping[str, float], shipments: Iterable[Shipment]) -> bool:
    wanted = _quantities(line for shipment in shipments for line in shipment.lines)
    return all(shown.get(ref, 0) >= quantity for ref, quantity in wanted.items())


def _quantities(lines: Iterable[ShipmentLine]) -> dict[str, float]:
    quantities: dict[str, float] = {}
    for line in lines:
        quantities[line.line_ref] = quantities.get(line.line_ref, 0) + line.quantity
    return quantities


def _numbers(shipment: Shipment) -> set[str]:
    return {_plain(number) for number in shipment.tracking_numbers} - {""}


def _unmatched(line: WantedLine, order_lines: list[OrderLine]) -> Rejected:
    skus = ", ".join(sorted({o.sku for o in order_lines if o.sku}))
    return Rejected(
        _lt(
            "SKU %(sku)s of %(title)s is not on the marketplace order.",
            sku=line.sku or _lt("(none)"),
            title=line.title,
        ),
        code="line_not_found",
        hint=_lt(
            "The order has these SKUs: %(skus)s. Set the product's Internal Reference "
            "to the SKU that the marketplace uses, then press Retry.",
            skus=skus or _lt("(none)"),
        ),
    )


def _defect() -> OutcomeUnknown:
    return OutcomeUnknown(
        _lt("The add-on failed while sending."),
        code="internal_error",
        hint=_lt(
            "The server log has the details. The marketplace is asked before "
            "anything is sent again."
        ),
    )


def _same_sku(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _plain(number: str) -> str:
    """Tracking numbers compare without the spaces and hyphens people add."""
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


def _now() -> datetime:
    return datetime.now(timezone.utc)
