# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import contextlib
import logging

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

#: States in which something has come of a shipment: other modules are told of these.
SETTLED = ("accepted", "success", "failed", "confirmed", "canceled")
_BEFORE = "ecommerce_shipment_states_before"


class WritebackHook(models.AbstractModel):
    """Tells other modules what became of shipments, whoever wrote it down: the sender,
    a reading, a person, or a delivery that changed.

    What is settled in one go is told in one go, after all of it is written, and in the
    same transaction: what a module makes of it is kept together with it, or not at all.
    """

    _name = "writeback.hook"
    _description = "Hook of Write-backs"

    def _on_shipment_settled(self, before: dict[int, str]):
        """Extend this to act on what became of shipments; see docs/API.md.

        ``self`` are those that have just become accepted, success, failed, confirmed
        or canceled, of any account, with all rights. An exception undoes what was done
        here, and nothing else.

        :param before: shipment id -> the state that it had
        """

    def write(self, vals):
        if "state" not in vals or not self._is_hooked():
            return super().write(vals)
        with self._telling() as before:
            for shipment in self:
                before.setdefault(shipment.id, shipment.state)
            return super().write(vals)

    @contextlib.contextmanager
    def _telling(self, retried: bool = True):
        """Gather what is settled in here, and call the hook at the end of it; within
        another such block, at the end of that one.

        :param retried: whether all is done anew after a conflict with another
            transaction, so that one of the hook's need not be swallowed
        """
        blocks = self.env.cr.cache
        if _BEFORE in blocks:
            yield blocks[_BEFORE]
            return
        before = blocks[_BEFORE] = {}
        try:
            yield before
        finally:
            blocks.pop(_BEFORE, None)
        if before:
            self.sudo().browse(before)._tell(before, retried)

    def _is_hooked(self) -> bool:
        """Whether any module has extended the hook: most have none, and pay nothing."""
        ours = WritebackHook._on_shipment_settled
        return type(self)._on_shipment_settled is not ours

    def _tell(self, before: dict[int, str], retried: bool):
        """Call the hook for those whose state has changed to one that is told.

        Where it fails for many it is called for each, so that one stops no other.
        """
        changed = self.filtered(
            lambda s: s.state in SETTLED and s.state != before[s.id]
        )
        if not changed:
            return
        self.env.cr.flush()  # what fails in the following is the hook's
        failure = changed._call_hook(before, retried)
        if not failure:
            return
        untold = changed
        if len(changed) > 1:
            untold = changed.filtered(lambda s: s._call_hook(before, retried))
        _logger.error(
            "_on_shipment_settled failed, and is not called again, for shipments %s; "
            "what became of them is written down all the same",
            untold.ids,
            exc_info=failure,
        )

    def _call_hook(self, before: dict[int, str], retried: bool) -> Exception | None:
        """Return why it failed; what it did before that is undone."""
        try:
            with self.env.cr.savepoint():
                self._on_shipment_settled({s.id: before[s.id] for s in self})
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as conflict:
            if retried:
                raise
            return conflict
        except Exception as failure:  # another module's: whatever it is
            return failure
        return None
