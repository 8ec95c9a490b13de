# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Signing a request by OAuth 1.0a, as an integration of Magento does.

Sources: RFC 5849, section 3.4; Adobe Commerce Web API guide, "OAuth-based
authentication" (HMAC-SHA256).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit

_PORTS = {"http": 80, "https": 443}


def escaped(text: str) -> str:
    """Return text with all but letters, digits and -._~ escaped."""
    return quote(text, safe="~")


@dataclass(frozen=True)
class Signer:
    """The four values that Magento shows when an integration is activated."""

    consumer_key: str
    consumer_secret: str = field(repr=False)
    token: str = field(repr=False)
    token_secret: str = field(repr=False)

    def authorization(self, method: str, url: str) -> str:
        """Return the header for one request; no two are alike.

        :param url: with its query. Spaces in it must be %20: releases of Magento
            differ in how they read a plus sign.
        """
        values = {
            "oauth_consumer_key": self.consumer_key,
            "oauth_nonce": secrets.token_hex(16),
            "oauth_signature_method": "HMAC-SHA256",
            "oauth_timestamp": str(int(time.time())),
            "oauth_token": self.token,
            "oauth_version": "1.0",
        }
        values["oauth_signature"] = self._signature(method, url, values)
        return "OAuth " + ", ".join(f'{k}="{escaped(v)}"' for k, v in values.items())

    def _signature(self, method: str, url: str, values: dict[str, str]) -> str:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        host = f"[{host}]" if ":" in host else host
        if parts.port and parts.port != _PORTS.get(parts.scheme):
            host += f":{parts.port}"
        query = parse_qsl(parts.query, keep_blank_values=True)
        pairs = sorted((escaped(k), escaped(v)) for k, v in (*query, *values.items()))
        base = "&".join(
            escaped(text)
            for text in (
                method,
                f"{parts.scheme}://{host}{parts.path}",
                "&".join(f"{k}={v}" for k, v in pairs),
            )
        )
        key = f"{escaped(self.consumer_secret)}&{escaped(self.token_secret)}"
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha256).digest()
        return base64.b64encode(digest).decode()
