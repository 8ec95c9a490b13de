# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Walmart's access tokens: good for 15 minutes, for the keys of a seller.

Source: Walmart's OpenAPI document "Authentication", tokenAPI.
"""

from __future__ import annotations

import base64
import uuid

from .. import login
from ..answers import Explain
from ..http import Client

SERVICE = {"WM_SVC.NAME": "Walmart Marketplace", "Accept": "application/json"}
CORRELATION_ID = "WM_QOS.CORRELATION_ID"


def correlated() -> dict[str, str]:
    """Return the headers of a call, with an id that is its own."""
    return {**SERVICE, CORRELATION_ID: str(uuid.uuid4())}


class Login(login.Login):
    """The same token for all who have the same keys."""

    def __init__(
        self,
        client: Client,
        endpoint: str,
        client_id: str,
        client_secret: str,
        explain: Explain,
    ):
        keys = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        client.redact.learn(keys)
        super().__init__(
            client,
            endpoint,
            {"grant_type": "client_credentials"},
            headers={"Authorization": f"Basic {keys}"},
            explain=explain,
        )

    def _fetch(self, api: str):
        # Not given above: what a token is known by must not change with each call.
        self._headers.update(correlated())
        return super()._fetch(api)
