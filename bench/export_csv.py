# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A million shipments as CSV, beside Odoo's own export and PostgreSQL's COPY."""

import os
import time

from dev import postgres
from dev.console import CannotContinue, step

from .exports import COLUMNS, PEER, shops, sizes
from .measured import Measured

ROUNDS = 3
SHIPMENTS = 1_000_000
# Odoo keeps all rows in memory, and takes minutes and gigabytes for a million.
THEIRS = 100_000


def run(scale, rounds):
    """Export all of it in turn by each of the three; return a `Measured`."""
    count = max(1_000, int(SHIPMENTS * scale))
    theirs = min(count, THEIRS)
    with shops(count) as (shipgear, odoo):
        query = shipgear.query()
        shipgear.ours("csv", 1_000), odoo.theirs("csv", 1_000)  # warms both up
        ours, odoos, copies = [], [], []
        for number in range(1, rounds + 1):
            step(f"Round {number} of {rounds}")
            ours.append(_complete(shipgear.ours("csv", count)))
            copies.append(count / _copy(shipgear.server.database, query))
            odoos.append(odoo.theirs("csv", theirs).rate)
        points = [(n, shipgear.ours("csv", n).seconds) for n in sizes(count)[:-1]]
    points.append((count, min(download.seconds for download in ours)))
    measured = Measured(
        f"{count:,} shipments, {len(COLUMNS)} columns, {ours[0].size / 1e6:,.0f} MB; "
        f"{PEER}: {theirs:,} of them, by its rate"
    )
    rates = [download.rate for download in ours]
    measured.compare("rows each second", rates, PEER, odoos, "rows/s", at_least=10)
    measured.compare(
        "rows each second",
        rates,
        "COPY of the same query",
        copies,
        "rows/s",
        at_least=0.25,
    )
    _only(measured, "growth of the server", [d.growth for d in ours], "MB", 30)
    first = [1000 * download.first_byte for download in ours]
    _only(measured, "first byte", first, "ms", 1000)
    measured.curve("CSV export", "s", points)
    return measured


def _only(measured, what, values, unit, most):
    measured.figure(what, values, unit, at_most=most)


def _complete(download):
    if download.lines != download.rows + 1:
        raise CannotContinue(f"{download.lines} lines came of {download.rows} rows.")
    return download


def _copy(database, query):
    """Seconds that COPY takes into nowhere."""
    with postgres.link(database) as link, open(os.devnull, "wb") as nowhere:
        started = time.perf_counter()
        with link.cursor() as cursor:
            cursor.copy_expert(f"COPY ({query}) TO STDOUT", nowhere)
        return time.perf_counter() - started
