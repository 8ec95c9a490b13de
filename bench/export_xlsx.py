# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""300,000 shipments as an Excel file, beside Odoo's own export of the same."""

from dev.console import step

from .exports import COLUMNS, PEER, shops, sizes
from .measured import Measured

ROUNDS = 3
SHIPMENTS, ROWS = 1_000_000, 300_000


def run(scale, rounds):
    """Export as many in turn by both; return a `Measured`."""
    shipments, rows = (max(1_000, int(number * scale)) for number in (SHIPMENTS, ROWS))
    with shops(shipments) as (shipgear, odoo):
        shipgear.ours("xlsx", 1_000), odoo.theirs("xlsx", 1_000)  # warms both up
        ours, theirs = [], []
        for number in range(1, rounds + 1):
            step(f"Round {number} of {rounds}")
            ours.append(shipgear.ours("xlsx", rows))
            theirs.append(odoo.theirs("xlsx", rows))
        points = [(n, shipgear.ours("xlsx", n).seconds) for n in sizes(rows)[:-1]]
    points.append((rows, min(download.seconds for download in ours)))
    measured = Measured(
        f"{rows:,} of {shipments:,} shipments, {len(COLUMNS)} columns; the files have "
        f"{ours[0].size / 1e6:,.0f} and {theirs[0].size / 1e6:,.0f} MB"
    )
    rates = [[download.rate for download in side] for side in (ours, theirs)]
    measured.compare(
        "rows each second", rates[0], PEER, rates[1], "rows/s", at_least=1.5
    )
    growth = [download.growth for download in ours]
    measured.figure("growth of the server", growth, "MB", at_most=60)
    measured.curve("XLSX export", "s", points)
    measured.notes.append(
        f"{PEER} took up to {max(d.growth for d in theirs):,.0f} MB more memory."
    )
    return measured
