# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A marketplace takes everything and answers nothing for ten minutes.

First with access tokens in hand, so that confirmations are taken; for the second
half not even a token is given out. Meanwhile no worker may be killed for being slow,
and another scheduled action must have its turn as always.
"""

SHIPMENTS = 600
SILENCE = 600  # seconds
MAY_ASK = True

_BEATS = "drill.beats"
_OPERATIONS = ("confirmShipment", "getOrder", "searchOrders", "searchListingsItems")


def drill(world):
    """Fall silent in the middle of sending; return for how long."""
    outbox = world.outbox
    silence = world.scaled(SILENCE, 70)
    world.start_simulator(latency=300)
    count = world.scaled(SHIPMENTS, 150)
    world.fill(count, retry_delays="0.2", max_attempts="100")
    server = world.start_odoo(workers=2, crons=2)
    _start_heart(server)
    outbox.kick()
    world.wait_until(lambda: outbox.untold() <= count * 3 // 4, 60)
    before = _beats(server)
    for operations in (_OPERATIONS, ("token",)):
        for operation in operations:
            fault = {"kind": "hang", "accept": True, "seconds": silence}
            world.simulator.post("/_sim/faults", fault | {"operation": operation})
        world.outbox.keep_kicking(silence / 2)
    beats = _beats(server) - before
    world.require(beats >= silence // 60 - 1, f"another action ran {beats} times only")
    killed = sum("timeout after" in line for line in server.log_lines())
    world.require(not killed, f"{killed} workers were killed for being slow")
    struck = world.simulator.get("/_sim/stats")["faults"].get("hang", 0)
    taken = world.simulator.get("/_sim/ledger")["summary"]["new"]
    unheard = taken - (count - outbox.untold())
    world.simulator.delete("/_sim/faults")
    outbox.settle()
    world.require(unheard > 0, "nothing was taken without an answer")
    return (
        f"silent for {silence} s ({struck:,} calls, {unheard:,} taken unheard, "
        f"{beats} runs of another action, {killed} workers killed)"
    )


def _start_heart(server):
    """A scheduled action of somebody else's, due every minute."""
    [model_id] = server.call(
        "ir.model", "search", [("model", "=", "ir.config_parameter")]
    )
    values = {
        "name": "Drill: another scheduled action",
        "model_id": model_id,
        "state": "code",
        "code": f"model.set_param('{_BEATS}', int(model.get_param('{_BEATS}', 0)) + 1)",
        "interval_number": 1,
        "interval_type": "minutes",
        "priority": 9,
    }
    server.call("ir.cron", "create", [values])


def _beats(server):
    return int(server.call("ir.config_parameter", "get_param", _BEATS, 0))
