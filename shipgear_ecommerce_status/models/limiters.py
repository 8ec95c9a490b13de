# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One allowance per account in this process, whoever calls for it.

Sending and reading run at the same time, and make connectors anew in each run:
they share the account's token buckets here, so that together they keep to what
the marketplace allows.
"""

from ..connectors.limits import Limiter

_limiters: dict[tuple[str, int], Limiter] = {}


def limiter_of(account) -> Limiter:
    key = account.env.cr.dbname, account.id
    if key not in _limiters:
        # setdefault: another thread may have been quicker
        limits = account._connector_class().limits
        _limiters.setdefault(key, Limiter(limits))
    return _limiters[key]


def forget() -> None:
    """Start with full buckets, as a new process does."""
    _limiters.clear()
