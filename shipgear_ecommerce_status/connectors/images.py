# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Fetching a picture that a marketplace names: small, public, or not at all."""

from __future__ import annotations

import requests

from .wire import Forbidden, OnceAdapter, as_it_is, check_url, transmission

TIMEOUT = (3.0, 5.0)  # seconds: to connect, and between two parts of an answer
MAX_SECONDS = 10.0
MAX_BYTES = 5 * 1024 * 1024


def fetch_image(url: str, *, allow_private_hosts: bool = False) -> bytes | None:
    """Return what is at an address, None where there is no picture to be had.

    No redirects, no private addresses, at most :data:`MAX_BYTES`. Whether the
    bytes are a picture is for the caller to see: an address may lie.
    """
    with requests.Session() as session, transmission(MAX_SECONDS):
        for prefix in ("https://", "http://"):
            session.mount(prefix, OnceAdapter(guarded=not allow_private_hosts))
        try:
            check_url(url, allow_private_hosts)
            with session.get(
                url,
                auth=as_it_is,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as response:
                return _body(response) if response.status_code == 200 else None
        except (requests.RequestException, Forbidden, OSError, ValueError):
            return None


def _body(response: requests.Response) -> bytes | None:
    body = bytearray()
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)
