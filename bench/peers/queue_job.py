# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""OCA's queue_job, set up as its README recommends: a job per shipment."""

import contextlib
import tempfile

from dev import databases, odoo, queue_job
from dev.console import CannotContinue, step, tail
from dev.paths import ROOT, logs

NAME = f"OCA queue_job {queue_job.VERSION}"
_MODULE = "shipgear_bench_jobs"
_ENQUEUE = """
shipments = env["ecommerce.shipment"].search([("state", "=", "pending")])
for shipment in shipments:
    shipment.with_delay()._tell()
env.cr.commit()
"""


def server_options(capacity):
    """Options of a `dev.odoo.Server` that runs jobs.

    :param capacity: jobs that run at the same time
    """
    options = queue_job.running(f"root:{capacity}")
    path = odoo.addons_path(ROOT / "bench" / "peers")
    options["arguments"] += ("--addons-path", path)
    return options


@contextlib.contextmanager
def filled(database):
    """Yield a snapshot of a database with a job for each pending shipment in it."""
    with databases.snapshot(database, "queue_job") as name:
        step(f"Installing queue_job and queueing a job per shipment in {name}")
        log = databases.fresh_log("queue_job-install")
        _run(log, "server", "-d", name, "-i", _MODULE, "--stop-after-init", "--no-http")
        with tempfile.TemporaryFile(dir=logs()) as script:
            script.write(_ENQUEUE.encode())
            script.seek(0)
            _run(log, "shell", "-d", name, "--no-http", stdin=script)
        yield name


def _run(log, *arguments, stdin=None):
    options = server_options(0)  # the jobs wait
    more = options.pop("arguments")
    if odoo.run(*arguments, *more, log=log, stdin=stdin, **options):
        print(tail(log, 40))
        raise CannotContinue(f"queue_job was not set up: see {log}.")
