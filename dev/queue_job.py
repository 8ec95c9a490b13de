# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""OCA's queue_job, from PyPI: the glue add-on and a peer in bench/ stand on it.

Kept in .runtime/, outside of the virtual environment: the add-on does not need it.
"""

import os
import shutil

from . import postgres
from .console import CannotContinue, step, tail
from .paths import PYTHON, RUNTIME, logs
from .system import lock, run_quietly

VERSION = "19.0.2.4.0.1"
#: Its manifest asks for the second one.
_PACKAGES = (f"odoo-addon-queue_job=={VERSION}", "openupgradelib==3.13.7")
_FOLDER = RUNTIME / f"queue_job-{VERSION}"
# Runners elect one by a lock on the database, which its connection holds.
_RUNNERS = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def folder():
    """What to put on PYTHONPATH, installed when missing."""
    if not _FOLDER.is_dir():
        with lock("queue_job"):
            if not _FOLDER.is_dir():
                _install()
    return _FOLDER


def addons():
    """The folder of its modules."""
    return folder() / "odoo" / "addons"


def running(channels, behind=None):
    """Options of a `dev.odoo.Server` that runs jobs.

    :param channels: how many at the same time, such as ``root:4,root.sub:2``
    :param behind: the `dev.balancer.Balancer` that hands jobs to it and to others;
        None: it does all by itself
    """
    options = {
        "arguments": ("--load", "base,rpc,web,queue_job"),
        "ODOO_QUEUE_JOB_CHANNELS": channels,
    }
    if behind:
        options["ODOO_QUEUE_JOB_HOST"] = "127.0.0.1"
        options["ODOO_QUEUE_JOB_PORT"] = behind.port
    return options


def has_runner(database):
    """Whether a job runner has a database in its charge."""
    return postgres.execute(_RUNNERS, database=database)[0][0] == 1


def _install():
    step(f"Installing OCA queue_job {VERSION}")
    work = _FOLDER.with_suffix(".partial")
    shutil.rmtree(work, ignore_errors=True)
    log = logs() / "pip-queue_job.log"
    command = [PYTHON, "-m", "pip", "install", "--no-deps", "--target", work]
    if run_quietly([*command, *_PACKAGES], log):
        print(tail(log))
        raise CannotContinue(f"queue_job could not be installed: see {log}.")
    os.replace(work, _FOLDER)
