# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Access tokens that were issued: whose they are, and until when."""

from __future__ import annotations

import base64
import binascii
import math
import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from .core import Call
from .market import Market, Seller

if TYPE_CHECKING:
    from .app import Simulator


class Issued:
    """The access tokens of one platform; they survive a restart."""

    def __init__(self, simulator: Simulator, market: Market):
        self._simulator = simulator
        self._market = market
        self._lock = threading.Lock()
        self._issued: dict[str, tuple[str, float]] = {}  # token -> seller id, end

    def issue(self, token: str, seller_id: str, longest: float = math.inf) -> int:
        """Make a token good from now on; return for how many seconds."""
        lifetime = min(self._simulator.settings.token_lifetime, longest)
        self._write(token, seller_id, self._simulator.clock.now() + lifetime)
        return int(lifetime)

    def owner(self, token: str) -> Seller | None:
        seller_id, _ends_at = self._issued.get(token, ("", 0.0))
        return self._market.sellers.get(seller_id)

    def expired(self, token: str) -> bool:
        _seller_id, ends_at = self._issued.get(token, ("", 0.0))
        return ends_at <= self._simulator.clock.now()

    def expire(self, token: str) -> None:
        if token in self._issued:
            self._write(token, self._issued[token][0], 0.0)

    def remember(self, record: dict) -> None:
        with self._lock:
            self._issued[record["token"]] = record["seller"], record["ends_at"]

    def _write(self, token: str, seller_id: str, ends_at: float) -> None:
        record = {"platform": self._market.platform, "token": token}
        record |= {"seller": seller_id, "ends_at": ends_at}
        self.remember(record)
        self._simulator.journal.write("token", record)


def form(call: Call) -> dict[str, str]:
    """Return the url-encoded fields of a request, the first of each name."""
    fields = parse_qs(call.request.body.decode("latin-1"))
    return {name: values[0] for name, values in fields.items()}


def basic(call: Call) -> tuple[str, str]:
    """Return user and password of HTTP Basic authentication, "" where there is none."""
    scheme, _, value = call.request.headers.get("authorization", "").partition(" ")
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if scheme.lower() != "basic" or ":" not in text:
        return "", ""
    user, _, password = text.partition(":")
    return user, password
