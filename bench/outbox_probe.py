# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Claim and settle in several databases in turn. Odoo's shell runs this.

BENCH_TASK names a JSON file: ``databases``, ``shipments`` (how many each time),
``batch``, ``rounds``; the answer goes to BENCH_ANSWER: {"claim", "settle"} of
{database: [milliseconds per shipment]}. See ``outbox_size``.
"""

import json
import os
import time
from datetime import datetime, timezone
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry

from odoo.addons.shipgear_ecommerce_status.connectors import delivery

# The latest that were told become new ones, in each round.
RENEW = """
    UPDATE ecommerce_shipment SET state = 'pending', next_attempt_at = %s,
           accepted_at = NULL, told_payload = NULL, account_id = %s
     WHERE id IN (SELECT id FROM ecommerce_shipment
                   WHERE state IN ('success', 'accepted')
                ORDER BY shipped_at DESC LIMIT %s)
"""


def renew(env, count):
    """Give the first account this many due shipments; return the account."""
    account = env["ecommerce.account"].search([], limit=1, order="id")
    env.cr.execute(RENEW, (datetime(2020, 1, 1), account.id, count))
    env.cr.commit()
    env.invalidate_all()
    return account


def outcome(job):
    """The marketplace took it."""
    return delivery.Outcome(
        job, delivery.ACCEPTED, datetime.now(timezone.utc), 0.1, told=job.shipment
    )


def in_batches(registry, count, batch):
    """Return (ms to claim, ms to settle) of one shipment, commits included."""
    with registry.cursor() as cr:
        account_id = renew(Environment(cr, SUPERUSER_ID, {}), count).id
    claimed = settled = done = 0
    while done < count:
        with registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            outbox = env["ecommerce.shipment"]
            started = time.perf_counter()
            jobs = outbox._claim(env["ecommerce.account"].browse(account_id), batch)
            env.flush_all()
            cr.commit()
            claimed += time.perf_counter() - started
            outcomes = list(map(outcome, jobs))
            started = time.perf_counter()
            busy = outbox._settle(outcomes)
            env.flush_all()
            cr.commit()
            settled += time.perf_counter() - started
            if busy or not jobs:
                raise RuntimeError(f"{len(jobs)} claimed, {len(busy)} busy")
            done += len(jobs)
    return claimed / done * 1000, settled / done * 1000


def main():
    task = json.loads(Path(os.environ["BENCH_TASK"]).read_text(encoding="utf-8"))
    registries = {name: Registry(name) for name in task["databases"]}
    found = {"claim": {}, "settle": {}}
    for number in range(task["rounds"] + 1):
        for name, registry in registries.items():
            claim, settle = in_batches(registry, task["shipments"], task["batch"])
            if number:  # the first warms up
                found["claim"].setdefault(name, []).append(claim)
                found["settle"].setdefault(name, []).append(settle)
    Path(os.environ["BENCH_ANSWER"]).write_text(json.dumps(found), encoding="utf-8")


main()
