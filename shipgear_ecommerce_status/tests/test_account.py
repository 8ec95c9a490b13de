# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import warnings

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .common import SELLER, EcommerceCommon

SECRET = SELLER["client_secret"]


class AccountCase(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._make_user(
            "connector", "group_administrator", "base.group_allow_export"
        )
        cls.secret = cls._credential("client_secret")

    @classmethod
    def _credential(cls, name, account=None):
        account = account or cls.account
        return account.credential_ids.filtered(lambda c: c.name == name)

    def _stored(self, name):
        return self._credential(name).sudo().stored_value


@tagged("post_install", "-at_install")
class TestCredentials(AccountCase):
    def test_a_value_is_stripped(self):
        self.secret.value = "  new secret\n"
        self.assertEqual(self._stored("client_secret"), "new secret")

    def test_saving_an_empty_secret_keeps_the_saved_one(self):
        self.account.with_user(self.administrator).write(
            {"credential_ids": [Command.update(self.secret.id, {"value": False})]}
        )
        self.assertEqual(self._stored("client_secret"), SECRET)

    def test_emptying_what_is_no_secret_clears_it(self):
        seller_id = self._credential("seller_id")
        seller_id.with_user(self.administrator).value = ""
        self.assertFalse(self._stored("seller_id"))

    def test_what_an_administrator_types_replaces_a_secret(self):
        self.secret.with_user(self.administrator).value = "typed"
        self.assertEqual(self._stored("client_secret"), "typed")

    def test_what_is_no_secret_is_shown(self):
        seller_id = self._credential("seller_id").with_user(self.administrator)
        self.assertEqual(seller_id.value, SELLER["seller_id"])

    def test_a_change_ends_the_pause(self):
        self.account.paused_until = fields.Datetime.add(fields.Datetime.now(), hours=1)
        self.secret.with_user(self.administrator).value = "typed"
        self.assertFalse(self.account.paused_until)

    def test_a_secret_cannot_be_renamed_to_something_that_is_shown(self):
        self._credential("token_endpoint").unlink()
        with self.assertRaisesRegex(UserError, "cannot be renamed"):
            self.secret.with_user(self.administrator).name = "token_endpoint"

    def test_a_secret_cannot_be_moved_to_another_account(self):
        other = self.account.copy()
        self._credential("client_secret", other).unlink()
        with self.assertRaisesRegex(UserError, "moved elsewhere"):
            self.secret.with_user(self.administrator).account_id = other

    def test_a_copied_account_has_no_credentials(self):
        copy = self.account.with_user(self.administrator).copy()
        self.assertFalse(any(copy.credential_ids.sudo().mapped("stored_value")))
        self.assertEqual(
            copy.credential_ids.mapped("name"),
            self.account.credential_ids.mapped("name"),
        )


@tagged("post_install", "-at_install")
class TestSecrets(AccountCase):
    """Nothing gives a secret back, to anyone."""

    def _rpc(self, user, record, method, *args, **kwargs):
        """Call as the web client does; what it answers, as text."""
        model = record.browse().with_user(user).sudo(False)
        is_model_method = getattr(getattr(type(model), method), "_api_model", False)
        if not is_model_method:
            args = (record.ids, *args)
        try:
            with self.env.cr.savepoint(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of methods that are going away
                return repr(call_kw(model, method, args, kwargs))
        except (UserError, ValueError, KeyError) as refusal:
            return repr(refusal)

    def _users(self):
        return self.administrator | self.env.ref("base.user_admin")

    def test_no_method_gives_one_back(self):
        names = ["stored_value", "value", "placeholder", "display_name"]
        everything = {name: {} for name in names}
        nested = {"credential_ids": {"fields": everything}}
        ours = [("id", "in", self.secret.ids)]
        typed = [Command.update(self.secret.id, {"value": SECRET})]
        calls = (
            (self.secret, "read", names),
            (self.secret, "read", ["stored_value"]),
            (self.secret, "web_read", everything),
            (self.secret, "web_read", {"value": {}}),
            (self.secret, "search_read", ours, names),
            (self.secret, "web_search_read", ours, {"stored_value": {}}),
            (self.secret, "web_save", {}, everything),
            (self.secret, "web_save", {"value": SECRET}, {"value": {}}),
            (self.account, "web_save", {"credential_ids": typed}, nested),
            (self.secret, "export_data", ["stored_value"]),
            (self.secret, "export_data", ["value"]),
            (self.secret, "name_search", SECRET),
            (self.secret, "read_group", ours, ["stored_value:max"], []),
            (self.secret, "read_group", ours, [], ["stored_value"]),
            (self.secret, "formatted_read_group", ours, ["stored_value"]),
            (self.secret, "formatted_read_group", ours, [], ["stored_value:max"]),
            (self.secret, "copy_data"),
            (self.secret, "mapped", "stored_value"),
            (self.secret, "onchange", {}, ["name"], {"stored_value": {}}),
            (self.secret, "fields_get", ["stored_value"]),
            (self.account, "read", ["credential_ids"]),
            (self.account, "web_read", nested),
            (self.account, "web_save", {"name": "x"}, nested),
            (self.account, "onchange", {}, ["platform"], nested),
            (self.account, "export_data", ["credential_ids/stored_value"]),
            (self.account, "export_data", ["credential_ids/value"]),
            (self.account, "mapped", "credential_ids.stored_value"),
            (self.account, "copy_data"),
        )
        self.assertTrue(self.secret.sudo().stored_value)  # and it is in the cache
        for user in self._users():
            for record, method, *args in calls:
                with self.subTest(user=user.login, method=method, args=args):
                    # What the caller passed comes back in some refusals.
                    answer = self._rpc(user, record, method, *args)
                    self.assertNotIn(SECRET, answer.replace(repr(args), ""))

    def test_creating_an_account_does_not_repeat_what_was_typed(self):
        typed = [Command.create({"name": "client_secret", "value": SECRET})]
        answer = self._rpc(
            self.administrator,
            self.env["ecommerce.account"],
            "web_save",
            {"name": "New", "credential_ids": typed},
            {"credential_ids": {"fields": {"name": {}, "value": {}}}},
        )
        self.assertIn("'client_secret'", answer)
        self.assertNotIn(SECRET, answer)

    def test_no_search_tells_whether_a_guess_is_right(self):
        guess = f"{SECRET[:10]}%"
        calls = (
            (self.secret, "search", [("stored_value", "=like", guess)]),
            (self.secret, "search", [("value", "=like", guess)]),
            (self.secret, "search_count", [("stored_value", "=", SECRET)]),
            (self.secret, "search", [], 0, None, "stored_value"),
            (self.secret, "filtered_domain", [("stored_value", "=", SECRET)]),
            (self.secret, "web_search_read", [("stored_value", "=", SECRET)], {}),
            (self.account, "search", [("credential_ids.stored_value", "=", SECRET)]),
            (
                self.account,
                "search",
                [("credential_ids", "any", [("stored_value", "=", SECRET)])],
            ),
            (
                self.env["ecommerce.shipment"],
                "search",
                [("account_id.credential_ids.stored_value", "=", SECRET)],
            ),
        )
        for user in self._users():
            for record, method, *args in calls:
                with self.subTest(user=user.login, method=method, args=args):
                    answer = self._rpc(user, record, method, *args)
                    self.assertIn("Error", answer)

    def test_it_cannot_be_written_past_the_screen(self):
        for user in self._users():
            with self.assertRaises(AccessError):
                self.secret.with_user(user).write({"stored_value": "x"})

    def test_it_is_nowhere_in_the_database_but_in_its_own_column(self):
        self._set_credentials(self.account, client_secret=f"{SECRET}-wrong")
        self._ship()
        self._drain()
        with self.enter_registry_test_mode():
            self.account.action_test_connection()
        self.env.flush_all()
        tables = [
            model._table
            for name, model in self.env.items()
            if name.startswith(("ecommerce.", "writeback.", "api.status", "mail."))
            and model._auto
            and not model._abstract
            and name != "ecommerce.account.credential"
        ]
        self.assertIn("writeback_attempt", tables)
        for table in tables:
            rows = self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s t WHERE t::text LIKE %s",
                    SQL.identifier(table),
                    f"%{SECRET}%",
                )
            )
            self.assertFalse(rows, table)


@tagged("post_install", "-at_install")
class TestHosts(AccountCase):
    def _endpoint(self, user):
        rows = self.account.credential_ids.filtered(lambda c: c.name == "endpoint")
        return rows.with_user(user)

    def test_only_the_system_chooses_where_secrets_are_sent(self):
        with self.assertRaisesRegex(AccessError, "administrator of the system"):
            self._endpoint(self.administrator).value = "https://evil.example.com"
        self.administrator.group_ids += self.env.ref("base.group_system")
        self._endpoint(self.administrator).value = "https://proxy.example.com"
        self.assertEqual(
            self._endpoint(self.administrator).value, "https://proxy.example.com"
        )

    def test_saving_the_same_address_again_is_no_change(self):
        endpoint = self._endpoint(self.administrator)
        endpoint.value = endpoint.value


@tagged("post_install", "-at_install")
class TestSecretsByJson(AccountCase, HttpCase):
    @mute_logger("odoo.http")
    def test_json_2_does_not_give_one_back(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.administrator)
            .sudo()
            ._generate(None, "test", fields.Datetime.add(fields.Datetime.now(), days=1))
        )
        for name in ("stored_value", "value"):
            answer = self.url_open(
                "/json/2/ecommerce.account.credential/read",
                headers={"Authorization": f"bearer {key}"},
                json={"ids": self.secret.ids, "fields": [name]},
            )
            self.assertNotIn(SECRET, answer.text)
        # The key does work, so it is not for lack of it.
        self.assertEqual(answer.json(), [{"id": self.secret.id, "value": False}])


@tagged("post_install", "-at_install")
class TestAccount(AccountCase):
    def test_the_platform_cannot_change(self):
        with self.assertRaisesRegex(ValidationError, "cannot change"):
            self.account.platform = "other"

    def test_the_company_cannot_change_once_there_are_shipments(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._ship()
        with self.assertRaisesRegex(ValidationError, "company of an account"):
            self.account.company_id = company

    def test_an_account_with_shipments_is_not_deleted(self):
        self._ship()
        with self.assertRaisesRegex(UserError, "Archive it instead"):
            self.account.with_user(self.administrator).unlink()

    def test_an_account_without_shipments_is_deleted(self):
        self.account.with_user(self.administrator).unlink()
        self.assertFalse(self.account.exists())

    def test_an_archived_account_holds_its_shipments_until_it_is_restored(self):
        shipment = self._ship()
        account = self.account.with_user(self.administrator)
        account.action_archive()
        self.assertEqual(shipment.state, "waiting")
        self.assertIn("archived", shipment.explanation)
        late = self._ship()
        self.assertEqual(late.waiting_reason, "account_archived")
        self._drain()
        self.assertFalse(self._told(shipment))
        account.action_unarchive()
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1)
        self.assertEqual(len(self._told(late)), 1)

    def test_a_shipment_that_comes_back_to_an_archived_account_is_not_sent(self):
        shipment = self._ship()
        self.account.active = False
        shipment.state = "pending"
        self._drain()
        self.assertFalse(self._told(shipment))
        self.assertFalse(shipment.attempt_ids)


@tagged("post_install", "-at_install")
class TestSameSeller(AccountCase):
    def _second(self, **values):
        account = self.account.with_user(self.administrator).copy(
            {"name": "Twin", "active": True, **values}
        )
        account.credential_ids.filtered(
            lambda c: c.name == "marketplace_id"
        ).value = SELLER["marketplace_id"]
        return account

    def test_a_second_account_of_a_seller_is_refused(self):
        account = self._second()
        with self.assertRaisesRegex(ValidationError, "Amazon US .*already connects"):
            self._credential("seller_id", account).value = SELLER["seller_id"]

    def test_the_same_seller_in_another_marketplace_is_another_account(self):
        account = self._second()
        self._credential("marketplace_id", account).value = "A2EUQ1WTGCTBG2"
        self._credential("seller_id", account).value = SELLER["seller_id"]

    def test_an_archived_account_is_out_of_the_way_until_it_is_restored(self):
        self.account.active = False
        account = self._second()
        self._credential("seller_id", account).value = SELLER["seller_id"]
        with self.assertRaisesRegex(ValidationError, "already connects"):
            self.account.active = True

    def test_of_an_account_of_another_company_no_name_is_given_away(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.account.write({"name": "Private", "company_id": company.id})
        account = self._second(company_id=self.env.company.id, user_id=False)
        with self.assertRaisesRegex(ValidationError, "another company") as refusal:
            self._credential("seller_id", account).value = SELLER["seller_id"]
        self.assertNotIn("Private", str(refusal.exception))
        self.assertNotIn("Elsewhere", str(refusal.exception))


@tagged("post_install", "-at_install")
class TestConnection(AccountCase):
    APIS = ("Products API", "Writeback API", "Orders API")

    def _test(self, user=None):
        """Return whether all is right, and what the page says."""
        account = self.account.with_user(user or self.administrator)
        with self.enter_registry_test_mode():
            answer = account.action_test_connection()["params"]
        self.assertEqual(answer["type"] == "warning", account.test_failed)
        return not account.test_failed, self._said(account)

    def _said(self, account):
        return "\n".join(answer["sentence"] for answer in account.test_result)

    def _assert_sentence_for_each_api(self, message, *words):
        for label in self.APIS:
            self.assertEqual(message.count(f"{label}: "), 1, message)
        for word in words:
            self.assertIn(word, message)
        self.assertNotIn("..", message)

    def test_all_right(self):
        right, message = self._test()
        self.assertTrue(right, message)
        self._assert_sentence_for_each_api(message, "answered")

    def test_all_right_ends_the_pause(self):
        self.account.paused_until = fields.Datetime.add(fields.Datetime.now(), hours=1)
        self._test()
        self.assertFalse(self.account.paused_until)

    def test_a_wrong_secret(self):
        self.secret.value = "wrong"
        right, message = self._test()
        self.assertFalse(right)
        self._assert_sentence_for_each_api(message, "client secret")

    def test_an_endpoint_that_nobody_answers(self):
        self._set_credentials(self.account, endpoint="http://127.0.0.1:9")
        right, message = self._test()
        self.assertFalse(right)
        self._assert_sentence_for_each_api(message, "127.0.0.1")

    def test_an_endpoint_that_is_none(self):
        self._set_credentials(self.account, endpoint="not a url")
        right, message = self._test()
        self.assertFalse(right)
        self.assertIn("API endpoint", message)

    def test_an_unknown_marketplace(self):
        self._set_credentials(self.account, marketplace_id="NOWHERE")
        right, message = self._test()
        self.assertFalse(right)
        self.assertIn("NOWHERE", message)
        self.assertNotIn("..", message)

    def test_missing_credentials(self):
        account = self.account.copy()
        account.action_test_connection()
        self.assertTrue(account.test_failed)
        self.assertIn("Client secret", self._said(account))
        self.assertIn("Missing: Seller ID", self._said(account))

    def test_no_right_to_one_api(self):
        self._register_seller(SELLER | {"rights": ["orders", "products"]})
        self.addClassCleanup(self._register_seller, SELLER)
        right, message = self._test()
        self.assertFalse(right)
        self._assert_sentence_for_each_api(message, "roles")
        self.assertIn("Orders API: answered", message)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_a_user_may_not_test(self):
        user = self._make_user("viewer", "group_user")
        with self.assertRaises(AccessError):
            self._test(user)
        self.assertEqual(self.sim.stats.report()["calls"], 0)
