# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A private PostgreSQL that runs as long as somebody uses it, or the user's own.

The private cluster listens on a unix socket only. Everyone who uses it holds a
shared lock; the last one to leave stops it. `of_version` is for who needs another
PostgreSQL than the usual one: it has a cluster of its own, beside.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

from . import postgres_binaries
from .console import CannotContinue, is_root, step, tail
from .paths import CHECKOUT, RUNTIME
from .postgres_binaries import OLDEST
from .system import lock

_ROLE = "odoo"
_VERSION = None  # what `of_version` has switched to
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": 300,
    "shared_buffers": "256MB",
    "max_locks_per_transaction": 256,
    # A power cut may cost the last second; it cannot damage the cluster.
    "synchronous_commit": "off",
    "autovacuum_naptime": "20s",
}


def connection():
    """The PG* variables of the server that we use."""
    own = _own_server()
    if own:
        return own
    return {"PGHOST": str(_socket_dir()), "PGPORT": "5432", "PGUSER": _ROLE}


def is_private():
    """Whether we run the server ourselves."""
    return not _own_server()


def label():
    """What tells names on disk apart when another version is in use; else nothing."""
    return f"-{_VERSION}" if _VERSION else ""


def _own_server():
    """The server that the user named by DATABASE_URL or PGHOST, or nothing."""
    if _VERSION:
        return {}
    url = os.environ.get("DATABASE_URL")
    if url:
        parts = urllib.parse.urlsplit(url)
        query = dict(urllib.parse.parse_qsl(parts.query))
        found = {
            "PGHOST": parts.hostname or query.get("host"),
            "PGPORT": parts.port or query.get("port"),
            "PGUSER": urllib.parse.unquote(parts.username or ""),
            "PGPASSWORD": urllib.parse.unquote(parts.password or ""),
            "PGSSLMODE": query.get("sslmode"),
        }
        return {key: str(value) for key, value in found.items() if value}
    if os.environ.get("PGHOST"):
        names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE")
        return {name: os.environ[name] for name in names if os.environ.get(name)}
    return {}


@contextlib.contextmanager
def running():
    """Use the database server: start it when it is not up, stop it as the last."""
    if _own_server():
        _check_own_server()
        yield
        return
    RUNTIME.mkdir(exist_ok=True)
    name = f"postgres{label()}"
    with open(RUNTIME / f"{name}.users.lock", "a", encoding="utf-8") as users:
        with lock(name):
            fcntl.flock(users, fcntl.LOCK_SH)
            _start()
        try:
            yield
        finally:
            with lock(name):
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _stop()


@contextlib.contextmanager
def of_version(number):
    """Inside, a private cluster of one of the versions `at_hand` is the server.

    For a process that does one thing after another: it holds for all of it.
    """
    with _switched_to(number), running():
        yield


@contextlib.contextmanager
def _switched_to(number):
    global _VERSION
    before, _VERSION = _VERSION, number
    try:
        yield
    finally:
        _VERSION = before


def _check_own_server():
    if connection().get("PGUSER") == "postgres":
        raise CannotContinue(
            "Odoo refuses the database user postgres: run `createuser --createdb "
            "odoo` and set PGUSER=odoo (or name it in DATABASE_URL)."
        )
    import psycopg2  # in the virtual environment

    try:
        version = execute("SHOW server_version_num")[0][0]
    except psycopg2.Error as problem:
        reason = str(problem).strip().splitlines()[0]
        raise CannotContinue(
            f"the PostgreSQL server you named does not answer ({reason}): check "
            "PGHOST, PGPORT, PGUSER, PGPASSWORD or DATABASE_URL."
        ) from None
    if int(version) < OLDEST * 10000:
        raise CannotContinue(f"Odoo 19 needs PostgreSQL {OLDEST} or newer.")


def link(database):
    """A connection, closed at the end of a with statement."""
    import psycopg2  # in the virtual environment

    server = connection()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user"}
    names |= {"PGPASSWORD": "password", "PGSSLMODE": "sslmode"}
    target = {names[key]: value for key, value in server.items()}
    return contextlib.closing(psycopg2.connect(dbname=database, **target))


def execute(query, values=(), database="postgres"):
    """Run one statement outside a transaction; return the rows, if any."""
    with link(database) as opened:
        opened.autocommit = True
        with opened.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []


# -- the private cluster ---------------------------------------------------------


def stop_now():
    """Stop the private clusters whoever uses them (`make stop`, `make clean`)."""
    for number in _others():
        with _switched_to(number):
            stop_now()
    if not _own_server():
        with lock(f"postgres{label()}"):
            _stop()


def restart(mode="fast"):
    """Restart the private cluster under whoever uses it.

    :param mode: "fast" cuts every connection; "immediate" is a crash, which the
        start recovers from
    """
    data, log = _cluster_dir() / "data", _cluster_dir() / "server.log"
    with lock(f"postgres{label()}"):
        # It keeps the settings that it was started with.
        command = ["restart", "-w", "-t", "60", "-m", mode, "-D", data, "-l", log]
        if _run(_binaries() / "pg_ctl", *command).returncode:
            raise CannotContinue(f"PostgreSQL did not come back: see {log}.")


def remove():
    """Delete the private clusters that there are, and what was downloaded for them."""
    for number in _others():
        with _switched_to(number):
            remove()
    with lock(f"postgres{label()}"):
        _stop()
        _sweep(_cluster_dir())
        _sweep(_socket_dir())
        if not label():
            _sweep(_place("-wheels"))


def _others():
    """The versions beside the usual one that have a cluster here."""
    if _VERSION:
        return []
    usual = _cluster_dir()
    found = usual.parent.glob(f"{usual.name}-*")
    ends = [path.name.removeprefix(f"{usual.name}-") for path in found if path.is_dir()]
    return [int(end) for end in ends if end.isdigit()]


def _cluster_dir():
    return _place(label())


def _place(end=""):
    """Where the server finds something: `.runtime/` unless it cannot get there.

    As root the server runs as `postgres`, who may not look into root's home.
    """
    if is_root() and not all(
        path.stat().st_mode & stat.S_IXOTH for path in (RUNTIME, *RUNTIME.parents)
    ):
        name = f"shipgear_ecommerce_status-{CHECKOUT}{end}"
        return Path("/var/lib/postgresql") / name
    return RUNTIME / f"postgres{end}"


def _socket_dir():
    """Beside the cluster, or in /tmp when that path is too long for a socket."""
    folder = _cluster_dir() / "socket"
    if len(os.fsencode(folder)) > 80:
        return Path(tempfile.gettempdir()) / f"shipgear-{CHECKOUT}{label()}"
    return folder


def _start():
    binaries = _binaries()
    data = _cluster_dir() / "data"
    if _is_up(binaries, data):
        return
    if _version_of(data) != postgres_binaries.version(binaries):
        _create(binaries, data)
    step("Starting PostgreSQL")
    sockets = _socket_dir()
    _make_dir(sockets)
    options = [f"-c {key}={value or repr('')}" for key, value in _SETTINGS.items()]
    options.append(f"-c unix_socket_directories='{sockets}'")
    log = _cluster_dir() / "server.log"
    command = ["start", "-w", "-t", "60", "-D", data, "-l", log]
    if _run(binaries / "pg_ctl", *command, "-o", " ".join(options)).returncode:
        print(tail(log), file=sys.stderr)
        raise CannotContinue(f"PostgreSQL did not start: see {log}.")


def _stop():
    data = _cluster_dir() / "data"
    if (data / "postmaster.pid").exists():
        _run(_binaries() / "pg_ctl", "stop", "-w", "-m", "fast", "-D", data)


def _is_up(binaries, data):
    """Whether it runs; a pid file left by a power cut does not count."""
    return _run(binaries / "pg_ctl", "status", "-D", data).returncode == 0


def _create(binaries, data):
    step("Creating a PostgreSQL cluster of our own")
    base = data.parent
    _make_dir(base)
    work = base / "data.partial"
    for leftover in (work, data):
        _sweep(leftover)
    log = base / "initdb.log"
    options = ("-U", _ROLE, "-E", "UTF8", "--locale=C", "--auth=trust")
    if _run(binaries / "initdb", "-D", work, *options, log=log).returncode:
        print(tail(log), file=sys.stderr)
        raise CannotContinue(f"the PostgreSQL cluster was not created: see {log}.")
    os.replace(work, data)


def at_hand():
    """The folders with initdb and pg_ctl by version, the machine's and others."""
    return postgres_binaries.fetched(_place("-wheels")) | postgres_binaries.installed()


def _binaries():
    """The folder with initdb and pg_ctl.

    A cluster keeps the version it was made with for as long as that is installed.
    """
    if _VERSION:
        return at_hand()[_VERSION]
    found = postgres_binaries.installed()
    return found.get(_version_of(_cluster_dir() / "data")) or found[max(found)]


def _version_of(data):
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _owner():
    """The user that the server runs as, when that is not ourselves."""
    return pwd.getpwnam("postgres") if is_root() else None


def _make_dir(folder):
    """A folder for the server alone, and proof that nobody else made it."""
    owner = _owner()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if owner and folder.stat().st_uid == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    if folder.stat().st_uid != (owner.pw_uid if owner else os.geteuid()):
        raise CannotContinue(f"{folder} belongs to somebody else: remove it.")
    folder.chmod(0o700)


def _run(*command, log=Path(os.devnull)):
    """Run one of PostgreSQL's programs as the server's user.

    Its output goes to a file: pg_ctl hands its streams on to the server, and a
    pipe would make us wait for as long as that lives.
    """
    owner = _owner()
    options = {}
    if owner:
        options = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    with open(log, "w", encoding="utf-8") as output:
        return subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            check=False,
            **options,
        )


def _sweep(folder):
    if folder.exists():
        shutil.rmtree(folder)
