# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Login with Amazon: refresh tokens in, access tokens out.

Request and answer: the vendor's page on Login with Amazon access tokens. Codes of
errors: RFC 6749, section 5.2; which of them come as 401 is not documented, and this
follows the RFC: a client that is not known gets 401, everything else 400.
"""

from __future__ import annotations

import secrets

from .amazon_errors import token_error
from .core import Call
from .market import Seller
from .server import Response
from .tokens import Issued, form


class Tokens(Issued):
    def answer(self, call: Call) -> Response:
        """Trade a refresh token for an access token, or raise Refusal."""
        self._check(form(call), call.seller)
        token = "Atza|" + secrets.token_urlsafe(48)
        return Response.json(
            200,
            {
                "access_token": token,
                "refresh_token": call.seller.refresh_token,
                "token_type": "bearer",
                "expires_in": self.issue(token, call.seller_id),
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
        refresh_token = form(call).get("refresh_token")
        sellers = list(self._market.sellers.values())
        return next((s for s in sellers if s.refresh_token == refresh_token), None)
