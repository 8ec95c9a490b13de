# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""From an empty database to the first order that was written back."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from ..connectors.base import Connector
from .common import OTHER_SELLER, SELLER, EcommerceCommon

SETUP = "shipgear_ecommerce_status.ecommerce_account_view_form_setup"


class SetupCase(EcommerceCommon):
    """No account is there; the marketplace is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.unlink()
        cls.env["ecommerce.account"].search([]).action_archive()
        cls.env["ecommerce.carrier.mapping"].search([]).unlink()
        cls.env["delivery.carrier"].search([("id", "!=", cls.carrier.id)]).write(
            {"active": False}
        )
        cls.bike = cls._make_carrier("Bike & Co")
        cls.administrator = cls._make_user("connector", "group_administrator")
        cls.viewer = cls._make_user("viewer", "group_user")
        cls._register_seller(SELLER)
        # Only an administrator of the system may enter an address.
        cls.endpoints = {
            "endpoint": f"{cls.sim.url}/amazon",
            "token_endpoint": f"{cls.sim.url}/amazon/auth/o2/token",
        }

    def _begin(self, name="Amazon US"):
        """An account whose platform was chosen."""
        accounts = self.env["ecommerce.account"].with_user(self.administrator)
        action = accounts.action_connect()
        self.assertFalse(action["res_id"])
        accounts = accounts.with_context(default_setup_step="platform")
        with Form(accounts, view=SETUP) as form:
            form.name = name
        account = form.record.with_context(default_setup_step=False)
        account.action_setup_next()
        return account

    def _paste(self, account, **values):
        for credential in account.credential_ids:
            if credential.name in values:
                credential.value = values[credential.name]
        self._set_credentials(account.sudo(), **self.endpoints)

    def _test(self, account):
        with self.enter_registry_test_mode():
            account.action_test_connection()
        return account.test_result

    def _try(self, account):
        with self.enter_registry_test_mode():
            account.action_try_writeback()
        (answer,) = account.trial_result
        return answer

    def _connected(self):
        account = self._begin()
        self._paste(account, **SELLER)
        for _step in ("test", "carriers", "try", "done"):
            account.action_setup_next()
        return account


@tagged("post_install", "-at_install")
class TestSetup(SetupCase):
    def test_from_nothing_to_the_first_order_that_is_told(self):
        account = self._begin()
        self.assertEqual(account.setup_step, "credentials")
        self._paste(account, **SELLER)
        account.action_setup_next()
        self.assertEqual(account.setup_step, "test")
        answers = self._test(account)
        self.assertEqual([a["ok"] for a in answers], [True] * 3, answers)
        account.action_setup_next()
        self.assertEqual(account.setup_step, "carriers")
        account.action_setup_next()
        self.assertTrue(self._try(account)["ok"])
        account.action_setup_next()
        self.assertEqual((account.setup_step, account.active), ("done", True))
        self.assertIn("every 5 minutes", account.setup_summary)
        shipment = self._ship(account=account)
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)

    def test_nothing_is_read_or_sent_before_the_last_step(self):
        account = self._begin()
        self._paste(account, **SELLER)
        shipment = self._ship(account=account)
        self._poll()
        self._drain()
        self.assertEqual(self._calls_made(), 0)
        self.assertEqual(shipment.state, "waiting")
        for _step in ("test", "carriers", "try", "done"):
            account.action_setup_next()
        self._drain()
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)

    def test_the_orders_are_read_as_soon_as_it_is_connected(self):
        self._order_there("111-0000000-7777777", {self.lamp: 1})
        account = self._connected()
        self._poll()
        orders = self.env["ecommerce.order"].search([("account_id", "=", account.id)])
        self.assertIn("111-0000000-7777777", orders.mapped("ref"))

    def test_whoever_left_in_the_middle_goes_on_where_they_were(self):
        account = self._begin()
        action = account.browse().action_connect()
        self.assertEqual(action["res_id"], account.id)
        self._paste(account, **SELLER)
        account.action_setup_next()
        action = account.browse().action_connect()
        self.assertEqual((action["res_id"], account.setup_step), (account.id, "test"))
        account.unlink()
        self.assertFalse(account.browse().action_connect()["res_id"])

    def test_a_second_account(self):
        first = self._connected()
        self._register_seller(OTHER_SELLER)
        second = self._begin("Amazon DE")
        self._paste(second, **OTHER_SELLER)
        for _step in ("test", "carriers", "try", "done"):
            second.action_setup_next()
        self.assertTrue(first.active and second.active)

    def test_the_same_seller_is_refused_when_it_is_pasted(self):
        self._connected()
        second = self._begin("Twin")
        with self.assertRaisesRegex(ValidationError, "already connects"):
            self._paste(second, **SELLER)

    def test_what_is_missing_is_named_and_nothing_is_lost(self):
        account = self._begin()
        self._paste(account, **{**SELLER, "refresh_token": ""})
        with self.assertRaisesRegex(UserError, "Missing: Refresh token"):
            account.action_setup_next()
        self.assertEqual(account.setup_step, "credentials")
        stored = account.sudo().credential_ids._values()
        self.assertEqual(stored["client_secret"], SELLER["client_secret"])

    def test_each_credential_is_spoken_of_in_the_guide(self):
        account = self._begin()
        guide = account.setup_guide
        for credential in account.credential_ids.filtered("required"):
            self.assertIn(credential.label, guide)
        self.assertIn("<strong>Apps and Services › Develop Apps", guide)

    def test_back_changes_nothing_else(self):
        account = self._begin()
        self._paste(account, **SELLER)
        account.action_setup_next()
        for step in ("credentials", "platform", "platform"):
            account.action_setup_back()
            self.assertEqual(account.setup_step, step)
        self.assertTrue(account.sudo().credential_ids._values()["client_secret"])

    def test_an_account_at_work_has_no_setup_to_go_on_with(self):
        account = self._connected()
        account.action_setup_back()
        account.action_setup_next()
        self.assertEqual((account.setup_step, account.active), ("done", True))

    def test_an_account_that_is_restored_in_the_middle_is_at_work(self):
        account = self._begin()
        self._paste(account, **SELLER)
        account.action_unarchive()
        self.assertEqual((account.setup_step, account.active), ("done", True))

    def test_a_plain_user_cannot(self):
        account = self._begin().with_user(self.viewer)
        for method in (
            account.action_connect,
            account.action_continue_setup,
            account.action_setup_next,
            account.action_setup_back,
            account.action_map_carriers,
            account.action_try_writeback,
        ):
            with self.subTest(method.__name__), self.assertRaises(AccessError):
                method()

    def test_the_first_three_lines_tell_what_failed_and_what_to_do(self):
        account = self._begin()
        self._paste(account, **{**SELLER, "client_secret": "wrong"})
        answers = self._test(account)
        self.assertEqual([a["ok"] for a in answers], [False] * 3)
        self.assertFalse(account.status_ids.sample_ids)
        self.assertEqual(
            [a["api"] for a in answers], ["products", "writeback", "orders"]
        )
        for answer in answers:
            self.assertIn("client secret", answer["sentence"])

    def test_a_result_is_forgotten_when_the_credentials_change(self):
        account = self._begin()
        self._paste(account, **SELLER)
        self._test(account)
        self._try(account)
        self._paste(account, client_secret="other")
        self.assertFalse(account.test_result or account.trial_result)


@tagged("post_install", "-at_install")
class TestTrial(SetupCase):
    """The test write-back."""

    def setUp(self):
        super().setUp()
        self.account = self._begin()
        self._paste(self.account, **SELLER)

    def test_nothing_real_is_told_and_no_lamp_is_fed(self):
        self.assertTrue(self._try(self.account)["ok"])
        calls = self.sim.stats.report()["operations"]
        self.assertEqual(calls["amazon.sandboxConfirmShipment"], {"204": 1})
        self.assertNotIn("amazon.confirmShipment", calls)
        self.assertFalse(self.sim.ledger.report()["confirmations"])
        self.assertFalse(self.account.status_ids.sample_ids)
        self.assertEqual(set(self.account.status_ids.mapped("color")), {"none"})

    def test_a_refusal_is_said_in_words(self):
        self._paste(self.account, refresh_token="wrong")
        answer = self._try(self.account)
        self.assertFalse(answer["ok"])
        self.assertIn("refresh token", answer["sentence"])

    def test_a_platform_without_a_test_mode_says_so(self):
        connector = self.account._connector_class()
        self.patch(connector, "try_writeback", Connector.try_writeback)
        answer = self._try(self.account)
        self.assertIsNone(answer["ok"])
        self.assertIn("no mode to try", answer["sentence"])


@tagged("post_install", "-at_install")
class TestProposals(SetupCase):
    def _propose(self):
        account = self._begin()
        account._propose_carriers()
        return account, {p.carrier_id: p for p in account.proposal_ids}

    def _mappings(self):
        rows = self.env["ecommerce.carrier.mapping"].search([])
        return {
            row.carrier_id: (row.carrier_code, row.carrier_name, row.service)
            for row in rows
        }

    def test_a_known_carrier_by_its_name_an_unknown_one_by_its_own(self):
        account, proposals = self._propose()
        self.assertTrue(proposals[self.carrier].recognized)
        self.assertFalse(proposals[self.bike].recognized)
        account.action_map_carriers()
        self.assertEqual(
            self._mappings(),
            {
                self.carrier: ("UPS", False, "Ground"),
                self.bike: ("Other", "Bike & Co", False),
            },
        )
        self.assertFalse(account.proposal_ids)

    def test_each_can_be_edited_or_left_out(self):
        account, proposals = self._propose()
        proposals[self.carrier].service = "Next Day"
        proposals[self.bike].keep = False
        account.action_map_carriers()
        self.assertEqual(self._mappings(), {self.carrier: ("UPS", False, "Next Day")})

    def test_what_is_mapped_is_left_alone(self):
        self.env["ecommerce.carrier.mapping"].create(
            {"carrier_id": self.bike.id, "carrier_code": "BIKE"}
        )
        account, proposals = self._propose()
        self.assertEqual(list(proposals), [self.carrier])
        account.action_map_carriers()
        self.assertEqual(self._mappings()[self.bike][0], "BIKE")

    def test_what_was_mapped_meanwhile_is_left_alone(self):
        account, _proposals = self._propose()
        self.env["ecommerce.carrier.mapping"].create(
            {"carrier_id": self.bike.id, "carrier_code": "BIKE"}
        )
        account.action_map_carriers()
        self.assertEqual(self._mappings()[self.bike][0], "BIKE")

    def test_carriers_of_another_company_are_not_proposed(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.bike.product_id.company_id = company
        self.bike.company_id = company
        _account, proposals = self._propose()
        self.assertNotIn(self.bike, proposals)

    def test_from_the_list_of_mappings(self):
        self._connected()
        mappings = self.env["ecommerce.carrier.mapping"].with_user(self.administrator)
        self.assertEqual(mappings.action_propose()["tag"], "display_notification")
        carrier = self._make_carrier("FedEx 2Day")
        action = mappings.action_propose()
        account = self.env["ecommerce.account"].browse(action["res_id"])
        self.assertEqual(account.proposal_ids.carrier_id, carrier)
        account.with_user(self.administrator).action_map_carriers()
        self.assertEqual(self._mappings()[carrier], ("FedEx", False, "2Day"))
        with self.assertRaises(AccessError):
            mappings.with_user(self.viewer).action_propose()


@tagged("post_install", "-at_install")
class TestEmptyScreens(SetupCase):
    def _help(self, user, action):
        action = self.env.ref(f"shipgear_ecommerce_status.{action}")
        action = action.with_user(user).sudo()  # as the web client has it read
        return action.read(["help", "res_model", "context"])[0]["help"]

    def test_an_administrator_is_led_to_the_setup(self):
        connect = self.env.ref("shipgear_ecommerce_status.ecommerce_connect_action")
        for action in ("ecommerce_shipment_action", "ecommerce_account_action"):
            text = self._help(self.administrator, action)
            self.assertIn(f'type="action" name="{connect.id}"', text)

    def test_a_plain_user_is_told_whom_to_ask(self):
        for action in ("ecommerce_shipment_action", "ecommerce_account_action"):
            text = self._help(self.viewer, action)
            self.assertIn("Ask an administrator", text)
            self.assertIn(self.administrator.name, text)
            self.assertNotIn("<a ", text)

    def test_with_an_account_they_speak_of_other_things(self):
        self._connected()
        text = self._help(self.administrator, "ecommerce_shipment_action")
        self.assertIn("No shipments to show", text)
        text = self._help(self.viewer, "ecommerce_account_action")
        self.assertIn("No accounts to show", text)


@tagged("post_install", "-at_install")
class TestSetupTours(SetupCase, HttpCase):
    def _connect_in_browser(self):
        # The address of the simulator takes the place of Amazon's own.
        connector = self.env["ecommerce.account"].new()._connector_class()
        init = connector.__init__
        endpoints = self.endpoints

        def here(self, credentials, *arguments):
            init(self, {**credentials, **endpoints}, *arguments)

        self.patch(connector, "__init__", here)
        self.start_tour("/odoo/ecommerce-status", "ecommerce_setup_tour", login="admin")
        account = self.env["ecommerce.account"].search([])
        self.assertEqual((account.setup_step, account.active), ("done", True))
        stored = account.sudo().credential_ids._values()
        self.assertLessEqual(SELLER.items(), stored.items())
        mapping = self.env["ecommerce.carrier.mapping"].search([])
        self.assertEqual(mapping.carrier_id, self.carrier | self.bike)

    def test_an_account_is_connected_step_by_step(self):
        self._connect_in_browser()

    def test_scheduled_actions_are_listed_with_a_link(self):
        self.poll_cron.active = False
        self.start_tour(
            "/odoo/settings#shipgear_ecommerce_status",
            "ecommerce_settings_tour",
            login="admin",
        )


@tagged("post_install", "-at_install")
class TestSetupOnAPhone(TestSetupTours):
    browser_size = "390x844"
    touch_enabled = True
