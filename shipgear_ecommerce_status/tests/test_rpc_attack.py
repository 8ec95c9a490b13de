# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every public method of every model, over JSON-2 and XML-RPC, as each role."""

import warnings

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw, get_public_method
from odoo.tests import tagged

from .public_methods import public_methods
from .rpc_common import RpcCase
from .security_common import OUTSIDERS, RIGHTS

#: method -> (right it needs, whether it takes ids, its arguments)
GENERIC = {
    "read": ("r", True, {}),
    "web_read": ("r", True, {"specification": {"display_name": {}}}),
    "search": ("r", False, {"domain": []}),
    "search_count": ("r", False, {"domain": []}),
    "search_read": ("r", False, {"domain": []}),
    "web_search_read": (
        "r",
        False,
        {"domain": [], "specification": {"display_name": {}}},
    ),
    "name_search": ("r", False, {"name": ""}),
    "formatted_read_group": ("r", False, {"domain": [], "groupby": ["create_uid"]}),
    "web_read_group": ("r", False, {"domain": [], "groupby": ["create_uid"]}),
    "export_data": ("r", True, {"fields_to_export": ["id", "display_name"]}),
    "copy_data": ("r", True, {}),
    "write": ("w", True, {"vals": {"sequence": 3}}),
    "web_save": ("w", True, {"vals": {"sequence": 4}, "specification": {}}),
    "create": ("c", False, {"vals_list": [{"sequence": 5}]}),
    "copy": ("c", True, {}),
    "action_archive": ("w", True, {}),
    "unlink": ("u", True, {}),
}
#: Odoo answers these to everyone: they are about fields and views, not records, or
#: have a way of their own to say that nothing was made.
HARMLESS = {
    "load": {"fields": ["display_name"], "data": [["made over RPC"]]},
    "name_create": {"name": "made over RPC"},
    "fields_get": {},
    "default_get": {"fields": ["display_name"]},
    "onchange": {"values": {}, "field_names": [], "fields_spec": {"display_name": {}}},
    "get_views": {"views": [[False, "list"]]},
    "has_access": {"operation": "read"},
}
VIEWER = {name: rights[0] for name, rights in RIGHTS.items()}
ADMINISTRATOR = {name: rights[1] for name, rights in RIGHTS.items()}
#: A User's actions: they need the right to read, the others one to write, or ("s") to
#: sell, which is none of the add-on's.
ACTIONS = {
    "action_retry": "r",
    "action_retry_many": "r",
    "action_confirm_by_hand": "r",
    "action_mark_confirmed": "r",
    "action_undo_confirmation": "r",
    "action_apply": "r",
    "action_open_marketplace": "r",
    "action_update": "r",
    "action_create_quotation": "s",
    "action_open_quotations": "s",
    "action_export": "r",
    "action_connect": "c",
    "action_continue_setup": "w",
    "action_map_carriers": "w",
    "action_open_form": "r",
    "action_propose": "c",
    "action_setup_back": "w",
    "action_setup_next": "w",
    "action_reset": "r",
    "action_open_upload_page": "r",
    "action_confirm_exported": "r",
    "action_open_shipment": "r",
    "action_go_on": "w",
    "action_test_connection": "w",
    "action_try_writeback": "w",
}
BY_XML_RPC = ("read", "search_read", "export_data", "write", "create", "unlink")
MARKS = ("Marked Account", "MARKED-SKU", "1ZMARKED0123456784", "Marked Lamp")


class AttackCase(RpcCase):
    def setUp(self):
        super().setUp()
        self.account.name = MARKS[0]
        shipment = self._ship(tracking=MARKS[2])
        failed = self._ship(there=False)
        self._drain()
        failed.action_retry()
        failed.action_confirm_by_hand()
        self.env["ecommerce.item"].create(
            {"account_id": self.account.id, "sku": MARKS[1], "title": MARKS[3]}
        )
        self.env["ecommerce.shipment.export"].create({})
        self.env["ecommerce.quotation.result"]._open(
            self.env["sale.order"], {shipment.order_id: "No product"}
        )
        self._propose_a_carrier()
        self.marks = (*MARKS, shipment.order_ref)
        self.ids = {
            name: model.search([]).ids for name, model in self._own_models().items()
        }
        for name, ids in self.ids.items():
            self.assertTrue(ids, f"no {name} to attack")
        self.env.flush_all()

    def _calls(self):
        """(model, method, right, ids, arguments) of all that can be called."""
        for model in RIGHTS:
            for method, (right, takes_ids, arguments) in GENERIC.items():
                if method == "action_archive" and "active" not in self.env[model]:
                    continue
                ids = self.ids[model] if takes_ids else ()
                yield model, method, right, ids, arguments
            for method in sorted(public_methods(model)):
                if method in ACTIONS:
                    yield model, method, ACTIONS[method], self.ids[model][:1], {}

    def _replies(self, role, model, method, ids, arguments):
        """The same call over both protocols, if it is not as good as another one."""
        yield "JSON-2", self._json2(role, model, method, ids, **arguments)
        if method in BY_XML_RPC or method in ACTIONS:
            args = [ids] if ids else []
            yield "XML-RPC", self._xmlrpc(role, model, method, args, arguments)

    def _call(self, model, method, ids, arguments=None):
        """Do as XML-RPC does within; return what is raised, if anything is."""
        try:
            function = get_public_method(model, method)
            args = [ids] if ids and not hasattr(function, "_api_model") else []
            with self.env.cr.savepoint(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of methods that are going away
                answer = call_kw(model, method, args, arguments or {})
        except Exception as refusal:  # wrong arguments, no right
            self.assertTellsNothing(repr(refusal))
            return refusal
        self.assertTellsNothing(repr(answer))
        return None

    def assertTellsNothing(self, text):
        for mark in self.marks:
            self.assertNotIn(mark, text)


@tagged("post_install", "-at_install")
class TestRpcOutsiders(AttackCase):
    def test_whoever_has_none_of_our_groups_is_refused_everything(self):
        before = self._fingerprint()
        for role in OUTSIDERS:
            for model, method, _right, ids, arguments in self._calls():
                with self.subTest(role, model=model, method=method):
                    for protocol, reply in self._replies(
                        role, model, method, ids, arguments
                    ):
                        self.assertTrue(reply.refused, (protocol, reply))
                        self.assertTellsNothing(reply.text)
        self.assertEqual(self._fingerprint(), before)

    def test_what_odoo_says_of_fields_says_nothing_of_records(self):
        before = self._fingerprint()
        for role in OUTSIDERS:
            for model in RIGHTS:
                for method, arguments in HARMLESS.items():
                    with self.subTest(role, model=model, method=method):
                        reply = self._json2(role, model, method, **arguments)
                        self.assertTellsNothing(reply.text)
        self.assertEqual(self._fingerprint(), before)

    def test_all_other_methods_of_odoo_neither_tell_nor_change_anything(self):
        """Called as XML-RPC calls them, with ids and nothing else."""
        before = self._fingerprint()
        for role in ("portal", "employee", "packer", "stranger"):
            for name in RIGHTS:
                model = self.env[name].with_user(self.roles[role])
                for method in dir(type(model)):
                    if not method.startswith("_"):
                        with self.subTest(role, model=name, method=method):
                            self._call(model, method, self.ids[name])
        self.assertEqual(self._fingerprint(), before)


@tagged("post_install", "-at_install")
class TestRpcInsiders(AttackCase):
    def _assert_table(self, role, table):
        export = self.env["ecommerce.shipment.export"].with_user(self.roles[role])
        export = export.create({})  # nobody sees another one's
        self.ids |= {r._name: r.ids for r in (export, export.column_ids)}
        shipments = self.env["ecommerce.shipment"].with_user(self.roles[role])
        shipments.search([]).action_confirm_by_hand()
        decision = self.env["ecommerce.shipment.decision"].with_user(self.roles[role])
        decision = decision.search([])
        self.ids |= {r._name: r.ids for r in (decision, decision.line_ids)}
        result = self.env["ecommerce.quotation.result"].with_user(self.roles[role])
        result = result.create({"line_ids": [Command.create({"number": "1"})]})
        self.ids |= {r._name: r.ids for r in (result, result.line_ids)}
        for model, method, right, ids, arguments in self._calls():
            if method == "copy_data":
                continue  # refused as well where one of the fields may not be read
            replies = self._replies(role, model, method, ids, arguments)
            while True:
                with self.env.cr.savepoint() as savepoint:
                    protocol, reply = next(replies, (None, None))
                    savepoint.rollback()
                self.env.invalidate_all()
                if not reply:
                    break
                with self.subTest(role, model=model, method=method, by=protocol):
                    self.assertEqual(not reply.denied, right in table[model], reply)

    def test_a_user_may_what_the_table_says(self):
        self._assert_table("viewer", VIEWER)

    def test_an_administrator_may_what_the_table_says(self):
        self._assert_table("administrator", ADMINISTRATOR)

    def test_what_a_user_is_refused_changes_nothing(self):
        before = self._fingerprint()
        for model, method, right, ids, arguments in self._calls():
            if right not in VIEWER[model] and method not in ACTIONS:
                reply = self._json2("viewer", model, method, ids, **arguments)
                self.assertTrue(reply.denied, (model, method, reply))
        self.assertEqual(self._fingerprint(), before)


@tagged("post_install", "-at_install")
class TestRpcOtherCompany(AttackCase):
    def test_an_administrator_elsewhere_learns_and_changes_nothing(self):
        before = self._fingerprint()
        for model, method, _right, ids, arguments in self._calls():
            if not ids and method in ("create", "load", "name_create"):
                continue  # makes a record of the other company, rightly
            with self.subTest(model=model, method=method):
                for protocol, reply in self._replies(
                    "stranger", model, method, ids, arguments
                ):
                    self.assertTellsNothing(reply.text)
                    if ids:
                        self.assertTrue(reply.denied, (protocol, reply))
        self.assertEqual(self._fingerprint(), before)


@tagged("post_install", "-at_install")
class TestRpcPrivate(AttackCase):
    def _addon_models(self):
        return {
            name: self._methods_of_addon(model)
            for name, model in self.env.items()
            if self._methods_of_addon(model)
        }

    def test_helpers_are_refused_even_to_those_who_may_most(self):
        """All by what each protocol asks first, and one of each model over HTTP."""
        before = self._fingerprint()
        for name, methods in self._addon_models().items():
            helpers = sorted(m for m in methods if m.startswith("_"))
            for method in helpers:
                with self.subTest(model=name, method=method):
                    with self.assertRaises(AccessError):
                        get_public_method(self.env[name], method)
            for method in helpers[:1]:
                reply = self._json2("system", name, method)
                self.assertEqual(reply.status, 403, reply)
        self.assertEqual(self._fingerprint(), before)

    def test_scheduled_actions_are_refused_by_xml_rpc_too(self):
        calls = self._calls_made()
        for name, methods in self._addon_models().items():
            for method in methods:
                if method.startswith("_cron"):
                    reply = self._xmlrpc("system", name, method, [[]])
                    self.assertEqual(reply.status, 403, reply)
        self.assertEqual(self._calls_made(), calls)

    def test_abstract_models_do_nothing(self):
        before = self._fingerprint()
        ours = [
            name
            for name, model in self.env.items()
            if model._abstract and self._methods_of_addon(model)
        ]
        self.assertIn("writeback.outbox", ours)
        for name in ours:
            for role in ("system", "portal"):
                model = self.env[name].with_user(self.roles[role])
                for method, (_right, takes_ids, arguments) in GENERIC.items():
                    with self.subTest(role, model=name, method=method):
                        ids = [1] if takes_ids else []
                        refusal = self._call(model, method, ids, arguments)
                        if method != "copy_data":  # of no fields
                            self.assertTrue(refusal)
        self.assertEqual(self._fingerprint(), before)
