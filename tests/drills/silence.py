# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A marketplace takes everything and answers nothing for ten minutes.

First with access tokens in hand, so that confirmations are taken; for the second
half not even a token is given out.
"""

SHIPMENTS = 600
SILENCE = 600  # seconds
MAY_ASK = True

_OPERATIONS = ("confirmShipment", "getOrder", "searchOrders", "searchListingsItems")


def drill(world):
    """Fall silent in the middle of sending; return for how long."""
    outbox = world.outbox
    silence = world.scaled(SILENCE, 70)
    world.start_simulator(latency=300)
    count = world.scaled(SHIPMENTS, 150)
    world.fill(count, retry_delays="0.2", max_attempts="100")
    world.start_odoo()
    outbox.kick()
    world.wait_until(lambda: outbox.untold() <= count * 3 // 4, 60)
    for operations in (_OPERATIONS, ("token",)):
        for operation in operations:
            fault = {"kind": "hang", "accept": True, "seconds": silence}
            world.simulator.post("/_sim/faults", fault | {"operation": operation})
        world.outbox.keep_kicking(silence / 2)
    struck = world.simulator.get("/_sim/stats")["faults"].get("hang", 0)
    taken = world.simulator.get("/_sim/ledger")["summary"]["new"]
    unheard = taken - (count - outbox.untold())
    world.simulator.delete("/_sim/faults")
    outbox.settle()
    world.require(unheard > 0, "nothing was taken without an answer")
    return f"silent for {silence} s ({struck:,} calls, {unheard:,} taken unheard)"
