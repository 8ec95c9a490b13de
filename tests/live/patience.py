# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""How long to wait for what other processes do."""

import time

PATIENCE = 90  # seconds; Odoo looks for wake-ups that were put off once a minute


def wait_until(condition, what="nothing happened", patience=PATIENCE):
    """Wait for something to come true; return what it then was.

    :param what: what to say when it does not: a text, or what gives one
    """
    deadline = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < deadline, what() if callable(what) else what
        time.sleep(0.2)
    return found
