# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What we ask of the machine: Debian packages, locks, free ports, child processes."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys

from .console import CannotContinue, is_root, step, tail
from .paths import RUNTIME, logs

_CHILDREN = set()
_STOPPING = False


@contextlib.contextmanager
def lock(name, wait=True):
    """Hold `.runtime/<name>.lock`; several people may use one checkout at once."""
    RUNTIME.mkdir(exist_ok=True)
    with open(RUNTIME / f"{name}.lock", "a", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield handle


def apt_install(*packages, why):
    """Install Debian packages, or say in one sentence how to."""
    fix = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise CannotContinue(f"{why} is missing and this is not Debian: install it.")
    prefix = [] if is_root() else _sudo()
    if prefix is None:
        raise CannotContinue(f"{why} is missing: run `sudo {fix}`.")
    step(f"Installing {why}: {fix}")
    log = logs() / "apt.log"
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    apt += ["-q", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    with open(log, "w", encoding="utf-8") as output:
        # Ask the archive first: a fresh machine has no package lists, and old
        # lists name versions that are gone.
        subprocess.run([*apt, "update"], stdout=output, stderr=output, check=False)
        done = subprocess.run(install, stdout=output, stderr=output, check=False)
    if done.returncode:
        print(tail(log), file=sys.stderr)
        raise CannotContinue(f"{why} could not be installed: run `{fix}` as root.")


def _sudo():
    """The sudo prefix that works here, or None."""
    if not shutil.which("sudo"):
        return None
    quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    if quiet.returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def free_port(preferred=0):
    """The preferred loopback port, or the next ones, or any that is free."""
    wanted = [*range(preferred, preferred + 20), 0] if preferred else [0]
    for port in wanted:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise CannotContinue("no free port was found on 127.0.0.1.")


def spawn(command, **options):
    """Start a process in a session of its own, so that Ctrl-C reaches only us.

    Should we be killed without a goodbye, the system ends the child.
    """
    if _STOPPING:
        raise CannotContinue("interrupted.")
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    options.setdefault("stdin", subprocess.DEVNULL)
    command = [*guard, *(str(part) for part in command)]
    process = subprocess.Popen(command, start_new_session=True, **options)
    _CHILDREN.add(process)
    return process


def run_quietly(command, log, **options):
    """Run to the end with all output in `log`; return the exit code.

    Whatever interrupts us takes the process and its children along.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "a", encoding="utf-8") as output:
        process = spawn(command, stdout=output, stderr=output, **options)
        try:
            return process.wait()
        finally:
            stop(process)


def stop(process, grace=15, first=signal.SIGTERM):
    """Ask a process to end, then insist; its whole session ends with it."""
    if process.poll() is None:
        process.send_signal(first)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _CHILDREN.discard(process)


def stop_everything():
    """End all children and start no more: for whoever works in several threads."""
    global _STOPPING
    _STOPPING = True
    for process in list(_CHILDREN):
        stop(process, grace=5)
