# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Signed requests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import quote, unquote

import pytest
from connectors.magento.oauth import Signer
from connectors.magento.query import search
from magento_shop import Shop


@pytest.fixture
def shop(sim):
    return Shop(sim)


def test_a_signature_is_the_one_that_others_make(monkeypatch):
    """The values were signed by hand, after RFC 5849, section 3.4."""
    monkeypatch.setattr("secrets.token_hex", lambda _bytes: "0123456789abcdef" * 2)
    monkeypatch.setattr("time.time", lambda: 1772368496.9)
    signer = Signer("key", "con/sumer", "token", "to ken")
    url = "https://Shop.example.com:443/rest/V1/orders?b=2%3A3%20x&a%5B0%5D=1"
    header = signer.authorization("GET", url)
    assert header.startswith('OAuth oauth_consumer_key="key", oauth_nonce="0123456789')
    base = (
        "GET&https%3A%2F%2Fshop.example.com%2Frest%2FV1%2Forders&"
        "a%255B0%255D%3D1%26b%3D2%253A3%2520x%26oauth_consumer_key%3Dkey%26"
        "oauth_nonce%3D0123456789abcdef0123456789abcdef%26"
        "oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D1772368496%26"
        "oauth_token%3Dtoken%26oauth_version%3D1.0"
    )
    digest = hmac.new(b"con%2Fsumer&to%20ken", base.encode(), hashlib.sha256).digest()
    signature = quote(base64.b64encode(digest).decode(), safe="~")
    assert f'oauth_signature="{signature}"' in header


def test_names_in_a_search_sort_alike_for_all_releases():
    """By bytes, escaped or not, and by numbers within names."""
    text = search(
        [("a", "eq", "1"), ("b", "eq", "2")],
        [("c", "gt", "3")],
        [("d", "gt", "3")],
        sort=("updated_at", "entity_id"),
        size=100,
        fields="x",
    )
    names = [pair.partition("=")[0] for pair in text.split("&")]
    names += ["oauth_nonce", "oauth_token"]
    escaped = sorted(names)
    assert [unquote(name) for name in escaped] == sorted(map(unquote, names))
    assert not re.search(r"\[\d\d", unquote(text))


def test_no_request_has_the_nonce_of_another(sim, shop):
    for _call in range(3):
        shop.connector.probe("products")
    assert sim.stats.report()["operations"]["magento.products"] == {"200": 3}
