# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The translations that come with the add-on, as their readers see them."""

from odoo.tests import tagged

from .common import EcommerceCommon
from .test_tours import Screens

#: language -> one failed, several failed, the button, the first step and its time.
SENTENCES = {
    "es_ES": (
        "1 envío ha fallado.",
        "2 envíos han fallado.",
        "Confirmar a mano",
        "El paquete salió del almacén.",
        "5/1/26, 12:30",
    ),
    "de_DE": (
        "1 Sendung ist fehlgeschlagen.",
        "2 Sendungen sind fehlgeschlagen.",
        "Von Hand bestätigen",
        "Das Paket hat das Lager verlassen.",
        "05.01.26, 12:30",
    ),
    "fr_FR": (
        "1 expédition a échoué.",
        "2 expéditions ont échoué.",
        "Confirmer à la main",
        "Le colis a quitté l'entrepôt.",
        "05/01/2026 12:30",
    ),
}


def activate(env, codes):
    """What Odoo does when a language is added in the settings."""
    for code in codes:
        env["res.lang"]._activate_lang(code)
    module = env.ref("base.module_shipgear_ecommerce_status")
    module._update_translations(list(codes))


@tagged("post_install", "-at_install")
class TestLanguages(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        activate(cls.env, SENTENCES)

    def _reasons(self, code):
        self.account.user_id.lang = code
        self.env.invalidate_all()
        return self.account._alert_reasons()

    def _fail(self):
        self._ship(there=False)
        self._drain()

    def test_one_and_several_are_told_apart(self):
        self._fail()
        for code, (one, *_others) in SENTENCES.items():
            with self.subTest(code):
                self.assertIn(one, self._reasons(code))
        self._fail()
        for code, (_one, several, *_others) in SENTENCES.items():
            with self.subTest(code):
                self.assertIn(several, self._reasons(code))

    def test_the_page_speaks_the_readers_language(self):
        shipment = self._ship(there=False)
        shipment.shipped_at = "2026-01-05 12:30:00"
        view = self.env.ref(
            "shipgear_ecommerce_status.ecommerce_shipment_view_information"
        )
        for code, (*_counts, button, step, moment) in SENTENCES.items():
            with self.subTest(code):
                here = shipment.with_context(lang=code, tz="UTC")
                self.assertIn(button, here.get_view(view.id)["arch"])
                first = here.timeline[0]
                self.assertEqual((first["text"], first["at"]), (step, moment))


class SpanishScreens(Screens):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        activate(cls.env, ["es_ES"])
        cls.env.ref("base.user_admin").lang = "es_ES"
        cls.account.user_id = cls.env.ref("base.user_admin")


@tagged("post_install", "-at_install")
class TestInSpanish(SpanishScreens):
    def test_the_status_page(self):
        self._failed_and_accepted()
        self._walk("ecommerce_language_tour")


@tagged("post_install", "-at_install")
class TestInSpanishOnAPhone(SpanishScreens):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_status_page(self):
        self._failed_and_accepted()
        self._walk("ecommerce_language_tour")
