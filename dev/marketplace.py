# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The simulator as a process of its own."""

import json
import subprocess
import time
import urllib.error
import urllib.request

from .console import CannotContinue, tail
from .paths import PYTHON, ROOT, logs
from .system import free_port, spawn, stop


class Simulator:
    """`python -m simulator` on one port; a restart keeps the URL."""

    def __init__(self, port=0, log=None, arguments=()):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log or logs() / f"simulator-{self.port}.log"
        self.arguments = arguments
        self.process = None

    def start(self, patience=30):
        """Start the process and return when the port answers."""
        with open(self.log, "a", encoding="utf-8") as output:
            self.process = spawn(
                [PYTHON, "-u", "-m", "simulator", "--port", self.port, *self.arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
            )
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self._open(self.url)
                return
            except urllib.error.HTTPError:
                return  # an answer, whatever it says
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise CannotContinue(f"the simulator did not start: {tail(self.log, 5)}")

    def stop(self):
        """End the process; what it knew is gone."""
        if self.process:
            stop(self.process, grace=5)
            self.process = None

    def get(self, path):
        """GET a path; return what the JSON says."""
        return self._open(self.url + path)

    def post(self, path, json=None):
        """POST JSON to a path; return what the answer's JSON says."""
        return self._open(self.url + path, {} if json is None else json)

    def delete(self, path):
        """DELETE a path; return what the answer's JSON says."""
        return self._open(self.url + path, method="DELETE")

    @staticmethod
    def _open(url, payload=None, method=None):
        body = None if payload is None else json.dumps(payload).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(url, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read().decode()
        try:
            return json.loads(text)
        except ValueError:
            return text
