# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Login with Amazon: an access token for a refresh token.

Source: SP-API documentation, "Connecting to the Selling Partner API".
"""

from __future__ import annotations

from ..answers import Answer
from ..base import Unavailable
from ..http import Client
from ..text import _lt
from ..tokens import TOKENS, Token, lifetime, token_key
from .errors import explain_token

#: Characters of an access token; Amazon speaks of 2,048.
MAX_TOKEN = 8192


class Login:
    """The access tokens of one account."""

    def __init__(
        self,
        client: Client,
        endpoint: str,
        *,
        client_id: str,
        client_secret: str,
        refresh_token: str,
    ):
        self._client = client
        self._endpoint = endpoint
        self._form = {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "client_id": client_id,
            "client_secret": client_secret,
        }
        self._key = token_key(endpoint, *self._form.values())

    def token(self, api: str, refused: str = "") -> str:
        """Return an access token, a new one if it would be the ``refused`` one.

        :param api: the API on whose account a call for a token is recorded
        """
        value = TOKENS.get(self._key, lambda: self._fetch(api), refused)
        self._client.redact.learn(value)
        return value

    def _fetch(self, api: str) -> Token:
        answer = self._client.call(
            "POST",
            self._endpoint,
            api=api,
            operation="token",
            form=self._form,
            repeatable=True,
            private=True,
            explain=explain_token,
        )
        return _token(answer)


def _token(answer: Answer) -> Token:
    """Read ``{"access_token": "Atza|...", "token_type", "expires_in": 3600}``."""
    data = answer.data if isinstance(answer.data, dict) else {}
    value = data.get("access_token")
    if isinstance(value, str) and _fits_a_header(value):
        return Token(value, lifetime(data.get("expires_in")))
    raise Unavailable(
        _lt("Login with Amazon answered without an access token."),
        code="unreadable",
        hint=_lt(
            "It is tried again later. If this persists, correct the token endpoint in "
            "the account's settings."
        ),
        status=answer.status,
        request_id=answer.request_id,
    )


def _fits_a_header(value: str) -> bool:
    plain = value.isascii() and value.isprintable() and bool(value.strip())
    return plain and len(value) <= MAX_TOKEN
