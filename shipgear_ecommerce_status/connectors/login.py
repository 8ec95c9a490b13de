# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""OAuth: an access token for a refresh token or for an application's credentials.

Source: RFC 6749, sections 4.4 (client credentials), 5.1 (the answer) and 6 (refresh).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .answers import Answer, Explain
from .base import Unavailable
from .http import Client
from .text import _lt
from .tokens import TOKENS, Token, lifetime, token_key

#: Characters of an access token; the longest known are about 2,500.
MAX_TOKEN = 8192


class Login:
    """The access tokens of one account.

    :param form: what is sent, url-encoded: grant_type and what belongs to it
    :param headers: sent beside it, such as Authorization: Basic
    :param explain: reads errors of the token endpoint; :mod:`.refusals` has one
    :param keep_refresh_token: called with a refresh token that replaces the one in
        ``form``, as soon as the platform names it
    """

    def __init__(
        self,
        client: Client,
        endpoint: str,
        form: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        explain: Explain,
        keep_refresh_token: Callable[[str], None] | None = None,
    ):
        self._client = client
        self._endpoint = endpoint
        self._form = dict(form)
        self._headers = dict(headers or {})
        self._explain = explain
        self._keep = keep_refresh_token
        self._key = token_key(endpoint, *self._form.values(), *self._headers.values())

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
            headers=self._headers,
            form=self._form,
            repeatable=True,
            private=True,
            explain=self._explain,
        )
        token = _token(answer)
        self._renew(answer)
        return token

    def _renew(self, answer: Answer) -> None:
        """Keep a refresh token that replaces ours: the old one may be used up."""
        value = answer.data.get("refresh_token")
        given = self._form.get("refresh_token")
        if given and isinstance(value, str) and _fits_a_header(value):
            self._client.redact.learn(value)
            if value != given:
                self._form["refresh_token"] = value
                if self._keep:
                    self._keep(value)


def _token(answer: Answer) -> Token:
    """Read ``{"access_token", "token_type", "expires_in": seconds}``."""
    data = answer.data if isinstance(answer.data, dict) else {}
    value = data.get("access_token")
    if isinstance(value, str) and _fits_a_header(value):
        return Token(value, lifetime(data.get("expires_in")))
    raise Unavailable(
        _lt("The token endpoint answered without an access token."),
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
