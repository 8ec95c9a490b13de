# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A marketplace of a few lines: real HTTP on loopback, answers as told."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Reply:
    """``act``: answer, cut (no answer), half (cut in the body), hang, drip."""

    status: int = 200
    body: object = b""
    headers: dict[str, str] = field(default_factory=dict)
    act: str = "answer"

    def payload(self) -> tuple[bytes, dict[str, str]]:
        if isinstance(self.body, bytes):
            return self.body, self.headers
        if isinstance(self.body, str):
            return self.body.encode(), {"Content-Type": "text/html", **self.headers}
        headers = {"Content-Type": "application/json", **self.headers}
        return json.dumps(self.body).encode(), headers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, body)
        if self.server.marketplace.raw and request.path != "/token":
            self.wfile.write(self.server.marketplace.raw)
            self.close_connection = True
            return
        reply = self.server.marketplace.answer(request)
        if reply.act == "cut":
            self.close_connection = True
            return
        if reply.act == "hang":
            self.server.marketplace.released.wait(10)
        self._send(reply)

    do_POST = do_PUT = do_DELETE = do_GET

    def _send(self, reply):
        payload, headers = reply.payload()
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.status != 204 and headers.get("Connection") != "close":
            length = len(payload) + (100 if reply.act == "half" else 0)
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if reply.act == "drip":
            for byte in payload:
                self.wfile.write(bytes([byte]))
                if self.server.marketplace.released.wait(0.1):
                    break
        elif reply.status != 204:
            self.wfile.write(payload)
        if reply.act == "half":
            self.close_connection = True

    def log_message(self, *args):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # of five, a busy machine drops some: a second's wait


class Marketplace:
    """``script``: answers to come, in order; after them ``default``.

    Requests to /token are answered by themselves, unless ``token_script`` has
    something to say. ``raw``: bytes that answer all others as they are.
    """

    def __init__(self):
        self.requests: list[Request] = []
        self.script: list[Reply] = []
        self.token_script: list[Reply] = []
        self.default = Reply(204)
        self.raw = b""
        self.released = threading.Event()
        self._tokens = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.marketplace = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.002,), daemon=True
        )
        self._thread.start()

    def answer(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            if request.path == "/token":
                if self.token_script:
                    return self.token_script.pop(0)
                self._tokens += 1
                token = f"Atza|access-{self._tokens}"
                return Reply(200, {"access_token": token, "expires_in": 3600})
            return self.script.pop(0) if self.script else self.default

    @property
    def token_requests(self) -> list[Request]:
        return [request for request in self.requests if request.path == "/token"]

    @property
    def api_requests(self) -> list[Request]:
        return [request for request in self.requests if request.path != "/token"]

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
