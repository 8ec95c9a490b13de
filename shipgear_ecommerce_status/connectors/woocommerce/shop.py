# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Calling one shop with its key, in the header or in the query.

Source: WooCommerce REST API documentation, "Authentication over HTTPS".
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from ..answers import Answer
from ..base import Unauthorized


class Shop:
    """``send`` sends one request, see http_client."""

    def __init__(self, send: Callable[..., Answer], url: str, key: str, secret: str):
        self._send, self.url = send, url
        basic = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._headers = {"Authorization": f"Basic {basic}"}
        self._in_query = {"consumer_key": key, "consumer_secret": secret}
        self._drops_header = False

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        **arguments,
    ) -> Answer:
        """Call with the key in the header; where the server drops the header, with the
        key in the query, as WooCommerce documents.

        WooCommerce does not tell a key that did not arrive from one that it does not
        know. What it refused so has changed nothing, a POST included.
        """

        def call(in_query: bool) -> Answer:
            given = {**(params or {}), **(self._in_query if in_query else {})}
            return self._send(
                method,
                f"{self.url}/wp-json/{path}",
                params=given,
                headers=None if in_query else self._headers,
                **arguments,
            )

        return self._either(call)

    def _either(self, call: Callable[[bool], Answer]) -> Answer:
        try:
            return call(self._drops_header)
        except Unauthorized as error:
            refusal = error
        unseen = refusal.status == 401 and refusal.code.startswith(
            "woocommerce_rest_cannot_"
        )
        if not unseen or self._drops_header:
            raise refusal
        try:
            answer = call(True)
        except Unauthorized:
            answer = None
        if answer is None:
            raise refusal
        self._drops_header = True
        return answer
