# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every fault the simulator has, on three calls in ten; then it works again.

With the attempts that the add-on has by default. What used them all up is sent
again as a person would: by Retry.
"""

SHIPMENTS = 1000
TOTAL = 0.3  # of all calls
ROUNDS = 12

# What a marketplace did not do, and what it did although it does not look so.
_FAULTS = (
    {"kind": "throttle"},
    {"kind": "throttle", "retry_after": 1},
    {"kind": "error500"},
    {"kind": "error500", "accept": True},
    {"kind": "error503"},
    {"kind": "error503", "accept": True},
    {"kind": "slow", "seconds": 1},
    {"kind": "hang", "seconds": 3},
    {"kind": "hang", "seconds": 3, "accept": True},
    {"kind": "cut_before"},
    {"kind": "cut_after"},
    {"kind": "garbage", "garbage": "html"},
    {"kind": "garbage", "garbage": "html", "accept": True},
    {"kind": "garbage", "garbage": "json", "accept": True},
    {"kind": "garbage", "garbage": "binary"},
    {"kind": "garbage", "garbage": "short", "accept": True},
    {"kind": "empty"},
    {"kind": "empty", "accept": True},
    {"kind": "expired_token"},
    {"kind": "revoked"},
    {"kind": "forbidden"},
)


def drill(world):
    """Drain under faults, clear them, and press Retry for what had failed."""
    world.start_simulator(latency=20)
    world.fill(world.scaled(SHIPMENTS, 100), known=0.5, retry_delays="0.05")
    # Each is drawn on its own, with a dice of its own.
    each = 1 - (1 - TOTAL) ** (1 / len(_FAULTS))
    for fault in _FAULTS:
        dice = {"probability": each, "seed": world.random.randrange(10**9)}
        world.simulator.post("/_sim/faults", fault | dice)
    server = world.start_odoo()
    world.outbox.settle(ROUNDS)
    struck = world.simulator.get("/_sim/stats")["faults"]
    world.simulator.delete("/_sim/faults")
    world.outbox.settle()
    failed = [row[0] for row in world.outbox.sql(_FAILED)]
    if failed:
        server.call("ecommerce.shipment", "action_retry", failed)
        world.outbox.settle()
    missed = {fault["kind"] for fault in _FAULTS} - struck.keys()
    world.require(not missed, f"never struck: {', '.join(sorted(missed))}")
    return (
        f"{sum(struck.values()):,} faults of {len(struck)} kinds, "
        f"{len(failed):,} retried by a person"
    )


_FAILED = "SELECT id FROM ecommerce_shipment WHERE state = 'failed'"
