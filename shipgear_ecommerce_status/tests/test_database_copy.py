# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A neutralized or duplicated database never speaks for the seller."""

import runpy

from odoo import fields
from odoo.tests import tagged
from odoo.tools import file_open, file_path

from .common import SELLER, EcommerceCommon

ADDON = "shipgear_ecommerce_status"


class DatabaseCopyCase(EcommerceCommon):
    def _run_all_crons(self):
        self.env.flush_all()
        crons = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", "ir.cron")]
        )
        self.assertTrue(crons)
        for cron in self.env["ir.cron"].browse(crons.mapped("res_id")):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.env.invalidate_all()

    def _item(self):
        return self.env["ecommerce.item"].create(
            {
                "account_id": self.account.id,
                "sku": f"SKU-{next(self._numbers)}",
                "image_url": f"{self.sim.url}/amazon/lamp.png",
            }
        )

    def assertSilent(self, shipment, *words):
        """All is tried that could send something: nothing is, and nothing is lost."""
        item = self._item()
        item._fetch_image()
        self._run_all_crons()
        with self.enter_registry_test_mode():
            self.account.action_test_connection()
        self.assertEqual(self._calls_made(), 0)
        self.assertFalse(item.image_tried_at)
        self.assertEqual((shipment.state, shipment.attempt_count), ("pending", 0))
        for word in words:
            self.assertIn(word, shipment.explanation)
            self.assertIn(word, self.account.test_result[0]["sentence"])

    def assertSends(self, shipment):
        self._drain_again(shipment)
        self.assertEqual(len(self._told(shipment)), 1, shipment.explanation)


@tagged("post_install", "-at_install")
class TestNeutralize(DatabaseCopyCase):
    def _neutralize(self):
        self.env.flush_all()
        for module in ("base", ADDON):
            with file_open(f"{module}/data/neutralize.sql") as script:
                self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

    def _restore(self):
        """What somebody does who wants to see the account at work."""
        self.account.active = True
        self._set_credentials(self.account, **SELLER, endpoint=f"{self.sim.url}/amazon")

    def test_it_has_no_credentials_and_sends_nothing(self):
        shipment = self._ship()
        self._neutralize()
        self._run_all_crons()
        self.assertEqual((self._calls_made(), shipment.state), (0, "pending"))
        self.account.active = True
        self.assertFalse(any(self.account.credential_ids._values().values()))

    def test_it_sends_nothing_even_when_somebody_connects_the_account(self):
        shipment = self._ship()
        self._neutralize()
        self._restore()
        self.assertSilent(shipment, "neutralized")


@tagged("post_install", "-at_install")
class TestDatabaseCopy(DatabaseCopyCase):
    def _duplicate(self):
        """What Odoo does to a duplicated database, or one restored as a copy."""
        self.env["ir.config_parameter"].init(force=True)

    def test_it_sends_nothing_and_says_what_to_do(self):
        shipment = self._ship()
        self._duplicate()
        self.assertSilent(shipment, "copy", "It was moved")
        self.assertGreater(self.account.paused_until, fields.Datetime.now())

    def test_one_secret_entered_anew_is_not_sent_with_an_old_one(self):
        secrets = [c.name for c in self.account.credential_ids if c.secret]
        self.assertGreater(len(secrets), 1)
        shipment = self._ship()
        self._duplicate()
        for name in secrets[:-1]:
            self._set_credentials(self.account, **{name: SELLER[name]})
            self.assertSilent(shipment, "copy")
        self._set_credentials(self.account, **{secrets[-1]: SELLER[secrets[-1]]})
        self.assertSends(shipment)

    def test_an_empty_secret_is_none_that_was_entered_anew(self):
        shipment = self._ship()
        self._duplicate()
        for credential in self.account.credential_ids.filtered("secret"):
            credential.value = False
        self.assertSilent(shipment, "copy")

    def test_accounts_connected_before_this_was_remembered_go_on(self):
        shipment = self._ship()
        credentials = self.account.credential_ids
        credentials.sudo().entered_in = False
        credentials.flush_recordset()
        for version in ("19.0.1.1.0", "19.0.1.5.0"):
            path = file_path(f"{ADDON}/migrations/{version}/post-migration.py")
            runpy.run_path(path)["migrate"](self.env.cr, "19.0.1.0.0")
        credentials.invalidate_recordset()
        self.assertSends(shipment)
