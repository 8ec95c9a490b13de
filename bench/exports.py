# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Our export and Odoo's own, each through the real server as a browser gets it."""

import contextlib
import json
import re
import time
from dataclasses import dataclass

from dev import databases, odoo
from dev.console import CannotContinue, tail

from . import data
from .machine import Memory

_ROUTE = "/shipgear_ecommerce_status/export/{}"
_WIZARD = "ecommerce.shipment.export"
PEER = "Odoo's own export"
#: The columns that we choose by default, as Odoo's own export calls them.
COLUMNS = (
    "order_ref",
    "account_id/name",
    "state",
    "carrier_service",
    "tracking_ref",
    "quantity",
    "shipped_at",
    "last_attempt_at",
    "attempt_count",
    "error_message",
    "error_hint",
)
_CHUNK = 1 << 18
_QUERY = """
user = env.ref("base.user_admin")
query = env["ecommerce.shipment.export"].with_user(user).create({{}})._rows_sql()
with open({path!r}, "wb") as file:
    file.write(env.cr._obj.mogrify(query.code, query.params))
"""


@dataclass(frozen=True)
class Download:
    """A file that came through."""

    rows: int
    size: int  # bytes
    lines: int
    first_byte: float  # seconds since it was asked for
    seconds: float
    growth: float  # MB of memory that the server needed more

    @property
    def rate(self):
        """Rows in a second."""
        return self.rows / self.seconds


class Shop:
    """A server that has shipments, and a user who exports them."""

    def __init__(self, server):
        self.server = server
        self._session = _log_in(server)

    def ours(self, file_format, rows):
        """Export so many shipments as our dialog does."""
        values = {"file_format": file_format, "domain": json.dumps(_first(rows))}
        [number] = _call(self._session, self.server, _WIZARD, "create", [values])
        return self._download(rows, "GET", _ROUTE.format(number))

    def theirs(self, file_format, rows):
        """Export as many, and the same columns, as Odoo's own dialog does."""
        wanted = {
            "model": "ecommerce.shipment",
            "fields": [{"name": n, "label": n, "type": "char"} for n in COLUMNS],
            "ids": [],
            "domain": _first(rows),
            "import_compat": False,
        }
        page = self._session.get(f"{self.server.url}/odoo", timeout=300).text
        token = re.search(r'csrf_token: "(\w+)"', page)[1]
        form = {"data": json.dumps(wanted), "csrf_token": token}
        return self._download(rows, "POST", f"/web/export/{file_format}", data=form)

    def query(self):
        """The SQL of our export of everything."""
        path, log = databases.fresh_log("query"), databases.fresh_log("bench-shell")
        text = _QUERY.format(path=str(path))
        if databases.run_text(text, self.server.database, log):
            print(tail(log, 40))
            raise CannotContinue(f"our query could not be had: see {log}.")
        return path.read_text(encoding="utf-8")

    def _download(self, rows, method, path, **form):
        url, size, lines, first = self.server.url + path, 0, 0, None
        with Memory(self.server.process.pid) as memory:
            started = time.perf_counter()
            answer = self._session.request(
                method, url, stream=True, timeout=900, **form
            )
            answer.raise_for_status()
            for chunk in answer.iter_content(_CHUNK):
                first = first or time.perf_counter() - started
                size, lines = size + len(chunk), lines + chunk.count(b"\n")
            seconds = time.perf_counter() - started
        return Download(rows, size, lines, first, seconds, memory.growth)


def _first(rows):
    """A domain of so many shipments: their ids have no gaps."""
    return [["id", "<=", rows]]


def _log_in(server):
    import requests  # in the virtual environment

    session = requests.Session()
    form = {"db": server.database, "login": "admin", "password": "admin"}
    _post(session, f"{server.url}/web/session/authenticate", form)
    return session


def _call(session, server, model, method, *args):
    params = {"model": model, "method": method, "args": args, "kwargs": {}}
    return _post(session, f"{server.url}/web/dataset/call_kw/{model}/{method}", params)


def _post(session, url, params):
    reply = session.post(url, json={"params": params}, timeout=300).json()
    if "error" in reply:
        raise CannotContinue(f"the server refused {url}: {reply['error']}")
    return reply["result"]


@contextlib.contextmanager
def shops(count):
    """Two `Shop` with the same shipments, one for each side.

    What one server has left in memory is no help for the other. Nothing else runs
    beside what is measured.
    """
    database = data.filled(count)
    servers = [odoo.Server(database, crons=0) for _side in range(2)]
    try:
        for server in servers:
            server.start()
        yield list(map(Shop, servers))
    finally:
        for server in servers:
            server.stop()


def sizes(most):
    """1,000, 10,000 and so on, up to as many as there are."""
    size, found = 1_000, []
    while size < most:
        found.append(size)
        size *= 10
    return [*found, most]
