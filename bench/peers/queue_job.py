# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""OCA's queue_job, from PyPI, set up as its README recommends.

Kept in .runtime/, outside of the virtual environment: the add-on does not need it.
"""

import contextlib
import os
import shutil
import tempfile

from dev import databases, odoo
from dev.console import CannotContinue, step, tail
from dev.paths import PYTHON, ROOT, RUNTIME, logs
from dev.system import lock, run_quietly

VERSION = "19.0.2.4.0.1"
NAME = f"OCA queue_job {VERSION}"
#: Its manifest asks for the second one.
_PACKAGES = (f"odoo-addon-queue_job=={VERSION}", "openupgradelib==3.13.7")
_FOLDER = RUNTIME / f"queue_job-{VERSION}"
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
    return {
        "arguments": ("--load", "base,web,queue_job", *_addons_path()),
        "PYTHONPATH": os.pathsep.join([odoo.environment()["PYTHONPATH"], str(_FOLDER)]),
        "ODOO_QUEUE_JOB_CHANNELS": f"root:{capacity}",
    }


@contextlib.contextmanager
def filled(database):
    """Yield a snapshot of a database with a job for each pending shipment in it."""
    _install()
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


def _addons_path():
    path = odoo.addons_path(_FOLDER / "odoo" / "addons", ROOT / "bench" / "peers")
    return ("--addons-path", path)


def _install():
    with lock("queue_job"):
        if _FOLDER.is_dir():
            return
        step(f"Installing {NAME}")
        work = _FOLDER.with_suffix(".partial")
        shutil.rmtree(work, ignore_errors=True)
        log = logs() / "pip-queue_job.log"
        command = [PYTHON, "-m", "pip", "install", "--no-deps", "--target", work]
        if run_quietly([*command, *_PACKAGES], log):
            print(tail(log))
            raise CannotContinue(f"queue_job could not be installed: see {log}.")
        os.replace(work, _FOLDER)
