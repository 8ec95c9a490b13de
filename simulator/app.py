# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The simulator: the platforms, what they share, and how to run it."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import records
from .amazon import Amazon
from .bigcommerce import BigCommerce
from .control import Control
from .core import Platform
from .ebay import Ebay
from .faults import Fault, Faults
from .journal import Journal
from .ledger import Ledger
from .limits import Buckets, Clock
from .magento import Magento
from .market import Order
from .server import Request, Response, Server
from .shopify import Shopify
from .walmart import Walmart
from .woocommerce import WooCommerce

PLATFORMS: list[type[Platform]] = [
    Amazon,
    Ebay,
    Shopify,
    WooCommerce,
    BigCommerce,
    Magento,
    Walmart,
]
PARTS = ("sellers", "orders", "items", "ledger", "faults", "stats")


@dataclass
class Settings:
    """What may be changed while running.

    ``rate_scale``: how much faster than documented allowances refill; 0 lifts
    them. ``visibility_lag``: seconds until a confirmation shows in read calls.
    """

    rate_scale: float = 1.0
    latency_ms: float = 0.0
    visibility_lag: float = 0.0
    token_lifetime: float = 3600.0


class Stats:
    """Counts calls by platform, operation, seller and outcome."""

    def __init__(self):
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._calls: Counter = Counter()
            self._faults: Counter = Counter()

    def count(self, *key: str) -> None:
        with self._lock:
            self._calls[key] += 1

    def count_fault(self, kind: str) -> None:
        with self._lock:
            self._faults[kind] += 1

    def report(self) -> dict:
        """Return the counts; an outcome is an HTTP status, or ``cut``."""
        with self._lock:
            calls, faults = dict(self._calls), dict(self._faults)
        operations: dict[str, Counter] = {}
        sellers: dict[str, dict[str, Counter]] = {}
        for (platform, operation, seller, outcome), count in calls.items():
            name = f"{platform}.{operation}"
            operations.setdefault(name, Counter())[outcome] += count
            by_operation = sellers.setdefault(seller, {})
            by_operation.setdefault(name, Counter())[outcome] += count
        return {
            "calls": sum(calls.values()),
            "throttled": sum(n for key, n in calls.items() if key[-1] == "429"),
            "operations": operations,
            "sellers": sellers,
            "faults": faults,
        }


class Simulator:
    """All platforms on one port, each under its name, and ``/_sim`` beside them.

    ``orders``, ``ledger``, ``faults``, ``stats``, ``settings`` and ``clock`` may
    be used directly by a test in the same process.
    """

    def __init__(
        self,
        *,
        rate_scale: float = 1.0,
        seed: int = 0,
        state: str | Path | None = None,
    ):
        self.random = Random(seed)
        self.settings = Settings(rate_scale=rate_scale)
        self.clock = Clock()
        self.ledger = Ledger()
        self.faults = Faults(seed)
        self.buckets = Buckets(self.clock)
        self.stats = Stats()
        self.journal = Journal(state)
        self.server: Server | None = None
        self._stopping = threading.Event()
        self.platforms = {each.name: each(self) for each in PLATFORMS}
        self._control = Control(self)
        for event, data in self.journal.replay():
            records.replay(self, event, data)
        self.journal.open()

    @property
    def url(self) -> str:
        return self.server.url

    def pause(self, seconds: float) -> None:
        """Wait, unless the simulator is being stopped."""
        if seconds > 0:
            self._stopping.wait(seconds)

    def answer(self, request: Request) -> Response:
        prefix, _, rest = request.path.lstrip("/").partition("/")
        if prefix == "_sim":
            return self._control.answer(request, rest)
        platform = self.platforms.get(prefix)
        if platform is None:
            return Response.json(404, {"error": f"no platform at /{prefix}"})
        return platform.answer(request, "/" + rest)

    def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.server = Server((host, port), self.answer)
        self.server.start()

    def stop(self) -> None:
        self._stopping.set()
        if self.server is not None:
            self.server.stop()
        self.journal.close()

    def reset(self, parts: tuple[str, ...] = PARTS) -> None:
        """Forget the named parts of the state; settings stay."""
        for platform in self.platforms.values():
            platform.market.clear(parts)
        for part in ("ledger", "faults", "stats"):
            if part in parts:
                getattr(self, part).clear()
        self.buckets.clear()
        self.journal.write("reset", {"parts": list(parts)})

    def order(self, order_id: str) -> Order | None:
        """Return the order with this id, whichever platform and seller has it."""
        found = (each.market.find(order_id) for each in self.platforms.values())
        return next((order for order in found if order), None)

    def fault(self, kind: str, **options) -> Fault:
        return self.faults.add(kind, **options)


@contextlib.contextmanager
def running(
    *, host: str = "127.0.0.1", port: int = 0, demo: bool = False, **options
) -> Iterator[Simulator]:
    """Run a simulator in threads of this process; ``port=0`` finds a free one."""
    simulator = Simulator(**options)
    simulator.start(host, port)
    try:
        if demo:
            records.load_demo(simulator)
        yield simulator
    finally:
        simulator.stop()
