# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import time

from odoo import api, fields, models

from ..connectors import connect
from ..connectors.base import (
    APIS,
    Connector,
    ConnectorError,
    Unsupported,
    sentences,
)
from . import parameters
from .database_copy import check_may_speak
from .translation import say

TEST_SECONDS = 60.0  # for a person who waits before the screen


class EcommerceConnection(models.AbstractModel):
    """Talking to an account's marketplace, and trying whether that works.

    What a test found is kept, in the language of whoever tested: a list of
    ``{"api", "ok", "sentence"}`` with ``ok`` None where there was nothing to test.
    """

    _name = "ecommerce.connection"
    _description = "Connection of an eCommerce Account"

    test_result = fields.Json(string="Last Test", readonly=True, copy=False)
    tested_at = fields.Datetime(string="Tested", readonly=True, copy=False)
    test_failed = fields.Boolean(compute="_compute_test_failed")
    trial_result = fields.Json(string="Test Write-back", readonly=True, copy=False)

    def _connection_values(self) -> dict[str, str]:
        values = self.sudo().credential_ids._values()
        values["allow_private_hosts"] = parameters.allow_private_hosts(self.env)
        return values

    def _identity(self) -> tuple[str, ...]:
        """What tells this seller from others; empty while it is not all known."""
        values = self._connection_values()
        try:
            return connect(self.platform, values).identified()
        except ConnectorError:  # a secret is missing, say: what was typed must do
            typed = [values.get(n) for n in self._connector_class().identity]
            return tuple(typed) if all(typed) else ()

    def _connector(self, ask=None) -> Connector:
        """Connect, without network. Raises connectors' Unauthorized.

        :param ask: how the thread that is going to use it reaches this one
        """
        self.ensure_one()
        check_may_speak(self)
        values = self._connection_values()
        limiter = self.env["ecommerce.allowance"].sudo()._limiter(self, ask)
        keep = self.sudo().credential_ids._keeper(ask)
        return connect(self.platform, values, limiter, keep)

    def _patient_connector(self) -> Connector:
        """The same, for a person who waits."""
        connector = self._connector()
        connector.deadline.at = time.monotonic() + TEST_SECONDS
        return connector

    def _seller_url(self, order_ref: str, order_key: str | bool = ""):
        """The marketplace's own page of an order, False while not connected."""
        try:
            return self._connector().seller_url(order_ref, order_key or "")
        except ConnectorError:
            return False

    # --- Test connection ---

    @api.depends("test_result")
    def _compute_test_failed(self):
        for account in self:
            answers = account.test_result or []
            account.test_failed = not all(answer["ok"] for answer in answers)

    def action_test_connection(self):
        """Probe the three APIs, and keep what each answered for the page to show."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().write(
            {"test_result": self._probe(), "tested_at": fields.Datetime.now()}
        )
        if self.test_failed:
            message = self.env._("The test failed. The page says what to do.")
        else:
            self._resume()
            message = self.env._("The connection works.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if self.test_failed else "success",
                "next": {"type": "ir.actions.act_window_close"},  # the page reads anew
            },
        }

    def _probe(self) -> list[dict]:
        """Call each API once; return what each answered, as it is kept."""
        field = self.env["api.status"]._fields["api"]
        labels = dict(field._description_selection(self.env))
        try:
            connector = self._patient_connector()
        except ConnectorError as failure:
            return [self._answer(False, self._say(failure, self.env.lang))]
        answers = []
        for name in APIS:
            try:
                note = connector.probe(name)
            except ConnectorError as failure:
                sentence = self.env._(
                    "%(api)s: %(answer)s",
                    api=labels[name],
                    answer=self._say(failure, self.env.lang),
                )
                answers.append(self._answer(False, sentence, name))
            else:
                sentence = self.env._(
                    "%(api)s: answered, and this account may use it.", api=labels[name]
                )
                sentence = sentences(sentence, say(self.env.lang, note))
                answers.append(self._answer(True, sentence, name))
                self.env["api.status"]._keep_note(self, name, note)
        if self.active:
            # What was mistyped during the setup is no news of the API's health.
            self.env["api.status"]._record_calls({self.id: connector.calls.take()})
        connector.close()
        return answers

    # --- Test write-back ---

    def action_try_writeback(self):
        """Write a made-up parcel back in the platform's test mode, if it has one.

        Its calls are not recorded: they are not the API that the lamps are about.
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().trial_result = [self._try_writeback()]

    def _try_writeback(self) -> dict:
        try:
            connector = self._patient_connector()
            try:
                connector.try_writeback()
            finally:
                connector.close()
        except Unsupported as failure:
            return self._answer(None, self._say(failure, self.env.lang))
        except ConnectorError as failure:
            return self._answer(False, self._say(failure, self.env.lang))
        return self._answer(
            True, self.env._("The made-up parcel was taken. Nothing real was told.")
        )

    def _answer(self, ok: bool | None, sentence: str, name: str = "") -> dict:
        return {"api": name, "ok": ok, "sentence": sentence}

    def _forget_tests(self):
        """What was tested is no longer what there is."""
        tested = self.sudo().filtered(lambda a: a.test_result or a.trial_result)
        tested.write({"test_result": False, "trial_result": False})

    # --- Failures in words ---

    def _reader_lang(self) -> str:
        """The language in which this account's failures are written down."""
        account = self.sudo()
        return account.user_id.lang or account.company_id.partner_id.lang or "en_US"

    def _say(self, failure: ConnectorError, lang: str | None = None) -> str:
        """A failure and what to do about it."""
        lang = lang or self._reader_lang()
        return sentences(say(lang, failure.message), say(lang, failure.hint))
