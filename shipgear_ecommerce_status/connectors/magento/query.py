# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Asking Magento for rows, and for those behind a row.

Source: Adobe Commerce Web API guide, "Search using REST endpoints" and "Retrieve
filtered responses". Pages are never asked for by number: a page beyond the last shows
the last one again (issue 3787 of magento2), and rows that change meanwhile move all
pages. What comes next is what lies behind the last row seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from ..base import Rejected
from ..outgoing import in_zone
from ..text import _lt
from .oauth import escaped

#: (field, condition, value)
Filter = tuple[str, str, str]


def search(
    *groups: Iterable[Filter], sort: Iterable[str] = (), size: int, fields: str
) -> str:
    """Return the query of a search: filters of a group are alternatives, and all
    groups must hold.

    The names are written in one way throughout, and their numbers have one digit:
    so all releases of Magento sort them alike when they check a signature.

    :param fields: what is wanted of the rows, so that nothing else is sent
    """
    pairs = []
    for g, group in enumerate(groups):
        for f, (field, condition, value) in enumerate(group):
            name = f"searchCriteria[filter_groups][{g}][filters][{f}]"
            pairs += [
                (f"{name}[field]", field),
                (f"{name}[value]", value),
                (f"{name}[condition_type]", condition),
            ]
    for number, field in enumerate(sort):
        name = f"searchCriteria[sortOrders][{number}]"
        pairs += [(f"{name}[field]", field), (f"{name}[direction]", "ASC")]
    pairs += [
        ("searchCriteria[pageSize]", str(size)),
        ("searchCriteria[currentPage]", "1"),
        ("fields", f"items[{fields}],total_count"),
    ]
    return "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)


def time_text(moment: datetime) -> str:
    """Return an aware time as Magento keeps it: UTC, whole seconds, no zone."""
    utc = in_zone(moment, timezone.utc)
    return utc.replace(microsecond=0, tzinfo=None).isoformat(" ")


@dataclass(frozen=True)
class Behind:
    """The last order seen: when it changed, and its entity id ("" before any)."""

    time: str
    entity_id: str = ""

    @classmethod
    def from_cursor(cls, cursor: str) -> Behind:
        found = re.fullmatch(
            r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8})/([0-9]{1,19})", cursor
        )
        if not found:
            raise _no_cursor()
        return cls(found[1], found[2])

    def cursor(self) -> str:
        return f"{self.time}/{self.entity_id}"

    def groups(self) -> list[list[Filter]]:
        """Changed at that time with a higher id, or changed later."""
        groups = [[("updated_at", "gteq", self.time)]]
        if self.entity_id:
            later = ("updated_at", "gt", self.time)
            groups.append([later, ("entity_id", "gt", self.entity_id)])
        return groups


def entity_cursor(cursor: str | None) -> str:
    """Return the entity id of the last item seen, "0" before any."""
    if cursor and not re.fullmatch(r"[0-9]{1,19}", cursor):
        raise _no_cursor()
    return cursor or "0"


def _no_cursor() -> Rejected:
    return Rejected(
        _lt("The cursor is not one of this connector."),
        code="invalid_cursor",
        hint=_lt("Read the items from the beginning."),
    )
