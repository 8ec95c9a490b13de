# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Progress lines, and one sentence instead of a traceback when we cannot go on."""

import contextlib
import os
import signal
import sys
import time

_STARTED = time.monotonic()


class CannotContinue(Exception):
    """Something the user must do first; the message is that one sentence."""


def chosen(variable, known):
    """What an environment variable names, with commas, of what there is; else all."""
    names = [name for name in os.environ.get(variable, "").split(",") if name]
    unknown = set(names) - set(known)
    if unknown:
        raise CannotContinue(
            f"{variable}={unknown.pop()} is none of {', '.join(known)}."
        )
    return names or known


def step(message):
    """Say what is about to be done, with the seconds since the start."""
    # The terminal may be gone; the tidying up that we announce must go on.
    with contextlib.suppress(OSError):
        print(f"[{elapsed():5.0f}s] {message}", flush=True)


def elapsed():
    """Seconds since the program started."""
    return time.monotonic() - _STARTED


def tail(path, lines=20):
    """The last lines of a log file, for an error message."""
    try:
        with open(path, encoding="utf-8", errors="replace") as handle:
            return "".join(handle.readlines()[-lines:])
    except OSError:
        return ""


def _leave(signum, _frame):
    raise SystemExit(128 + signum)


def run(main):
    """Run a command so that it always gets the chance to tidy up.

    Ctrl-C, a closed terminal and SIGTERM all end in ordinary exceptions: the
    `finally` blocks that stop servers and the database run in each case.
    """
    # A command started in the background of a script ignores SIGINT: do not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        code = main()
    except CannotContinue as problem:
        print(f"error: {problem}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code or 0)


def is_root():
    """Whether we are root: PostgreSQL must not be, apt must."""
    return os.geteuid() == 0
