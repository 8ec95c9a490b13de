# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Secrets that anybody would recognise, looked for wherever they could come out."""

import base64
import io
import json
import logging
import zipfile
from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import SELLER, simulator
from .rpc_common import RpcCase
from .security_common import OUTSIDERS, RIGHTS

WORDS = ("CanaryClient7Q", "CanaryRefresh8Z")
SECRETS = {
    "client_secret": f"s/{WORDS[0]}+1&x=<2>",
    "refresh_token": f"r/{WORDS[1]}+2&y=<3>",
}
#: Where Odoo itself would keep what was said: chatter, mails, files, its own log.
ELSEWHERE = ("mail.message", "mail.tracking.value", "mail.activity", "ir.attachment")
MODEL = "ecommerce.account.credential"
SECRET_FIELDS = ("stored_value", "value", "entered_in")


def _needles():
    """The words as they stand in text, URLs, JSON and HTML, and in base64."""
    for word in WORDS:
        yield word
        for before in range(3):
            core = base64.b64encode(bytes(before) + word.encode()).decode()
            yield core[4:-4]


NEEDLES = tuple(_needles())


class Listener(logging.Handler):
    """Keeps all that is logged, with all that a record carries."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{self.format(record)} {record.args!r}")


@contextmanager
def everything_logged():
    """Listen to every logger at DEBUG; what is shown of it stays as it was."""
    listener, root = Listener(), logging.getLogger()
    loggers = [root, *map(logging.getLogger, root.manager.loggerDict)]
    levels = [(logger, logger.level) for logger in loggers]
    shown = [(handler, handler.level) for handler in root.handlers]
    for handler, level in shown:
        handler.setLevel(max(level, logging.CRITICAL))
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    root.addHandler(listener)
    try:
        yield listener.lines
    finally:
        root.removeHandler(listener)
        for thing, level in (*levels, *shown):
            thing.setLevel(level)


class UnseenCase(RpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._register_seller({**SELLER, **SECRETS})
        cls._set_credentials(cls.account, **SECRETS)

    def setUp(self):
        super().setUp()
        stored = self.account.credential_ids._values()
        for name, secret in SECRETS.items():
            self.assertEqual(stored[name], secret)

    def assertUnseen(self, text, *details):
        for needle in NEEDLES:
            self.assertNotIn(needle, str(text), details)


@tagged("post_install", "-at_install")
class TestSecretsRead(UnseenCase):
    def test_no_role_reads_one_in_any_way(self):
        for role in self.roles:
            # Outsiders are refused all of it: see test_rpc_attack.
            models = [MODEL] if role in OUTSIDERS else [*RIGHTS, *ELSEWHERE]
            for model in models:
                ids = self.env[model].search([], limit=50, order="id desc").ids
                for method, arguments in self._ways(model):
                    with self.subTest(role, model=model, method=method):
                        of = (
                            ids if method in ("read", "web_read", "export_data") else ()
                        )
                        reply = self._json2(role, model, method, of, **arguments)
                        self.assertUnseen(reply.text)

    def _ways(self, model):
        names = [n for n, f in self.env[model]._fields.items() if n != "raw"]
        names = [n for n in names if self.env[model]._fields[n].type != "properties"]
        yield "read", {}
        yield "web_read", {"specification": {"display_name": {}}}
        yield "search_read", {"domain": []}
        if model in RIGHTS:
            yield "export_data", {"fields_to_export": names}
            path = "account_id/credential_ids/"
            if "account_id" in names:
                yield "export_data", {"fields_to_export": [f"{path}stored_value"]}
                yield "export_data", {"fields_to_export": [f"{path}value"]}
        if model == MODEL:
            yield from self._ways_of_a_secret()

    def _ways_of_a_secret(self):
        for name in (*SECRET_FIELDS, "placeholder", "display_name"):
            yield "read", {"fields": [name]}
            yield "web_read", {"specification": {name: {}}}
            yield "web_search_read", {"domain": [], "specification": {name: {}}}
            yield "search_read", {"domain": [], "order": name}
            yield "formatted_read_group", {"domain": [], "groupby": [name]}
            for function in ("max", "array_agg"):
                aggregates = [f"{name}:{function}"]
                yield (
                    "formatted_read_group",
                    {"domain": [], "groupby": [], "aggregates": aggregates},
                )

    def test_a_guess_that_is_right_is_answered_as_one_that_is_wrong(self):
        wrong = "CanaryNobody9X"
        for role in self.roles:
            for model, path in (
                (MODEL, ""),
                ("ecommerce.account", "credential_ids."),
                ("ecommerce.shipment", "account_id.credential_ids."),
            ):
                for name in SECRET_FIELDS:
                    for operator in ("ilike", "=", ">"):
                        with self.subTest(role, model=model, name=name, op=operator):
                            right, other = (
                                self._guess(role, model, path + name, operator, word)
                                for word in (WORDS[0], wrong)
                            )
                            self.assertEqual(right, other)

    def _guess(self, role, model, path, operator, word):
        whole = SECRETS["client_secret"].replace(WORDS[0], word)
        value = {"=": whole, ">": whole[:-1]}.get(operator, f"%{word}%")
        reply = self._json2(
            role, model, "search_read", domain=[[path, operator, value]], fields=["id"]
        )
        return reply.status, json.loads(reply.text) if reply.status == 200 else None

    @mute_logger("odoo.addons.web.controllers.export")
    def test_no_file_that_is_exported_has_one(self):
        self._ship()
        for role in ("administrator", "system"):
            login = self.roles[role].login
            self.authenticate(login, login)
            for model in RIGHTS:
                names = [
                    n for n, f in self.env[model]._fields.items() if f.type != "binary"
                ]
                for name in names if model == MODEL else [names[:1]]:
                    with self.subTest(role, model=model, name=name):
                        chosen = [name] if model == MODEL else names
                        self.assertUnseen(self._exported(model, chosen, "csv"))
                        self.assertUnseen(self._exported(model, chosen, "xlsx"))

    def _exported(self, model, names, kind):
        fields = [{"name": n, "label": n, "type": "char"} for n in names]
        data = {
            "model": model,
            "fields": fields,
            "ids": self.env[model].search([]).ids,
            "domain": [],
            "import_compat": False,
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )
        if kind == "csv" or answer.status_code != 200:
            return answer.text
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return b"".join(map(book.read, book.namelist())).decode()


@tagged("post_install", "-at_install")
class TestSecretsKept(UnseenCase):
    def _run(self):
        self._ship()
        self._drain()
        self.env.ref("shipgear_ecommerce_status.ir_cron_poll").method_direct_trigger()
        self._json2("system", "ecommerce.account", "action_test_connection", self.ids)

    def _meet_everything_that_can_go_wrong(self):
        self.ids = self.account.ids
        self._run()
        for kind in set(simulator.faults.KINDS) - {"slow", "hang"}:
            self._fault(kind)
            self._run()
            self.sim.faults.clear()
            self.account._resume()
            self.account.throttled_until = False
        self._set_credentials(self.account, seller_id="A3NOBODY")
        self._run()
        self._set_credentials(self.account, seller_id=SELLER["seller_id"])
        self.env["ir.config_parameter"].set_param(
            "shipgear_ecommerce_status.allow_private_hosts", "0"
        )
        self._run()

    def _refused_twin(self):
        """A validation error, of a second account of the same seller."""
        twin = self.env["ecommerce.account"].create(
            {"name": "Twin", "platform": "amazon"}
        )
        with self.assertRaises(ValidationError) as refusal:
            self._set_credentials(twin, **SELLER)
        return str(refusal.exception)

    def test_none_is_said_kept_or_logged_whatever_goes_wrong(self):
        with everything_logged() as lines:
            self._meet_everything_that_can_go_wrong()
            self.env.flush_all()
        self.assertTrue([line for line in lines if "urllib3" in line or "HTTP" in line])
        for line in lines:
            self.assertUnseen(line)
        self.assertUnseen(self._refused_twin())
        self.env.flush_all()
        for table in self._tables():
            for needle in NEEDLES:
                self.assertFalse(
                    self.env.execute_query(
                        SQL(
                            "SELECT 1 FROM %s t WHERE t::text LIKE %s LIMIT 1",
                            SQL.identifier(table),
                            f"%{needle}%",
                        )
                    ),
                    (table, needle),
                )

    def _tables(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )
        tables = {table for (table,) in rows}
        self.assertIn("mail_message", tables)
        return tables - {"ecommerce_account_credential"}
