# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What an administrator typed: forgiven where it is clear, refused with a sentence."""

from __future__ import annotations

import pytest
from connectors.base import Credential, Unauthorized
from connectors.credentials import shop_address, usable
from connectors.text import _lt

HINT = _lt("Look there.")
DECLARED = (
    Credential("key", "Key", secret=True),
    Credential("shop", "Shop"),
    Credential("note", "Note", required=False),
)


def test_values_come_stripped_and_by_name():
    given = usable({"key": " k ", "shop": "s\n", "other": "x"}, DECLARED, HINT)
    assert given == {"key": "k", "shop": "s", "note": ""}


@pytest.mark.parametrize(
    ("typed", "code", "named"),
    [
        ({"shop": "s"}, "missing_credentials", "Key"),
        ({}, "missing_credentials", "Key, Shop"),
        ({"key": "a b", "shop": "s"}, "invalid_credentials", "Key"),
        ({"key": "k", "shop": "sh\u00f6p"}, "invalid_credentials", "Shop"),
    ],
)
def test_what_cannot_be_right_is_named(typed, code, named):
    with pytest.raises(Unauthorized) as caught:
        usable(typed, DECLARED, HINT)
    assert caught.value.code == code
    assert named in caught.value.message
    assert caught.value.hint == HINT


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("shop.example.com", "https://shop.example.com"),
        ("https://shop.example.com/", "https://shop.example.com"),
        ("http://shop.example.com", "https://shop.example.com"),
        (" HTTPS://Shop.Example.com ", "https://shop.example.com"),
        ("shop.example.com:8443/store/", "https://shop.example.com:8443/store"),
        ("https://shop.example.com/wp-admin", "https://shop.example.com"),
        ("shop.example.com/s/wp-admin/admin.php?page=1", "https://shop.example.com/s"),
        ("https://shop.example.com/WP-Admin/#x", "https://shop.example.com"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
    ],
)
def test_an_address_is_what_was_meant(typed, address):
    assert shop_address(typed, pages=("/wp-admin",)) == address


def test_plain_http_stays_where_private_hosts_are_allowed():
    assert shop_address("http://10.0.0.1:80/x/", allow_http=True) == (
        "http://10.0.0.1:80/x"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://",
        "ftp://shop.example.com",
        "https://user:secret@shop.example.com",
        "https://shop.example.com:99999",
        "my shop",
        "https://shop_one",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_what_is_no_address_is_refused_in_words(typed):
    with pytest.raises(Unauthorized) as caught:
        shop_address(typed)
    assert caught.value.code == "invalid_address"
    assert "shop.example.com" in caught.value.hint
