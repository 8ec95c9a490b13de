# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The add-on's JavaScript: static/tests/**/*.test.js, in Odoo's own test page."""

import logging
import re

from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker

_SUITE = "@shipgear_ecommerce_status"
_PASSED = re.compile(r"\[HOOT\] Passed (\d+) tests")


class _Passed(logging.Handler):
    """Reads in the browser's log how many tests have passed."""

    count = 0

    def emit(self, record):
        found = _PASSED.search(record.getMessage())
        if found:
            self.count = int(found[1])


class _HootCase(HttpCase):
    def _run_suite(self, options):
        """Run the add-on's tests alone. For Hoot it is fine when there are none."""
        log, passed = self._logger.getChild("browser"), _Passed()
        log.addHandler(passed)
        try:
            self.browser_js(
                "/web/tests?headless&loglevel=2&timeout=15000"
                f'&filter="{_SUITE}"&{options}',
                code="",
                login="admin",
                timeout=300,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=unit_test_error_checker,
            )
        finally:
            log.removeHandler(passed)
        self.assertTrue(passed.count, "No test was run.")


@tagged("post_install", "-at_install")
class TestHootDesktop(_HootCase):
    @no_retry
    def test_scripts_on_a_desktop(self):
        self._run_suite("preset=desktop")


@tagged("post_install", "-at_install")
class TestHootPhone(_HootCase):
    browser_size = "375x667"  # what Hoot expects, or it warns
    touch_enabled = True

    @no_retry
    def test_scripts_on_a_phone(self):
        self._run_suite("preset=mobile&tag=-headless")
