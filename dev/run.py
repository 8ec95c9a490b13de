# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever you want to do with this repository's Odoo: `dev/run <command>`.

    dev/run odoo ARGS...      Odoo's own command line on a database: DB=name
    dev/run install [DB]      a fresh database with the add-on in it
    dev/run test [DB]         the add-on's Odoo tests alone; TAGS=:TestX.test_y,
                              TEMPLATE=neighbours with the modules it works beside,
                              TEMPLATE=jobs with queue_job, and so with the glue
    dev/run shell [DB]        Odoo's shell;  dev/run psql [DB]  PostgreSQL's
    dev/run pytest ARGS...    plain pytest
    dev/run list              our databases
    dev/run drop DB           remove one
    dev/run up                keep PostgreSQL running until Ctrl-C
    dev/run stop              stop PostgreSQL, whoever uses it

A database that was not named gets a name of its own and is gone afterwards.
"""

import contextlib
import inspect
import os
import secrets
import subprocess
import sys
import time

from . import console, databases, odoo, odoo_tests, postgres, runtime
from .console import step
from .paths import ADDON, EXAMPLES, OTHER_CONNECTOR, PYTHON, ROOT
from .system import free_port, spawn, stop


def _full(name):
    if name and databases.comment(name) is not None:
        return name
    return databases.named(name or f"tmp_run_p{os.getpid()}_{secrets.token_hex(2)}")


def _foreground(command, env=None):
    """Run in this terminal; what it starts ends with it."""
    process = spawn(command, env=env, stdin=None, cwd=ROOT)
    try:
        return process.wait()
    finally:
        stop(process)


def _watched(command, env, log):
    """The same, and keep what it says in `log`."""
    process = spawn(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        with open(log, "wb") as kept:
            for line in process.stdout:
                sys.stdout.buffer.write(line)
                sys.stdout.flush()
                kept.write(line)
        return process.wait()
    finally:
        stop(process)


def _interactive(command, env):
    """Like `_foreground`, for a program that must own the terminal."""
    return subprocess.run([str(part) for part in command], env=env, check=False)


@contextlib.contextmanager
def _with_addon(name):
    """A database with the add-on, made when new; without a name it is dropped."""
    database = _full(name)
    try:
        _install(database)
        yield database
    finally:
        if not name:
            databases.drop(database)


def _install(database):
    if databases.comment(database) is None:
        databases.copy(databases.template(), database)
        step(f"Installing {ADDON} into {database}")
        odoo.must_run(
            *("server", "-d", database, "-i", ADDON),
            *("--stop-after-init", "--no-http"),
            log=databases.fresh_log(f"install-{database}"),
            what=f"installing {ADDON}",
        )


def install(name=None):
    """Make a database with the add-on and keep it."""
    database = _full(name or f"dev{secrets.token_hex(2)}")
    _install(database)
    print(database)


def test(name=None):
    """Install the add-on into a copy of the template and run its tests.

    In a named database that exists the add-on is upgraded instead: that keeps
    the copy, and saves its time on the next run.
    """
    runtime.browser()
    tags = os.environ.get("TAGS") or f"/{ADDON}"
    database = _full(name)
    new = databases.comment(database) is None
    kind, modules, more = os.environ.get("TEMPLATE") or "base", ADDON, ()
    if kind == "neighbours":
        modules = f"{ADDON},{OTHER_CONNECTOR}"
        more = ("--addons-path", odoo.addons_path(EXAMPLES))
    if new:
        template = databases.template(kind)
        step(f"Copying the template to {database}")
        databases.copy(template, database)
    step(f"Running the tests {tags} in {database}")
    options = ["-d", database, "-i" if new else "-u", modules, "--test-tags", tags]
    options += ["--stop-after-init", "--http-port", free_port(), *more]
    log = databases.fresh_log(f"odoo-test-{database}")
    try:
        code = _watched(odoo.command("server", *options), odoo.environment(), log)
    finally:
        if not name:
            databases.drop(database)
    text = log.read_text(encoding="utf-8", errors="replace")
    result = odoo_tests.test_result("Odoo tests", text, code, log)
    if result.failed:
        print(f"\n{result.excerpt}\n")
    print(f"{result.passed} passed, {result.failed} failed")
    return int(bool(result.failed))


def odoo_command(*arguments):
    """Odoo's own command line, on the database of DB= when one is given."""
    env = odoo.environment()
    if os.environ.get("DB"):
        env["PGDATABASE"] = _full(os.environ["DB"])
    return _foreground(odoo.command(*arguments), env)


def shell(name=None):
    """Odoo's shell; a script on standard input works too."""
    with _with_addon(name) as database:
        command = odoo.command("shell", "-d", database, "--no-http")
        return _interactive(command, odoo.environment()).returncode


def psql(name=None):
    """PostgreSQL's shell."""
    target = _full(name) if name else "postgres"
    return _interactive(["psql", "-d", target], odoo.environment()).returncode


def pytest(*arguments):
    """Plain pytest, with Odoo and the database at hand for tests/live."""
    return _foreground([PYTHON, "-m", "pytest", *arguments], dict(os.environ))


def list_():
    """Our databases."""
    query = "SELECT datname FROM pg_database WHERE datname LIKE 'shipgear%' ORDER BY 1"
    print("\n".join(row[0] for row in postgres.execute(query)))


def drop(name):
    """Remove a database."""
    databases.drop(_full(name))


def up():
    """Keep PostgreSQL running."""
    variables = " ".join(f"{k}={v}" for k, v in postgres.connection().items())
    step(f"PostgreSQL is up ({variables}). Ctrl-C to leave.")
    while True:
        time.sleep(60)


COMMANDS = {
    "odoo": odoo_command,
    "install": install,
    "test": test,
    "shell": shell,
    "psql": psql,
    "pytest": pytest,
    "list": list_,
    "drop": drop,
    "up": up,
}


def _understood(name, arguments):
    try:
        inspect.signature(COMMANDS[name]).bind(*arguments)
    except (KeyError, TypeError):
        return False
    return True


def main():
    """Run the command that the first argument names."""
    runtime.enter_venv("dev.run")
    name, *arguments = sys.argv[1:] or ["help"]
    if name == "stop":
        return postgres.stop_now()
    if not _understood(name, arguments):
        print(__doc__)
        return 0 if name in ("help", "-h", "--help") else 2
    with postgres.running():
        return COMMANDS[name](*arguments)


if __name__ == "__main__":
    console.run(main)
