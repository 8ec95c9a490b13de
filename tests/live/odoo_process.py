# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A real Odoo process, and how a test talks to it."""

import itertools

import requests

from dev import databases, odoo, postgres


class RpcError(Exception):
    """What the server answered instead of a result."""

    def __init__(self, error):
        data = error.get("data") or {}
        super().__init__(data.get("message") or error.get("message"))
        self.name = data.get("name")  # such as odoo.exceptions.UserError
        self.debug = data.get("debug")  # the server's traceback


class LiveOdoo(odoo.Server):
    """A server with its crons running; `call` speaks to it as the web client does.

    From `dev.odoo.Server` come url, start, stop, restart, kill and log_lines.
    """

    _SESSION_EXPIRED = 100

    def __init__(self, database, **options):
        super().__init__(database, **options)
        self._session = None
        self._ids = itertools.count(1)

    @property
    def db(self):
        """The name of the database."""
        return self.database

    def call(self, model, method, *args, **kwargs):
        """Call a public method as admin; return its result."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        path = f"/web/dataset/call_kw/{model}/{method}"
        if not self._session:
            self._session = self.login()
        try:
            return self._post(self._session, path, params)
        except RpcError as problem:
            if problem.name != "odoo.http.SessionExpiredException":
                raise
        self._session = self.login()
        return self._post(self._session, path, params)

    def login(self, login="admin", password="admin"):
        """A `requests` session of a user."""
        session = requests.Session()
        params = {"db": self.database, "login": login, "password": password}
        self._post(session, "/web/session/authenticate", params)
        return session

    def _post(self, session, path, params, timeout=120):
        payload = {"jsonrpc": "2.0", "id": next(self._ids), "params": params}
        answer = session.post(self.url + path, json=payload, timeout=timeout)
        answer.raise_for_status()
        reply = answer.json()
        if "error" in reply:
            raise RpcError(reply["error"])
        return reply.get("result")

    def sql(self, query, values=()):
        """Run one statement in the database, past Odoo; return the rows."""
        return postgres.execute(query, values, database=self.database)

    def script(self, text):
        """Run Python text with `env`, in a process of its own (`odoo shell`).

        The text commits by itself; a failure raises with what was said.
        """
        log = databases.fresh_log(f"script-{self.database}")
        if databases.run_text(text, self.database, log):
            raise AssertionError(log.read_text(encoding="utf-8"))
