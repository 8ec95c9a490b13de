# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Login with Amazon: refresh tokens in, access tokens out.

Request and answer: the vendor's page on Login with Amazon access tokens. Codes of
errors: RFC 6749, section 5.2; which of them come as 401 is not documented, and this
follows the RFC: a client that is not known gets 401, everything else 400.
"""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from .amazon_errors import token_error
from .core import Call
from .market import Market, Seller
from .server import Response

if TYPE_CHECKING:
    from .app import Simulator


class Tokens:
    def __init__(self, simulator: Simulator, market: Market):
        self._simulator = simulator
        self._market = market
        self._lock = threading.Lock()
        self._issued: dict[str, tuple[str, float]] = {}  # token -> seller id, end

    def answer(self, call: Call) -> Response:
        """Trade a refresh token for an access token, or raise Refusal."""
        self._check(_form(call), call.seller)
        lifetime = self._simulator.settings.token_lifetime
        token = "Atza|" + secrets.token_urlsafe(48)
        self._write(token, call.seller_id, self._simulator.clock.now() + lifetime)
        return Response.json(
            200,
            {
                "access_token": token,
                "refresh_token": call.seller.refresh_token,
                "token_type": "bearer",
                "expires_in": int(lifetime),
            },
        )

    def _check(self, form: dict[str, str], seller: Seller | None) -> None:
        if form.get("grant_type") != "refresh_token":
            raise token_error("unsupported_grant_type", "Only refresh_token is known.")
        if not form.get("client_id") or not form.get("client_secret"):
            raise token_error("invalid_request", "Client id or secret is missing.")
        clients = {
            each.client_id: each.client_secret
            for each in list(self._market.sellers.values())
        }
        if clients.get(form["client_id"]) != form["client_secret"]:
            raise token_error("invalid_client", "Client authentication failed.", 401)
        if seller is None or seller.client_id != form["client_id"]:
            raise token_error("invalid_grant", "The refresh token is not valid.")

    def owner_of_grant(self, call: Call) -> Seller | None:
        """Return the seller whose refresh token a token request carries."""
        refresh_token = _form(call).get("refresh_token")
        sellers = list(self._market.sellers.values())
        return next((s for s in sellers if s.refresh_token == refresh_token), None)

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


def _form(call: Call) -> dict[str, str]:
    fields = parse_qs(call.request.body.decode("latin-1"))
    return {name: values[0] for name, values in fields.items()}
