# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A load balancer in front of several servers, as whoever has several has one.

It knows nothing of HTTP: each connection goes to the next server that takes it.
"""

import contextlib
import itertools
import select
import socket
import socketserver
import threading


class Balancer:
    """Listens on a port of its own; the servers may come and go."""

    def __init__(self):
        self._ports, self._turn = [], itertools.count()
        self._server = _Server(("127.0.0.1", 0), self._relay)
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception):
        self._server.shutdown()
        self._server.server_close()

    def add(self, port):
        """One more server."""
        self._ports.append(port)

    def _relay(self, client, _address, _server):
        server = self._connect()
        if server:
            with server, contextlib.suppress(OSError):  # one of both is gone
                _copy(client, server)

    def _connect(self):
        first = next(self._turn)
        for number in range(len(self._ports)):
            port = self._ports[(first + number) % len(self._ports)]
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), timeout=5)
        return None


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # a request may outlast us


def _copy(one, other):
    """Hand on what either says, until one of both ends."""
    to = {one: other, other: one}
    while True:
        for source in select.select([one, other], [], [])[0]:
            data = source.recv(1 << 16)
            if not data:
                return
            to[source].sendall(data)
