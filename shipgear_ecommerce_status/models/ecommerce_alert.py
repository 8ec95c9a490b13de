# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import format_date, format_list, plaintext2html

from .automation import for_each, rule_behind

_logger = logging.getLogger(__name__)

ACTIVITY = "shipgear_ecommerce_status.mail_activity_type_attention"
#: For what no reading or sending will put right, and so a person marks as done.
FAILURE = "mail.mail_activity_data_warning"
FAILURE_LENGTH = 500
#: What open pages listen to.
CHANGED = "shipgear_ecommerce_status/changed"
DIGEST_ROWS = 50
EXPIRY_NOTICE = timedelta(days=14)
#: Confirmed by a person, but not there.
NOT_SHOWN = [("state", "=", "confirmed"), ("not_shown_at", "!=", False)]


class EcommerceAlert(models.AbstractModel):
    """Tells the responsible person of an account, once, that something is wrong.

    One activity per account: updated when its reasons change, closed when no
    lamp is red and nothing is failed any more.
    """

    _name = "ecommerce.alert"
    _description = "Alert of an eCommerce Account"

    def _refresh_alerts(self):
        """Call after a run has settled shipments or counted calls."""
        accounts = self.sudo()
        news = {account: account._refresh_alert() for account in accounts}
        accounts.filtered(news.get)._pop_up(news)
        changed = accounts.status_ids.filtered(lambda s: s.seen_color != s.color)
        for_each(changed, lambda statuses: statuses._see_color())
        self._notify_pages()

    def _refresh_alert(self) -> str:
        """Return what is wrong, if nothing was before; else ""."""
        self.ensure_one()
        activities = self.activity_search([ACTIVITY])
        summary = " ".join(self._alert_reasons())
        if not summary:
            lang = self.with_context(lang=self._reader_lang())
            feedback = lang.env._("Nothing is red or failed any more.")
            activities.action_feedback(feedback=feedback)
        elif not activities:
            self.activity_schedule(
                ACTIVITY,
                user_id=self._responsible().id,
                date_deadline=fields.Date.context_today(self),
                summary=summary,
            )
            return summary
        elif activities[0].summary != summary:
            activities[0].summary = summary
        return ""

    def _responsible(self):
        return self.user_id or self.env.ref("base.user_admin")

    def _pop_up(self, news: dict):
        """Tell each responsible person, in one message however many accounts: several
        would hide the page that says the same.

        :param news: account -> what is wrong with it
        """
        for user, accounts in self.grouped(lambda a: a._responsible()).items():
            first = accounts[0]
            if len(accounts) == 1:
                title, message = first.name, news[first]
            else:
                env = first.with_context(lang=first._reader_lang()).env
                title = env._("%s accounts need attention", len(accounts))
                message = format_list(env, accounts.mapped("name"))
            user._bus_send(
                "simple_notification",
                {"type": "warning", "title": title, "message": message},
            )

    def _tell_of_failure(self, failure: Exception):
        """Ask the responsible person to see to an automation rule, or whatever else has
        a say in what we write, that fails. Once, until that was done."""
        account = self.sudo().with_context(lang=self._reader_lang())
        try:
            with self.env.cr.savepoint():
                if not account.activity_search([FAILURE]):
                    account._schedule_failure(failure)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.exception("Nobody is told that shipments cannot be written")

    def _schedule_failure(self, failure: Exception):
        rule = rule_behind(failure)
        if rule:
            summary = self.env._("The automation rule %s fails", rule)
        else:
            summary = self.env._("Another module fails when shipments are written")
        advice = self.env._(
            "What the marketplace did is written down without it, as far as possible, "
            "and nothing is sent twice. Correct it, or switch it off, and mark this as "
            "done."
        )
        said = f"{type(failure).__name__}: {failure}"[:FAILURE_LENGTH]
        self.activity_schedule(
            FAILURE,
            user_id=self._responsible().id,
            date_deadline=fields.Date.context_today(self),
            summary=summary,
            note=plaintext2html(f"{advice}\n\n{said}"),
        )

    @api.model
    def _cron_digest(self):
        """Mail each responsible person who wants it what needs attention."""
        for account in self.search([("digest", "=", True)]):
            account._send_digest()

    def _send_digest(self):
        """Send nothing where nothing is wrong."""
        account = self.with_context(lang=self._reader_lang())
        reasons = account._alert_reasons()
        if not reasons or not account.user_id.email:
            return
        shipments = account.env["ecommerce.shipment"].search(
            Domain("account_id", "=", account.id)
            & (Domain("state", "=", "failed") | Domain(NOT_SHOWN)),
            order="ship_by, shipped_at",
            limit=DIGEST_ROWS,
        )
        body = account.env["ir.qweb"]._render(
            "shipgear_ecommerce_status.digest_mail",
            {
                "heading": account.env._(
                    "What needs your attention at %s:", account.name
                ),
                "reasons": reasons,
                "shipments": shipments,
                "url": account.get_base_url() + "/odoo/ecommerce-status",
            },
        )
        account.env["mail.mail"].create(
            {
                "subject": account.env._("%s needs attention", account.name),
                "body_html": body,
                "email_to": account.user_id.email_formatted,
                "auto_delete": True,
            }
        )

    def _alert_reasons(self) -> list[str]:
        """Return a sentence for each thing that a person must look at."""
        account = self.with_context(lang=self._reader_lang())
        apis = dict(
            account.status_ids._fields["api"]._description_selection(account.env)
        )
        reasons = [
            account.env._("%s is red.", apis[status.api])
            for status in account.status_ids
            if status.color == "red"
        ]
        failed = account.failed_count
        if failed == 1:
            reasons.append(account.env._("1 shipment failed."))
        elif failed:
            reasons.append(account.env._("%s shipments failed.", failed))
        reasons += account._unshown_reasons()
        return reasons + account._expiry_reasons()

    def _unshown_reasons(self) -> list[str]:
        """What a person confirmed on the marketplace, which does not show it."""
        count = self.env["ecommerce.shipment"].search_count(
            [("account_id", "=", self.id), *NOT_SHOWN]
        )
        if not count:
            return []
        if count == 1:
            sentence = self.env._(
                "1 shipment was marked as confirmed, but the marketplace does not show "
                "it."
            )
        else:
            sentence = self.env._(
                "%s shipments were marked as confirmed, but the marketplace does not "
                "show them.",
                count,
            )
        return [sentence]

    def _expiry_reasons(self) -> list[str]:
        today = fields.Date.context_today(self)
        reasons = []
        for credential in self.credential_ids.filtered("expires_on"):
            if credential.expires_on < today:
                sentence = self.env._(
                    "%s has expired. Renew it on the marketplace and enter it anew.",
                    credential.label,
                )
            elif credential.expires_on <= today + EXPIRY_NOTICE:
                sentence = self.env._(
                    "%(credential)s expires on %(date)s. Renew it on the marketplace "
                    "and enter it anew.",
                    credential=credential.label,
                    date=format_date(self.env, credential.expires_on),
                )
            else:
                continue
            reasons.append(sentence)
        return reasons

    def _notify_pages(self, **progress):
        """Tell open pages that these accounts changed; they read what they show
        under their own rights."""
        group = self.env.ref("shipgear_ecommerce_status.group_user").sudo()
        group._bus_send(CHANGED, {"account_ids": self.ids, **progress})
