# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Claim and settle with a million shipments behind, beside the same with a thousand."""

import contextlib
from statistics import median

from dev import databases
from dev.console import step

from . import data, probe
from .measured import Measured

ROUNDS = 7
SMALL, LARGE = 1_000, 1_000_000  # shipments, each with five attempts
DUE, BATCH = 400, 50  # shipments in a round, and in one claim
LIMIT = 1.2


def run(scale, rounds):
    """Fill databases of all sizes and measure in copies; return a `Measured`."""
    sizes = data.sizes(SMALL, int(LARGE * scale))
    with contextlib.ExitStack() as copies:
        names = [
            copies.enter_context(
                databases.temporary_copy(data.filled(size), f"outbox{size}")
            )
            for size in sizes
        ]
        step(f"Claiming and settling with {', '.join(f'{s:,}' for s in sizes)}")
        found = probe.ask(
            "outbox_probe", names, shipments=DUE, batch=BATCH, rounds=rounds
        )
    measured = Measured(
        f"{sizes[-1]:,} shipments with 5 attempts each, beside {SMALL:,}; "
        f"{DUE} of them due, claimed {BATCH} at a time"
    )
    for what, times in found.items():
        small, large = times[names[0]], times[names[-1]]
        measured.compare(
            f"{what}, per shipment", large, f"with {SMALL:,}", small, at_most=LIMIT
        )
        medians = [median(times[name]) for name in names]
        measured.curve(what, "ms", zip(sizes, medians, strict=True))
    return measured
