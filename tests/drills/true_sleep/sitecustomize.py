# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Python's sleep under libfaketime, for the drill clock: Python imports this first.

Since 3.11 Python sleeps until a moment of the monotonic clock. libfaketime takes
that moment to be faked even where it was told to leave that clock alone. Sleeping
for so long comes to the same.
"""

import select
import time


def sleep(seconds):
    """Sleep, not until but for so long."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = sleep
