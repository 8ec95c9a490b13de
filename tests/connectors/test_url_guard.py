# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Where calls and pictures may go: public https addresses, as they are written."""

from __future__ import annotations

import socket

import pytest
from connectors import wire
from connectors.base import CallLog, ConnectorError, Unreachable
from connectors.http import Client
from connectors.images import fetch_image
from loopback import Reply

FORBIDDEN = [
    # Private, link-local, loopback and shared networks, and what is no host at all
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "169.254.169.254",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fec0::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    # IPv4 in IPv6 clothes: mapped, compatible, translated, NAT64, 6to4, Teredo
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::127.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::]",
    "[2001:0:7f00:1::1]",
    # Other spellings of 127.0.0.1
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.1",
    "127.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "\u2460\u2461\u2466.0.0.1",
    "\uff11\uff12\uff17.0.0.1",
]
PUBLIC = ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.fixture
def client():
    client = Client(CallLog(), timeout=(0.5, 0.5))
    yield client
    client.close()


@pytest.fixture
def connections(monkeypatch):
    """Everything that anybody tries to connect to."""
    tried = []

    def connect(sock, address):
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def call(client, url):
    return client.call("GET", url, api="orders", operation="read")


@pytest.mark.parametrize("host", FORBIDDEN)
def test_what_is_not_public_is_not_connected_to(client, connections, host):
    for port in ("", ":443", ":8069"):
        with pytest.raises(Unreachable) as caught:
            call(client, f"https://{host}{port}/latest/meta-data")
        assert caught.value.code in ("forbidden_address", "dns", "invalid_request")
        assert fetch_image(f"https://{host}{port}/picture.png") is None
    assert not connections


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_called(address):
    wire.check_address(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "https:/example.com",
        "https://",
        "//example.com/",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://:pass@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com:0x50/",
        "https://[::1",
        "https://[example.com]/",
        " https://127.0.0.1/",
        "https://127.0.0.1\\@example.com/",
        "https://127.0.0.1\t/",
        "\x00https://127.0.0.1/",
    ],
)
def test_what_is_no_plain_https_address_is_not_called(client, connections, url):
    with pytest.raises(Unreachable):
        call(client, url)
    assert fetch_image(url) is None
    assert not connections


@pytest.mark.parametrize("found", [["8.8.8.8", "10.0.0.1"], ["fd00::1"], ["fec0::1"]])
def test_a_name_with_any_private_address_is_not_called(
    client, connections, monkeypatch, found
):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(Unreachable) as caught:
        call(client, "https://marketplace.example/")
    assert caught.value.code == "forbidden_address"
    assert fetch_image("https://marketplace.example/x.png") is None
    assert not connections


def test_a_picture_whose_name_resolves_anew_to_loopback_is_not_fetched(
    marketplace, monkeypatch
):
    port = int(marketplace.url.rpartition(":")[2])
    answers = [("8.8.8.8", port), ("127.0.0.1", port)]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers.pop(0))],
    )
    assert fetch_image(f"https://rebinding.example:{port}/x.png") is None
    assert not answers and not marketplace.requests


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(marketplace, status):
    target = f"{marketplace.url}/secret"
    marketplace.default = Reply(status, b"", {"Location": target, "Refresh": "0"})
    client = Client(CallLog(), allow_private_hosts=True)
    with pytest.raises(ConnectorError):
        call(client, marketplace.url + "/start")
    client.close()
    url = marketplace.url + "/start"
    assert fetch_image(url, allow_private_hosts=True) is None
    assert [request.path for request in marketplace.requests] == ["/start"] * 2


def test_a_picture_is_fetched_without_credentials_of_the_server(
    marketplace, monkeypatch, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    marketplace.default = Reply(200, b"picture")
    assert fetch_image(marketplace.url, allow_private_hosts=True) == b"picture"
    assert "authorization" not in marketplace.requests[0].headers
