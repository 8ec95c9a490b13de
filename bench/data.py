# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Databases that are full already: made once a day, then copied."""

import time

from dev import databases, odoo, postgres
from dev.console import CannotContinue, step, tail
from dev.paths import ADDON, ADDON_DIR, ROOT, fingerprint
from dev.system import lock

SCRIPT = ROOT / "bench" / "fill.py"
PARTS = [SCRIPT, ROOT / "bench" / "copying.py", ROOT / "bench" / "variety.py"]
# What a full database stands on: a change of anything else reaches it by an upgrade.
_STRUCTURE = """
    SELECT concat_ws(' ', table_name, column_name, data_type)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  ORDER BY 1
"""


def sizes(small, large):
    """The powers of ten from the small number to the large one."""
    between = (small * 10**power for power in range(1, 9))
    return [small, *(size for size in between if size < large), large]


def filled(shipments, accounts=50, attempts=5, deliveries=100_000):
    """Return the name of a database to copy, or only to read, with a busy year in it.

    There are a user ``clerk`` (User of the add-on) with that password, and
    ``attempts`` attempts of each shipment.

    :param deliveries: how many of the latest shipments have theirs, and a sales order
    """
    numbers = {
        "BENCH_SHIPMENTS": shipments,
        "BENCH_ACCOUNTS": accounts,
        "BENCH_ATTEMPTS": attempts,
        "BENCH_DELIVERIES": deliveries,
    }
    base = databases.template_with_addon()
    structure = postgres.execute(_STRUCTURE, database=base)
    today = time.strftime("%Y-%m-%d")  # the data is as old as the database
    kind = databases.named(f"tpl_full_{fingerprint(*numbers.values())}")
    name = f"{kind}_{fingerprint(structure, today, *PARTS)}"
    code = fingerprint(ADDON_DIR)
    with lock("template-full"):
        if not databases.comment(name):
            _make(base, name, kind, numbers)
        elif databases.comment(name) != code:
            _upgrade(name)
        databases.set_comment(name, code)
    return name


def _make(base, name, kind, numbers):
    for old in databases.names_like(kind):
        databases.drop(old)
    step(f"Filling in {numbers['BENCH_SHIPMENTS']:,} shipments (once a day)")
    databases.copy(base, name)
    log = databases.fresh_log("bench-fill")
    if odoo.run_script(SCRIPT, name, log, **numbers):
        print(tail(log, 40))
        raise CannotContinue(f"filling in the data failed: see {log}.")


def _upgrade(name):
    step(f"Upgrading {ADDON} in {name}")
    databases.set_comment(name, "")  # half upgraded is of no use
    odoo.must_run(
        *("server", "-d", name, "-u", ADDON, "--stop-after-init", "--no-http"),
        log=databases.fresh_log("bench-upgrade"),
        what=f"upgrading {ADDON}",
    )
