# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import socket
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools.translate import code_translations

from ..connectors.base import Page, Unavailable
from ..connectors.text import Text
from ..models.translation import say
from .common import EcommerceCommon

FRENCH = {
    "%(host)s refused the connection.": "%(host)s a refusé la connexion.",
    "Check the internet connection of the server.": "Vérifiez l'accès à Internet.",
    "The refresh token is revoked or wrong. %(then)s": "Jeton révoqué. %(then)s",
    "Missing: %(labels)s.": "Il manque : %(labels)s.",
    "Client ID": "Identifiant client",
    "Order %(ref)s: %(problem)s": "Commande %(ref)s : %(problem)s",
    "%(name)s is not a date and time.": "%(name)s n'est pas une date.",
    "The server stopped while this was being sent.": "Le serveur s'est arrêté.",
    "%(count)s failed.": "%(compte)s échecs.",
}


@tagged("post_install", "-at_install")
class TestTranslation(EcommerceCommon):
    """What connectors say, in the language of the account's responsible person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        reader = cls._make_user("reader", "group_administrator", lang="fr_FR")
        cls.account.user_id = reader
        catalogue = patch.dict(
            code_translations.python_translations, {(Text.module, "fr_FR"): FRENCH}
        )
        catalogue.start()
        cls.addClassCleanup(catalogue.stop)

    def _disconnect(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._set_credentials(self.account, endpoint=url, token_endpoint=url)

    def test_a_failure_is_stored_in_the_language_of_the_reader(self):
        self._disconnect()
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.error_message, "127.0.0.1 a refusé la connexion.")
        self.assertEqual(shipment.error_hint, "Vérifiez l'accès à Internet.")
        attempt = shipment.attempt_ids
        self.assertEqual(attempt.message, shipment.error_message)
        self.assertEqual(attempt.hint, shipment.error_hint)

    def test_a_lamp_tells_the_failure_in_that_language(self):
        self._disconnect()
        self._ship()
        self._drain()
        lamp = self.account.status_ids.filtered("last_error")
        self.assertEqual(lamp.last_message, "127.0.0.1 a refusé la connexion.")
        self.assertEqual(lamp.last_failure, lamp.last_message)
        self.assertIn("a refusé la connexion", lamp.reason)

    def test_a_pause_is_explained_in_that_language_as_far_as_it_is_translated(self):
        self._set_credentials(self.account, refresh_token="Atzr|wrong")
        self._ship()
        self._drain()
        self.assertIn("Jeton révoqué. Authorize the", self.account.pause_reason)

    def test_a_lost_lease_is_told_in_that_language(self):
        shipment = self._ship()
        shipment._claim(self.account, 1)
        shipment.lease_until = "2026-01-01"
        shipment._reap()
        self.assertEqual(shipment.error_message, "Le serveur s'est arrêté.")

    def test_problems_of_reading_are_stored_in_that_language(self):
        poll = self.account.poll_ids.filtered(lambda poll: poll.api == "orders")
        (sweep,) = poll._claim()
        problem = Text("%(name)s is not a date and time.", name="createdTime")
        problem = Text("Order %(ref)s: %(problem)s", ref="1", problem=problem)
        poll._store(sweep, Page((), "next", (problem,)))
        self.assertEqual(poll.problem, "Commande 1 : createdTime n'est pas une date.")
        poll._fail(
            sweep, Unavailable(Text("%(host)s refused the connection.", host="x"))
        )
        self.assertEqual(poll.problem, "x a refusé la connexion.")

    def test_labels_are_in_the_language_of_whoever_looks(self):
        credential = self.account.credential_ids.filtered(
            lambda credential: credential.name == "client_id"
        )
        self.assertEqual(credential.label, "Client ID")
        self.assertEqual(
            credential.with_context(lang="fr_FR").label, "Identifiant client"
        )

    def test_the_test_of_a_connection_answers_whoever_asks(self):
        account = self.account.copy().with_context(lang="fr_FR")
        account.action_test_connection()
        (answer,) = account.test_result
        self.assertRegex(answer["sentence"], "Il manque : .*Identifiant client")

    def test_a_translation_that_does_not_fit_loses_nothing(self):
        with self.assertLogs("odoo.addons." + Text.module, "WARNING"):
            said = say("fr_FR", Text("%(count)s failed.", count=3))
        self.assertEqual(said, "3 failed.")

    def test_words_of_the_marketplace_are_left_alone(self):
        self.assertEqual(say("fr_FR", "Client ID"), "Client ID")
        self.assertEqual(say(False, Text("Client ID")), "Client ID")
