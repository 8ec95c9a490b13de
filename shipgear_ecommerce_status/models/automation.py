# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Automation rules on what we write: one that fails must not keep what a marketplace
did from being written down, nor stop what has nothing to do with it.

Odoo runs the actions of a rule (module base_automation) inside the ``write`` that it
watches. That module is no dependency: without it there are no rules.
"""

import logging
from collections.abc import Callable

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

#: In the context: {rule: records that it ran for already}. Odoo runs none twice.
RAN = "__action_done"


def without_rules(first, *others):
    """Return the first records, to be written without running rules on any of these.

    None where no rule watches them, or all are left out already.
    """
    rules = first.env.get("base.automation")
    if rules is None or RAN in first.env.context:
        return None
    written = {records._name: records for records in (first, *others)}
    watching = rules.sudo().search([("model_name", "in", list(written))])
    if not watching:
        return None
    ran = {rule: written[rule.model_name] for rule in watching}
    return first.with_context(**{RAN: ran})


def for_each(records, work: Callable):
    """Do ``work(records)``. Where that fails, do it for one after another, and past the
    rules where it fails for one alone. Of what fails even so the responsible person is
    told, like of a rule; nothing of it is written.

    :param records: of a model with ``account_id`` and ``_without_rules()``
    """
    if len(records) > 1 and _done(records, work):
        return
    for record in records:
        if not _done(record, work, say=True):
            past_rules = record._without_rules()
            if past_rules:
                _done(past_rules, work, say=True)


def _done(records, work: Callable, say: bool = False) -> bool:
    try:
        with records.env.cr.savepoint():
            work(records)
            records.env.flush_all()  # with what the context says of rules
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        raise
    except Exception as failure:
        if say:
            _logger.exception("%s not written", records)
            records.account_id._tell_of_failure(failure)
        return False
    return True


def rule_behind(failure: Exception) -> str:
    """Return the name of the rule whose action failed; empty if it was none."""
    context = getattr(failure, "context", None)
    rule = context.get("base_automation") if isinstance(context, dict) else None
    return rule["name"] if rule else ""
