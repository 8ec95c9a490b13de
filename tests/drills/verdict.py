# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What became of every parcel: the marketplace's ledger against Odoo's outbox.

lost          not in the ledger with its tracking number, and no person is asked
twice         a customer told twice, or an order with more packages than parcels
stuck         not ended, and nothing on screen says why
asked         not ended, and the page says why and what to do
running       attempts that nobody settled
unaccounted   confirmations in the ledger that no attempt stands for
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

_ENDED = ("success", "confirmed", "canceled")


@dataclass(frozen=True)
class Verdict:
    """The figures of one drill."""

    shipments: int
    lost: int
    twice: int
    stuck: int
    asked: int
    attempts: int
    running: int
    reaped: int
    unaccounted: int
    read_back: int
    repeats: int

    def problems(self, may_ask):
        """The requirements that are not met."""
        wanted = ["lost", "twice", "stuck", "running", "unaccounted"]
        wanted += [] if may_ask else ["asked"]
        values = {name: getattr(self, name) for name in wanted}
        return [
            f"{name} {number:,}, not 0" for name, number in values.items() if number
        ]

    def figures(self):
        """All of them in one line."""
        return (
            f"lost {self.lost:,}, twice {self.twice:,}, stuck {self.stuck:,}, "
            f"asked {self.asked:,}, attempts {self.attempts:,} "
            f"(running {self.running:,}, {self.reaped:,} of lost leases, "
            f"{self.unaccounted:,} unaccounted), {self.read_back:,} read back, "
            f"{self.repeats:,} repeats"
        )


def judge(world, slack=timedelta(0)):
    """Compare both sides.

    :param slack: how far the clocks of the two were apart
    """
    report = world.simulator.get("/_sim/ledger")
    told = [row for row in report["confirmations"] if row["source"] == "api"]
    shown = {(row["order"], row["tracking"]) for row in told}
    parcels = {(parcel.order, parcel.tracking) for parcel in world.parcels}
    left = _not_ended(world)
    explained = {key for key, sentence in left.items() if sentence}
    attempts, running, reaped, read_back = _attempts(world)
    return Verdict(
        shipments=len(parcels),
        lost=len(parcels - shown - explained)
        + abs(len(parcels) - world.outbox.count()),
        twice=len(report["summary"]["told_twice"]) + _too_many(told, parcels),
        stuck=len(left.keys() - explained),
        asked=len(explained),
        attempts=attempts,
        running=running,
        reaped=reaped,
        unaccounted=_unaccounted(world, told, slack),
        read_back=read_back,
        repeats=report["summary"]["repeats"],
    )


def _not_ended(world):
    """(order, tracking) -> explanation of what has not ended, as the page says it."""
    rows = world.servers[0].call(
        "ecommerce.shipment",
        "search_read",
        [("state", "not in", _ENDED)],
        ["order_ref", "tracking_ref", "explanation"],
    )
    return {(r["order_ref"], r["tracking_ref"]): r["explanation"] for r in rows}


def _too_many(told, parcels):
    """Packages beyond those that left."""
    wanted = Counter(order for order, _tracking in parcels)
    packages = {(row["order"], row["reference"]) for row in told}
    got = Counter(order for order, _reference in packages)
    return (got - wanted).total()


def _attempts(world):
    """How many there are, and how many of them running, reaped, read back."""
    query = (
        "SELECT count(*), count(*) FILTER (WHERE outcome = 'running'), "
        "count(*) FILTER (WHERE code = 'lease_expired'), "
        "count(*) FILTER (WHERE outcome = 'success') FROM writeback_attempt"
    )
    return world.outbox.sql(query)[0]


def _unaccounted(world, told, slack):
    """Confirmations before the first attempt of their parcel, or one too many."""
    starts = defaultdict(list)
    for tracking, started_at in world.outbox.sql(
        "SELECT s.tracking_ref, a.started_at FROM writeback_attempt a "
        "JOIN ecommerce_shipment s ON s.id = a.shipment_id ORDER BY a.started_at"
    ):
        starts[tracking].append(started_at.replace(tzinfo=timezone.utc) - slack)
    times = defaultdict(list)
    for row in told:
        times[row["tracking"]].append(
            datetime.fromisoformat(row["time"][:-1] + "+00:00")
        )
    return sum(
        not starts[tracking]
        or min(moments) < starts[tracking][0]
        or len(moments) > len(starts[tracking])
        for tracking, moments in times.items()
    )
