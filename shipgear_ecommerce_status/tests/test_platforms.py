# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .. import connectors
from ..connectors import CONNECTORS
from ..connectors.text import Text
from .common import EcommerceCommon, simulator


class PlatformCase(EcommerceCommon):
    """The way of a parcel, from the delivery to Success, whatever the platform."""

    def _order_on(self, account, **values):
        """An order there; return its number and the delivery here, ready to go."""
        row = {
            "platform": account.platform,
            "seller_id": account.display_name.split()[-1],
            "items": [
                {"sku": self.lamp.default_code, "title": "Lamp", "quantity": 2},
                {"sku": self.mug.default_code, "title": "Mug", "quantity": 1},
            ],
        }
        (there,) = simulator.order_records.add_orders(self.sim, [row | values])
        order = self._order({self.lamp: 2, self.mug: 1}, account=account, there=False)
        order.ecommerce_order_ref = there["order_id"]
        return there["order_id"], order

    def _test_connection(self, account):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            account.action_test_connection()
        self.env.invalidate_all()

    def _map_carrier(self, platform):
        proposal = CONNECTORS[platform].propose_carrier("UPS Ground")
        domain = [("platform", "=", platform), ("carrier_id", "=", self.carrier.id)]
        mappings = self.env["ecommerce.carrier.mapping"]
        if not mappings.search_count(domain):
            mappings.create(
                {
                    "platform": platform,
                    "carrier_id": self.carrier.id,
                    "carrier_code": proposal.code,
                    "carrier_name": proposal.name,
                    "service": proposal.service,
                }
            )

    def _ship_to_success(self, platform):
        account = self._make_account_on(platform, f"SHOP-{platform}")
        self._map_carrier(platform)
        self._test_connection(account)
        self.assertFalse(account.test_failed, account.test_result)
        ref, order = self._order_on(account)
        shipment = self._deliver(order, "1Z999AA10123456784")
        self.assertEqual(shipment.order_ref, ref)
        self._drain()
        self.assertIn(shipment.state, ("accepted", "success"), shipment.error_message)
        self._poll()
        self.assertEqual(shipment.state, "success", shipment.error_message)
        self.assertEqual(shipment.order_id.ref, ref)
        self.assertEqual(self.sim.ledger.told(ref), 1)
        lamps = dict(account.status_ids.mapped(lambda s: (s.api, s.color)))
        self.assertEqual(set(lamps.values()), {"green"}, lamps)
        self.assertTrue(shipment.seller_url.startswith("http"))
        self.assertTrue(shipment.by_hand_where)
        return account, shipment


@tagged("post_install", "-at_install")
class TestPlatforms(PlatformCase):
    def test_a_parcel_gets_through_on_each_platform(self):
        for platform in CONNECTORS:
            with self.subTest(platform=platform):
                self._ship_to_success(platform)

    def test_what_fails_on_each_platform_says_what_to_do(self):
        for platform in CONNECTORS:
            with self.subTest(platform=platform):
                account = self._make_account_on(platform, f"REFUSED-{platform}")
                self._map_carrier(platform)
                ref, order = self._order_on(account, status="canceled")
                shipment = self._deliver(order)
                self._drain()
                self.assertEqual(shipment.state, "failed")
                self.assertTrue(shipment.error_hint)
                self.assertEqual(self.sim.ledger.told(ref), 0)

    def test_a_test_of_the_connection_fails_with_a_wrong_key(self):
        for platform, connector in CONNECTORS.items():
            with self.subTest(platform=platform):
                account = self._make_account_on(platform, f"WRONG-{platform}")
                for credential in account.credential_ids.filtered("secret"):
                    if credential.sudo().stored_value:
                        credential.value = credential.sudo().stored_value + "-wrong"
                self._test_connection(account)
                self.assertTrue(account.test_failed)
                self.assertTrue(connector.label)

    def test_the_guide_of_each_platform_can_be_shown(self):
        for platform in CONNECTORS:
            with self.subTest(platform=platform):
                account = self.env["ecommerce.account"].new({"platform": platform})
                self.assertIn("<li", account.setup_guide)

    def test_the_order_number_is_kept_as_the_platform_writes_it(self):
        class Numbered(CONNECTORS["amazon"]):
            @classmethod
            def tidy_order_ref(cls, typed):
                return typed.strip().lstrip("#")

        with patch.dict(CONNECTORS, amazon=Numbered):
            order = self._order(there=False)
            order.ecommerce_order_ref = " #111 "
            self.assertEqual(order.ecommerce_order_ref, "111")
            copied = order.copy({"client_order_ref": "#222"})
            self.assertEqual(copied.ecommerce_order_ref, "222")

    def test_whether_the_buyer_is_notified_is_asked_where_it_matters(self):
        asks = self.account.asks_to_notify
        self.assertEqual(asks, CONNECTORS["amazon"].asks_to_notify)

    def test_how_an_api_is_used_is_told_on_screen(self):
        note = Text("Written by %(way)s.", way="pigeon")
        with patch.object(CONNECTORS["amazon"], "probe", lambda self, api: note):
            self._test_connection(self.account)
            self.assertIn(note, self.account.test_result[1]["sentence"])
            self.assertEqual(set(self.account.status_ids.mapped("note")), {note})
        self._probe()  # where nothing is read
        lamp = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        self.assertFalse(lamp.note)

    def test_the_address_of_a_shop_is_entered_by_whoever_connects_it(self):
        """What was saved for one address is never sent to another."""
        administrator = self._make_user("shopkeeper", "group_administrator")
        account = self._make_account_on("woocommerce", "MINE")
        rows = account.credential_ids.with_user(administrator)
        address, secrets = rows.filtered("host"), rows.filtered("secret")
        self.assertTrue(all(secrets.sudo().mapped("stored_value")))
        address.value = address.value
        self.assertTrue(all(secrets.sudo().mapped("stored_value")))
        address.value = "https://evil.example.com"
        self.assertFalse(any(secrets.sudo().mapped("stored_value")))

    def test_one_shop_is_one_account_however_it_was_typed(self):
        account = self._make_account_on("bigcommerce", "shop77")
        twin = account.copy()
        values = account.credential_ids._values()
        values["store_hash"] = "https://store-shop77.mybigcommerce.com/manage"
        with self.assertRaises(ValidationError):
            self._set_credentials(twin, **values)
            twin.active = True

    def test_a_credential_that_the_platform_replaced_is_kept(self):
        token = self.account.credential_ids.filtered(
            lambda c: c.name == "refresh_token"
        )
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.account._connector().keep("refresh_token", "Atzr|renewed")
        self.env.invalidate_all()
        self.assertEqual(token.sudo().stored_value, "Atzr|renewed")


@tagged("post_install", "-at_install")
class TestRegister(EcommerceCommon):
    def test_a_platform_is_offered_where_its_module_is_installed(self):
        class Elsewhere(CONNECTORS["amazon"]):
            platform = "elsewhere"
            label = "Elsewhere"

        Elsewhere.__module__ = "odoo.addons.some_module.connector"
        with patch.dict(CONNECTORS):
            connectors.register(Elsewhere)
            ours = set(self.env.registry._init_modules)
            self.assertNotIn("elsewhere", dict(connectors.offered(ours)))
            there = dict(connectors.offered(ours | {"some_module"}))
            self.assertEqual(there["elsewhere"], "Elsewhere")
            self.assertIn("amazon", there)

    def test_a_platform_has_one_connector(self):
        class Twin(CONNECTORS["amazon"]):
            pass

        with self.assertRaisesRegex(ValueError, "amazon"):
            connectors.register(Twin)
