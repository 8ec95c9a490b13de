# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Who calls a Magento shop: an access token alone, or a request signed by OAuth 1.0a.

Sources: RFC 5849; Adobe Commerce Web API guide, "Token-based authentication" and "OAuth
error codes". Wordings are those of Magento Open Source.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import threading
from urllib.parse import quote, unquote

from .market import Seller
from .server import Request

#: Seconds by which a clock may be ahead.
_AHEAD = 600


def token_secret(seller: Seller) -> str:
    return f"{seller.refresh_token}-secret"


def oauth_values(request: Request) -> dict[str, str]:
    """Return the oauth_ values of an Authorization header, none if it has none."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "oauth":
        return {}
    pairs = re.findall(r'(oauth_[a-z_]+)="([^"]*)"', rest)
    return {name: unquote(value) for name, value in pairs}


def bearer(request: Request) -> str:
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else ""


class Nonces:
    """Each is good for one request."""

    def __init__(self):
        self._lock = threading.Lock()
        self._used: set[tuple[str, str]] = set()

    def use(self, key: str, nonce: str) -> bool:
        with self._lock:
            fresh = (key, nonce) not in self._used
            self._used.add((key, nonce))
        return fresh


def problem(request: Request, seller: Seller, nonces: Nonces, now: float) -> str:
    """Return what is wrong with a signed request, "" where nothing is."""
    given = oauth_values(request)
    wanted = ("consumer_key", "nonce", "signature", "signature_method", "timestamp")
    for name in (*wanted, "token"):
        if not given.get(f"oauth_{name}"):
            return f'"oauth_{name}" is required. Enter and try again.'
    if given["oauth_consumer_key"] != seller.client_id:
        return "A consumer having the specified key does not exist"
    if given["oauth_signature_method"] != "HMAC-SHA256":
        return f"Signature method {given['oauth_signature_method']} is not supported"
    if not 0 < int(given["oauth_timestamp"]) <= now + _AHEAD:
        return "Incorrect timestamp value in the oauth_timestamp parameter"
    if given["oauth_token"] != seller.refresh_token:
        return "Specified token does not exist"
    if not nonces.use(seller.client_id, given["oauth_nonce"]):
        return "The nonce is already being used by the consumer with ID 1"
    if not hmac.compare_digest(_signature(request, seller), given["oauth_signature"]):
        return "The signature is invalid. Verify and try again."
    return ""


def _signature(request: Request, seller: Seller) -> str:
    given = oauth_values(request)
    del given["oauth_signature"]
    pairs = [
        (name, value) for name, values in request.query.items() for value in values
    ]
    pairs = sorted((_escape(n), _escape(v)) for n, v in (*pairs, *given.items()))
    parts = (
        request.method,
        f"http://{request.headers['host'].lower()}{request.path}",
        "&".join(f"{name}={value}" for name, value in pairs),
    )
    text = "&".join(map(_escape, parts))
    secrets = (seller.client_secret, token_secret(seller))
    key = "&".join(map(_escape, secrets))
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _escape(text: str) -> str:
    return quote(text, safe="~")
