# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What one slow, one throttled and one broken account do to all the others."""

import time

from dev.console import step

from .market import market, p95
from .measured import Measured

ROUNDS = 3
ACCOUNTS, EACH = 20, 40
SECONDS = 80
LATENCY = 100  # milliseconds
AT_ONCE = 4  # become due in one moment, of different accounts
LIMIT = 1.2
#: Of the first accounts, one each: what is wrong with it.
TROUBLES = (
    {"kind": "slow", "seconds": 10},
    {"kind": "throttle"},
    {"kind": "error503"},
)


def run(scale, rounds):
    """Measure the healthy accounts beside the others and alone; return a `Measured`."""
    each = max(6, round(EACH * scale))
    beside, alone = [], []
    with market("fairness", ACCOUNTS * each, ACCOUNTS, latency=LATENCY) as shared:
        sellers = [seller["seller_id"] for seller in shared.sellers]
        troubled, healthy = sellers[: len(TROUBLES)], sellers[len(TROUBLES) :]
        for _round in range(rounds):
            beside.append(_p95(shared, healthy, troubled))
            alone.append(_p95(shared, healthy, ()))
    measured = Measured(
        f"{len(healthy)} healthy accounts with {each} shipments each, one due every "
        f"{SECONDS / EACH:g} s; beside them one account that answers after 10 s, one "
        f"that answers 429 and one that answers 503, with {each} due shipments each"
    )
    measured.compare(
        "from due to told, p95", beside, "alone", alone, unit="ms", at_most=LIMIT
    )
    return measured


def _p95(shared, healthy, troubled):
    """Milliseconds from due to told of the healthy accounts' shipments."""
    step(f"Sending for {len(healthy)} healthy accounts and {len(troubled)} others")
    with shared.run() as one:
        names = ", ".join(f"'{seller}'" for seller in troubled) or "''"
        one.postpone(
            "account_id IN "
            f"(SELECT id FROM ecommerce_account WHERE name NOT IN ({names}))"
        )
        for seller, trouble in zip(troubled, TROUBLES, strict=False):
            one.simulator.post("/_sim/faults", trouble | {"seller": seller})
        server = one.start_odoo()
        one.start_sending()
        due = _make_due(server, [p for p in shared.parcels if p.seller in healthy])
        one.wait_until(lambda: one.told_count(healthy) >= len(due), "the last shipment")
        told = one.told_at()
        return 1000 * p95([told[number] - at for number, at in due.items()])


def _make_due(server, parcels):
    """Have a person send them now, a few at a time; return tracking number -> when."""
    rows = server.call("ecommerce.shipment", "search_read", [], ["tracking_ref"])
    ids = {row["tracking_ref"]: row["id"] for row in rows}
    every = SECONDS / EACH / len({parcel.seller for parcel in parcels})
    due, started = {}, time.time()
    for first in range(0, len(parcels), AT_ONCE):
        numbers = [parcel.tracking for parcel in parcels[first : first + AT_ONCE]]
        time.sleep(max(0, started + first * every - time.time()))
        due |= dict.fromkeys(numbers, time.time())
        server.call("ecommerce.shipment", "action_retry", [ids[n] for n in numbers])
    return due
