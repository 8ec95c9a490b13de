# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Connections: where they may go, and what is known of what was sent on them.

Works with requests 2.25 and later, urllib3 1.26 and 2. The addresses are
checked where the connection is made, so that the address that was checked is
the one that is called, however its name resolves the next time.
"""

from __future__ import annotations

import heapq
import ipaddress
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy

from .text import Text, _lt

#: A pooled connection idle for longer is not trusted with a request: platforms
#: close idle ones, and a POST sent into a closing one has an unknown outcome.
MAX_IDLE = 15.0


# --- Where a call may go ----------------------------------------------------


class Forbidden(Exception):
    """An address that must not be called. ``rule`` says why, and no secret."""

    def __init__(self, rule: Text):
        super().__init__(rule)
        self.rule = rule


def check_url(url: str, allow_private_hosts: bool = False) -> None:
    """Refuse what is not plainly a public https URL.

    :raises Forbidden:
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Forbidden(_lt("The address is not a valid URL.")) from None
    if parts.scheme not in (("https", "http") if allow_private_hosts else ("https",)):
        raise Forbidden(_lt("The address must start with https://."))
    if not host or parts.username is not None or parts.password is not None:
        raise Forbidden(_lt("The address must have a host name and no user name."))
    if not allow_private_hosts and _literal(host) is not None:
        check_address(host)


def check_address(address: str) -> None:
    """Refuse an IP address that is not public.

    :raises Forbidden:
    """
    ip = _literal(address)
    if ip is None or not _is_public(ip):
        raise Forbidden(_lt("The address is not a public one."))


def check_host(host: str, *, must_resolve: bool = True) -> None:
    """Refuse a host of which any address is not public.

    :raises Forbidden:
    :raises OSError: the name cannot be resolved, unless it need not
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        if must_resolve:
            raise
        return
    for *_family, sockaddr in found:
        check_address(sockaddr[0])


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: All that is given out for the internet. Outside are site-local addresses and
#: old spellings of IPv4 ones, which ipaddress takes for global.
_UNICAST = ipaddress.ip_network("2000::/3")


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address):
        # IPv4 addresses in IPv6 clothes are judged as what they are.
        if ip.ipv4_mapped or ip in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        # Tunnels that nobody uses any more end at an IPv4 address of their choice.
        if ip not in _UNICAST or ip.sixtofour or ip.teredo:
            return False
    return ip.is_global and not ip.is_multicast


def as_it_is(request):
    """Authenticate nothing: keeps requests from looking into ~/.netrc."""
    return request


# --- What was sent ----------------------------------------------------------


class Transmission:
    """What is known of one request on its way.

    ``sent``: its connection has begun to send it. ``expired``: it was cut.
    ``over``: nothing is left to be cut.
    """

    def __init__(self) -> None:
        self.sent = False
        self.expired = False
        self.over = False
        self.sock: socket.socket | None = None

    def cut(self) -> None:
        """End whatever the calling thread waits for."""
        self.expired = True
        if self.sock is not None:
            with suppress(OSError, ValueError):  # closed already
                self.sock.shutdown(socket.SHUT_RDWR)


_thread = threading.local()


@contextmanager
def transmission(max_seconds: float) -> Iterator[Transmission]:
    """Follow the request that this thread sends inside, and cut it when due.

    A read timeout starts anew with every byte; ``max_seconds`` does not.
    """
    current = _thread.transmission = Transmission()
    _ALARMS.set(current, max_seconds)
    try:
        yield current
    finally:
        current.over, current.sock = True, None
        _thread.transmission = None


class _Alarms:
    """Cuts requests when they are due: one thread for all, where a timer would be a
    thread for each."""

    def __init__(self) -> None:
        self._set = threading.Condition()
        self._due: list[tuple[float, int, Transmission]] = []
        self._count = itertools.count()  # two may be due at the same moment
        self._thread: threading.Thread | None = None

    def set(self, request: Transmission, seconds: float) -> None:
        alarm = (time.monotonic() + seconds, next(self._count), request)
        with self._set:
            heapq.heappush(self._due, alarm)
            if self._thread is None or not self._thread.is_alive():  # or was forked
                self._thread = threading.Thread(target=self._watch, daemon=True)
                self._thread.start()
            elif self._due[0] is alarm:
                self._set.notify()

    def _watch(self) -> None:
        with self._set:
            while True:
                while self._due and self._due[0][2].over:
                    heapq.heappop(self._due)
                left = self._due[0][0] - time.monotonic() if self._due else None
                if left is not None and left <= 0:
                    heapq.heappop(self._due)[2].cut()
                else:
                    self._set.wait(left)


_ALARMS = _Alarms()


# --- Connections ------------------------------------------------------------


class _Connection:
    """Mixed into urllib3's connections: notes the first byte sent, checks peers."""

    guarded = False

    def _new_conn(self):
        if not self.guarded:
            return super()._new_conn()
        check_host(self._dns_host)
        sock = super()._new_conn()
        try:
            # The name may resolve differently the second time; the address at
            # the other end of the open socket is what counts.
            check_address(sock.getpeername()[0])
        except BaseException:
            sock.close()
            raise
        return sock

    def _tunnel(self):
        try:
            return super()._tunnel()
        finally:
            _thread.transmission.sent = False  # that was the CONNECT for the proxy

    def send(self, data):
        if self.sock is None:
            self.connect()
        if _thread.transmission.expired:
            # Looking the name up or connecting took all the time there was. By
            # now somebody else may have the shipment: nothing is sent any more.
            raise requests.ConnectTimeout
        _thread.transmission.sock = self.sock
        _thread.transmission.sent = True
        return super().send(data)


class _GuardedConnection(_Connection):
    guarded = True


class _Pool:
    """Mixed into urllib3's pools: gives no connection out that idled too long."""

    def _get_conn(self, timeout=None):
        conn = super()._get_conn(timeout)
        now = time.monotonic()
        if now - getattr(conn, "idle_since", now) > MAX_IDLE:
            conn.close()  # urllib3 opens it again, as it does with dropped ones
        return conn

    def _put_conn(self, conn):
        if conn is not None:
            conn.idle_since = time.monotonic()
        return super()._put_conn(conn)


class OnceAdapter(HTTPAdapter):
    """Sends a request once. No retries of any kind."""

    def __init__(self, guarded: bool):
        self._guarded = guarded
        super().__init__(max_retries=0, pool_maxsize=32)

    def init_poolmanager(self, *args, **kwargs):
        made = super().init_poolmanager(*args, **kwargs)
        mixin = _GuardedConnection if self._guarded else _Connection
        _equip(self.poolmanager, mixin)
        return made

    def proxy_manager_for(self, proxy, **kwargs):
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not known:
            # The peer is the proxy that whoever runs the server chose.
            _equip(manager, _Connection)
        return manager

    def send(self, request, *args, **kwargs):
        if self._guarded and select_proxy(request.url, kwargs.get("proxies")):
            # The proxy resolves the name; where we can as well, we look too.
            check_host(urlsplit(request.url).hostname, must_resolve=False)
        return super().send(request, *args, **kwargs)


def _equip(manager, mixin: type) -> None:
    manager.pool_classes_by_scheme = {
        scheme: type(
            f"_{pool.__name__}",
            (_Pool, pool),
            {
                "ConnectionCls": type(
                    f"_{pool.ConnectionCls.__name__}", (mixin, pool.ConnectionCls), {}
                )
            },
        )
        for scheme, pool in manager.pool_classes_by_scheme.items()
    }
