# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Text that may be kept: no secrets, no end, nothing that does harm.

What comes from outside is in the values of a sentence of ours, so that these
are changed, and the sentence can still be translated.
"""

from __future__ import annotations

import base64
import html
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from .foreign_text import clean, shorten
from .text import Text

#: Characters of a request or an answer that are recorded.
RECORDED = 4096
#: Characters that are looked at for what to record.
_READ = 1024 * 1024


_SECRET_NAMES = (
    r"(?:client|consumer|oauth|shared|app)_?(?:secret|key)|token_?secret|api_?key"
    r"|refresh_?token|access_?token|x-(?:amz|shopify)-access-token|x-auth-token"
    r"|wm_sec\.access_token|oauth_(?:token|signature)|authorization"
)
_SECRET_PATTERNS = (
    # "name": "value", name=value, name: value
    re.compile(
        rf"""((?:{_SECRET_NAMES})["']?\s*[:=]\s*)"""
        r"""("(?:[^"\\]|\\.)*"?|'[^']*'?|(?:(?:Bearer|Basic)\s+)?[^\s&,;"']+)""",
        re.IGNORECASE,
    ),
    # Login with Amazon: access and refresh tokens, client secrets
    re.compile(r"()(Atz[a-z](?:\||%7C)[^\s\"'&<>]+|amzn1\.oa2-cs\.[^\s\"'&<>]+)", re.I),
    # Tokens that say what they are: eBay's, Shopify's, WooCommerce's
    re.compile(r"()(v\^1\.1#[^\s\"'&<>]+|shp(?:at|ss|ca|pa)_\w+|c[ks]_[0-9a-f]{8,})"),
)


class Redactor:
    """Takes secrets out of text: the ones it knows, and what looks like one."""

    MASK = "[hidden]"

    def __init__(self, secrets: Iterable[str] = ()):
        self._fixed = _spellings(secrets)
        self._learned: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def learn(self, secret: str) -> None:
        """Hide ``secret`` from now on. The last few learned ones are remembered."""
        with self._lock:
            self._learned[secret] = _spellings([secret])
            self._learned.move_to_end(secret)
            while len(self._learned) > 8:
                self._learned.popitem(last=False)

    def kept(self, text: str, length: int = RECORDED) -> str:
        """Return what may be kept of a text from outside.

        Shortened last: a secret at the cut must not survive by half.
        """
        return shorten(clean(self(shorten(text, _READ))), length)

    def __call__(self, text: str) -> str:
        if isinstance(text, Text):
            return text.change(self)
        with self._lock:
            learned = [text for texts in self._learned.values() for text in texts]
        for secret in (*self._fixed, *learned):
            text = text.replace(secret, self.MASK)
        for pattern in _SECRET_PATTERNS:
            text = pattern.sub(lambda found: found[1] + self.MASK, text)
        return text


def _spellings(secrets: Iterable[str]) -> tuple[str, ...]:
    """Return how secrets look wherever they are quoted; longest first."""
    found = set()
    for secret in secrets:
        # Shorter ones protect nothing, and hiding them would hide every text.
        if len(secret) >= 3:
            found |= {*_quoted(secret), *_base64(secret)}
    return tuple(sorted(found, key=len, reverse=True))


def _quoted(secret: str) -> Iterator[str]:
    """Yield a secret as in text, forms, URLs, JSON and HTML."""
    yield secret
    for quoted in (quote(secret, safe=""), quote_plus(secret)):
        yield quoted
        yield re.sub("%..", lambda found: found[0].lower(), quoted)
    for escaped in (json.dumps(secret), json.dumps(secret, ensure_ascii=False)):
        yield escaped[1:-1]
        yield escaped[1:-1].replace("/", r"\/")
    yield html.escape(secret)
    yield html.escape(secret, quote=False)


def _base64(secret: str) -> Iterator[str]:
    """Yield what a secret is in base64, wherever it stands in what was encoded."""
    data = secret.encode("utf-8", "replace")
    for before in range(3):
        # The first and the last character depend on the neighbours as well.
        first, last = -(-before * 8 // 6), (before + len(data)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            core = encode(bytes(before) + data).decode()[first:last]
            if len(core) >= 8:
                yield core
