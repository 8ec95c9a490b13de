# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A lean HTTP/1.1 server: keep-alive, one thread per connection.

Written on ``socketserver`` because the simulator has to do what ready-made
development servers cannot: keep connections open under load, count them, and
break them on purpose in the middle of an answer.
"""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote

_REASONS = {status.value: status.phrase for status in HTTPStatus}
_LONGEST_LINE = 65536


class BadRequest(Exception):
    """The client sent something this server does not understand."""


class Cut(Exception):
    """Close the connection after sending ``data``, which may be nothing at all."""

    def __init__(self, data: bytes = b""):
        super().__init__("connection cut on purpose")
        self.data = data


@dataclass(slots=True)
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]  # names in lower case
    body: bytes
    keep_alive: bool

    def json(self) -> Any:
        """Return the body as JSON; raises ValueError where it is not."""
        return json.loads(self.body)


@dataclass(slots=True)
class Response:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, status: int, data: Any, headers: dict | None = None) -> Response:
        body = json.dumps(data, separators=(",", ":")).encode()
        return cls(status, body, {"Content-Type": "application/json"} | (headers or {}))

    def encode(self, promised: int | None = None) -> bytes:
        """Return the bytes for the wire.

        :param promised: a Content-Length that is not the real one, for faults
        """
        length = len(self.body) if promised is None else promised
        lines = [f"HTTP/1.1 {self.status} {_REASONS.get(self.status, '')}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.status != 204:  # RFC 9110, 8.6: a 204 must not have one
            lines.append(f"Content-Length: {length}")
        return "\r\n".join((*lines, "\r\n")).encode("latin-1") + self.body


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        # A client that goes away in the middle is everyday life, not an error.
        with contextlib.suppress(OSError):
            while self._exchange():
                pass

    def _exchange(self) -> bool:
        """Answer one request; return whether the connection stays open."""
        try:
            request = self._read()
        except (BadRequest, ValueError) as error:
            self.wfile.write(Response(400, str(error).encode()).encode())
            return False
        if request is None:
            return False
        try:
            answer = self.server.answer(request)
        except Cut as cut:
            self.wfile.write(cut.data)
            return False
        self.wfile.write(answer.encode())
        return request.keep_alive

    def _read(self) -> Request | None:
        """Read one request, or None where the client closed the connection."""
        line = self._line()
        if not line:
            return None
        try:
            method, target, version = line.split(" ")
        except ValueError:
            raise BadRequest("not an HTTP request line") from None
        headers = self._headers()
        if "transfer-encoding" in headers:
            raise BadRequest("only bodies with a Content-Length are understood")
        if headers.get("expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        size = int(headers.get("content-length") or 0)
        body = self.rfile.read(size) if size else b""
        if len(body) < size:
            return None
        path, _, query = target.partition("?")
        keep_alive = headers.get("connection", "").lower() != "close"
        return Request(
            method=method,
            path=unquote(path),
            query=parse_qs(query, keep_blank_values=True),
            headers=headers,
            body=body,
            keep_alive=keep_alive and version == "HTTP/1.1",
        )

    def _headers(self) -> dict[str, str]:
        headers = {}
        while line := self._line():
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _line(self) -> str:
        line = self.rfile.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise BadRequest("line too long")
        return line.decode("latin-1").rstrip("\r\n")


class Server(socketserver.ThreadingTCPServer):
    """Serves ``answer`` on loopback until stopped; counts TCP connections."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, address: tuple, answer: Callable[[Request], Response]):
        super().__init__(address, _Connection)
        self.answer = answer
        self.accepted = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host}:{port}"

    @property
    def open(self) -> int:
        return len(self._open)

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.02,), name="simulator", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop accepting, then close what clients keep open, so the port is free."""
        self.shutdown()
        self._thread.join()
        self.server_close()
        with self._lock:
            still_open = list(self._open)
        for connection in still_open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request, client_address) -> None:
        with self._lock:
            self.accepted += 1
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)
