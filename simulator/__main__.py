# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""``python -m simulator``: serve until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import signal
import threading

from . import running


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8070)
    parser.add_argument(
        "--rate-scale",
        type=float,
        default=1.0,
        help="how much faster than documented allowances refill; 0 lifts them",
    )
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--state", metavar="FILE", help="remember across restarts")
    parser.add_argument("--demo", action="store_true", help="load the demo sellers")
    options = parser.parse_args()

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with running(
        host=options.host,
        port=options.port,
        demo=options.demo,
        rate_scale=options.rate_scale,
        seed=options.seed,
        state=options.state,
    ) as simulator:
        simulator.settings.latency_ms = options.latency
        print(f"simulator ready on {simulator.url}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
