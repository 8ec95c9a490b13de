# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make demo`: everything up, at one address, until Ctrl-C.

PORT=8069 chooses the port, FRESH=1 begins with a new database,
DB=name keeps a second demo beside the first.
"""

import contextlib
import os
import time

from . import console, databases, odoo, postgres, runtime
from .console import CannotContinue, step
from .marketplace import Simulator
from .paths import ADDON, ADDON_DIR, ROOT, RUNTIME, fingerprint, own_logs
from .system import free_port, lock

_SCRIPT = ROOT / "dev" / "demo_data.py"
_PORT, _SIMULATOR_PORT = 8069, 8070
_PATIENCE = 120  # seconds
_UNCALLED = """
    SELECT 1 FROM api_status JOIN ecommerce_account account ON account.id = account_id
     WHERE account.active AND last_call_at IS NULL
"""


def _prepare(name, now):
    """Bring the demo database up to the add-on as it is now; tell if it is new."""
    noted = databases.comment(name)
    fresh = os.environ.get("FRESH", "") not in ("", "0") or not noted
    if not fresh and noted == now:
        return False
    options = ["-i", ADDON, "--with-demo"] if fresh else ["-u", ADDON]
    if fresh:
        template = databases.template("demo")
        step("Creating the demo database")
        databases.drop(name)
        databases.copy(template, name)
    else:
        step("The add-on has changed: upgrading the demo database")
        databases.set_comment(name, "half upgraded")
    odoo.must_run(
        *("server", "-d", name, *options, "--stop-after-init", "--no-http"),
        log=databases.fresh_log("demo-install"),
        what=f"installing {ADDON}",
    )
    databases.warm(name)
    return fresh


def _port():
    wanted = os.environ.get("PORT")
    if wanted and not wanted.isdigit():
        raise CannotContinue(f"PORT={wanted} is not a number.")
    port = free_port(int(wanted or _PORT))
    if wanted and port != int(wanted):
        raise CannotContinue(f"port {wanted} is taken: choose another with PORT=.")
    return port


def _fill(database, fresh, **urls):
    """Run dev/demo_data.py in the database, if this repository has one."""
    if not _SCRIPT.is_file():
        return
    step("Filling in demo data")
    log = databases.fresh_log("demo-data")
    if odoo.run_script(_SCRIPT, database, log, DEMO_FRESH=int(fresh), **urls):
        print(console.tail(log, 40))
        raise CannotContinue(f"the demo data failed: see {log}.")


def _serve(name):
    logs, now = own_logs("demo"), fingerprint(ADDON_DIR)
    fresh = _prepare(name, now)
    port = _port()
    state = RUNTIME / f"{name}-simulator.json"
    if fresh:
        state.unlink(missing_ok=True)
    # What the marketplaces believe must survive as the orders in Odoo do.
    simulator = Simulator(
        free_port(max(_SIMULATOR_PORT, port + 1)),
        logs / "simulator.log",
        ("--demo", "--state", state),
    )
    server = odoo.Server(name, port, logs / "odoo.log", SIMULATOR_URL=simulator.url)
    try:
        step(f"Starting the simulated marketplaces at {simulator.url}")
        simulator.start()
        _fill(name, fresh, SIMULATOR_URL=simulator.url, ODOO_URL=server.url)
        databases.set_comment(name, now)  # from here on a restart may reuse it
        step("Starting Odoo")
        server.start()
        _let_it_begin(name)
        print(
            f"eCommerce Status demo ready at {server.url} (admin / admin). "
            "Ctrl-C stops it.",
            flush=True,
        )
        _watch(server, simulator)
    finally:
        step("Stopping")
        server.stop()
        simulator.stop()


def _let_it_begin(database):
    """Let all APIs be called once before anybody looks: left alone, the scheduled
    actions of a new server begin a minute later."""
    step("Sending and reading for the first time")
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        odoo.wake(database)
        time.sleep(1)
        if not postgres.execute(_UNCALLED, database=database):
            return


def _watch(*parts):
    """Wait until somebody ends us, or one of the processes ends by itself."""
    with contextlib.suppress(KeyboardInterrupt):  # how a demo ends
        while True:
            for part in parts:
                if part.process.poll() is not None:
                    print(console.tail(part.log))
                    raise CannotContinue(f"{part.url} ended by itself: see {part.log}.")
            time.sleep(0.5)


def main():
    """Set up what is missing, then serve."""
    runtime.enter_venv("dev.demo")
    runtime.odoo_source()
    name = databases.named(os.environ.get("DB") or "demo")
    with postgres.running(), contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock(name, wait=False))
        except BlockingIOError:
            raise CannotContinue(
                "the demo is already running: stop it, or start another with DB=name."
            ) from None
        _serve(name)


if __name__ == "__main__":
    console.run(main)
