# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""eBay's token endpoint: refresh tokens in, access tokens out.

Request and answer: the vendor's page "Using a refresh token to update a User access
token". The refresh token itself stays as it is. A scope that the seller did not agree
to is refused; without a scope, the token has all of them.
"""

from __future__ import annotations

import secrets

from .core import Call
from .ebay_errors import token_error
from .market import Seller
from .server import Response
from .tokens import Issued, basic, form

#: Scope -> the right that the seller gave with it.
_SCOPE = "https://api.ebay.com/oauth/api_scope/"
SCOPES = {
    f"{_SCOPE}sell.fulfillment": "writeback",
    f"{_SCOPE}sell.fulfillment.readonly": "orders",
    f"{_SCOPE}sell.inventory": "products",
    f"{_SCOPE}sell.inventory.readonly": "products",
}


class Tokens(Issued):
    def answer(self, call: Call) -> Response:
        """Trade a refresh token for an access token, or raise Refusal."""
        fields = form(call)
        self._check(call, fields)
        for scope in fields.get("scope", "").split():
            if SCOPES.get(scope) not in call.seller.rights:
                raise token_error(
                    "invalid_scope",
                    "The requested scope is invalid, unknown, malformed, or exceeds "
                    "the scope granted to the client.",
                )
        token = "v^1.1#i^1#p^3#" + secrets.token_urlsafe(48)
        answer = {
            "access_token": token,
            "expires_in": self.issue(token, call.seller_id),
            "token_type": "User Access Token",
        }
        return Response.json(200, answer)

    def _check(self, call: Call, fields: dict[str, str]) -> None:
        client, secret = basic(call)
        sellers = list(self._market.sellers.values())
        if (client, secret) not in {(s.client_id, s.client_secret) for s in sellers}:
            raise token_error("invalid_client", "client authentication failed", 401)
        if fields.get("grant_type") != "refresh_token":
            raise token_error(
                "unsupported_grant_type",
                "grant type in request is not supported by the authorization server",
            )
        if call.seller is None or call.seller.client_id != client:
            raise token_error(
                "invalid_grant",
                "the provided authorization refresh token is invalid or was issued to "
                "another client",
            )

    def owner_of_grant(self, call: Call) -> Seller | None:
        """Return the seller whose refresh token a token request carries."""
        refresh_token = form(call).get("refresh_token")
        sellers = list(self._market.sellers.values())
        return next((s for s in sellers if s.refresh_token == refresh_token), None)
