# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run Odoo: one command to its end, or a server that answers."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

from . import postgres, queue_job
from .console import CannotContinue, tail
from .paths import DATA, PYTHON, ROOT, RUNTIME, logs
from .runtime import odoo_source
from .system import free_port, lock, run_quietly, spawn, stop

_CONFIG = RUNTIME / "odoo.conf"


def environment(**extra):
    """The variables of an Odoo process: its tree, this repository, the database.

    The repository is on the path so that the add-on's tests can import the
    simulator. Settings of the user's own Odoo are kept out.
    """
    path = [odoo_source().pythonpath, ROOT, queue_job.folder()]
    unwanted = ("PGDATABASE", "DATABASE_URL", "ODOO_RC", "OPENERP_SERVER")
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    kept |= postgres.connection()
    kept |= {
        "ODOO_RC": str(_write_config()),
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PATH": os.pathsep.join([str(PYTHON.parent), kept.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
    }
    return kept | {key: str(value) for key, value in extra.items()}


def addons_path(*more):
    """The folders of modules, comma-separated: Odoo's, this repository, and more."""
    folders = [*odoo_source().addons, *_beside(), *more]
    return ",".join(map(str, folders))


def _beside():
    """Where every Odoo of ours looks beside its own modules."""
    return ROOT, queue_job.addons()


def beside():
    """The names of the modules that every Odoo of ours finds beside its own."""
    manifests = (path for top in _beside() for path in top.glob("*/__manifest__.py"))
    return sorted(manifest.parent.name for manifest in manifests)


def wake(database):
    """Have the servers look for scheduled actions that are due: left alone they look
    once a minute."""
    postgres.execute("SELECT pg_notify('cron_trigger', %s)", (database,))


def _write_config():
    """The settings that every Odoo of ours shares."""
    text = "\n".join(
        [
            "[options]",
            f"addons_path = {addons_path()}",
            f"data_dir = {DATA}",
            "http_interface = 127.0.0.1",
            "list_db = False",
            "db_maxconn = 32",
            "",
        ]
    )
    with lock("config"):
        if not _CONFIG.is_file() or _CONFIG.read_text(encoding="utf-8") != text:
            DATA.mkdir(parents=True, exist_ok=True)
            work = _CONFIG.with_suffix(".partial")
            work.write_text(text, encoding="utf-8")
            os.replace(work, _CONFIG)
    return _CONFIG


def command(*arguments):
    """The command line of Odoo with these arguments."""
    return [str(PYTHON), "-m", "odoo", *map(str, arguments)]


def run(*arguments, log, stdin=None, **env):
    """Run Odoo to its end with all it says in `log`; return the exit code."""
    options = {"env": environment(**env), "cwd": RUNTIME}
    if stdin is not None:
        options["stdin"] = stdin
    return run_quietly(command(*arguments), log, **options)


def run_script(script, database, log, **env):
    """Run a Python file inside a database, as `odoo shell` does."""
    with open(script, "rb") as stdin:
        return run("shell", "-d", database, "--no-http", log=log, stdin=stdin, **env)


def must_run(*arguments, log, what):
    """Run Odoo, or end here with the last lines of its log."""
    code = run(*arguments, log=log)
    if code:
        print(tail(log, 40))
        raise CannotContinue(f"{what} failed (exit code {code}): see {log}.")


class Server:
    """A real Odoo process that serves one database.

    :param workers: 0 for threads in one process, else processes of its own for
        the pages and for each of the ``crons``
    :param arguments: of the command line, beside these
    """

    def __init__(
        self, database, port=0, log=None, crons=2, workers=0, arguments=(), **env
    ):
        self.database = database
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = log or logs() / f"server-{database}.log"
        self.crons = crons
        self.workers = workers
        self.arguments = arguments
        self.env = env
        self.process = None

    def start(self, patience=120):
        """Start the process and return when it answers."""
        with open(self.log, "a", encoding="utf-8") as output:
            self.process = spawn(
                self._command(),
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment(**self.env),
                cwd=RUNTIME,
            )
        self._wait(patience)

    def _command(self):
        """Odoo starts itself anew by the path of what started it."""
        arguments = ["server", "--http-port", self.port, "-d", self.database]
        arguments += ["--workers", self.workers, "--max-cron-threads", self.crons]
        if self.workers:
            arguments += ["--gevent-port", free_port()]
        return [PYTHON, odoo_source().launcher, *arguments, *self.arguments]

    def _wait(self, patience):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/web/login", timeout=60):
                    return
            except OSError:
                time.sleep(0.2)
        self.stop()
        print(tail(self.log, 40))
        raise CannotContinue(f"Odoo did not start: see {self.log}.")

    def stop(self):
        """End the process in good order."""
        if self.process:
            # Odoo takes one SIGTERM as "finish what you are doing, then leave".
            stop(self.process, grace=20, first=signal.SIGTERM)
            self.process = None

    def kill(self):
        """End the process as a power cut would."""
        if self.process:
            stop(self.process, grace=5, first=signal.SIGKILL)
            self.process = None

    def restart(self):
        """Stop and start; the port, and with it the URL, stays."""
        self.stop()
        self.start()

    def log_lines(self):
        """Everything that the process has logged so far."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()


def forget_files(database):
    """Remove what a database kept outside PostgreSQL."""
    shutil.rmtree(DATA / "filestore" / database, ignore_errors=True)
