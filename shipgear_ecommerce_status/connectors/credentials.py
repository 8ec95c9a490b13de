# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator typed, as a connector can use it, or why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from .base import Credential, Unauthorized
from .text import Text, _lt, listed


def usable(
    credentials: Mapping[str, str], declared: Iterable[Credential], hint: Text
) -> dict[str, str]:
    """Return the declared credentials by name, stripped; optional ones may be "".

    :param hint: where to look, in the platform's own pages
    :raises Unauthorized: one is missing or cannot be right
    """
    declared = tuple(declared)
    given = {c.name: str(credentials.get(c.name) or "").strip() for c in declared}
    missing = [c.label for c in declared if c.required and not given[c.name]]
    if missing:
        raise not_usable(
            "missing_credentials",
            _lt("Missing: %(labels)s.", labels=listed(missing)),
            hint,
        )
    odd = [c.label for c in declared if not _plain(given[c.name])]
    if odd:
        raise not_usable(
            "invalid_credentials",
            _lt(
                "%(labels)s: spaces or other characters that do not belong.",
                labels=listed(odd),
            ),
            hint,
        )
    return given


def not_usable(code: str, message: Text, hint: Text) -> Unauthorized:
    """The account's fault, and that of no shipment."""
    return Unauthorized(message, code=code, hint=hint)


def _plain(text: str) -> bool:
    """Whether a header and a URL can carry it: visible ASCII, no spaces."""
    return text.isascii() and text.isprintable() and " " not in text


def shop_address(
    typed: str, *, pages: Iterable[str] = (), allow_http: bool = False
) -> str:
    """Return the address of a shop, such as https://shop.example.com/store.

    Forgives a missing https://, a slash at the end, and a page of the shop's
    administration that was copied from the browser.

    :param pages: regular expressions of paths that are not part of the address,
        such as "/wp-admin": they and all behind them are left out
    :param allow_http: keep http:// where it was typed; else it becomes https
    :raises Unauthorized: it is no address
    """
    typed = typed.strip()
    if "://" not in typed:
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if (
        not host
        or parts.scheme not in ("http", "https")
        or not re.fullmatch(r"[a-z0-9.\-]+|[0-9a-f:.]+", host)
        or parts.username is not None
    ):
        raise not_usable(
            "invalid_address",
            _lt("%(address)s is not the address of a shop.", address=repr(typed[:100])),
            _lt(
                "Open the account's settings and enter the address as the browser "
                "shows it when the shop is open, such as https://shop.example.com."
            ),
        )
    scheme = "http" if allow_http and parts.scheme == "http" else "https"
    name = f"[{host}]" if ":" in host else host
    path = parts.path
    for page in pages:
        path = re.sub(rf"{page}(/.*)?\Z", "", path, flags=re.IGNORECASE)
    return f"{scheme}://{name}{f':{port}' if port else ''}{path.rstrip('/')}"
