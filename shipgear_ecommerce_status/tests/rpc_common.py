# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Calls from outside, over real HTTP: JSON-2 and XML-RPC, as each role."""

import hashlib
import xmlrpc.client
from dataclasses import dataclass

from odoo import fields
from odoo.tests import HttpCase, get_db_name
from odoo.tools import SQL, mute_logger

from odoo.addons.base.models import res_users

from .security_common import ADDON, SecurityCase

#: What Odoo logs of refusals, and that XML-RPC is going away.
REFUSALS = (
    "odoo.http",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.mail.models.mail_thread",
    "odoo.sql_db",
    "odoo.models",
    "odoo.modules.registry",
    "odoo.addons.base.models.res_users",
)
DENIED = (401, 403)
#: XML-RPC's codes of AccessDenied and AccessError.
FAULTS = {3: 401, 4: 403}


@dataclass(frozen=True)
class Reply:
    status: int
    text: str

    @property
    def denied(self) -> bool:
        return self.status in DENIED

    @property
    def refused(self) -> bool:
        return self.denied or "rights to export" in self.text


class RpcCase(SecurityCase, HttpCase):
    """``roles``: name -> user; None is somebody without a key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        theirs = {
            "company_id": cls.elsewhere.id,
            "company_ids": [(6, 0, cls.elsewhere.ids)],
        }
        export = "base.group_allow_export"
        cls.roles = {
            "anonymous": None,
            "portal": cls._make_user("rpc_portal", "base.group_portal"),
            "employee": cls._make_user("rpc_employee", "base.group_user", export),
            "packer": cls._make_user("rpc_packer", "stock.group_stock_user", export),
            "viewer": cls._make_user("rpc_viewer", "group_user", export),
            "administrator": cls._make_user(
                "rpc_administrator", "group_administrator", export
            ),
            "stranger": cls._make_user(
                "rpc_stranger", "group_administrator", export, **theirs
            ),
            "system": cls._make_user(
                "rpc_system", "group_administrator", "base.group_system", export
            ),
        }
        # Thousands of calls; what a key's hash costs is no question here.
        context = res_users.CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)
        cls.classPatch(res_users, "KEY_CRYPT_CONTEXT", context)
        day = fields.Datetime.add(fields.Datetime.now(), days=1)
        cls.keys = {
            role: cls.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", day)
            for role, user in cls.roles.items()
            if user
        }

    def setUp(self):
        super().setUp()
        muted = mute_logger(*REFUSALS)
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)

    def _drain(self):
        # A browser's or caller's test is in the registry's test mode from the start.
        self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _json2(self, role, model, method, ids=(), **arguments) -> Reply:
        key = self.keys.get(role, "0" * 40)
        headers = {"Authorization": f"bearer {key}"}
        if ids:
            arguments["ids"] = list(ids)
        url = f"/json/2/{model}/{method}"
        answer = self.url_open(url, json=arguments, headers=headers, method="POST")
        return Reply(answer.status_code, answer.text)

    def _xmlrpc(self, role, model, method, args=(), arguments=None) -> Reply:
        user = self.roles[role] or self.env.ref("base.public_user")
        key = self.keys.get(role, "0" * 40)
        try:
            answer = self.xmlrpc_object.execute_kw(
                get_db_name(), user.id, key, model, method, list(args), arguments or {}
            )
        except xmlrpc.client.Fault as fault:
            return Reply(FAULTS.get(fault.faultCode, 500), fault.faultString)
        return Reply(200, repr(answer))

    def _fingerprint(self) -> dict[str, str]:
        """What is in the tables of the add-on, to see whether it changed."""
        self.env.flush_all()
        prints = {}
        for name, model in self._own_models().items():
            rows = self.env.execute_query(
                SQL(
                    "SELECT string_agg(t::text, ',' ORDER BY id) FROM %s t",
                    SQL.identifier(model._table),
                )
            )
            prints[name] = hashlib.sha256((rows[0][0] or "").encode()).hexdigest()
        return prints

    def _methods_of_addon(self, model) -> set[str]:
        """All that the add-on's classes of a model define."""
        return {
            name
            for part in type(model).mro()
            if part.__module__.startswith(f"odoo.addons.{ADDON}.")
            for name, value in vars(part).items()
            if callable(value) and not name.startswith("__")
        }
