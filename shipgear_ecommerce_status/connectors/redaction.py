# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Text that may be kept: no secrets, no end, nothing a database refuses.

What comes from outside is in the values of a sentence of ours, so that these
are changed, and the sentence can still be translated.
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from .text import Text

#: Characters of a request or an answer that are recorded.
RECORDED = 4096


def clean(text: str) -> str:
    """Return ``text`` as a database can hold it: no NUL, no lone surrogates."""
    if isinstance(text, Text):
        return text.change(clean)
    text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return text.encode("utf-8", "replace").decode("utf-8")


def shorten(text: str, length: int = RECORDED) -> str:
    if isinstance(text, Text):
        return text.change(lambda value: shorten(value, length))
    if len(text) <= length:
        return text
    return f"{text[:length]}… +{len(text) - length}"


_SECRET_NAMES = (
    r"client_secret|refresh_token|access_token|x-amz-access-token|authorization"
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
    """Return how secrets look in text, forms, URLs and JSON; longest first."""
    found = set()
    for secret in secrets:
        # Shorter ones protect nothing, and hiding them would hide every text.
        if len(secret) >= 3:
            escaped = json.dumps(secret)[1:-1]
            found |= {secret, quote(secret, safe=""), quote_plus(secret), escaped}
    return tuple(sorted(found, key=len, reverse=True))
